import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from '../model/instant.ts';
import { type ParsedFolder, parseFolder } from './folder.ts';
import { joinBlocks, splitFile } from './split.ts';

const SITE = readFileSync(join(import.meta.dirname, 'fixtures/site.yml'));
const ZONE = 'Asia/Tokyo';
const NOW = instant(Date.parse('2026-11-22T12:00:00Z'));

function parseFiles(files: Readonly<Record<string, string | Uint8Array>>): ParsedFolder {
  const incidents = Object.entries(files).map(([path, text]) => ({
    path,
    bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text,
  }));
  return parseFolder(
    { name: 'incidents', site: { path: 'site.yml', bytes: SITE }, incidents, assets: new Map() },
    NOW,
  );
}

function parseOne(text: string): ParsedFolder {
  return parseFiles({ 'incident.md': text });
}

/** Pieces of files that went wrong, or nearly did. */
const FRAGMENTS = [
  '---\n',
  'title: Mail cannot be sent\n',
  'kind: maintenance\n',
  '---\ntitle: a\n---\n\n',
  '## 2026-11-11 13:20 +09:00 Investigating\n',
  '## 2026-11-11 13:20 +09:00 Resolved',
  '## 2026-11-11 14:00 +09:00 Correction\n\n```status\ncorrects: 2026-11-11 13:20\n```\n',
  '## 2026-11-12 25:61 +99:99 Hooray\n',
  '# 2026/1/1 1:00\n',
  '## 2026-11-11\u2028',
  '```status\n',
  '```\n',
  '~~~~\n',
  '````log\n',
  'began: 13:12\n',
  'ended: 2026-11-11 13:15\n',
  'sending: major outage, operational from 13:15\n',
  'pc-mail, mail, nobody: x from from y,,\n',
  'window: 2026-12-05 02:00 / 04:00\n',
  'next: ~\n',
  'lost: nothing\n',
  '- For: a\n- Read: b\n',
  '- For:\n',
  '- [ ] P1: a by 2026-11-31\n',
  '- [x] P1:',
  'Setext\n======\n',
  '2026-11-11 13:34 +09:00 Identified\n-----\n',
  '<!-- ',
  '[a](b.png)',
  '[fill in: x]\n',
  'redacted 2026-11-12 sha256:abc x\n',
  '<<<<<<< HEAD\n',
  '> '.repeat(3000),
  '['.repeat(3000),
  ' '.repeat(500),
  '&a [*a]\n',
  '\r\n',
  '\u0000\u202e\ufeff',
  '\n',
];
const nasty = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...FRAGMENTS) }, fc.string({ unit: 'binary' })), {
    maxLength: 24,
  })
  .map((parts) => parts.join(''));

describe('a parser', () => {
  it('never throws, and places each problem in the file', () => {
    fc.assert(
      fc.property(fc.oneof(nasty, fc.string({ unit: 'binary' })), (text) => {
        const { problems } = parseFiles({ 'incident.md': text, 'incident.ja.md': text });
        const height = Math.max(1, text.split(/\r\n?|\n/).length);
        for (const { place, rule } of problems) {
          expect(Number.isInteger(place.line) && place.line >= 1 && place.line <= height, rule).toBe(true);
          expect(Number.isInteger(place.column) && place.column >= 1, rule).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('never throws for bytes, or for any site.yml', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), nasty, (bytes, text) => {
        parseFiles({ 'incident.md': bytes });
        const site = { path: 'site.yml', bytes: new TextEncoder().encode(text) };
        parseFolder({ name: 'incidents', site, incidents: [], assets: new Map() }, NOW);
      }),
      { numRuns: 200 },
    );
  });

  it('survives a file in which every line is at fault', () => {
    const block = `\`\`\`status\n${'a\n'.repeat(150_000)}\`\`\`\n`;
    const text = `---\ntitle: Mail is slow\n---\n\n## 2026-11-11 10:00 +09:00 Investigating\n\n${block}`;
    const { problems } = parseOne(text);
    expect(problems.length).toBeGreaterThan(0);
  });

  it('survives what is nested without end', () => {
    const deep = [
      '['.repeat(200_000),
      '? '.repeat(100_000),
      `${'> '.repeat(20_000)}\n    x`,
      `${'- '.repeat(20_000)}\n\`\`\``,
    ];
    for (const text of deep) {
      expect(() => parseOne(`---\ntitle: ${text}\n---\n`)).not.toThrow();
      expect(() =>
        parseOne(`---\ntitle: a\n---\n\n## 2026-11-11 13:20 +09:00 Update\n\n${text}\n`),
      ).not.toThrow();
    }
  });
});

describe('the lines of a file', () => {
  it('are all in its blocks, once', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(joinBlocks(splitFile('incident.md', text, ZONE))).toBe(text);
      }),
    );
  });
});

it.each(['a', 'é', '名', '😀'])('an update has at most 64 KiB in UTF-8, also of %s', (letter) => {
  const head = '## 2026-11-11 13:20 +09:00 Investigating\n\n';
  const rulesOf = (bytes: number) => {
    const size = new TextEncoder().encode(letter).length;
    const words = `${letter.repeat(50)} `;
    const count = Math.floor((bytes - head.length - 100) / (50 * size + 1));
    const text = words.repeat(count);
    const rest = 'x'.repeat(bytes - head.length - count * (50 * size + 1));
    const { problems } = parseOne(`---\ntitle: a\n---\n\n${head}${text}${rest}\n`);
    return problems.map(({ rule }) => rule);
  };
  expect(rulesOf(64 * 1024)).not.toContain('update-size');
  expect(rulesOf(64 * 1024 + 1)).toContain('update-size');
});
