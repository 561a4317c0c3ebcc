import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deploy, deployed, folderOf, tokyo } from '../../tests/deployments.ts';
import { clockDigits } from '../calendar/zone.ts';
import { fileNameOf, parseFolder } from '../format/folder.ts';
import { instant, MINUTE } from '../model/instant.ts';
import { isError } from '../model/problem.ts';
import type { PublicRecord } from '../model/record.ts';
import { canonicalText } from './canonical.ts';
import { beginRecord, extendRecord } from './extend.ts';
import { sha256 } from './hash.ts';
import { contradicted, type Judgement, judgePieces } from './law.ts';
import { keyOf, type Piece, piecesOf } from './pieces.ts';
import { type Published, publishedIn, publishedPieces } from './published.ts';
import { writeTombstone } from './tombstone.ts';

const NOW = instant(Date.UTC(2026, 10, 22, 12));
const START = Date.UTC(2026, 0, 1);
const OFFSET = 9 * 60;

/** One language's file: canonical texts, and by the minute of its stamp each update. */
interface Told {
  front: string;
  readonly updates: Map<number, string>;
}

/** An incident as its files tell it, and what is free: its folder, the order of its updates, how it was saved. */
interface Tale {
  readonly id: string;
  folder: string;
  order: number;
  spelling: number;
  readonly base: Told;
  ja?: Told;
}

const SPELLINGS: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.replace(/\n/g, '\r\n'),
  (text) => text.replace(/\n/g, '\r'),
  (text) => `\ufeff${text}`,
  (text) => text.replace(/\n/g, ' \t\n'),
  (text) => text.replace(/\n+$/, ''),
  (text) => `${text}\n \n\t\n`,
  (text) => text.replace(/\n\n/g, '\n'),
];

/** The eighth spelling takes empty lines away, which is free between updates alone. */
function write({ front, updates }: Told, order: number, spelling: number): string {
  const blocks = [...updates.values()];
  const turned = [...blocks.slice(order % blocks.length), ...blocks.slice(0, order % blocks.length)];
  const between = spelling === 7 ? '\n' : '\n\n';
  const text = `${[front, ...turned].join(between)}\n`;
  return spelling === 7 ? text : (SPELLINGS[spelling]?.(text) ?? text);
}

function filesOf(tales: readonly Tale[]): Record<string, string> {
  const files = tales.flatMap(({ id, folder, order, spelling, base, ja }) => [
    [`${folder}${id}.md`, write(base, order, spelling)],
    ...(ja ? [[`${folder}${id}.ja.md`, write(ja, order + 1, spelling)]] : []),
  ]);
  return Object.fromEntries(files);
}

function read(files: Record<string, string>) {
  const folder = folderOf(files);
  const { incidents, problems } = parseFolder(folder, NOW);
  return { problems, pieces: incidents.flatMap((incident) => piecesOf(incident, folder.assets)) };
}

function heading(minute: number, phase: string): string {
  return `## ${clockDigits(instant(START + minute * MINUTE), OFFSET)} +09:00 ${phase}`;
}

const WORDS: readonly string[] = [
  'Mail is slow.',
  '約7％のメールが遅れています。',
  'A line that goes on\\\nin the next.',
  'A wide blank ends this line\u3000',
  '```log\n13:12 refused  x\n\n\n## no heading\n```',
  '> quoted\n\n    ## 2026-01-01 00:00 +09:00 Resolved',
  '- [a list](https://example.com/?a=1&b=2)\n  - *below*',
];
const STATUS: readonly string[] = [
  '',
  '\n\n```status\npc: degraded performance\nby: duty engineer\n```',
  '\n\n```status\nlost: drafts\n```',
];
const words = fc.uniqueArray(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 });

/** What happens next; the numbers choose among what there is. */
const step = fc.record({
  does: fc.constantFrom('open', 'append', 'correct', 'redact', 'translate', 'move', 'order', 'save'),
  which: fc.nat(),
  gap: fc.integer({ min: 1, max: 500 }),
  words,
  status: fc.constantFrom(...STATUS),
});
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** Plays a history; every step of it is lawful. */
class Play {
  readonly tales: Tale[] = [];
  #minute = 0;

  constructor(steps: readonly Step[]) {
    const [first, ...rest] = steps;
    if (first) this.take({ ...first, does: 'open' });
    for (const one of rest) this.take(one);
  }

  take({ does, which, gap, words: own, status }: Step): void {
    this.#minute += gap;
    const minute = this.#minute;
    const text = `${status}\n\n${own.join('\n\n')}`;
    const tale = this.tales[which % Math.max(1, this.tales.length)];
    if (does === 'open' || !tale) {
      const front = `---\ntitle: "Mail ${this.tales.length}"\nlang: en\n---`;
      const updates = new Map([[minute, `${heading(minute, 'Investigating')}${text}`]]);
      this.tales.push({
        id: `mail-${this.tales.length}`,
        folder: '',
        order: 0,
        spelling: 0,
        base: { front, updates },
      });
      return;
    }
    const [at = 0, old = ''] = [...tale.base.updates][which % tale.base.updates.size] ?? [];
    if (does === 'append') tale.base.updates.set(minute, `${heading(minute, 'Update')}${text}`);
    else if (does === 'correct') {
      const corrects = `\n\n\`\`\`status\ncorrects: ${heading(at, '').slice(3, 19)}\n\`\`\``;
      tale.base.updates.set(minute, `${heading(minute, 'Correction')}${corrects}\n\n${own.join('\n\n')}`);
    } else if (does === 'redact') {
      if (tale.ja) redactFirst(tale.ja);
      tale.base.updates.set(at, redacted(old));
    } else if (does === 'translate') {
      tale.ja ??= { front: '---\ntitle: 遅い\n---', updates: new Map() };
      if (!tale.ja.updates.has(at)) tale.ja.updates.set(at, `${old.split('\n')[0]}\n\n遅れています。`);
    } else if (does === 'move') tale.folder = `${which % 5}/`;
    else if (does === 'order') tale.order = which;
    else tale.spelling = which % SPELLINGS.length;
  }
}

/** The text below the heading and the status block gives way to the tombstone. */
function redacted(canonical: string): string {
  const [head = ''] = /^## .*(?:\n\n```status\n(?:.+\n)*?```)?/.exec(canonical) ?? [];
  const tombstone = { date: '2026-11-22', sha256: sha256(canonical), reason: 'personal data' };
  return `${head}\n\n${writeTombstone(tombstone)}`;
}

function redactFirst({ updates }: Told): void {
  const [first] = updates;
  if (first) updates.set(first[0], redacted(first[1]));
}

const histories = fc.array(step, { minLength: 1, maxLength: 14 });

/** What a judgement names. */
function named({ breaches }: Judgement): readonly string[] {
  return breaches.map(({ standing, piece }) => keyOf(standing ?? piece ?? { ...NOTHING }));
}
const NOTHING = { kind: 'update', incident: '', lang: '', update: '' } as const;

describe('the law', () => {
  it('accepts every history of new updates, corrections, redactions, translations, moves, orders and spellings', () => {
    fc.assert(
      fc.property(histories, (history) => {
        let known: Published = new Map();
        let record = beginRecord([], NOW);
        history.forEach((_, index) => {
          const { pieces, problems } = read(filesOf(new Play(history.slice(0, index + 1)).tales));
          expect(problems.filter(isError)).toEqual([]);
          expect(named(judgePieces(known, pieces))).toEqual([]);
          const byHash = judgePieces(publishedIn(record), pieces);
          expect(named(byHash)).toEqual([]);
          known = publishedPieces(pieces);
          record = extendRecord(record, byHash, NOW);
        });
      }),
      { numRuns: 150 },
    );
  });

  it('publishes a piece anew only where it is new or redacted', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const { tales } = new Play(history);
        const published = publishedPieces(read(filesOf(tales)).pieces);
        for (const tale of tales) {
          Object.assign(tale, { folder: 'elsewhere/', order: tale.order + 1, spelling: 4 });
        }
        const judgement = judgePieces(published, read(filesOf(tales)).pieces);
        expect(judgement).toEqual({ breaches: [], fresh: [], amended: [] });
      }),
      { numRuns: 60 },
    );
  });
});

/** A slip, or a silent edit, of one character. */
const edit = fc.record({
  how: fc.constantFrom('change', 'remove', 'insert'),
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  which: fc.nat(),
  character: fc.constantFrom('x', '0', '7', ' ', '\t', '\n', '。', '\u3000', '`', '#', '-', ':'),
});

function edited(
  text: string,
  { how, at, character }: typeof edit extends fc.Arbitrary<infer One> ? One : never,
) {
  // What is put before a heading stands in the update above it.
  const first = how === 'insert' && text.startsWith('##') ? 1 : 0;
  const place = first + Math.floor(at * (text.length - first + (how === 'insert' ? 1 : 0)));
  const behind = text.slice(how === 'insert' ? place : place + 1);
  return text.slice(0, place) + (how === 'remove' ? '' : character) + behind;
}

/** Every text of a folder, whose it is, and a way to put another in its place. */
function textsOf(tales: readonly Tale[]) {
  return tales.flatMap(({ id, base, ja }) =>
    [{ told: base, lang: 'en' }, ...(ja ? [{ told: ja, lang: 'ja' }] : [])].flatMap(({ told, lang }) => [
      { id, lang, text: told.front, put: (now: string) => void Object.assign(told, { front: now }) },
      ...[...told.updates].map(([minute, text]) => ({
        id,
        lang,
        text,
        put: (now: string) => void told.updates.set(minute, now),
      })),
    ]),
  );
}

function keyIn(pieces: readonly Piece[], { id, lang, text }: ReturnType<typeof textsOf>[number]): string {
  const piece = pieces.find((one) => one.incident === id && one.lang === lang && one.text === text);
  if (!piece) throw new Error('Every text of a lawful history is published.');
  return keyOf(piece);
}

describe('what hangs together', () => {
  const SITE = (formerly: string) => `name: Tayori Mail
url: https://status.example.com
languages: [en, ja]
timeZone: Asia/Tokyo
components:
  - { id: pc, name: Desktop mail${formerly} }
`;
  const named = (record: PublicRecord, site: string, now: string) => {
    const outcome = deploy(record, { 'site.yml': site, 'slow.md': SLOW }, tokyo(now));
    return 'record' in outcome ? outcome.record : outcome;
  };
  const SLOW = '---\ntitle: Slow\n---\n\n## 2026-01-01 10:00 +09:00 Investigating\n\nSlow.\n';
  const first = named([], SITE('').replace('Desktop mail', 'PC mail'), '2026-01-02 10:00') as PublicRecord;
  const FORMER = ', formerly: [{ until: 2026-01-03, name: PC mail }]';
  const renamed = named(first, SITE(FORMER), '2026-01-05 10:00') as PublicRecord;

  it('keeps an earlier name for ever: it can be neither taken away nor changed', () => {
    expect(renamed.at(-1)).toMatchObject({ kind: 'site', incident: 'pc' });
    expect(named(renamed, SITE(FORMER), '2026-01-20 10:00')).toEqual(renamed);
    for (const other of ['', FORMER.replace('01-03', '01-01'), FORMER.replace('PC', 'Old')]) {
      expect(named(renamed, SITE(other), '2026-01-20 10:00')).toEqual(['law-component-name site.yml:6']);
    }
  });

  it('takes in no name that was never borne', () => {
    const later = named(renamed, SITE(FORMER).replace('Desktop', 'Home'), '2026-01-06 10:00');
    expect(later).toEqual(['law-component-name site.yml:6']);
    const invented = ', formerly: [{ until: 2026-01-02, name: Fake }, { until: 2026-01-03, name: PC mail }]';
    expect(named(renamed, SITE(invented), '2026-01-20 10:00')).toEqual(['law-component-name site.yml:6']);
  });

  it('keeps the zone and what feeds begin with, whatever the address', () => {
    const moved = SITE(FORMER).replace('status.example.com', 'status.example.org');
    expect(named(renamed, moved, '2026-01-20 10:00')).toEqual(['law-site site.yml:4']);
    const pinned = `${moved}feedAuthority: status.example.com,2026\n`;
    expect(named(renamed, pinned, '2026-01-20 10:00')).toEqual(renamed);
    const zoned = SITE(FORMER).replace('Asia/Tokyo', 'Europe/London');
    expect(named(renamed, zoned, '2026-01-20 10:00')).toEqual(['law-site site.yml:4']);
  });

  it('keeps a file that another text still links, though the one that linked it first was redacted', () => {
    const LINKED = SLOW.replace('Slow.\n', 'See [the graph](g.svg).\n');
    const JA = LINKED.replace('title: Slow', 'title: 遅い');
    const texts = {
      'slow.md': LINKED,
      'slow.ja.md': JA,
      'g.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    };
    const site = { 'site.yml': SITE('') };
    const { record } = deployed([], { ...site, ...texts }, tokyo('2026-01-02 10:00'));
    const update = JA.slice(JA.indexOf('## ')).trimEnd();
    const silenced = JA.replace(update, redacted(update));
    const now = tokyo('2026-01-03 10:00');
    const both = { ...site, ...texts, 'slow.ja.md': silenced };
    expect(deploy(record, both, now)).toHaveProperty('record');
    const { 'g.svg': _, ...without } = both;
    expect(deploy(record, without, now)).toContain('law-file slow.md:1');
  });

  it('sees at a glance that two files were exchanged', () => {
    const texts = {
      '2026/slow.md': SLOW.replace('Slow.\n', '[a](a.txt) [b](b.txt)\n'),
      '2026/a.txt': 'one',
      '2026/b.txt': 'two',
    };
    const { record } = deployed([], texts, tokyo('2026-01-02 10:00'));
    const glance = (files: Record<string, string>) => {
      const { incidents, assets } = folderOf(files);
      return [...contradicted(publishedIn(record), { incidents, assets: [...assets.values()] }, fileNameOf)];
    };
    expect(glance(texts)).toEqual([]);
    expect(glance({ ...texts, '2026/a.txt': 'two', '2026/b.txt': 'one' })).toEqual(['slow']);
  });
});

describe('one published character', () => {
  it('cannot be changed, removed or added: the law refuses, and names the text it stood in', () => {
    let counted = 0;
    fc.assert(
      fc.property(histories, edit, (history, change) => {
        const { tales } = new Play(history);
        for (const tale of tales) Object.assign(tale, { spelling: 0, order: 0 });
        const before = read(filesOf(tales)).pieces;
        const texts = textsOf(tales);
        const chosen = texts[change.which % texts.length];
        if (!chosen) throw new Error('A history has a text.');
        const now = edited(chosen.text, change);
        chosen.put(now);
        const after = read(filesOf(tales)).pieces;
        const record = extendRecord(beginRecord([], NOW), { fresh: before, amended: [] }, NOW);
        // An empty line in front of a heading stands at the end of the update above it.
        const own = chosen.text.startsWith('##') ? now.replace(/^\n+/, '') : now;
        const isSame = canonicalText(own.split('\n')) === chosen.text;
        if (!isSame) counted++;
        for (const published of [publishedPieces(before), publishedIn(record)]) {
          const names = named(judgePieces(published, after));
          if (isSame) expect(names).toEqual([]);
          else expect(names).toContain(keyIn(before, chosen));
        }
      }),
      { numRuns: 600 },
    );
    expect(counted).toBeGreaterThan(300);
  });

  it('and no whole text can go, or bear another stamp', () => {
    fc.assert(
      fc.property(histories, fc.nat(), fc.boolean(), (history, which, isDropped) => {
        const { tales } = new Play(history);
        const before = read(filesOf(tales)).pieces;
        const updates = textsOf(tales).filter(({ text }) => text.startsWith('##'));
        const chosen = updates[which % updates.length];
        if (!chosen) throw new Error('A history has an update.');
        chosen.put(isDropped ? '' : chosen.text.replace(/^## .{23}/, heading(100_000, '').trimEnd()));
        const after = read(filesOf(tales)).pieces;
        expect(named(judgePieces(publishedPieces(before), after))).toContain(keyIn(before, chosen));
      }),
      { numRuns: 150 },
    );
  });
});
