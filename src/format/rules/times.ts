import type { Rules } from './rule.ts';

/** Times in a status block. */
export const timeRules = {
  'time-form': (line: string) => ({
    message:
      'A time is HH:MM or YYYY-MM-DD HH:MM, of a day and a clock that exist; then, if need be, an offset such as +09:00. "~" before it means about.',
    write: line,
  }),
  'time-bare': (line: string) => ({
    message:
      'Here a time needs its date: long after the event, which day a bare time means is a guess. Check the day.',
    write: line,
  }),
  'time-zone': (line: string, zone: string, offset: string) => ({
    message: `At that time the clocks of ${zone} stood at ${offset}, unlike the heading’s, so this could mean two moments.`,
    write: line,
  }),
  'time-ahead': (stamp: string) => ({
    message: `This lies after the update’s own stamp (${stamp}). What has not happened yet cannot be reported.`,
    write: 'Correct the time; or announce it with "next:" or, for a maintenance, "window:".',
  }),
  'ended-before-began': (ended: string, began: string, write: string) => ({
    message: `It would have ended at ${ended}, before it began at ${began}.`,
    write,
  }),
  'ended-while-open': (heading: string, phase: string) => ({
    message: `"ended" says that it is over, but the phase "${phase}" does not.`,
    write: heading,
  }),
  'next-past': (stamp: string) => ({
    message: `The next update is announced for a time that is not after this one (${stamp}).`,
    write: 'Write a later time; or delete the line.',
  }),
  'window-form': () => ({
    message: 'A window is a start and an end, with " / " between them.',
    write: 'window: YYYY-MM-DD HH:MM / HH:MM',
  }),
  'window-missing': (line: string) => ({
    message: 'A planned maintenance says when it is to take place.',
    write: line,
  }),
  'window-kind': () => ({
    message: 'Only a maintenance has a window.',
    write: 'Say "began:" and "ended:" of an incident; or write "kind: maintenance" in the front matter.',
  }),
  'window-order': (line: string) => ({
    message: 'The window ends before it starts.',
    write: line,
  }),
} satisfies Rules;
