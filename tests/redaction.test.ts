import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesOf, readPage, words } from './setup/pages.ts';
import { tsuiki } from './setup/run.ts';

const SITE = `name: { en: Tayori Mail, ja: たよりメール }
url: https://status.example.com
languages: [en, ja]
timeZone: Asia/Tokyo
components:
  - { id: sending, name: { en: Sending, ja: 送信 } }
`;

/** Every word that is to go begins so, and has a number behind it. */
const SECRET = 'hunter';

const INCIDENT = `---
title: "Mail of hunter01 cannot be sent: at all"
---

## 2026-11-11 13:20 +09:00 Investigating

\`\`\`status
began: 13:12
sending: major outage
lost: letters of hunter02
\`\`\`

Mail of hunter03 cannot be sent. See [the queue](logs/queue.txt).

### Workaround
Sign in as hunter04.

- [ ] P1: Give hunter05 a new account by 2026-11-20

## 2026-11-11 13:50 +09:00 Correction

\`\`\`status
corrects: 2026-11-11 13:20
\`\`\`

- For: Sign in as hunter04
- Read: Sign in as hunter06

## 2026-11-11 14:05 +09:00 Resolved

\`\`\`status
title: Mail of hunter07 could not be sent
\`\`\`

Mail can be sent. ![The queue](queue.png)

- [x] P1: Done

## 2026-11-12 10:00 +09:00 Postmortem

### Root cause
The disk of hunter08 was full. [Its log](logs/disk.txt) shows it.
`;

const JAPANESE = `---
title: hunter11さんのメールが送れません
---

## 2026-11-11 13:20 +09:00 調査中

\`\`\`status
lost: hunter12さんの手紙
\`\`\`

hunter13さんのメールが送れません。

### 回避方法
hunter14としてログインしてください。

- [ ] P1: hunter15さんに新しい口座を2026-11-20まで

## 2026-11-11 13:50 +09:00 訂正

- 誤: hunter14として
- 正: hunter16として

## 2026-11-11 14:05 +09:00 復旧

\`\`\`status
title: hunter17さんのメールが送れなかった
\`\`\`

送れます。

- [x] P1: できました
`;

let parent = '';
let dist = '';
let heldBefore: readonly string[] = [];

/** Every secret that stands anywhere in the built site, once. */
async function secretsIn(dir: string): Promise<readonly string[]> {
  const texts = (await filesOf(dir)).map(async (file) => {
    return `${file}\n${await readFile(join(dir, file), 'latin1')}`;
  });
  const found = (await Promise.all(texts)).flatMap((text) => text.match(/hunter\d\d/g) ?? []);
  return [...new Set(found)].sort();
}

async function run(args: readonly string[]): Promise<void> {
  const { code, stderr } = await tsuiki(args, parent, { TSUIKI_CONTENT: join(parent, 'incidents') });
  if (code !== 0) throw new Error(`${args.join(' ')}\n${stderr}`);
}

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'tsuiki-redaction-'));
  dist = join(parent, 'dist');
  await mkdir(join(parent, 'incidents/2026/logs'), { recursive: true });
  const write = (path: string, text: string) => writeFile(join(parent, 'incidents', path), text);
  await write('site.yml', SITE);
  await write('2026/sending.md', INCIDENT);
  await write('2026/sending.ja.md', JAPANESE);
  await write('2026/logs/queue.txt', `${SECRET}21\n`);
  await write('2026/logs/disk.txt', `${SECRET}22\n`);
  await write('2026/queue.png', `${SECRET}23`);
  await run(['build']);
  heldBefore = await secretsIn(dist);
  await cp(join(dist, 'log.jsonl'), join(parent, '.tsuiki/log.jsonl'));
  const redact = (...args: readonly string[]) => run(['redact', 'sending', ...args, '--reason', 'a name']);
  await redact('--title');
  await redact('--update', '2026-11-11 13:20');
  await redact('--update', '2026-11-11 13:20', '--lost', '1');
  await redact('--update', '2026-11-11 13:50');
  await redact('--update', '2026-11-11 14:05', '--what', 'title');
  await redact('--file', 'logs/disk.txt');
  await redact('--file', 'queue.png');
  await redact('--update', '2026-11-12 10:00');
  await run(['build']);
});

afterAll(() => rm(parent, { recursive: true }));

describe('a site of which words were redacted', () => {
  it('held all of them before', () => {
    const all = [1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 15, 16, 17, 21, 22, 23];
    expect(heldBefore).toEqual(all.map((number) => `${SECRET}${String(number).padStart(2, '0')}`));
  });

  it('holds none of them anywhere: page, description, title, feed, source, record or file', async () => {
    expect(await secretsIn(dist)).toEqual([]);
  });

  it('leaves none of them in what builds keep for the next one', async () => {
    expect(await secretsIn(join(parent, '.tsuiki'))).toEqual([]);
  });

  it('serves neither a redacted file nor one that only a redacted text linked', async () => {
    const files = (await filesOf(dist)).filter((file) => /^incidents\/sending\/(?:logs|queue)/.test(file));
    expect(files).toEqual(['incidents/sending/queue.png.redacted']);
  });

  it('says in their place when and why they went, in either language', () => {
    const text = (path: string) => words(readPage(dist, path).elements[0] as never);
    const english = text('incidents/sending/index.html');
    expect(english.match(/This text was redacted on 22 November 2026: a name/g)?.length).toBeGreaterThan(5);
    expect(text('ja/incidents/sending/index.html')).toContain(
      'この部分は2026年11月22日に削除しました（a name）',
    );
    expect(text('postmortems/sending/index.html')).toContain('redacted on 22 November 2026');
  });

  it('still tells what became of a promise whose words went', () => {
    const { elements } = readPage(dist, 'incidents/sending/index.html');
    const list = elements.find(
      ({ tagName, attrs }) => tagName === 'ul' && attrs.some(({ value }) => value === 'promises'),
    );
    expect(list && words(list)).toMatch(/^kept P1 2026-11-11 14:05 Done$/);
  });

  it('stands in the record: a line for each text, and each once', async () => {
    const log = await readFile(join(dist, 'log.jsonl'), 'utf8');
    const lines = log
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
    const redactions = lines.filter(({ kind }) => kind === 'redaction');
    expect(redactions.map(({ lang, update }) => `${lang} ${update}`)).toEqual([
      'en ',
      'ja ',
      'en 20261111T0420Z',
      'ja 20261111T0420Z',
      'en 20261111T0450Z',
      'ja 20261111T0450Z',
      'en 20261111T0505Z',
      'ja 20261111T0505Z',
      ' 20261111T0505Z queue.png',
      'en 20261112T0100Z',
    ]);
  });

  it('is proven by its record, also where a file went with the text that linked it', async () => {
    await run(['verify', 'dist']);
  });

  it('keeps what was not redacted: heading, states and the rest of the source', async () => {
    const source = await readFile(join(dist, 'incidents/sending.md'), 'utf8');
    expect(source).toContain(
      '## 2026-11-11 13:20 +09:00 Investigating\n\n```status\nbegan: 13:12\nsending: major outage\nlost: redacted 2026-11-22 sha256:',
    );
    expect(source).toContain('Mail can be sent. ![The queue](queue.png)\n\n- [x] P1: Done');
  });
});
