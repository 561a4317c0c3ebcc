import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Deployment, deploy, deployed, folderOf, type Texts, tokyo } from '../../tests/deployments.ts';
import { judgeFolder, pastOf } from '../format/judge.ts';
import { HOUR, type Instant, instant, MINUTE } from '../model/instant.ts';
import type { PublicRecord } from '../model/record.ts';
import { chooseLog, type LogCopy } from './choose.ts';
import { forkRecord } from './extend.ts';
import { forgive } from './law.ts';
import { headOf, readLog, writeLog } from './log.ts';

const OPENED = `---
title: Mail is slow
---

## 2008-09-05 05:10 +09:00 Investigating

Mail is slow.
`;
const SECOND = '\n## 2008-09-05 06:00 +09:00 Update\n\nMail is still slow.\n';
const THIRD = '\n## 2008-09-05 07:00 +09:00 Resolved\n\nMail is fast.\n';
const OTHER = OPENED.replace('Mail is slow', 'Webmail is slow').replace('05:10', '08:00');
const at = (time: string) => tokyo(`2008-09-05 ${time}`);
const copy = (name: string, record: PublicRecord): LogCopy => ({ name, text: writeLog(record) });
const words = (outcome: Deployment | readonly string[]) => ('record' in outcome ? [] : outcome);

describe('a record’s life', () => {
  const first = deployed([], { 'slow.md': OPENED }, at('05:12'));
  const second = deployed(first.record, { 'slow.md': OPENED + SECOND }, at('06:01'));
  const third = deployed(second.record, { 'slow.md': OPENED + SECOND + THIRD }, at('07:02'));

  it('begins with what stands, at its stamps, and a line that says that nobody saw it', () => {
    expect(first.record.map(({ kind, published }) => [kind, published])).toEqual([
      ['incident', at('05:10')],
      ['update', at('05:10')],
      ['site', at('05:12')],
      ['site', at('05:12')],
      ['site', at('05:12')],
      ['site', at('05:12')],
      ['genesis', at('05:12')],
    ]);
    expect(first.record.at(-1)?.update).toBe('6 lines brought in on 2008-09-04, unwitnessed');
  });

  it('goes on with every honest deployment: lines are added, and those above stay byte for byte', () => {
    expect(writeLog(third.record).startsWith(writeLog(second.record))).toBe(true);
    expect(writeLog(second.record).startsWith(writeLog(first.record))).toBe(true);
    expect(third.record.at(-1)).toMatchObject({
      kind: 'update',
      update: '20080904T2200Z',
      published: at('07:02'),
    });
  });

  it('does not grow where nothing is new', () => {
    expect(deployed(third.record, { 'slow.md': OPENED + SECOND + THIRD }, at('09:00')).record).toEqual(
      third.record,
    );
  });

  it('never tells a line before the one above it, even with a clock that was set back', () => {
    const late = deployed(
      second.record,
      { 'slow.md': OPENED + SECOND, 'web.md': OTHER.replace('08:00', '05:30') },
      at('05:31'),
    );
    expect(late.record.at(-1)?.published).toBe(at('06:01') + 1000);
    expect(readLog(writeLog(late.record)).fault).toBeUndefined();
  });

  it('is extended from the longest copy when a host was rolled back', () => {
    const chosen = chooseLog([copy('live', first.record), copy('own', third.record)]);
    expect(chosen).toEqual({ record: third.record, name: 'own' });
  });

  it('is brought back from the live site when the machine’s own copy was deleted, and from a committed one when the host moved', () => {
    expect(chooseLog([copy('live', third.record)]).record).toEqual(third.record);
    expect(chooseLog([copy('committed', second.record)]).record).toEqual(second.record);
    expect(chooseLog([]).record).toEqual([]);
  });

  it('refuses a deployment of what was reverted in git, and names the update', () => {
    expect(words(deploy(third.record, { 'slow.md': OPENED + SECOND }, at('08:00'))).join()).toMatch(/^law-/);
  });

  it('refuses the branch that lacks what the other published, and takes it once they are merged', () => {
    const branch = deployed(first.record, { 'slow.md': OPENED, 'web.md': OTHER }, at('08:01'));
    expect(words(deploy(branch.record, { 'slow.md': OPENED + SECOND }, at('08:05')))).not.toEqual([]);
    const merged = deployed(branch.record, { 'slow.md': OPENED + SECOND, 'web.md': OTHER }, at('08:05'));
    expect(writeLog(merged.record).startsWith(writeLog(branch.record))).toBe(true);
  });

  it('is at odds with itself after two builds at once, and says from which line on', () => {
    const one = deployed(first.record, { 'slow.md': OPENED + SECOND }, at('06:01'));
    const other = deployed(first.record, { 'slow.md': OPENED, 'web.md': OTHER }, at('08:01'));
    expect(chooseLog([copy('live', other.record), copy('own', one.record)]).discord).toEqual({
      how: 'apart',
      name: 'own',
      other: 'live',
      line: first.record.length + 1,
    });
  });

  it('goes on after a fork, which names what it abandons; what was known keeps its time', () => {
    const one = deployed(first.record, { 'slow.md': OPENED + SECOND }, at('06:01'));
    const other = deployed(first.record, { 'slow.md': OPENED, 'web.md': OTHER }, at('08:01'));
    const chosen = chooseLog([copy('live', other.record), copy('own', one.record)]);
    const texts = { 'slow.md': OPENED + SECOND, 'web.md': OTHER };
    const { pieces } = judgeFolder(folderOf(texts), pastOf(chosen.record), at('09:00'));
    const fork = { reason: 'two releases at once', abandoned: headOf(one.record), known: one.record };
    const record = forkRecord(chosen.record, pieces, fork, at('09:00'));
    expect(readLog(writeLog(record)).fault).toBeUndefined();
    expect(record[other.record.length]?.update).toBe(`abandons ${headOf(one.record)}: two releases at once`);
    const again = record.slice(other.record.length + 1).filter(({ kind }) => kind === 'update');
    expect(again.map(({ update, published }) => [update, published])).toEqual([
      ['20080904T2010Z', at('05:10')],
      ['20080904T2100Z', at('06:01')],
      ['20080904T2300Z', at('08:01')],
    ]);
    expect(deployed(record, texts, at('10:00')).record).toEqual(record);
  });

  it('forgives by a fork what contradicts it, and from then on holds to what stands', () => {
    const texts = { 'slow.md': OPENED.replace('is slow.', 'was slow.') };
    const past = pastOf(third.record);
    const judged = judgeFolder(folderOf(texts), past, at('09:00'));
    expect(judged.judgement.breaches.length).toBe(3);
    expect(
      judgeFolder(
        folderOf(texts),
        { ...past, published: forgive(past.published, judged.judgement) },
        at('09:00'),
      ).judgement.breaches,
    ).toEqual([]);
    const record = forkRecord(
      third.record,
      judged.pieces,
      { reason: 'restored', abandoned: headOf(third.record), known: [] },
      at('09:00'),
    );
    expect(words(deploy(record, texts, at('09:30')))).toEqual([]);
    expect(words(deploy(record, { 'slow.md': OPENED }, at('09:30')))).not.toEqual([]);
  });

  it('re-dates in a fork what reads otherwise than any words that were published', () => {
    const texts = { 'slow.md': OPENED.replace('is slow.', 'was slow.') + SECOND };
    const { pieces } = judgeFolder(folderOf(texts), pastOf([]), at('09:00'));
    const fork = { reason: 'tidied', abandoned: headOf(third.record), known: [] };
    const anew = forkRecord(third.record, pieces, fork, at('09:00')).slice(third.record.length + 1);
    expect(anew.flatMap(({ kind, published }) => (kind === 'update' ? published : []))).toEqual([
      at('06:01'),
      at('09:00'),
    ]);
  });

  it('comes back by a fork from a clock that ran ahead', () => {
    const ahead = deployed(second.record, { 'slow.md': OPENED + SECOND, 'web.md': OTHER }, at('23:00'));
    const { pieces } = ahead.judged;
    const fork = { reason: 'a clock ran ahead', abandoned: headOf(ahead.record), known: [] };
    const record = forkRecord(ahead.record, pieces, fork, at('09:00'));
    expect(readLog(writeLog(record)).fault).toBeUndefined();
    expect(record.at(-1)?.published).toBe(at('09:00'));
    expect(record.find(({ kind }) => kind === 'fork')?.published).toBe(at('09:00'));
  });

  it('takes a copy that was cut off in the middle of a line for a beginning, and an empty one for none', () => {
    const cut = { name: 'live', text: writeLog(third.record).slice(0, 1500) };
    expect(chooseLog([cut, copy('own', third.record)])).toEqual({ record: third.record, name: 'own' });
    expect(chooseLog([cut]).discord).toMatchObject({ how: 'unreadable', name: 'live' });
    const empty = { name: 'committed', text: '' };
    expect(chooseLog([empty, copy('own', first.record)])).toEqual({ record: first.record, name: 'own' });
    expect(chooseLog([empty]).name).toBeUndefined();
    expect(chooseLog([{ name: 'own', text: 'garbage\n' }])).toMatchObject({
      record: [],
      discord: { how: 'unreadable' },
    });
  });

  it('takes in ten imported years as brought in, and what is added to them as news', () => {
    const imported = OPENED.replace(
      'title: Mail is slow',
      'title: Mail is slow\nimported: Statuspage',
    ).replaceAll('2008', '1998');
    const now = deployed(first.record, { 'slow.md': OPENED, 'old.md': imported }, at('09:00'));
    expect(now.record.at(-1)).toMatchObject({ incident: 'old', published: at('09:00') });
    expect(
      words(
        deploy(
          now.record,
          { 'slow.md': OPENED, 'old.md': `${imported}\n## 2008-09-05 09:10 +09:00 Update\n\nMore.\n` },
          at('09:11'),
        ),
      ),
    ).toEqual([]);
  });

  it('is not touched by a preview, which builds on it and is thrown away', () => {
    deployed(second.record, { 'slow.md': OPENED + SECOND, 'web.md': OTHER }, at('08:01'));
    const released = deployed(second.record, { 'slow.md': OPENED + SECOND + THIRD }, at('08:02'));
    expect(chooseLog([copy('live', second.record), copy('own', released.record)]).discord).toBeUndefined();
  });
});

interface Move {
  readonly does: 'append' | 'open' | 'rollback' | 'forget' | 'clock back' | 'revert';
  readonly minutes: number;
}

describe('whatever happens to the copies of a record', () => {
  it('each build extends the longest, or is refused and leaves all as it was', () => {
    const moves = fc.array(
      fc.record({
        does: fc.constantFrom<Move['does']>(
          'append',
          'append',
          'open',
          'rollback',
          'forget',
          'clock back',
          'revert',
        ),
        minutes: fc.integer({ min: 1, max: 300 }),
      }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(moves, (history) => {
        let texts: Record<string, string> = { 'slow.md': OPENED };
        let now: Instant = at('05:12');
        const start = deployed([], texts, now);
        let [live, own]: PublicRecord[] = [start.record, start.record];
        const published: [Texts, PublicRecord][] = [[{ ...texts }, start.record]];
        let longest = start.record;
        for (const { does, minutes } of history) {
          now = instant(now + (does === 'clock back' ? -HOUR : minutes * MINUTE));
          const stamp = new Date(now + 9 * HOUR).toISOString().slice(0, 16).replace('T', ' ');
          if (does === 'append' && !texts['slow.md']?.includes(stamp)) {
            texts['slow.md'] +=
              `\n## ${stamp} +09:00 Update\n\n\`\`\`status\nlate: said late\n\`\`\`\n\nAt ${stamp}.\n`;
          }
          if (does === 'open') texts[`n${now}.md`] = OPENED.replace('2008-09-05 05:10', stamp);
          if (does === 'rollback') live = published[minutes % published.length]?.[1] ?? live;
          if (does === 'forget') own = [];
          if (does === 'revert') texts = { ...published[minutes % published.length]?.[0] };
          const chosen = chooseLog([
            copy('live', live ?? []),
            ...(own && own.length > 0 ? [copy('own', own)] : []),
          ]);
          expect(chosen.discord).toBeUndefined();
          const outcome = deploy(chosen.record, texts, now);
          if (!('record' in outcome)) {
            expect(outcome.some((problem) => problem.startsWith('law-'))).toBe(true);
            texts = { ...published.at(-1)?.[0] };
            continue;
          }
          expect(writeLog(outcome.record).startsWith(writeLog(chosen.record))).toBe(true);
          expect(readLog(writeLog(outcome.record))).toEqual({ lines: outcome.record });
          if (chosen.record.length < longest.length) return;
          live = outcome.record;
          own = outcome.record;
          longest = outcome.record;
          published.push([{ ...texts }, outcome.record]);
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
