import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partsOf } from './parts.ts';

const itself = (month: string) => month;

describe('the parts of a list', () => {
  it('are none where one page holds it', () => {
    expect(partsOf(['2008-09', '2008-08'], itself, 2)).toEqual([]);
  });

  it('are years, and of a year that is too long its months', () => {
    const months = ['2009-01', '2008-09', '2008-09', '2008-08'];
    expect(partsOf(months, itself, 2).map(({ name, values }) => [name, values.length])).toEqual([
      ['2009', 1],
      ['2008-09', 2],
      ['2008-08', 1],
    ]);
  });

  it('lose nothing and name nothing twice', () => {
    const month = fc.tuple(fc.integer({ min: 1999, max: 2003 }), fc.integer({ min: 10, max: 12 }));
    fc.assert(
      fc.property(fc.array(month.map(([year, number]) => `${year}-${number}`)), (months) => {
        const parts = partsOf(months, itself, 3);
        const kept = parts.flatMap(({ values }) => values);
        expect(kept.toSorted()).toEqual(months.length > 3 ? months.toSorted() : []);
        expect(new Set(parts.map(({ name }) => name)).size).toBe(parts.length);
      }),
    );
  });
});
