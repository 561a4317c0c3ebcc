import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compactInstant, formatInstant, HOUR, instant, readCompact } from './instant.ts';

const LAST = 8_640_000_000_000_000;
const moment = fc.oneof(
  fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2100, 0, 1) }),
  fc.integer({ min: -LAST, max: LAST }),
);

describe('a moment in UTC', () => {
  it('is spelled as ECMAScript has it, to the second, as far as there are dates', () => {
    const spelled = fc.property(moment, (at) => {
      expect(formatInstant(instant(at))).toBe(new Date(at).toISOString().replace(/\.\d+Z$/, 'Z'));
    });
    fc.assert(spelled, { numRuns: 2000 });
    expect(() => formatInstant(instant(LAST + 24 * HOUR))).toThrow(RangeError);
    expect(() => formatInstant(instant(Number.NaN))).toThrow(RangeError);
  });

  it('is read back to the minute from its short name', () => {
    const minute = fc
      .integer({ min: 0, max: Date.UTC(9999, 0, 1) / 60_000 })
      .map((at) => instant(at * 60_000));
    const read = fc.property(minute, (at) => {
      expect(readCompact(compactInstant(at))).toBe(at);
    });
    fc.assert(read, { numRuns: 2000 });
    expect(compactInstant(instant(Date.UTC(2008, 8, 5, 13, 20, 59)))).toBe('20080905T1320Z');
  });
});
