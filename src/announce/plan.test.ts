import { describe, expect, it } from 'vitest';
import { HOUR, type Instant, instant } from '../model/instant.ts';
import { compact, type Fact, journalOf, readJournal, writeFact } from './journal.ts';
import { planFor, type Start, startOf, type Tellable } from './plan.ts';

const NOW = instant(Date.UTC(2008, 8, 5));
const CHANNEL = 'team';

const message = (seq: number, published: Instant = NOW): Tellable => ({
  item: `u${seq}`,
  seq,
  published,
  title: '',
});
const due = (seq: number, published: Instant = NOW): Fact => ({
  ...of,
  fact: 'due',
  item: `u${seq}`,
  seq,
  published,
});
const of = { channel: CHANNEL, at: NOW } as const;
const looked = (until: number): Fact => ({ ...of, fact: 'looked', until });

function start(facts: readonly Fact[], more: Partial<Start> = {}): Start {
  return { channel: CHANNEL, known: journalOf(facts).get(CHANNEL), since: 2, until: 4, now: NOW, ...more };
}

const queued = (tellable: readonly Tellable[], from: Start) =>
  planFor(tellable, from).queue.map(
    ({ message: { item }, unsure }) => `${item}${unsure > 0 ? ' perhaps' : ''}`,
  );

describe('a channel', () => {
  const all = [message(4), message(1), message(2), message(3)];

  it('that is new begins with this release; or, where the call names none, with what comes next', () => {
    expect(queued(all, start([]))).toEqual(['u3', 'u4']);
    expect(queued(all, start([], { since: undefined }))).toEqual([]);
    expect(planFor(all, start([], { since: undefined })).facts).toEqual([looked(4)]);
  });

  it('that is known goes on where it was; what lies before this release may have been sent by a run that left no trace', () => {
    expect(queued(all, start([looked(1)]))).toEqual(['u2 perhaps', 'u3', 'u4']);
    expect(queued(all, start([looked(3)]))).toEqual(['u4']);
    expect(queued(all, start([looked(1)], { since: undefined }))).toEqual(['u2', 'u3', 'u4']);
  });

  it('is told what waits before what is new, and asked for no more than that', () => {
    const facts = [due(2), { ...of, fact: 'tries', item: 'u2', attempt: 1 } as const, looked(3)];
    expect(queued(all, start(facts))).toEqual(['u2', 'u4']);
    expect(startOf(start(facts))).toBe(1);
    expect(startOf(start([looked(3)]))).toBe(3);
    expect(planFor(all, start(facts)).queue[0]).toMatchObject({ attempts: 1, open: 1 });
  });

  it('is not told what the site says no more, and the journal says so', () => {
    const { queue, facts } = planFor([message(4)], start([due(2), looked(4)]));
    expect(queue).toEqual([]);
    expect(facts).toMatchObject([{ fact: 'dropped', item: 'u2' }]);
  });

  it('is not told of what came to light three days late', () => {
    const old = message(3, instant(NOW - 73 * HOUR));
    const { queue, tooOld } = planFor([old, message(4)], start([]));
    expect(queue.map((one) => one.message.item)).toEqual(['u4']);
    expect(tooOld).toEqual([old]);
  });
});

describe('the journal', () => {
  const facts: readonly Fact[] = [
    due(1),
    { ...of, fact: 'tries', item: 'u1', attempt: 1 },
    { ...of, fact: 'unsure', item: 'u1', attempt: 1, says: 'no answer' },
    { ...of, fact: 'tries', item: 'u1', attempt: 2 },
    { ...of, fact: 'sent', item: 'u1', attempt: 2, says: 'HTTP 200' },
    { ...due(2), gap: true } as Fact,
    looked(1),
    looked(2),
  ];

  it('is read as it was written', () => {
    expect(readJournal(facts.map(writeFact).join(''))).toEqual({ facts });
  });

  it('says the same in any order, and twice no more than once', () => {
    const known = journalOf(facts).get(CHANNEL);
    expect(known?.until).toBe(2);
    expect(known?.items.get('u1')).toMatchObject({ attempts: 2, unsure: 1, end: 'sent' });
    expect(known?.items.get('u2')).toMatchObject({ attempts: 0, unsure: 1 });
    const again = journalOf([...facts.toReversed(), ...facts]).get(CHANNEL);
    expect(new Map([...(again?.items ?? [])].sort())).toEqual(known?.items);
    expect(compact([...facts, ...facts], NOW)).toEqual(facts.filter((fact) => fact !== facts[6]));
  });

  it('forgets what is done with, in time, and nothing else', () => {
    const later = compact(facts, instant(NOW + HOUR));
    expect(later).toEqual([facts[5], looked(2)]);
  });

  it('names the line that is none, but for a last one that was cut off', () => {
    const text = facts.map(writeFact).join('');
    expect(readJournal(`${text}{"at":"2008`)).toEqual({ facts });
    expect(readJournal(`${text}nonsense\n`)).toEqual({ fault: { line: 9, read: 'nonsense' } });
    expect(
      readJournal(`{"at":"2008-09-05T00:00:00Z","channel":"a","fact":"sent","item":"u1"}\n`),
    ).toMatchObject({
      fault: { line: 1 },
    });
  });
});
