import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatInstant, instant } from '../model/instant.ts';
import { type ParsedFolder, parseFolder } from './folder.ts';
import { RULE_IDS } from './problems.ts';
import { renderProblems } from './report.ts';
import type { ContentFolder, Unread } from './source.ts';

const HERE = join(import.meta.dirname, 'fixtures');
const NOW = instant(Date.parse('2026-11-22T12:00:00Z'));
const names = readdirSync(HERE).filter((name) => statSync(join(HERE, name)).isDirectory());

/** A folder as `src/edge/` would read it; `site.yml` is the fixtures' common one where it has none of its own. */
function fixtureFolder(name: string): ContentFolder {
  const root = join(HERE, name);
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && !['problems.txt', 'expected.json', 'folder.json'].includes(entry.name),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path: relative(root, path), bytes: readFileSync(path) }));
  const common =
    name === 'site-missing' ? undefined : { path: 'site.yml', bytes: readFileSync(join(HERE, 'site.yml')) };
  const site = files.find(({ path }) => path === 'site.yml') ?? common;
  const isIncident = ({ path }: { readonly path: string }) => path.endsWith('.md');
  const own = files.filter((file) => file.path !== 'site.yml' && !isIncident(file));
  const { empty, unread } = entriesOf(root);
  const assets = [...own, ...empty.map((path) => ({ path, bytes: new Uint8Array() }))];
  return {
    name: 'incidents',
    ...(site ? { site } : {}),
    incidents: files.filter(isIncident),
    assets: new Map(assets.map((asset) => [asset.path, asset])),
    unread,
  };
}

/** What not every disk can hold: names that are one on some, and entries that are no plain files. */
function entriesOf(root: string): { readonly empty: readonly string[]; readonly unread: readonly Unread[] } {
  const path = join(root, 'folder.json');
  const { empty = [], unread = [] } = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
  return { empty, unread };
}

/** What only repeats the file. */
const LEFT_OUT: ReadonlySet<string> = new Set(['canonical', 'front', 'files']);

/** The model as anyone can read it: instants as UTC, maps as objects, and without the file's own text, which stands beside it. */
function modelAsJson({ config, incidents }: ParsedFolder, withSite: boolean): string {
  const plain = (key: string, value: unknown) => {
    if (value instanceof Map) {
      const named = (name: unknown) =>
        typeof name === 'number' ? formatInstant(instant(name)) : String(name);
      return Object.fromEntries([...value].map(([name, one]) => [named(name), one]));
    }
    if (LEFT_OUT.has(key)) return undefined;
    return typeof value === 'number' && key !== 'line' ? formatInstant(instant(value)) : value;
  };
  return `${JSON.stringify(withSite ? { config, incidents } : incidents, plain, 2)}\n`;
}

/** `problems.txt` holds what `npm run check` prints, `expected.json` what was understood. `vitest -u` writes them anew. */
describe('the fixture', () => {
  it.each(names)('%s', async (name) => {
    const parsed = parseFolder(fixtureFolder(name), NOW);
    const [problems, model] = [join(HERE, name, 'problems.txt'), join(HERE, name, 'expected.json')];
    expect(
      [existsSync(problems), existsSync(model)].filter(Boolean),
      'exactly one of the two files',
    ).toHaveLength(1);
    if (existsSync(problems)) {
      await expect(renderProblems(parsed.problems, 'incidents')).toMatchFileSnapshot(problems);
    } else {
      expect(renderProblems(parsed.problems, 'incidents')).toBe('');
      await expect(modelAsJson(parsed, existsSync(join(HERE, name, 'site.yml')))).toMatchFileSnapshot(model);
    }
  });
});

describe('every rule', () => {
  const printed = names
    .map((name) => join(HERE, name, 'problems.txt'))
    .filter((path) => existsSync(path))
    .flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/^\S+:\d+:\d+: (?:error|warning) (\S+)$/gm)])
    .map(([, rule]) => rule);

  // What leans on the record is broken in `src/cli/check.test.ts`, where there is a past.
  it('is broken by some fixture', () => {
    const own = RULE_IDS.filter((id) => !/^(?:law|late)-/.test(id));
    expect(own.filter((id) => !printed.includes(id))).toEqual([]);
  });

  it('stands in docs/FORMAT.md, and nothing else does', () => {
    const document = readFileSync(join(import.meta.dirname, '../../docs/FORMAT.md'), 'utf8');
    const listed = [...(document.split('\n## Rules\n')[1] ?? '').matchAll(/^\| `([a-z-]+)` \|/gm)].map(
      ([, id]) => id,
    );
    expect(listed.toSorted()).toEqual([...RULE_IDS].toSorted());
  });
});
