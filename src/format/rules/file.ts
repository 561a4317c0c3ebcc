import type { Rules } from './rule.ts';

/** Names, bytes and limits. */
export const fileRules = {
  'file-name': (suggestion: string) => ({
    message:
      'The file’s name is the incident’s id for ever, and its address: small letters a–z, digits and single hyphens.',
    write: suggestion,
  }),
  'file-name-twice': (other: string) => ({
    message: `${other} has the same name. The name is the incident’s id, and an id is given once, whatever the folder.`,
    write: 'Give one of the two files another name.',
  }),
  'file-kind': (what: string) => ({
    message: `This is ${what}. Only plain files are read, so that what stands in the folder is all that is published.`,
    write: 'Put the file itself here; or let its name begin with "_", and nothing reads it.',
  }),
  'file-denied': () => ({
    message: 'It cannot be read: the user who runs this may not, or its name is too long or no UTF-8.',
    write:
      'Give the user the right to read it, or the file a name of plain letters; or let its name begin with "_".',
  }),
  'file-alike': (twin: string) => ({
    message: `Its name and that of ${twin} are one on a Mac and on Windows: whoever works there has only one of the two files.`,
    write: 'Give one of the two another name.',
  }),
  'file-path': (names: string) => ({
    message: `Its name holds ${names}, which cannot be seen: it looks like another name.`,
    write: 'Give the file a name of letters, digits and hyphens.',
  }),
  'asset-size': () => ({
    message:
      'The file is larger than 16 MiB, or all that are linked are larger than 256 MiB. Nobody loads it in an outage.',
    write: 'Put it elsewhere and link its address; or let its name begin with "_".',
  }),
  'file-encoding': (looksLike: string | undefined) => ({
    message: `The file is not UTF-8 text, so its words cannot be read without guessing.${looksLike ? ` It looks like ${looksLike}.` : ''}`,
    write: 'Save the file again as UTF-8.',
  }),
  'file-character': (names: string, line: string) => ({
    message: `${names} cannot be seen, and can make a line read otherwise than it is.`,
    write: line || 'Delete the line.',
  }),
  'file-comment': () => ({
    message: 'An HTML comment stands here. The source is published with the page, so everyone would read it.',
    write: 'Delete the comment; keep drafts in a file whose name begins with "_".',
  }),
  'file-merge-marker': () => ({
    message:
      'Git could not join two versions of this file and left both, with its markers. Nothing else was judged here.',
    write:
      'Keep the lines that are right, and delete those that begin with <<<<<<<, =======, >>>>>>> or |||||||.',
  }),
  'file-placeholder': () => ({
    message: 'A template’s placeholder was not filled in.',
    write: 'Write what belongs here, or delete the placeholder.',
  }),
  'file-size': () => ({
    message: 'The file is larger than 1 MiB. A reader in an outage cannot load such a page.',
    write: 'Move long logs into a file beside the incident, and link it.',
  }),
  'file-updates': () => ({
    message: 'The file holds more than 1,000 updates. A reader in an outage cannot load such a page.',
    write: 'Go on in a new incident, and link the two.',
  }),
  'file-statements': () => ({
    message:
      'With this update the file states more than 3,000 things: states of components, losses, promises, errata and headings. Nobody can read a page of them.',
    write: 'Go on in a new incident, and link the two; or name the group of machines as one component.',
  }),
  'file-no-updates': (heading: string) => ({
    message: 'The file holds no update, so there is nothing to publish.',
    write: heading,
  }),
  'file-text-before-update': () => ({
    message: 'Text stands before the first update. It would have no date.',
    write: 'Move the text below an update’s heading, or delete it.',
  }),
  'update-size': () => ({
    message: 'The update is larger than 64 KiB. A feed cannot carry such an item.',
    write: 'Move long logs into a file beside the incident, and link it.',
  }),
} satisfies Rules;
