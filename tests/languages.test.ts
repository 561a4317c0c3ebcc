import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HtmlValidate } from 'html-validate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordsFor } from '../src/i18n/words.ts';
import { attribute, type Page, pagesOf } from './setup/pages.ts';
import { tsuiki } from './setup/run.ts';
import { ROOT } from './source.ts';

const SITE = `name: Tayori Mail
url: https://status.example.com
languages: [de, ko]
timeZone: Europe/Berlin
components:
  - { id: mail, name: { de: Post, ko: 메일 } }
`;
const GERMAN = `---
title: Post kommt zu spät an
---

## 2026-11-11 13:25 +01:00 In Untersuchung

\`\`\`status
began: ~13:12
mail: degraded performance
\`\`\`

Post kommt zu spät an.

### Was Sie tun sollten
Warten Sie ab.

## 2026-11-11 14:00 +01:00 Behoben

- [ ] P1: Die Warteschlange überwachen by 2026-12-01
`;
const KOREAN = `---
title: 메일이 늦게 도착합니다
---

## 2026-11-11 13:25 +01:00 조사 중

메일이 늦게 도착합니다.

### 고객님께 부탁드립니다
잠시 기다려 주세요.
`;

let parent: string;
let pages: readonly Page[];

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'tsuiki-languages-'));
  await mkdir(join(parent, 'incidents'));
  await writeFile(join(parent, 'incidents/site.yml'), SITE);
  await writeFile(join(parent, 'incidents/2026-11-11-delay.md'), GERMAN);
  await writeFile(join(parent, 'incidents/2026-11-11-delay.ko.md'), KOREAN);
  const { code, stderr } = await tsuiki(['build'], parent, { TSUIKI_CONTENT: 'incidents' });
  expect(code, stderr).toBe(0);
  pages = await pagesOf(join(parent, 'dist'));
});

afterAll(() => rm(parent, { recursive: true }));

describe('a site in languages that nobody has reviewed yet', () => {
  it('says so on every page', () => {
    const silent = pages.filter(
      ({ path, html }) => !html.includes(wordsFor(path.startsWith('/ko/') ? 'ko' : 'de').unreviewed),
    );
    expect(pages.length).toBeGreaterThan(15);
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  it('reads headings of updates and sections in them, and speaks them', () => {
    const korean = pages.find(({ path }) => path === '/ko/incidents/2026-11-11-delay/')?.html ?? '';
    expect(korean).toContain('복구');
    expect(korean).toContain('고객님께 부탁드립니다');
    expect(korean).not.toContain('Was Sie tun sollten');
    const german = pages.find(({ path }) => path === '/incidents/2026-11-11-delay/')?.html ?? '';
    expect(german).toContain('11. November 2026');
  });

  it('is valid HTML, each page in its language', async () => {
    const validator = new HtmlValidate(JSON.parse(await readFile(join(ROOT, '.htmlvalidate.json'), 'utf8')));
    for (const { path, html, elements } of pages) {
      const report = await validator.validateString(html, path);
      expect(
        report.results.flatMap(({ messages }) => messages.map(({ message }) => message)),
        path,
      ).toEqual([]);
      const root = elements.find(({ tagName }) => tagName === 'html');
      expect(root && attribute(root, 'lang')).toBe(path.startsWith('/ko/') ? 'ko' : 'de');
    }
  });
});

describe('docs/FORMAT.md', () => {
  it('lists every word by which a phase or a section is known', async () => {
    const text = await readFile(join(ROOT, 'docs/FORMAT.md'), 'utf8');
    const known = ['de', 'en', 'ja', 'ko'].flatMap((lang) => {
      const { phases, sections } = wordsFor(lang);
      return [...Object.values(phases), ...Object.values(sections)].flat();
    });
    expect(known.filter((word) => !text.includes(word))).toEqual([]);
  });
});
