import type { Rules } from './rule.ts';

const STANDS = 'What was published stays published, letter by letter; the public record bears its hash.';

/** The append-only law. `write` is ready worded: it hangs on what stood there. */
export const lawRules = {
  'law-changed': (write: string) => ({
    message: `This was published otherwise. ${STANDS} A mistake is corrected below, in sight of all.`,
    write,
  }),
  'law-gone': (what: string, write: string) => ({
    message: `${what} was published, and does not stand here any more. ${STANDS}`,
    write,
  }),
  'law-redated': (was: string, write: string) => ({
    message: `This was published as “${was}”. A stamp tells when readers could read it, and never moves.`,
    write,
  }),
  'law-front-matter': (write: string) => ({
    message:
      'The front matter was published otherwise, and is fixed since. A new title is stated by an update, which leaves the first one in sight.',
    write,
  }),
  'law-incident-gone': (id: string, write: string) => ({
    message: `The incident ${id} was published, and its file is not here any more. Its address, its feed items and its lines in the record stay.`,
    write,
  }),
  'law-translation-gone': (id: string, lang: string, write: string) => ({
    message: `The translation of ${id} into "${lang}" was published, and its file is not here any more.`,
    write,
  }),
  'law-file': (write: string) => ({
    message: `A published update links this file, so its bytes were published with it. ${STANDS}`,
    write,
  }),
  'law-site': (write: string) => ({
    message:
      'The time zone of the site, or what its feeds’ ids begin with, was published otherwise. Every day that is counted and every item that was delivered hangs on them; a new address alone needs "feedAuthority" with the old host.',
    write,
  }),
  'law-component-gone': (id: string, write: string) => ({
    message: `The component "${id}" was published. Old incidents name it, and its page and feed stay.`,
    write,
  }),
  'law-component-name': (id: string, write: string) => ({
    message: `The component "${id}" had another name or group when it was published last. What was published under the earlier one keeps it.`,
    write,
  }),
  'law-component-since': (id: string, day: string) => ({
    message: `The component "${id}" came after the first release, and does not say since when it exists. Its bars and its uptime would begin before it did.`,
    write: `since: ${day}`,
  }),
} satisfies Rules;
