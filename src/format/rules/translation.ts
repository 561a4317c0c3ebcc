import type { Rules } from './rule.ts';

/** Files in further languages. */
export const translationRules = {
  'translation-alone': (near: string) => ({
    message:
      'No incident has the name before the language, so there is nothing that this file could translate.',
    write: near,
  }),
  'translation-language': (known: string) => ({
    message: `This incident is not translated into that language. It can be into: ${known}.`,
    write: 'Name the file by another language, or delete it.',
  }),
  'translation-folder': (beside: string) => ({
    message: 'A translation lies beside the incident’s own file, so that its links lead to the same files.',
    write: `Move the file to ${beside}.`,
  }),
  'translation-key': (known: string) => ({
    message: `A translation holds words alone (${known}). All else stands in the incident’s own file, once.`,
    write: 'Delete the line.',
  }),
  'translation-heading': (near: string) => ({
    message: 'The incident’s own file has no update with this stamp and phase.',
    write: near,
  }),
  'translation-title': () => ({
    message: 'The update that this translates states no new title.',
    write: 'Delete the line.',
  }),
  'translation-lost': (count: number) => ({
    message: `The update that this translates has ${count} "lost" ${count === 1 ? 'line' : 'lines'}. They are matched by their order.`,
    write: 'Give each loss its line, in the same order; "nothing" stays "nothing".',
  }),
  'translation-promise': (line: string) => ({
    message: 'The update that this translates says something else of this promise, or nothing.',
    write: line,
  }),
} satisfies Rules;
