import type { Rules } from './rule.ts';

/** The status block: its form, its keys and its words. */
export const statusRules = {
  'status-fence': (line: string) => ({
    message: 'A status block opens with ```status and closes with ```, at the start of a line, spelled so.',
    write: line,
  }),
  'status-open': () => ({
    message: 'The status block is not closed, so where the text begins is a guess.',
    write: '```',
  }),
  'status-place': () => ({
    message:
      'A status block is read only where it comes first in its update, and once. Here it would be mere text.',
    write: 'Move its lines into one block directly below the update’s heading.',
  }),
  'status-line': (line: string) => ({
    message: 'A line of a status block is a key at the start of the line, a colon, one blank, and a value.',
    write: line,
  }),
  'status-key': (line: string, known: string) => ({
    message: `This is neither a component of the site nor a key. Known are: ${known}.`,
    write: line,
  }),
  'status-key-twice': (line: number) => ({
    message: `Line ${line} says this already. One block says a thing once.`,
    write: 'Keep one of the two lines.',
  }),
  'status-group': (line: string) => ({
    message: 'This is a group. Its state is that of its components, so only they can be given one.',
    write: line,
  }),
  'status-value': (line: string, known: string) => ({
    message: `This is one word of a list, so that many incidents can be counted: ${known}.`,
    write: line,
  }),
  'state-word': (line: string, known: string) => ({
    message: `This is no state. Known are: ${known}.`,
    write: line,
  }),
  'state-from': (line: string) => ({
    message: 'Every state of a line but the first needs "from" and the time from which it holds.',
    write: line,
  }),
  'state-order': (times: string) => ({
    message: `The states of a line stand in rising order of time; these begin at ${times}.`,
    write: 'Put the earliest first, each with its own "from"; across midnight, write the date.',
  }),
  'state-planned': (line: string) => ({
    message:
      'Before a maintenance begins its states are plans for the whole window, and take no time of their own.',
    write: line,
  }),
  'state-before-began': (from: string, began: string, write: string) => ({
    message: `This state holds from ${from}, which is before the incident began (${began}). A bare time is the last one not after the stamp.`,
    write,
  }),
  'state-after-ended': (from: string, ended: string, write: string) => ({
    message: `This state would hold from ${from}, but all was over at ${ended}.`,
    write,
  }),
  'lost-nothing': () => ({
    message: '"nothing" takes back what was said to be lost, and only a correction can do that.',
    write: 'Delete the line; or correct the update that stated the loss.',
  }),
  'lost-mixed': () => ({
    message:
      '"nothing" takes back every loss that the corrected update stated; beside a loss it contradicts itself.',
    write: 'Keep only the lines that say what is lost.',
  }),
  'corrects-missing': (stamp: string) => ({
    message: 'A correction says which update it corrects: the digits of that update’s heading.',
    write: `\`\`\`status\ncorrects: ${stamp}\n\`\`\``,
  }),
  'corrects-phase': (heading: string) => ({
    message: 'Only an update of the phase Correction corrects another.',
    write: heading,
  }),
  'corrects-unknown': (known: string, write: string) => ({
    message: `No earlier update of this file bears this stamp. Earlier ones: ${known}.`,
    write,
  }),
  'corrects-ambiguous': (stamp: string) => ({
    message: 'Two earlier updates show these digits, on clocks of different offsets.',
    write: `corrects: ${stamp}`,
  }),
} satisfies Rules;
