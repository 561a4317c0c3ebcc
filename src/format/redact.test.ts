import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOnClock } from '../calendar/zone.ts';
import type { Incident } from '../model/incident.ts';
import { instant } from '../model/instant.ts';
import { cutFile } from '../record/canonical.ts';
import { beginRecord, extendRecord } from '../record/extend.ts';
import { sha256 } from '../record/hash.ts';
import { judgePieces } from '../record/law.ts';
import { type Piece, piecesOf } from '../record/pieces.ts';
import { publishedIn, publishedPieces } from '../record/published.ts';
import { isRedactionOf } from '../record/tombstone.ts';
import { parseFolder } from './folder.ts';
import { redactText, type Target } from './redact.ts';
import { redactableParts } from './redactable.ts';

const SITE = readFileSync(join(import.meta.dirname, 'fixtures/site.yml'));
const NOW = instant(Date.parse('2026-11-22T12:00:00Z'));
const BY = { date: '2026-11-22', reason: 'personal data: a name' };
const TOMBSTONE = /redacted 2026-11-22 sha256:([0-9a-f]{64}) personal data: a name/;

type Files = Readonly<Record<string, string>>;

const assets = new Map([
  ['logs/queue.txt', { path: 'logs/queue.txt', bytes: new TextEncoder().encode('queue') }],
]);

function parse(files: Files) {
  const incidents = Object.entries(files).map(([path, text]) => ({
    path,
    bytes: new TextEncoder().encode(text),
  }));
  const folder = { name: 'incidents', site: { path: 'site.yml', bytes: SITE }, incidents, assets };
  const { incidents: found, problems } = parseFolder(folder, NOW);
  const [incident] = found;
  if (!incident) throw new Error(JSON.stringify(problems));
  return { incident, problems: problems.filter(({ rule }) => rule !== 'heading-order') };
}

function piecesIn(files: Files): readonly Piece[] {
  return piecesOf(parse(files).incident, assets);
}

/** Every word that may be redacted bears a number of its own. */
let count = 0;
const secret = () => `Secret${++count}x`;

const TITLES: readonly ((words: string) => string)[] = [
  (words) => `title: ${words}`,
  (words) => `title: "${words}: \\"gone\\""`,
  (words) => `title: '${words}: it''s gone'`,
  (words) => `title: >-\n  ${words}\n  and more`,
  (words) => `title: >\n  ${words}\n`,
  (words) => `title: |-\n  ${words}`,
  (words) => `title: ${words}\n  and more`,
  (words) => `title: "${words}\n  and more"`,
  (words) => `title:\n  ${words}`,
  (words) => `"title": ${words}`,
  (words) => `title : ${words}`,
  (words) => `title: ${words} # and ${words}`,
];

const SPELLINGS: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => text.replaceAll('\n', '\r'),
  (text) => `\ufeff${text}`,
  (text) => text.replaceAll('\n', ' \t\n'),
  (text) => text.trimEnd(),
  (text) => `${text}\n\n`,
];

const material = fc.record({
  text: fc.subarray(['plain', 'section', 'fence', 'link', 'promise', 'stamp']),
  title: fc.boolean(),
  lost: fc.integer({ min: 0, max: 3 }),
  phase: fc.constantFrom('Update', 'Correction', 'Errata', 'Resolved'),
  translated: fc.boolean(),
});
type Material = typeof material extends fc.Arbitrary<infer One> ? One : never;

/** A base file and its translation, as staff might write them. */
function write(
  materials: readonly Material[],
  title: number,
  titleInJapanese: number,
  reverse: boolean,
): Files {
  const shown = TITLES[title]?.(secret()) ?? '';
  const base: string[] = [];
  const japanese: string[] = [];
  let first = '';
  let promised = 0;
  let reading = '';
  materials.forEach((one, index) => {
    const isErrata = one.phase === 'Errata' && first !== '';
    const words = secret();
    const phase =
      index === 0 ? 'Investigating' : one.phase === 'Errata' ? (first ? 'Correction' : 'Update') : one.phase;
    const heading = (word: string) => `## 2026-11-11 13:${10 + index} +09:00 ${word}`;
    const lost = Array.from({ length: one.lost }, () => `lost: ${secret()} a: b`);
    const status = [
      ...(phase === 'Correction' ? ['corrects: 2026-11-11 13:10'] : []),
      ...(index === 0 ? ['sending: major outage'] : []),
      ...lost,
      ...(one.title ? [`title: ${secret()}: it's`] : []),
      'by: duty engineer',
    ];
    const next = `${words} again`;
    const paragraphs = isErrata
      ? [`- For: ${reading}\n- Read: ${next}`]
      : one.text.map((kind) => {
          if (kind === 'section') return `### Impact\n${secret()}`;
          if (kind === 'fence') return '```log\ntitle: no\n\n```';
          if (kind === 'link') return '[queue](logs/queue.txt)';
          if (kind === 'stamp') return '    ## 2026-11-11 13:10 +09:00 Update';
          if (kind !== 'promise') return `${words} was here. About ${words} and so on.`;
          promised++;
          if (promised === 1) return '- [ ] P1: Print the list by 2026-11-30';
          if (promised === 2) return '- [ ] P1: Print the list by 2026-12-30';
          return promised === 3 ? '- [x] P1: Printed' : 'Nothing is promised.';
        });
    if (isErrata) reading = next;
    if (index === 0) {
      first = secret();
      reading = first;
      paragraphs.unshift(`In the beginning ${first} stood here.`);
    }
    const block = (rows: readonly string[]) =>
      rows.length > 0 ? `\`\`\`status\n${rows.join('\n')}\n\`\`\`\n\n` : '';
    base.push(`${heading(phase)}\n\n${block(status)}${paragraphs.join('\n\n')}`.trimEnd());
    if (!one.translated) return;
    const own = [
      ...lost.map(() => `lost: 消えた${secret()}`),
      ...(one.title ? [`title: 題名${secret()}`] : []),
    ];
    const lines = paragraphs.join('\n\n').match(/^- \[.\] .*$/gm) ?? [];
    const said = [`送れません${secret()}。[表](logs/queue.txt)`, ...lines].join('\n\n');
    japanese.push(`${heading(PHASES[phase] ?? '')}\n\n${block(own)}${said}`);
  });
  const file = (front: readonly string[], updates: readonly string[]) =>
    `---\n${front.join('\n')}\n---\n\n${(reverse ? updates.toReversed() : updates).join('\n\n')}\n`;
  const titled = titleInJapanese < TITLES.length ? [TITLES[titleInJapanese]?.(secret()) ?? ''] : [];
  return {
    'failure.md': file([shown, 'lang: en'], base),
    ...(japanese.length > 0 ? { 'failure.ja.md': file(titled, japanese) } : {}),
  };
}
const PHASES: Readonly<Record<string, string>> = {
  Investigating: '調査中',
  Update: '続報',
  Correction: '訂正',
  Resolved: '復旧',
};

const files = fc
  .record({
    materials: fc.array(material, { minLength: 1, maxLength: 6 }),
    title: fc.nat(TITLES.length - 1),
    titleInJapanese: fc.nat(TITLES.length),
    spelling: fc.nat(SPELLINGS.length - 1),
    reverse: fc.boolean(),
  })
  .map(({ materials, title, titleInJapanese, spelling, reverse }): Files => {
    const spell = SPELLINGS[spelling] ?? String;
    const written = write(materials, title, titleInJapanese, reverse);
    return Object.fromEntries(Object.entries(written).map(([path, text]) => [path, spell(text)]));
  });

interface Step {
  readonly before: Files;
  readonly after: Files;
  readonly paths: readonly string[];
}

/** Redacts the part that `pick` falls on, in all languages, or in one of them; undefined where nothing is left. */
function redactOne(before: Files, pick: number, isAlone: boolean): Step | undefined {
  const open = redactableParts(parse(before).incident).flatMap((part) => {
    const wordings = part.wordings.filter(({ redaction }) => !redaction);
    return wordings.length > 0 ? [{ ...part, wordings }] : [];
  });
  const part = open[pick % Math.max(1, open.length)];
  if (!part) return undefined;
  const chosen = isAlone ? part.wordings.slice(pick % part.wordings.length).slice(0, 1) : part.wordings;
  const after = { ...before };
  for (const { path, words } of chosen) {
    const source = before[path] ?? '';
    const found = redactText(source, part, BY);
    if (!found) throw new Error(`Nothing to redact in ${path}:\n${source}`);
    expectOnlyThatGone(source, found.text, words, part);
    after[path] = found.text;
  }
  return { before, after, paths: chosen.map(({ path }) => path) };
}

/** One run of lines gave way to the tombstone, and no byte before or behind it changed. */
function expectOnlyThatGone(before: string, after: string, words: string, part: Target): void {
  const [was, now] = [before, after].map((text) => text.split(/(?<=\r\n|\r(?!\n)|\n)/));
  const at = now?.findIndex((line, index) => line !== was?.[index]) ?? -1;
  const line = now?.[at] ?? '';
  expect(line).toMatch(TOMBSTONE);
  expect(now?.slice(0, at)).toEqual(was?.slice(0, at));
  const below = now?.slice(at + 1) ?? [];
  expect(was?.slice(was.length - below.length)).toEqual(below);
  for (const own of words.match(/Secret\d+x/g) ?? []) {
    if (part.field !== 'text') expect(after).not.toContain(own);
  }
}

describe('a redacted incident', () => {
  const redactions = fc.array(fc.tuple(fc.nat(), fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 5 });

  it('has no problem, and stands before the law, with or without the words that were published', () => {
    fc.assert(
      fc.property(files, redactions, (published, picks) => {
        expect(parse(published).problems).toEqual([]);
        const known = piecesIn(published);
        let record = beginRecord(known, NOW);
        let released = known;
        let now = published;
        for (const [pick, isAlone, isReleased] of picks) {
          const step = redactOne(now, pick, isAlone);
          if (!step) return;
          now = step.after;
          expect(parse(now).problems).toEqual([]);
          const pieces = piecesIn(now);
          const judgements = [
            judgePieces(publishedPieces(known), pieces),
            judgePieces(publishedPieces(piecesIn(step.before)), pieces),
            judgePieces(publishedPieces(released), pieces),
            judgePieces(publishedIn(record), pieces),
          ];
          for (const { breaches, fresh } of judgements)
            expect({ breaches, fresh }).toEqual({ breaches: [], fresh: [] });
          expect(judgements[1]?.amended.map(({ path }) => path).sort()).toEqual([...step.paths].sort());
          if (!isReleased || !judgements[3]) continue;
          record = extendRecord(record, judgements[3], NOW);
          released = pieces;
          expect(judgePieces(publishedIn(record), pieces).amended).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('names in its tombstone the hash of the canonical text that stood there', () => {
    fc.assert(
      fc.property(files, fc.nat(), (published, pick) => {
        const step = redactOne(published, pick, false);
        for (const path of step?.paths ?? []) {
          const text = step?.after[path] ?? '';
          const cut = cutFile(published[path]?.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n') ?? '');
          const hashes = [cut.front, ...cut.updates].map((one) => sha256(one));
          expect(hashes).toContain(TOMBSTONE.exec(text)?.[1]);
        }
      }),
      { numRuns: 100 },
    );
  });
});

const STAMP = instantOnClock('2026-11-11 13:20', 9 * 60) ?? NOW;
const FILE = `---
title: Mail cannot be sent
---

## 2026-11-11 13:20 +09:00 Investigating

\`\`\`status
sending: major outage
lost: drafts
lost: letters of A. Person
\`\`\`

A. Person cannot send. See [the log](logs/queue.txt).

## 2026-11-11 14:05 +09:00 Resolved
`;

describe('a redaction', () => {
  const redact = (target: Target, source = FILE) => redactText(source, target, BY);

  it('takes the text alone: heading, states and losses stay', () => {
    const { text, line } = redact({ field: 'text', stamp: STAMP, index: 0 }) ?? { text: '', line: 0 };
    expect(text.split('\n')[line - 1]).toMatch(TOMBSTONE);
    expect(text.replace(TOMBSTONE, 'A. Person cannot send. See [the log](logs/queue.txt).')).toBe(FILE);
  });

  it('takes the loss that is meant', () => {
    const { text, line } = redact({ field: 'lost', stamp: STAMP, index: 1 }) ?? { text: '', line: 0 };
    expect(line).toBe(10);
    expect(text.replace(TOMBSTONE, 'letters of A. Person')).toBe(FILE);
  });

  it('puts a title in quotes where its reason needs them', () => {
    const { text } = redact({ field: 'title', index: 0 }) ?? { text: '' };
    expect(text.split('\n')[1]).toMatch(/^title: "redacted .* personal data: a name"$/);
  });

  it.each<[string, Target, string]>([
    ['no such update', { field: 'text', stamp: NOW, index: 0 }, FILE],
    ['no such loss', { field: 'lost', stamp: STAMP, index: 2 }, FILE],
    ['no title in the update', { field: 'title', stamp: STAMP, index: 0 }, FILE],
    [
      'a title that does not stand in lines of its own',
      { field: 'title', index: 0 },
      FILE.replace(/title: .*/, '{ title: Mail }'),
    ],
    ['no front matter at all', { field: 'title', index: 0 }, FILE.slice(FILE.indexOf('## '))],
  ])('gives nothing for %s', (_name, target, source) => {
    expect(redact(target, source)).toBeUndefined();
  });

  it('lets what the text linked go with it, and nothing else', () => {
    const { text } = redact({ field: 'text', stamp: STAMP, index: 0 }) ?? { text: '' };
    const before = publishedPieces(piecesIn({ 'failure.md': FILE }));
    expect(before.has('failure/logs/queue.txt')).toBe(true);
    expect(judgePieces(before, piecesIn({ 'failure.md': text })).breaches).toEqual([]);
    const loss = redact({ field: 'lost', stamp: STAMP, index: 0 })?.text.replace(
      '[the log](logs/queue.txt)',
      'the log',
    );
    const breaches = judgePieces(before, piecesIn({ 'failure.md': loss ?? '' })).breaches;
    expect(breaches.map(({ how, standing }) => `${how} ${standing?.kind}`)).toEqual([
      'changed update',
      'gone file',
    ]);
  });

  it('covers no other change, be it made with a later redaction of the same update', () => {
    const canonical = (text: string) => cutFile(text).updates[0] ?? '';
    const once = redact({ field: 'lost', stamp: STAMP, index: 1 })?.text ?? '';
    const twice = redact({ field: 'text', stamp: STAMP, index: 0 }, once)?.text ?? '';
    const [was, now] = [canonical(FILE), canonical(twice)];
    expect(isRedactionOf(now, sha256(was), was)).toBe(true);
    expect(isRedactionOf(now, sha256(was))).toBe(true);
    const tampered = redact(
      { field: 'text', stamp: STAMP, index: 0 },
      once.replace('drafts', 'nothing much'),
    );
    const other = canonical(tampered?.text ?? '');
    expect(isRedactionOf(other, sha256(was), was)).toBe(false);
    expect(isRedactionOf(now.replace('major', 'minor'), sha256(was), was)).toBe(false);
  });
});

describe('what leans on a redacted text', () => {
  const second = `${FILE}
Mail can be sent again. About 7 % is late.

- [ ] P1: Print the list by 2026-11-30

## 2026-11-11 15:00 +09:00 Correction

\`\`\`status
corrects: 2026-11-11 14:05
\`\`\`

- For: 7 %
- Read: 17 %

## 2026-11-11 16:00 +09:00 Correction

\`\`\`status
corrects: 2026-11-11 14:05
\`\`\`

- For: 17 %
- Read: 27 %

- [x] P1: Printed
`;
  const stampAt = (digits: string) => instantOnClock(digits, 9 * 60) ?? NOW;
  const without = (digits: string) =>
    redactText(second, { field: 'text', stamp: stampAt(digits), index: 0 }, BY)?.text ?? '';
  const problemsOf = (text: string) => parse({ 'failure.md': text }).problems.map(({ rule }) => rule);

  it('is not judged: neither errata of it, nor what it promised', () => {
    expect(problemsOf(second)).toEqual([]);
    expect(problemsOf(without('2026-11-11 14:05'))).toEqual([]);
  });

  it('is not judged where the words that it quotes came by a correction that was redacted', () => {
    expect(problemsOf(without('2026-11-11 15:00'))).toEqual([]);
  });

  it('is judged as ever where nothing was redacted before it', () => {
    expect(problemsOf(second.replace('[x] P1', '[x] P2'))).toEqual(['promise-unknown']);
    const wrong = without('2026-11-11 16:00').replace('For: 7 %', 'For: 8 %');
    expect(problemsOf(wrong)).toEqual(['for-not-found']);
  });
});

it('counts every part that can be redacted once', () => {
  const { incident }: { incident: Incident } = parse({ 'failure.md': FILE });
  expect(redactableParts(incident).map(({ field, index }) => `${field} ${index}`)).toEqual([
    'title 0',
    'text 0',
    'lost 0',
    'lost 1',
  ]);
});
