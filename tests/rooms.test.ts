import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOf, reachesOf, sourceFiles } from './source.ts';

/**
 * Every door in the house: what each room (folder of `src/`) may import, ours and other people's. A room may import itself.
 * `node:*` is all of Node's own modules; `astro` is also `astro/…` and `astro:…`.
 */
const DOORS: Readonly<Record<string, readonly string[]>> = {
  model: [],
  calendar: ['model', 'date-fns', '@date-fns/tz'],
  markdown: ['marked', 'marked-footnote', 'sanitize-html'],
  i18n: ['model', 'calendar'],
  format: ['model', 'calendar', 'i18n', 'markdown', 'record', 'diff', 'yaml', 'zod'],
  record: ['model', 'calendar', 'node:*'],
  derive: ['model', 'calendar', 'i18n', 'markdown', 'record'],
  feeds: ['model', 'calendar', 'i18n', 'markdown', 'derive', 'feed', 'ical-generator'],
  api: ['model', 'calendar', 'i18n', 'markdown', 'record', 'derive'],
  badges: ['model', 'i18n', 'markdown', 'derive'],
  hosts: ['node:*'],
  importers: ['model', 'calendar', 'i18n', 'markdown', 'format', 'derive', 'hosts', 'smol-toml', 'turndown'],
  announce: ['model', 'i18n', 'markdown', 'derive', 'feeds', 'node:*'],
  edge: [
    'model',
    'api',
    'badges',
    'format',
    'derive',
    'record',
    'feeds',
    'hosts',
    'announce',
    'astro',
    'esbuild',
    'fs-native-extensions',
    'nodemailer',
    'pagefind',
    'node:*',
    // What Astro made of the pages, where it put it.
    '(computed)',
  ],
  cli: [
    'model',
    'format',
    'derive',
    'record',
    'feeds',
    'announce',
    'importers',
    'hosts',
    'i18n',
    'calendar',
    'edge',
    '@clack/prompts',
    'node:*',
  ],
  components: ['model', 'calendar', 'i18n', 'markdown', 'derive', 'astro'],
  // The one module that it loads as it runs is the search's, whose place the page tells.
  browser: ['(computed)'],
  layouts: ['model', 'calendar', 'i18n', 'markdown', 'derive', 'components', 'astro'],
  pages: ['model', 'i18n', 'derive', 'edge', 'components', 'layouts', 'astro'],
  styles: [],
};

/** Node's modules, the frame that every page is made with, and what is found as it runs belong to no one room. */
const SHARED: readonly string[] = ['node:*', 'astro', '(computed)'];

const files = sourceFiles('src/**/*.{ts,astro,mjs}').filter((file) => !file.endsWith('.test.ts'));

/** The room a file of `src/` lies in; a file that lies in none has its own path. */
function roomOf(file: string): string {
  const [top, room, ...rest] = file.split('/');
  return top === 'src' && room && rest.length > 0 ? room : file;
}

/** The door that an import goes through. */
function doorTo(specifier: string, file: string): string {
  if (specifier.startsWith('.')) return roomOf(posix.join(posix.dirname(file), specifier));
  if (specifier.startsWith('node:')) return 'node:*';
  if (specifier.startsWith('astro:')) return 'astro';
  const [first = '', second] = specifier.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

describe('the house', () => {
  it('has no room and no file that the table does not know', () => {
    expect(files.filter((file) => !(roomOf(file) in DOORS))).toEqual([]);
  });

  it('has a door for every import', () => {
    const walls = files.flatMap((file) => {
      const room = roomOf(file);
      return importsOf(file)
        .map(({ text, line }) => ({ line, door: doorTo(text, file) }))
        .filter(({ door }) => door !== room && !DOORS[room]?.includes(door))
        .map(({ line, door }) => `${file}:${line}: ${room} has no door to ${door}`);
    });
    expect(walls).toEqual([]);
  });

  it('keeps each package in one room', () => {
    const packages = Object.entries(DOORS).flatMap(([room, doors]) =>
      doors.filter((door) => !(door in DOORS) && !SHARED.includes(door)).map((door) => ({ room, door })),
    );
    const shared = packages.filter(({ room, door }) =>
      packages.some((other) => other.door === door && other.room !== room),
    );
    expect(shared).toEqual([]);
  });

  it('lets no two rooms import each other, by whatever way round', () => {
    const reach = (room: string, seen = new Set<string>()): Set<string> => {
      for (const door of DOORS[room] ?? []) {
        if (!(door in DOORS) || seen.has(door)) continue;
        seen.add(door);
        reach(door, seen);
      }
      return seen;
    };
    expect(Object.keys(DOORS).filter((room) => reach(room).has(room))).toEqual([]);
  });
});

/** Who may reach for the world outside; a path that ends in `/` is a room. */
const REACHES: readonly { readonly what: RegExp; readonly by: readonly string[] }[] = [
  { what: /^process\.(?:exit|exitCode|argv)$/, by: ['src/cli/main.ts', 'src/cli/require-node.mjs'] },
  { what: /^process\.env$/, by: ['src/edge/', 'src/cli/main.ts'] },
  { what: /Date/, by: ['src/edge/', 'src/browser/'] },
  { what: /process(?:\[…\])?$/, by: [] },
];

describe('the world outside', () => {
  it('is reached from the edge alone', () => {
    const stray = files.flatMap((file) =>
      reachesOf(file)
        .filter(({ text }) => {
          const by = REACHES.find(({ what }) => what.test(text))?.by ?? [];
          return !by.some((place) => file === place || (place.endsWith('/') && file.startsWith(place)));
        })
        .map(({ text, line }) => `${file}:${line}: ${text} does not belong here`),
    );
    expect(stray).toEqual([]);
  });

  it('is seen where it is reached', () => {
    expect(reachesOf('src/edge/clock.ts').map(({ text }) => text)).toEqual(['process.env', 'Date.now']);
    expect(reachesOf('src/cli/require-node.mjs').map(({ text }) => text)).toEqual(['process.exit']);
  });
});
