import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from '../model/instant.ts';
import {
  clockDigits,
  formatZoned,
  instantOnClock,
  isZone,
  offsetAt,
  offsetMinutes,
  parseOffset,
  readMoment,
} from './zone.ts';

const minute = fc
  .integer({ min: Date.UTC(1990, 0, 1) / 60_000, max: Date.UTC(2035, 0, 1) / 60_000 })
  .map((minutes) => instant(minutes * 60_000));

describe('a moment that a person writes', () => {
  it('is read on the clocks of the zone, or on its own', () => {
    expect(readMoment('2008-09-05 23:00', 'Asia/Tokyo')).toBe(Date.UTC(2008, 8, 5, 14));
    expect(readMoment('2008-09-05 23:00 +00:00', 'Asia/Tokyo')).toBe(Date.UTC(2008, 8, 5, 23));
  });

  it.each(['2026-03-29 02:30', '2026-02-30 02:30', '2026-03-29', 'now', '2026-03-29 01:30 +1:00', ''])(
    'is none where no clock in Berlin shows it: %j',
    (text) => expect(readMoment(text, 'Europe/Berlin')).toBeUndefined(),
  );
});

describe('a zone', () => {
  it('is an IANA name', () => {
    expect(['Asia/Tokyo', 'UTC', 'America/Argentina/Buenos_Aires'].every(isZone)).toBe(true);
    expect(['+09:00', 'Asia/Edo', 'JST+9', ''].some(isZone)).toBe(false);
  });

  it('has the offset of the moment', () => {
    const summer = instant(Date.UTC(2026, 6, 1));
    const winter = instant(Date.UTC(2026, 0, 1));
    expect([offsetAt(summer, 'Europe/Berlin'), offsetAt(winter, 'Europe/Berlin')]).toEqual([
      '+02:00',
      '+01:00',
    ]);
    expect([offsetAt(summer, 'Australia/Lord_Howe'), offsetAt(summer, 'America/St_Johns')]).toEqual([
      '+10:30',
      '-02:30',
    ]);
    expect(offsetMinutes(summer, 'Asia/Kathmandu')).toBe(345);
  });
});

describe('the clocks of a zone', () => {
  const zones = [
    'Europe/Berlin',
    'America/St_Johns',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'Pacific/Apia',
  ];
  const asked = zones.map((zone) => ({
    zone,
    format: new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }),
  }));
  // Every hour of the days around which clocks are put forward and back, and any minute at all.
  const turning = fc
    .tuple(
      fc.integer({ min: 1990, max: 2034 }),
      fc.constantFrom(2, 3, 8, 9, 10),
      fc.integer({ min: 0, max: 744 }),
    )
    .map(([year, month, hour]) => instant(Date.UTC(year, month, 1, hour)));

  it('show at each moment what the system has of them, whatever was asked before', () => {
    fc.assert(
      fc.property(fc.oneof(turning, minute), fc.constantFrom(...asked), (at, { zone, format }) => {
        const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value;
        expect(offsetAt(at, zone)).toBe(name === 'GMT' ? '+00:00' : name?.slice(3));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('an offset', () => {
  it('is read in one spelling and within the world’s clocks', () => {
    expect([
      parseOffset('+09:00'),
      parseOffset('-03:30'),
      parseOffset('+00:00'),
      parseOffset('+14:00'),
    ]).toEqual([540, -210, 0, 840]);
    expect(['9', '+9:00', '+14:01', '-12:30', '+09:60', '-00:00', 'Z'].map(parseOffset)).toEqual(
      Array(7).fill(undefined),
    );
  });
});

describe('a clock', () => {
  it('shows an instant that it reads back', () => {
    fc.assert(
      fc.property(minute, fc.integer({ min: -720, max: 840 }), (at, offset) => {
        expect(instantOnClock(clockDigits(at, offset), offset)).toBe(at);
      }),
    );
  });

  it('never shows what does not exist', () => {
    expect(
      ['2008-02-30 10:00', '2008-09-05 24:00', '2008-09-05 10:60', '2008-9-5 10:00'].map((digits) =>
        instantOnClock(digits, 0),
      ),
    ).toEqual(Array(4).fill(undefined));
  });

  it('is written with its offset, and names the same moment', () => {
    fc.assert(
      fc.property(minute, fc.constantFrom('Asia/Tokyo', 'America/St_Johns', 'Europe/Berlin'), (at, zone) => {
        expect(Date.parse(formatZoned(at, zone))).toBe(at);
      }),
    );
    expect(formatZoned(instant(Date.UTC(2008, 8, 5, 13, 20)), 'Asia/Tokyo')).toBe(
      '2008-09-05T22:20:00+09:00',
    );
  });
});
