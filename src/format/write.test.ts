import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockDigits } from '../calendar/zone.ts';
import {
  CAUSES,
  IMPACTS,
  type Incident,
  type Loss,
  type PromiseLine,
  type Redaction,
  type StateLine,
  type Statements,
  type TranslatedUpdate,
  type Translation,
  type Update,
} from '../model/incident.ts';
import { HOUR, type Instant, instant, MINUTE, type Moment } from '../model/instant.ts';
import type { Kind, Phase } from '../model/phase.ts';
import { STATES } from '../model/state.ts';
import { writeTombstone } from '../record/tombstone.ts';
import { type ParsedFolder, parseFolder } from './folder.ts';
import { writeIncident } from './write.ts';

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

/** The incident of one file, without what only says where it stands. */
function read(text: string | Uint8Array) {
  const { incidents, problems } = parseFiles({ 'incident.md': text });
  return { incident: incidents[0] && bare(incidents[0]), problems };
}

function bare(incident: Incident): unknown {
  return JSON.parse(
    JSON.stringify(incident, (key, value) => {
      if (value instanceof Map) return [...value].sort(([a], [b]) => (a < b ? -1 : 1));
      return ['line', 'path', 'front', 'canonical', 'files'].includes(key) ? undefined : value;
    }),
  );
}

const words = fc
  .array(
    fc.constantFrom(
      'Mail',
      'cannot be sent',
      '約7通',
      'the harbour’s library',
      '"quoted"',
      'a: b',
      '# 3',
      '100 %',
      '*x*',
    ),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((parts) => parts.join(' '));
const redaction: fc.Arbitrary<Redaction> = fc.record({
  date: fc.constantFrom('2024-05-01', '2026-02-28'),
  sha256: fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 }),
  reason: fc.constantFrom('personal data', 'a secret', '個人情報'),
});
const redactable = fc.oneof(
  { weight: 5, arbitrary: words.map((one) => ({ words: one })) },
  redaction.map((one) => ({ redaction: one })),
);
const paragraph = fc.constantFrom(
  'Mail programs cannot send.',
  '### 影響範囲\n\n受信はできます。',
  '```log\n13:12 refused\n\n### no heading\n```',
  'Setext\n------\n\n- a\n  - b',
  '> quoted\n\n    ## 2026-01-01 00:00 +09:00 Resolved',
);
const text = fc.array(paragraph, { maxLength: 3 }).map((parts) => parts.join('\n\n'));

/** What one update is made of, before its place in the story is known. */
const material = fc.record({
  gap: fc.integer({ min: 1, max: 3000 }),
  offset: fc.constantFrom('+09:00', '+09:00', '+00:00', '-03:30'),
  pick: fc.nat(),
  text,
  redacted: fc.option(redaction, { freq: 12 }),
  back: fc.integer({ min: 0, max: 50 }),
  about: fc.boolean(),
  states: fc.subarray(['pc-mail', 'mobile-address', 'sending']),
  bad: fc.constantFrom(...STATES.slice(1)),
  steps: fc.boolean(),
  lost: fc.array(redactable, { maxLength: 2 }),
  cause: fc.option(fc.constantFrom(...CAUSES)),
  impact: fc.option(fc.constantFrom(...IMPACTS)),
  title: fc.option(redactable, { freq: 4 }),
  by: fc.option(fc.constantFrom('duty engineer', '当直')),
  late: fc.option(words, { freq: 4 }),
  next: fc.option(fc.integer({ min: 1, max: 3000 })),
  promise: fc.constantFrom('open', 'kept', 'dropped', 'none' as const),
  translated: fc.boolean(),
});
type Material = typeof material extends fc.Arbitrary<infer One> ? One : never;

const CHOICES: Readonly<Record<Kind, readonly Phase[]>> = {
  incident: [
    'investigating',
    'identified',
    'monitoring',
    'resolved',
    'update',
    'correction',
    'postmortem',
    'withdrawn',
  ],
  maintenance: [
    'scheduled',
    'in progress',
    'verifying',
    'completed',
    'cancelled',
    'update',
    'correction',
    'postmortem',
  ],
};
const OPENING: ReadonlySet<Phase> = new Set<Phase>([
  'investigating',
  'identified',
  'monitoring',
  'scheduled',
  'in progress',
  'verifying',
]);
const CLOSING: ReadonlySet<Phase> = new Set<Phase>(['resolved', 'withdrawn', 'completed', 'cancelled']);

/** Tells a story that the rules allow: `tell` keeps what later updates lean on. */
class Story {
  readonly kind: Kind;
  readonly updates: Update[] = [];
  #now: number;
  #began: number | undefined;
  #closed = false;
  #begun: boolean;
  #promises = new Map<string, boolean>();

  constructor(kind: Kind, start: number) {
    this.kind = kind;
    this.#now = start;
    this.#begun = kind === 'incident';
  }

  tell(one: Material): void {
    this.#now += one.gap * MINUTE;
    const at = instant(this.#now);
    const phase = this.#phase(one.pick);
    if (phase === 'in progress' || phase === 'verifying' || phase === 'completed') this.#begun = true;
    const stamp = { at, digits: clockDigits(at, minutesOf(one.offset)), offset: one.offset };
    const corrected = phase === 'correction' ? this.updates[one.pick % this.updates.length] : undefined;
    const forRead =
      corrected?.text.includes('cannot send') && !corrected.redaction && one.steps
        ? this.#pair(corrected)
        : [];
    const promise = one.redacted || one.promise === 'none' ? undefined : this.#promise(one);
    const lines = [
      one.text,
      ...forRead.map(({ wrong, right }) => `- For: ${wrong}\n- Read: ${right}`),
      ...(promise ? [promiseLine(promise)] : []),
    ];
    const written = one.redacted
      ? writeTombstone(one.redacted)
      : lines.filter((part) => part !== '').join('\n\n');
    const statements = this.#statements(one, phase, at, corrected);
    if (CLOSING.has(phase)) this.#closed = true;
    else if (OPENING.has(phase)) this.#closed = false;
    this.updates.push({
      stamp,
      phase,
      statements,
      text: written,
      forRead: one.redacted ? [] : forRead,
      promises: promise ? [promise] : [],
      ...(one.redacted ? { redaction: one.redacted } : {}),
      files: [],
      canonical: '',
      line: 0,
    });
  }

  #phase(pick: number): Phase {
    if (this.updates.length === 0) return this.kind === 'incident' ? 'investigating' : 'scheduled';
    const choices = CHOICES[this.kind];
    return choices[pick % choices.length] ?? 'update';
  }

  /** Quotes words once, of a text that no earlier correction has touched. */
  #pair(corrected: Update) {
    const isFresh = !this.updates.some(
      ({ statements, forRead }) => statements.corrects === corrected.stamp.at && forRead.length > 0,
    );
    const isUnique = corrected.text.split('cannot send').length === 2;
    return isFresh && isUnique ? [{ wrong: 'cannot send', right: 'could not send' }] : [];
  }

  #promise({ pick, promise }: Material): PromiseLine {
    const open = [...this.#promises].filter(([, isOpen]) => isOpen).map(([id]) => id);
    const id = open[pick % Math.max(1, open.length)];
    if (id && promise !== 'none' && promise !== 'open') {
      this.#promises.set(id, false);
      return { id, mark: promise, words: 'It hangs on the wall' };
    }
    const fresh = `P${this.#promises.size + 1}`;
    if (pick % 2 === 0 && id) return { id, mark: 'open', words: '2026-12-24までに', by: '2026-12-24' };
    this.#promises.set(fresh, true);
    if (pick % 3 === 0) return { id: fresh, mark: 'open', words: 'Print the list' };
    return { id: fresh, mark: 'open', words: 'Print the list by 2026-11-30', by: '2026-11-30' };
  }

  #statements(one: Material, phase: Phase, at: Instant, corrected: Update | undefined): Statements {
    const moment = (back: number): Moment => ({ at: instant(at - back * MINUTE), about: one.about });
    const isFirst = this.updates.length === 0;
    const isPlanned = !this.#begun;
    const began = isFirst && this.kind === 'incident' && one.steps ? moment(one.back) : undefined;
    if (began) this.#began = began.at;
    const ends = CLOSING.has(phase) && !isPlanned;
    const isBusy = OPENING.has(phase) && !this.#closed && !isPlanned && corrected === undefined;
    const states: StateLine[] = [];
    if (isPlanned && one.states.length > 0)
      states.push({ components: one.states, steps: [{ state: 'under maintenance' }] });
    else if (isBusy && one.states.length > 0) {
      const from = instant(Math.max(at - one.back * MINUTE, this.#began ?? 0));
      const first = { state: one.bad, from: { at: from, about: one.about } };
      const isLong = from + MINUTE < at;
      const then = { state: 'operational' as const, from: { at: instant(from + MINUTE), about: false } };
      states.push({ components: one.states, steps: one.steps && isLong ? [first, then] : [first] });
    }
    const lost: readonly Loss[] = phase === 'correction' && one.lost.length === 2 ? ['nothing'] : one.lost;
    return {
      states,
      lost,
      ...(began ? { began } : {}),
      ...(ends ? { ended: { at, about: one.about } } : {}),
      ...(one.steps ? { detected: moment(one.back) } : {}),
      ...(one.next === null ? {} : { next: instant(at + one.next * MINUTE) }),
      ...(phase === 'scheduled'
        ? { window: { start: instant(at + 24 * HOUR), end: instant(at + (25 + one.back) * HOUR) } }
        : {}),
      ...(one.cause ? { cause: one.cause } : {}),
      ...(one.impact ? { impact: one.impact } : {}),
      ...(one.title ? { title: one.title } : {}),
      ...(one.by ? { by: one.by } : {}),
      ...(one.late ? { late: one.late } : {}),
      ...(corrected ? { corrects: corrected.stamp.at } : {}),
    };
  }
}

function minutesOf(offset: string): number {
  return (offset.startsWith('-') ? -1 : 1) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4)));
}

function promiseLine({ id, mark, words: own }: PromiseLine): string {
  return `- [${mark === 'open' ? ' ' : mark === 'kept' ? 'x' : '-'}] ${id}: ${own}`;
}

function translate(updates: readonly Update[], materials: readonly Material[]): Translation {
  const own = updates.flatMap((update, index): [Instant, TranslatedUpdate][] => {
    const one = materials[index];
    if (!one?.translated) return [];
    const promises = update.promises.map((promise) => ({
      ...promise,
      words: promise.by ? `${promise.by}まで` : '約束',
    }));
    const written = update.redaction
      ? update.text
      : ['送れません。', ...promises.map(promiseLine)].join('\n\n');
    return [
      [
        update.stamp.at,
        {
          text: written,
          lost: one.steps
            ? update.statements.lost.map((loss) => (loss === 'nothing' ? loss : { words: '下書き' }))
            : [],
          forRead: [],
          promises: update.redaction ? [] : promises,
          ...(update.redaction ? { redaction: update.redaction } : {}),
          ...(update.statements.title ? { title: { words: '題名' } } : {}),
          files: [],
          canonical: '',
          line: 0,
        },
      ],
    ];
  });
  return {
    lang: 'ja',
    path: 'incident.ja.md',
    title: { words: '送信できない状態' },
    updates: new Map(own),
    front: '',
  };
}

const incidents: fc.Arbitrary<Incident> = fc
  .record({
    kind: fc.constantFrom<Kind>('incident', 'maintenance'),
    start: fc.integer({ min: 20_000_000, max: 29_000_000 }).map((minutes) => minutes * MINUTE),
    materials: fc.array(material, { minLength: 1, maxLength: 7 }),
    title: redactable,
    imported: fc.option(words),
    hasTranslation: fc.boolean(),
  })
  .map(({ kind, start, materials, title, imported, hasTranslation }) => {
    const story = new Story(kind, start);
    for (const one of materials) story.tell(one);
    const [first, ...rest] = story.updates;
    if (!first) throw new Error('A story has at least one update.');
    return {
      id: 'incident',
      path: 'incident.md',
      kind,
      title,
      lang: 'en',
      ...(imported === null ? {} : { imported }),
      updates: [first, ...rest],
      translations: new Map(hasTranslation ? [['ja', translate(story.updates, materials)]] : []),
      front: '',
    };
  });

/** Cuts a written file into its front matter and its updates. */
function blocksOf(file: string): readonly string[] {
  return file.split(/\n(?=## \d{4}-\d{2}-\d{2} \d{2}:\d{2} [+-])/);
}

describe('an incident written and read again', () => {
  it('is the same incident, without a problem', () => {
    fc.assert(
      fc.property(incidents, fc.constantFrom(ZONE, undefined), (incident, zone) => {
        const files = {
          'incident.md': writeIncident(incident, 'en', zone),
          ...(incident.translations.has('ja')
            ? { 'incident.ja.md': writeIncident(incident, 'ja', zone) }
            : {}),
        };
        const parsed = parseFiles(files);
        expect(parsed.problems).toEqual([]);
        expect(parsed.incidents.map(bare)).toEqual([bare(incident)]);
      }),
      { numRuns: 200 },
    );
  });

  it('is written the same again', () => {
    fc.assert(
      fc.property(incidents, (incident) => {
        const written = writeIncident(incident, 'en', ZONE);
        const again = parseFiles({ 'incident.md': written }).incidents.map((one) =>
          writeIncident(one, 'en', ZONE),
        );
        expect(again).toEqual([written]);
      }),
      { numRuns: 100 },
    );
  });

  it('means the same whatever the order of its updates, but for one warning', () => {
    const shuffled = incidents.chain((incident) => {
      const [head = '', ...updates] = blocksOf(writeIncident(incident, 'en', ZONE));
      const whole = fc.shuffledSubarray(updates, { minLength: updates.length, maxLength: updates.length });
      return fc.tuple(
        fc.constant(`${head}\n${updates.join('\n')}`),
        whole.map((order) => `${head}\n${order.map((one) => `${one.trimEnd()}\n`).join('\n')}`),
      );
    });
    fc.assert(
      fc.property(shuffled, ([straight, mixed]) => {
        const { incident, problems } = read(mixed);
        expect(incident).toEqual(read(straight).incident);
        expect(problems.filter(({ rule }) => rule !== 'heading-order')).toEqual([]);
        expect(problems.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 100 },
    );
  });

  it('means the same with CRLF, a byte order mark, blanks at line ends, and without its last line end', () => {
    fc.assert(
      fc.property(incidents, (incident) => {
        const written = writeIncident(incident, 'en', ZONE);
        const plain = read(written);
        const spellings = [
          written.replace(/\n/g, '\r\n'),
          `\ufeff${written}`,
          written.replace(/\n/g, ' \t\n'),
          written.trimEnd(),
          `${written}\n\n`,
        ];
        for (const spelling of spellings) expect(read(spelling)).toEqual(plain);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the one spelling', () => {
  const fixture = (name: string, file: string) =>
    readFileSync(join(import.meta.dirname, 'fixtures', name, file), 'utf8');

  it('is the file as a careful person writes it, with every time in full', () => {
    const [incident] = parseFiles({
      'incident.md': fixture('whole-sample', '2008/2008-09-05-storage.md'),
    }).incidents;
    const written = incident ? writeIncident(incident, 'en', ZONE) : '';
    expect(written.split('\n').slice(0, 29)).toEqual([
      '---',
      'title: Mail storage failure',
      'lang: en',
      '---',
      '',
      '## 2008-09-05 05:10 +09:00 Investigating',
      '',
      '```status',
      'began: ~2008-09-05 02:39',
      'pc-mail, mobile-address: major outage',
      'next: 2008-09-05 12:00',
      '```',
      '',
      'Mail can be neither read nor sent. We are replacing failed hardware.',
      '',
      '### Workaround',
      'The address book can still be read in a browser.',
      '',
      '## 2008-09-05 22:20 +09:00 Resolved',
      '',
      '```status',
      'ended: 2008-09-05 20:10',
      'pc-mail: degraded performance from 2008-09-05 19:20, operational from 2008-09-05 20:10',
      'lost: mail of mobile addresses received before 02:39',
      'cause: hardware',
      '```',
      '',
      'Service is back. About 7 % of mail held before the failure could not be recovered.',
      '',
    ]);
    expect(written).toContain('corrects: 2008-09-05 22:20\n');
  });

  it('quotes a stamp with its offset only where two stamps show the same digits', () => {
    const [incident] = parseFiles({
      'incident.md': fixture('two-stamps-one-clock-face', 'incident.md'),
    }).incidents;
    expect(incident && writeIncident(incident)).toContain('corrects: 2026-11-11 13:20 +01:00\n');
  });
});
