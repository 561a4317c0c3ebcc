import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR, instant, MINUTE } from '../model/instant.ts';
import {
  aboutWords,
  dayWords,
  momentWords,
  monthWords,
  percentWords,
  shortDayWords,
  spanWords,
  stampWords,
  timeWords,
  weekdayWords,
  zoneWords,
} from './moments.ts';

const at = instant(Date.UTC(2008, 8, 5, 13, 20));
const english = { lang: 'en', zone: 'Asia/Tokyo' };
const japanese = { lang: 'ja', zone: 'Asia/Tokyo' };

describe('a span', () => {
  const words = (minutes: number) => [spanWords(minutes * MINUTE, 'en'), spanWords(minutes * MINUTE, 'ja')];

  it('is told in hours and minutes, and leaves out what is nothing', () => {
    expect(words(17 * 60 + 31)).toEqual(['17 h 31 min', '17時間31分']);
    expect(words(60)).toEqual(['1 h', '1時間']);
    expect(words(59)).toEqual(['59 min', '59分']);
    expect(spanWords(59_999, 'en')).toBe('under 1 min');
    expect(spanWords(-5 * MINUTE, 'ja')).toBe('1分未満');
  });

  it('is told in days from two days on', () => {
    expect(words(47 * 60 + 59)).toEqual(['47 h 59 min', '47時間59分']);
    expect(words(48 * 60)).toEqual(['2 d', '2日']);
    expect(words(73 * 60 + 5)).toEqual(['3 d 1 h 5 min', '3日1時間5分']);
    expect(words(72 * 60 + 5)).toEqual(['3 d 5 min', '3日5分']);
  });

  it('adds up to what it was, to the minute', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 * 24 * 60 }), (minutes) => {
        const [days, hours, rest] = ['d', 'h', 'min'].map((unit) =>
          Number(new RegExp(`(\\d+) ${unit}\\b`).exec(spanWords(minutes * MINUTE, 'en'))?.[1] ?? 0),
        );
        expect(((days ?? 0) * 24 + (hours ?? 0)) * 60 + (rest ?? 0)).toBe(minutes);
      }),
    );
  });

  it('across a change of clocks is the time that passed, not the difference of the digits', () => {
    const zone = 'Europe/Berlin';
    const before = instant(Date.UTC(2026, 2, 28, 23));
    const after = instant(Date.UTC(2026, 2, 29, 22));
    expect([stampWords(before, { lang: 'en', zone }), stampWords(after, { lang: 'en', zone })]).toEqual([
      '2026-03-29 00:00',
      '2026-03-30 00:00',
    ]);
    expect(spanWords(after - before, 'en')).toBe('23 h');
  });
});

describe('a moment', () => {
  it('is stamped in figures on the site’s clock', () => {
    expect([stampWords(at, english), stampWords(at, japanese)]).toEqual([
      '2008-09-05 22:20',
      '2008/09/05 22:20',
    ]);
    expect(stampWords(at, { lang: 'en', zone: 'America/New_York' })).toBe('2008-09-05 09:20');
    expect(timeWords(at, english)).toBe('22:20');
  });

  it('is told in words, without what the one before already said', () => {
    const earlier = instant(at - 48 * HOUR);
    const lastYear = instant(at - 300 * 24 * HOUR);
    expect(momentWords(at, english)).toBe('5 September 2008, 22:20');
    expect(momentWords(at, english, earlier)).toBe('5 Sept, 22:20');
    expect(momentWords(at, english, instant(at - HOUR))).toBe('22:20');
    expect(momentWords(at, english, lastYear)).toBe('5 September 2008, 22:20');
    expect([momentWords(at, japanese), momentWords(at, japanese, earlier)]).toEqual([
      '2008年9月5日 22:20',
      '9月5日 22:20',
    ]);
  });

  it('says where it is not exact', () => {
    expect(aboutWords({ at, about: true }, english, at)).toBe('about 22:20');
    expect(aboutWords({ at, about: true }, japanese, at)).toBe('22:20頃');
    expect(aboutWords({ at, about: false }, japanese, at)).toBe('22:20');
  });

  it('names its zone, and the offset of that day', () => {
    expect(zoneWords(at, english)).toBe('Japan Standard Time (UTC+09:00)');
    expect(zoneWords(at, japanese)).toBe('日本標準時（UTC+09:00）');
    const berlin = { lang: 'en', zone: 'Europe/Berlin' };
    expect([zoneWords(at, berlin), zoneWords(instant(Date.UTC(2008, 0, 5)), berlin)]).toEqual([
      'Central European Summer Time (UTC+02:00)',
      'Central European Standard Time (UTC+01:00)',
    ]);
  });
});

describe('a day', () => {
  it('is named in both languages', () => {
    expect([dayWords('2008-09-05', 'en'), dayWords('2008-09-05', 'ja')]).toEqual([
      '5 September 2008',
      '2008年9月5日',
    ]);
    expect([shortDayWords('2008-09-05', 'en'), shortDayWords('2008-09-05', 'ja')]).toEqual([
      '5 Sept',
      '9月5日',
    ]);
    expect([monthWords('2008-09', 'en'), monthWords('2008-09', 'ja')]).toEqual([
      'September 2008',
      '2008年9月',
    ]);
    expect([weekdayWords('2008-09-05', 'en'), weekdayWords('2008-09-05', 'ja')]).toEqual(['Fri', '金']);
  });
});

describe('a percentage', () => {
  it('is cut, not rounded: nothing short of the whole is 100 %', () => {
    expect([1, 0.99999, 0.9912, 0.5, 0].map(percentWords)).toEqual([
      '100 %',
      '99.99 %',
      '99.12 %',
      '50.00 %',
      '0.00 %',
    ]);
    const ninetyDays = 90 * 24 * HOUR;
    expect(percentWords(1 - MINUTE / ninetyDays)).toBe('99.99 %');
    expect(percentWords(1 - 1 / ninetyDays)).toBe('99.99 %');
  });

  it('never says more than is true, and less by under a hundredth', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        const told = Number(percentWords(share).replace(' %', ''));
        expect(told).toBeLessThanOrEqual(share * 100 + 1e-9);
        expect(told).toBeGreaterThan(share * 100 - 0.01 - 1e-9);
      }),
    );
  });
});
