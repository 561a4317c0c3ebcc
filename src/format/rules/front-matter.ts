import type { Rules } from './rule.ts';

/** What stands between the two lines of hyphens. */
export const frontMatterRules = {
  'front-matter-missing': (lines: string) => ({
    message: 'A file begins with front matter: two lines of three hyphens, with the title between them.',
    write: lines,
  }),
  'front-matter-open': () => ({
    message: 'The front matter that begins here is not closed before the first update.',
    write: '---',
  }),
  'front-matter-yaml': (reason: string, line: string) => ({
    message: `The front matter is not plain YAML: ${reason}`,
    write: line,
  }),
  'front-matter-key': (known: string, line: string) => ({
    message: `There is no such key. Known are: ${known}.`,
    write: line,
  }),
  'front-matter-title': (line: string) => ({
    message: 'The title is one line of text. It heads the page and every item of the feeds.',
    write: line,
  }),
  'title-size': (length: number) => ({
    message: `The title has ${length} characters; at most are 500. It stands whole in every list and every feed.`,
    write: 'Say what happened in a few words, and the rest in the text.',
  }),
  'front-matter-size': () => ({
    message: 'The front matter is longer than 16,384 characters. It holds four short lines.',
    write: 'Move what it holds into an update, or into a file beside the incident.',
  }),
  'front-matter-kind': (near: string) => ({
    message: 'The kind is "incident" or "maintenance".',
    write: `kind: ${near}`,
  }),
  'front-matter-lang': (known: string) => ({
    message: `The language of a file is one of the site’s: ${known}.`,
    write: `lang: ${known.split(', ')[0]}`,
  }),
  'front-matter-imported': () => ({
    message: '"imported" names the system that published this history first.',
    write: 'imported: Statuspage',
  }),
} satisfies Rules;
