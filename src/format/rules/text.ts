import type { Rules } from './rule.ts';

/** What an update's text may hold: errata, promises, links, redactions. */
export const textRules = {
  'for-read-pair': (lines: string) => ({
    message:
      'An erratum is two lines, one below the other: "For" (誤) with the wrong words, "Read" (正) with the right ones.',
    write: lines,
  }),
  'for-not-found': (line: string, near: string) => ({
    message: `The update that it corrects does not hold these words as it reads now.${near}`,
    write: line,
  }),
  'for-not-unique': (count: number, line: string) => ({
    message: `The update that it corrects holds these words ${count} times, so it is open which are meant.`,
    write: line,
  }),
  'for-read-excess': (kind: 'pairs' | 'size' | 'work') => ({
    message: `${FOR_READ_EXCESS[kind]}. The page shows how the update read after each of its corrections.`,
    write: 'Correct no further words: say in an update of its own how the whole reads.',
  }),
  'promise-form': (line: string) => ({
    message: 'This is nearly the line of a promise. Left so, nobody would be reminded of it.',
    write: line,
  }),
  'promise-unknown': (line: string) => ({
    message: 'No earlier update makes this promise.',
    write: line,
  }),
  'promise-prose': (line: string) => ({
    severity: 'warning',
    message:
      'This promises something. Without a line of its own nobody is reminded of it, and readers cannot see whether it was kept.',
    write: line,
  }),
  'text-secret': () => ({
    severity: 'warning',
    message: 'This looks like a password or a key. Once released, nobody can call it back.',
    write: 'Delete it; and if it was ever real, change it now.',
  }),
  'text-personal': () => ({
    severity: 'warning',
    message: 'This looks like a person’s own address. Once released, nobody can call it back.',
    write: 'Write an address that belongs to a role, or none.',
  }),
  'promise-settled': (line: number, write: string) => ({
    message: `Line ${line} says that this promise was already kept or dropped.`,
    write,
  }),
  'promise-move': (line: string) => ({
    message: 'This promise is open already. Stated again it moves, and needs its new day.',
    write: line,
  }),
  'promise-twice': (line: number) => ({
    message: `Line ${line} of this update speaks of the same promise.`,
    write: 'Keep one of the two lines, or number them apart.',
  }),
  'promise-date': (line: string) => ({
    message:
      'A promise’s day is written 2008-09-12, and is one that exists; else nobody can tell when it is overdue.',
    write: line,
  }),
  'link-missing': (line: string) => ({
    message: 'No such file lies beside the incident, so the link would lead nowhere.',
    write: line,
  }),
  'link-outside': () => ({
    message:
      'The link leads above the incident’s folder. A linked file moves with its incident, so it lies beside or below it.',
    write: 'Put the file beside the incident, and link it by its name.',
  }),
  'link-name': (why: string) => ({
    message: `The linked file would be served below the incident’s address, and ${why}.`,
    write: 'Give the file another name, and link it by that.',
  }),
  'link-unknown': (write: string) => ({
    severity: 'warning',
    message: 'The site has no page or feed of this address, so the link probably leads nowhere.',
    write,
  }),
  'text-excess': (kind: 'work' | 'depth' | 'size') => ({
    message: `This text would be shown as it is written, without its markup: ${EXCESS[kind]}.`,
    write:
      'Part long text by empty lines; put what a machine wrote between two lines of ```, or into a file and link it.',
  }),
  'redaction-form': () => ({
    message:
      'This is not the whole mark of a redaction: its date, the SHA-256 of the update as it was, and a reason.',
    write: 'redacted 2024-05-01 sha256:(64 hexadecimal digits) personal data',
  }),
} satisfies Rules;

const FOR_READ_EXCESS = {
  pairs: 'More than 100 pairs of For and Read correct one update',
  size: 'With the words that were struck and put in, the update that it corrects has more than 128 KiB',
  work: 'The update that it corrects takes too long to read again',
} as const;

const EXCESS = {
  work: 'reading it would take too long, for thousands of signs such as *, _, [ or @ stand in one paragraph, or hundreds of notes below each other',
  depth: 'quotes and lists stand more than 40 deep in each other',
  size: 'it would be more than twelve times as long in a page, with its tags, its cells and its notes',
} as const;
