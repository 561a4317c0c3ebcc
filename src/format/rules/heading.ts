import type { Rules } from './rule.ts';

/** Headings of updates, and what hides them. */
export const headingRules = {
  'heading-stamp': (heading: string, why: string) => ({
    message: `This was meant as an update’s heading, but ${why}. It has one spelling, so that none is overlooked; a section of the text takes ###.`,
    write: heading,
  }),
  'heading-date': (heading: string, why: string) => ({
    message: `No clock ever shows this: ${why}.`,
    write: heading,
  }),
  'heading-offset': (heading: string) => ({
    message: 'No place on Earth has this offset from UTC. Offsets run from -12:00 to +14:00; zero is +00:00.',
    write: heading,
  }),
  'heading-phase': (heading: string, known: string) => ({
    message: `A heading ends in its phase, and this is none. Known are: ${known}.`,
    write: heading,
  }),
  'heading-kind': (heading: string, kind: string, known: string) => ({
    message: `The phase does not belong to a file of kind "${kind}", which has: ${known}.`,
    write: heading,
  }),
  'heading-future': (heading: string, now: string) => ({
    message: `The stamp lies more than five minutes ahead; it is ${now} now. A stamp is the time of posting.`,
    write: heading,
  }),
  'heading-minute': (heading: string, line: number) => ({
    message: `The update in line ${line} has the same minute, and a minute is an update’s name.`,
    write: heading,
  }),
  'heading-order': (line: number) => ({
    severity: 'warning' as const,
    message: `This update is older than the one in line ${line} above it. Both are published, in the order of their stamps.`,
    write: 'Keep the updates in rising order, the newest at the end.',
  }),
  'fence-open': (fence: string) => ({
    message:
      'The code block that opens here is not closed before its update ends. It would swallow what stands below.',
    write: fence,
  }),
  'late-missing': (newest: string, heading: string) => ({
    message: `Readers have read “${newest}” already, and this is stamped before it. Unsaid, it would slip in unseen.`,
    write: `late: WHY, in its status block; or, if it is said only now, ${heading}`,
  }),
} satisfies Rules;
