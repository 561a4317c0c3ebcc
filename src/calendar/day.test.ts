import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR, instant, MINUTE } from '../model/instant.ts';
import { addDays, dayOf, endOfDay, isDay, monthOf, startOfDay } from './day.ts';
import { formatZoned } from './zone.ts';

const ZONES = [
  'Asia/Tokyo',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Auckland',
  'UTC',
];
const zone = fc.constantFrom(...ZONES);
const day = fc
  .date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2035-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const moment = fc
  .integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2035, 11, 31) })
  .map((milliseconds) => instant(milliseconds));

const hours = (name: string, inZone: string) => (endOfDay(name, inZone) - startOfDay(name, inZone)) / HOUR;

describe('a day', () => {
  it('has 23 or 25 hours where the clocks change by an hour', () => {
    expect([hours('2026-03-29', 'Europe/Berlin'), hours('2026-10-25', 'Europe/Berlin')]).toEqual([23, 25]);
    expect([hours('2026-03-08', 'America/New_York'), hours('2026-11-01', 'America/New_York')]).toEqual([
      23, 25,
    ]);
    expect(hours('2026-03-29', 'Asia/Tokyo')).toBe(24);
  });

  it('has 23.5 or 24.5 hours where they change by half an hour', () => {
    const zoneOfHalves = 'Australia/Lord_Howe';
    expect([hours('2026-04-05', zoneOfHalves), hours('2026-10-04', zoneOfHalves)]).toEqual([24.5, 23.5]);
  });

  it('begins at one o’clock where the change of clocks skips midnight', () => {
    const start = startOfDay('2018-11-04', 'America/Sao_Paulo');
    expect(formatZoned(start, 'America/Sao_Paulo')).toBe('2018-11-04T01:00:00-02:00');
    expect(endOfDay('2018-11-03', 'America/Sao_Paulo')).toBe(start);
    expect(hours('2018-11-04', 'America/Sao_Paulo')).toBe(23);
  });

  it('begins at the first of two midnights where the clocks go back over it', () => {
    expect(formatZoned(startOfDay('2018-02-18', 'America/Sao_Paulo'), 'America/Sao_Paulo')).toBe(
      '2018-02-18T00:00:00-03:00',
    );
    expect(hours('2018-02-17', 'America/Sao_Paulo')).toBe(25);
  });

  it('holds its own first and last moment, and not the next one', () => {
    fc.assert(
      fc.property(day, zone, (name, inZone) => {
        expect(dayOf(startOfDay(name, inZone), inZone)).toBe(name);
        expect(dayOf(instant(endOfDay(name, inZone) - 1), inZone)).toBe(name);
        expect(dayOf(endOfDay(name, inZone), inZone)).toBe(addDays(name, 1));
        expect(dayOf(instant(startOfDay(name, inZone) - 1), inZone)).toBe(addDays(name, -1));
      }),
    );
  });

  it('holds every moment that falls on it', () => {
    fc.assert(
      fc.property(moment, zone, (at, inZone) => {
        const name = dayOf(at, inZone);
        expect(startOfDay(name, inZone)).toBeLessThanOrEqual(at);
        expect(at).toBeLessThan(endOfDay(name, inZone));
      }),
    );
  });

  it('follows the one before without a gap: lengths add up to the whole', () => {
    fc.assert(
      fc.property(day, zone, fc.integer({ min: 1, max: 40 }), (name, inZone, count) => {
        const days = Array.from({ length: count }, (_, index) => addDays(name, index));
        const sum = days.reduce((total, one) => total + endOfDay(one, inZone) - startOfDay(one, inZone), 0);
        expect(sum).toBe(startOfDay(addDays(name, count), inZone) - startOfDay(name, inZone));
      }),
      { numRuns: 40 },
    );
  });
});

describe('the calendar', () => {
  it('counts days whatever their length', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -800, max: 800 }), (name, count) => {
        const length = startOfDay(addDays(name, count), 'UTC') - startOfDay(name, 'UTC');
        expect(length).toBe(count * 24 * HOUR);
        expect(addDays(addDays(name, count), -count)).toBe(name);
      }),
    );
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(monthOf('2008-09-05')).toBe('2008-09');
  });

  it('knows which days exist', () => {
    expect(['2008-02-29', '2026-12-31'].every(isDay)).toBe(true);
    expect(['2009-02-29', '2026-13-01', '2026-1-1', '2026-12-31 ', ''].some(isDay)).toBe(false);
  });

  it('keeps its days where a moment is a minute before midnight elsewhere', () => {
    const late = instant(Date.UTC(2008, 8, 5, 15) - MINUTE);
    expect([dayOf(late, 'Asia/Tokyo'), dayOf(instant(late + MINUTE), 'Asia/Tokyo')]).toEqual([
      '2008-09-05',
      '2008-09-06',
    ]);
  });
});
