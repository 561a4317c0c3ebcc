import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT, sourceFiles } from './source.ts';

const words = readFileSync(join(ROOT, 'src/i18n/words.ts'), 'utf8');
const rooms = sourceFiles('src/**/*.{ts,astro}').filter(
  (file) => !/i18n\/(?:words|de|en|ja|ko)\.ts$/.test(file) && !file.endsWith('.test.ts'),
);
const source = rooms.map((file) => readFileSync(join(ROOT, file), 'utf8')).join('\n');

it.each([
  'SiteWords',
  'IncidentWords',
  'TimeWords',
  'RecordWords',
  'AsOfWords',
  'FeedWords',
  'LedgerWords',
  'SearchWords',
  'SubscribeWords',
  'ArchiveWords',
  'ReportWords',
  'WorkWords',
])('every word of %s is met by a reader', (name) => {
  const body = new RegExp(`interface ${name} \\{([\\s\\S]*?)\\n\\}`).exec(words)?.[1] ?? '';
  const keys = [...body.matchAll(/readonly (\w+):/g)].map((found) => found[1] ?? '');
  expect(keys.length).toBeGreaterThan(4);
  const unused = keys.filter(
    (key) =>
      !new RegExp(
        `\\b(?:site|incident|labels|time|record|feed|asOf|ledger|search|subscribe|archive|reports|works|words)\\.${key}\\b`,
      ).test(source),
  );
  expect(unused).toEqual([]);
});
