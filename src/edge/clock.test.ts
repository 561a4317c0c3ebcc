import { describe, expect, it } from 'vitest';
import { formatInstant } from '../model/instant.ts';
import { CallError } from './call-error.ts';
import { readClock } from './clock.ts';

describe('the clock', () => {
  it('says what SOURCE_DATE_EPOCH says', () => {
    expect(formatInstant(readClock({ SOURCE_DATE_EPOCH: '1220620800' }))).toBe('2008-09-05T13:20:00Z');
    expect(readClock({ SOURCE_DATE_EPOCH: '0' })).toBe(0);
  });

  it.each([{}, { SOURCE_DATE_EPOCH: '' }])('is the machine’s, in whole seconds, with %j', (env) => {
    const before = Math.floor(Date.now() / 1000) * 1000;
    const now = readClock(env);
    expect(now % 1000).toBe(0);
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  it.each(['yesterday', '-1', '1.5', ' 1', '1e3', '0x10', '253402300800', '1220620800000'])(
    'refuses "%s" rather than guess',
    (epoch) => {
      expect(() => readClock({ SOURCE_DATE_EPOCH: epoch })).toThrow(CallError);
    },
  );

  it('says what was read and what to write', () => {
    expect(() => readClock({ SOURCE_DATE_EPOCH: 'now' })).toThrowErrorMatchingInlineSnapshot(
      `[CallError: SOURCE_DATE_EPOCH is "now", which is no number of seconds since 1970-01-01T00:00:00Z. Write whole seconds, such as SOURCE_DATE_EPOCH=1220620800 for 2008-09-05T13:20:00Z, or unset it.]`,
    );
  });
});
