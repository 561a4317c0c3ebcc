import { describe, expect, it } from 'vitest';
import { HOUR, instant } from '../model/instant.ts';
import { latest, newestFirst } from './channel.ts';
import type { Entry } from './entry.ts';

const DAY = 24 * HOUR;

/** Newest first. */
function entriesEach(step: number, count: number): readonly Entry[] {
  return Array.from({ length: count }, (_, index) => entryAt(index * step, `${index}`)).toReversed();
}

function entryAt(at: number, id: string): Entry {
  return {
    id,
    at: instant(at),
    seq: 0,
    incident: 'storage',
    kind: 'incident',
    phase: 'update',
    isErrata: false,
    isRedaction: false,
    title: '',
    link: '',
    html: () => '',
    components: [],
    categories: [],
    tellsPromise: false,
  };
}

describe('a feed holds', () => {
  it('50 items where the last 14 days have fewer', () => {
    const entries = entriesEach(DAY, 60);
    expect(latest(entries)).toEqual(entries.slice(0, 50));
  });

  it('all items of 14 days where they are more than 50', () => {
    expect(latest(entriesEach(HOUR, 400))).toHaveLength(14 * 24 + 1);
    const mixed = newestFirst([...entriesEach(HOUR, 80), ...entriesEach(6 * HOUR, 40)]);
    expect(latest(mixed)).toHaveLength(120);
  });

  it('all that there is where it is less', () => {
    expect(latest(entriesEach(DAY, 3))).toHaveLength(3);
    expect(latest([])).toEqual([]);
  });
});

it('the newest comes first, and of one minute the ids decide', () => {
  const [old, b, a] = [entryAt(1, 'c'), entryAt(2, 'b'), entryAt(2, 'a')];
  expect(newestFirst([old, b, a])).toEqual([a, b, old]);
  expect(newestFirst([a, old, b])).toEqual([a, b, old]);
});
