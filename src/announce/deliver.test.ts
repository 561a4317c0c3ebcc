import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR, type Instant, instant, MINUTE, SECOND } from '../model/instant.ts';
import { type Custom, deliver, type Outside, type Told } from './deliver.ts';
import { compact, journalOf, readJournal, writeFact } from './journal.ts';
import { planFor, REMEMBERED, type Tellable } from './plan.ts';
import type { Verdict } from './verdict.ts';

/** How a receiver takes a message: `lost` never reached it, `silent` did and was not answered. */
type Act = 'takes' | 'busy' | 'lost' | 'silent' | 'closed';

class Killed extends Error {}

const BEGIN = instant(Date.UTC(2008, 8, 5));
const CHANNEL = 'team';

/** A channel, a journal on a disk, and a machine that can be killed before and after everything that it does. */
class World {
  text = '';
  /** What the receiver took in, in order. */
  readonly arrived: { readonly item: string; readonly isRepeat: boolean }[] = [];
  now = BEGIN;
  #acts: Act[];
  #left = Number.POSITIVE_INFINITY;
  #torn = false;

  constructor(acts: readonly Act[] = []) {
    this.#acts = [...acts];
  }

  /** Dies after so many steps; `torn` leaves half a line where it was writing. */
  killAfter(steps: number, torn: boolean): void {
    this.#left = steps;
    this.#torn = torn;
  }

  #step(): void {
    if (this.#left-- <= 0) throw new Killed();
  }

  append(line: string): void {
    if (this.#left <= 0 && this.#torn) this.text += line.slice(0, line.length / 2);
    this.#step();
    this.text += line;
    this.#step();
  }

  outside(): Outside<Tellable> {
    return {
      send: async ({ item }, isRepeat) => {
        this.#step();
        const act = this.#acts.shift() ?? 'takes';
        if (act === 'takes' || act === 'silent') this.arrived.push({ item, isRepeat });
        this.#step();
        return VERDICTS[act];
      },
      note: (fact) => this.append(writeFact(fact)),
      wait: async (milliseconds) => {
        this.now = instant(this.now + milliseconds);
      },
      now: () => this.now,
      isStopped: () => false,
    };
  }

  /** A run of the command, as far as it is about this channel. */
  async run(messages: readonly Tellable[], custom: Custom): Promise<readonly Told<Tellable>[]> {
    const read = readJournal(this.text);
    if ('fault' in read) throw new Error(`line ${read.fault.line}: ${read.fault.read}`);
    const known = journalOf(read.facts).get(CHANNEL);
    const plan = planFor(messages, {
      channel: CHANNEL,
      known,
      since: 0,
      until: messages.length,
      now: this.now,
    });
    const kept = compact(read.facts, instant(this.now - REMEMBERED));
    this.#step();
    this.text = kept.map(writeFact).join('');
    for (const fact of plan.facts) this.append(writeFact(fact));
    return deliver(plan.queue, custom, this.outside(), 10 * SECOND);
  }

  /** Calls the command again and again, killed after as many steps as `kills` says, then left alone until nothing waits. */
  async live(
    messages: readonly Tellable[],
    custom: Custom,
    kills: readonly Kill[],
  ): Promise<readonly Told<Tellable>[]> {
    const told: Told<Tellable>[] = [];
    for (const kill of kills) {
      this.killAfter(kill.steps, kill.torn);
      try {
        told.push(...(await this.run(messages, custom)));
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
      }
      this.now = instant(this.now + MINUTE);
    }
    this.killAfter(Number.POSITIVE_INFINITY, false);
    for (let runs = 0; runs < 40; runs++) {
      const last = await this.run(messages, custom);
      told.push(...last);
      if (last.every(({ how }) => how !== 'waits')) return told;
      this.now = instant(this.now + MINUTE);
    }
    throw new Error('It never comes to an end.');
  }
}

interface Kill {
  readonly steps: number;
  readonly torn: boolean;
}

const VERDICTS: Readonly<Record<Act, Verdict>> = {
  takes: { how: 'sent', says: '' },
  busy: { how: 'failed', says: '', waitMs: 2 * SECOND },
  lost: { how: 'unsure', says: '' },
  silent: { how: 'unsure', says: '' },
  closed: { how: 'closed', says: '' },
};

const messagesOf = (count: number, published: Instant = BEGIN): readonly Tellable[] =>
  Array.from({ length: count }, (_, index) => ({ item: `u${index}`, seq: index + 1, published, title: '' }));

const PROGRAM: Custom = { channel: CHANNEL, knowsRepeats: true, repeats: true };
const CHAT: Custom = { channel: CHANNEL, knowsRepeats: false, repeats: true };
const ONCE_AT_MOST: Custom = { channel: CHANNEL, knowsRepeats: false, repeats: false };

const acts = fc.array(fc.constantFrom<Act>('takes', 'takes', 'busy', 'lost', 'silent', 'closed'), {
  maxLength: 30,
});
const kills = fc.array(fc.record({ steps: fc.nat(24), torn: fc.boolean() }), { maxLength: 8 });
const counts = fc.integer({ min: 1, max: 5 });

const itemsOf = (world: World) => world.arrived.map(({ item }) => item);
const firsts = (world: World) => [...new Set(itemsOf(world))];

describe('whenever a run is killed, and whatever the receiver does', () => {
  it('a receiver that knows repeats is told of everything once, in order', async () => {
    await fc.assert(
      fc.asyncProperty(acts, kills, counts, async (script, deaths, count) => {
        const world = new World(script);
        const messages = messagesOf(count);
        await world.live(messages, PROGRAM, deaths);
        expect(firsts(world)).toEqual(messages.map(({ item }) => item));
      }),
      { numRuns: 400 },
    );
  });

  it('another is told of nothing twice without being told so; of what it was not told for certain the journal says so', async () => {
    let [twice, given] = [0, 0];
    await fc.assert(
      fc.asyncProperty(acts, kills, counts, async (script, deaths, count) => {
        const world = new World(script);
        const messages = messagesOf(count);
        const told = await world.live(messages, CHAT, deaths);
        const unmarked = world.arrived.filter(({ isRepeat }) => !isRepeat).map(({ item }) => item);
        expect(unmarked).toEqual([...new Set(unmarked)]);
        expect(firsts(world)).toEqual(firsts(world).toSorted());
        for (const { item } of messages.filter((one) => !itemsOf(world).includes(one.item))) {
          expect(world.text).toContain(`"item":"${item}","says":"it may have arrived`);
          given += 1;
        }
        twice += told.filter(({ maybeTwice }) => maybeTwice).length;
      }),
      { numRuns: 400 },
    );
    expect(twice).toBeGreaterThan(50);
    expect(given).toBeGreaterThan(0);
  });

  it('one that wants nothing twice gets nothing twice, and the journal names what it may have missed', async () => {
    await fc.assert(
      fc.asyncProperty(acts, kills, counts, async (script, deaths, count) => {
        const world = new World(script);
        const messages = messagesOf(count);
        await world.live(messages, ONCE_AT_MOST, deaths);
        expect(itemsOf(world)).toEqual(firsts(world).toSorted());
        for (const { item } of messages.filter((one) => !itemsOf(world).includes(one.item))) {
          expect(world.text).toContain(`"item":"${item}","says":"it may have arrived`);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('at every single step of three messages, a chat is told once, or twice and told so', async () => {
    const messages = messagesOf(3);
    const steps = 60;
    let deaths = 0;
    let repeated = 0;
    for (let step = 0; step < steps; step++) {
      for (const torn of [false, true]) {
        const world = new World();
        await world.live(messages, CHAT, [{ steps: step, torn }]);
        const repeats = world.arrived.filter(({ isRepeat }) => isRepeat).length;
        expect(firsts(world)).toEqual(['u0', 'u1', 'u2']);
        expect(world.arrived.length - repeats).toBeLessThanOrEqual(3);
        expect(world.arrived.length).toBeLessThanOrEqual(4);
        deaths += 1;
        repeated += world.arrived.length - 3;
      }
    }
    console.log(
      `killed at ${deaths} places: 3 of 3 messages arrived each time, ${repeated} times one of them twice and marked`,
    );
  });
});

describe('a message', () => {
  it('is tried again after 1, 2 and 4 seconds, or when the receiver asks for it, then waits, and so do those behind it', async () => {
    const world = new World(['busy', 'busy', 'busy', 'busy', 'busy']);
    const told = await world.run(messagesOf(2), PROGRAM);
    expect(told.map(({ how }) => how)).toEqual(['waits', 'waits']);
    expect(world.now - BEGIN).toBe(8 * SECOND);
    expect(world.text.match(/"fact":"failed"/g)).toHaveLength(4);
  });

  it('is news for three days', async () => {
    const world = new World(['closed']);
    const messages = messagesOf(2);
    await world.run(messages, CHAT);
    world.now = instant(BEGIN + 73 * HOUR);
    const told = await world.run(messages, CHAT);
    expect(told.map(({ how }) => how)).toEqual(['too late', 'too late']);
    expect(world.arrived).toEqual([]);
    expect(await world.run(messages, CHAT)).toEqual([]);
  });

  it('is not begun once someone asked to stop', async () => {
    const world = new World();
    const queue = messagesOf(2).map((message) => ({ message, attempts: 0, unsure: 0 }));
    const told = await deliver(queue, CHAT, { ...world.outside(), isStopped: () => true }, SECOND);
    expect(told.map(({ how }) => how)).toEqual(['waits', 'waits']);
    expect(world.arrived).toEqual([]);
  });

  it('that the receiver refuses does not hold up the next', async () => {
    const world = new World();
    const outside = {
      ...world.outside(),
      send: async ({ item }: Tellable): Promise<Verdict> => ({
        how: item === 'u0' ? 'refused' : 'sent',
        says: '',
      }),
    };
    const queue = messagesOf(2).map((message) => ({ message, attempts: 0, unsure: 0 }));
    const told = await deliver(queue, CHAT, outside, SECOND);
    expect(told.map(({ how }) => how)).toEqual(['refused', 'sent']);
  });
});
