import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ownJsonTexts } from '../src/api/own/files.ts';
import { statuspageTexts } from '../src/api/statuspage/files.ts';
import { badgeFiles } from '../src/badges/files.ts';
import { linkResolver } from '../src/derive/links.ts';
import { calendarFiles } from '../src/feeds/calendars.ts';
import { deployed, tokyo } from './deployments.ts';
import { everyText } from './setup/texts.ts';
import { ROOT, sourceFiles } from './source.ts';

const PAGE = join(ROOT, 'docs/API.md');
const FOLDER = 'tests/fixtures/api/';
const LONGEST_LIST = 3;

const texts = Object.fromEntries(
  sourceFiles(`${FOLDER}**/*`).map((file) => [
    file.slice(FOLDER.length),
    readFileSync(join(ROOT, file), 'utf8'),
  ]),
);
const { site } = deployed([], texts, tokyo('2026-11-10 02:30'));
const prose = { resolve: linkResolver(site, new Map()) };
const answers = [
  ...everyText(statuspageTexts(site, prose), site),
  ...everyText(ownJsonTexts(site, prose), site),
  ...badgeFiles(site, ''),
];
const files = new Map<string, string>(
  answers.filter(({ path }) => path.endsWith('.json')).map(({ path, body }) => [`/${path}`, body]),
);

/** JSON as a reader takes it in: what fits on a line stands on one, and a long list is cut. */
function show(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const isList = Array.isArray(value);
  const cut = isList && value.length > LONGEST_LIST;
  const list: readonly unknown[] = cut
    ? [...value.slice(0, 1), `… and ${value.length - 1} more`]
    : isList
      ? value
      : [];
  const parts = isList
    ? list.map((one) => show(one, inner))
    : Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${show(one, inner)}`);
  const [open, close] = isList ? '[]' : '{}';
  const line =
    isList || parts.length === 0
      ? `${open}${parts.join(', ')}${close}`
      : `${open} ${parts.join(', ')} ${close}`;
  if (line.length + indent.length <= 110 && !line.includes('\n')) return line;
  return `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close}`;
}

const EXAMPLE = /^(### `([^`]+)`\n(?:(?!^#)[\s\S])*?```json\n)[\s\S]*?^```$/gm;

// `npx vitest run --project site tests/api-docs.test.ts -u` writes the examples anew.
it('docs/API.md shows what each address answers, to the letter', async () => {
  const page = readFileSync(PAGE, 'utf8');
  const shown = page.replace(EXAMPLE, (_, head: string, address: string) => {
    const body = files.get(address);
    return `${head}${body === undefined ? `There is no ${address}.` : show(JSON.parse(body))}\n\`\`\``;
  });
  expect(shown).not.toContain('There is no ');
  await expect(shown).toMatchFileSnapshot(PAGE);
});

it('docs/API.md has an example for every kind of address', () => {
  const page = readFileSync(PAGE, 'utf8');
  const shown = new Set([...page.matchAll(EXAMPLE)].map(([, , address = '']) => address));
  const kind = (address: string) =>
    address
      .replace(/^(.*\/incidents\/)(?!index|unresolved)[^/]+(\.json)$/, '$1ID$2')
      .replace(/^\/components\/[^/]+\//, '/components/ID/');
  const kinds = new Set([...files.keys()].filter((path) => !path.startsWith('/schemas/')).map(kind));
  expect(new Set([...shown].map(kind))).toEqual(kinds);
  for (const path of files.keys()) if (path.startsWith('/schemas/')) expect(page).toContain(`\`${path}\``);
});

it('docs/API.md names every kind of file for programs that is no JSON', () => {
  const page = readFileSync(PAGE, 'utf8');
  const others = [...calendarFiles(site, prose), ...badgeFiles(site, '')].filter(
    ({ path }) => !path.endsWith('.json'),
  );
  const kinds = new Set(
    others.map(({ path }) => `/${path}`.replace(/^\/components\/[^/]+\//, '/components/ID/')),
  );
  expect(kinds.size).toBe(5);
  for (const one of kinds) expect(page).toContain(`\`${one}\``);
});
