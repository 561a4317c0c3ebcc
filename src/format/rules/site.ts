import type { Rules } from './rule.ts';

/** site.yml. With any problem there nothing is judged further: every incident leans on it. */
export const siteRules = {
  'site-missing': (path: string) => ({
    message:
      'There is no site.yml, which says what the site is called, where it lives and what it reports on.',
    write: `Create ${path}; docs/FORMAT.md shows a whole one.`,
  }),
  'site-size': () => ({
    message:
      'The file is larger than 512 KiB, or has more than 50,000 entries. Nothing else was judged here.',
    write: 'Report on what a reader would call one thing, and say of it what a reader must know.',
  }),
  'site-yaml': (reason: string, line: string) => ({
    message: `The file is not plain YAML: ${reason}`,
    write: line,
  }),
  'site-key': (known: string, line: string) => ({
    message: `There is no such key. Known here are: ${known}.`,
    write: line,
  }),
  'site-value': (why: string, example: string) => ({
    message: why,
    write: example,
  }),
  'site-components': () => ({
    message:
      'The site has more than 500 components and groups. Each has a page and feeds, and stands on the front page.',
    write: 'Report on what a reader would call one thing; a group of machines is one component.',
  }),
  'site-group': (known: string, line: string) => ({
    message: `"group" names a group of this file by its id. Groups are: ${known}.`,
    write: line,
  }),
  'site-homograph': (twin: string) => ({
    severity: 'warning',
    message: `This name looks like that of the component "${twin}". In an outage nobody can tell which of the two is broken.`,
    write: 'Give one of the two another name.',
  }),
  'component-twice': (line: number) => ({
    message: `The component in line ${line} has the same id. An id is for ever, and names one component.`,
    write: 'Give one of the two another id.',
  }),
} satisfies Rules;
