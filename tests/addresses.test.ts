import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tsuiki } from './setup/run.ts';

/** Every name that begins an address of ours, and of a part of a list. */
const NAMES = [
  ...['incidents', 'history', 'maintenance', 'postmortems', 'promises', 'components', 'record', 'search'],
  ...['subscribe', 'en', 'ja', '404', '2026', '2026-10', 'api', 'v2', 'feed', 'schemas', 'pagefind'],
];
/** A component's id begins with a letter. */
const COMPONENTS = NAMES.filter((name) => /^[a-z]/.test(name));
let root: string;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'tsuiki-addresses-'));
  mkdirSync(join(root, 'incidents'));
  const rows = COMPONENTS.map((name) => `  - { id: "${name}", name: { en: C ${name}, ja: 部品 ${name} } }\n`);
  const site = `name: { en: Tayori Mail, ja: たよりメール }\nurl: https://status.example.com\nlanguages: [en, ja]\ntimeZone: Etc/UTC\ncomponents:\n${rows.join('')}`;
  writeFileSync(join(root, 'incidents/site.yml'), site);
  for (const name of NAMES) {
    const text = `---\ntitle: Title ${name}\nlang: en\n---\n\n## 2026-10-02 09:00 +00:00 Resolved\n\nIt is over.\n\n## 2026-10-03 09:00 +00:00 Postmortem\n\nIt was ${name}.\n`;
    writeFileSync(join(root, `incidents/${name}.md`), text);
  }
  const env = { TSUIKI_CONTENT: 'incidents', SOURCE_DATE_EPOCH: String(Date.UTC(2026, 10, 1) / 1000) };
  const { code, stderr } = await tsuiki(['build', '--no-search'], root, env);
  expect(code, stderr).toBe(0);
});

afterAll(() => rmSync(root, { recursive: true }));

describe('an address', () => {
  it('leads to its own page, whatever incidents and components are called', () => {
    const pages = ['', 'ja/'].flatMap((lang) => [
      ...NAMES.flatMap((name) =>
        ['incidents', 'postmortems'].map((kind) => [`${lang}${kind}/${name}`, `Title ${name}`] as const),
      ),
      ...COMPONENTS.map(
        (name) => [`${lang}components/${name}`, `${lang === '' ? 'C' : '部品'} ${name}`] as const,
      ),
    ]);
    const strayed = pages.filter(([path, title]) => {
      const page = readFileSync(join(root, 'dist', path, 'index.html'), 'utf8');
      const [, heading = ''] = /<h1[^>]*>([\s\S]*?)<\/h1>/.exec(page) ?? [];
      return !heading.includes(title);
    });
    expect(strayed).toEqual([]);
    expect(readdirSync(join(root, 'dist/history'))).toEqual(['2026-10', 'index.html']);
  });
});
