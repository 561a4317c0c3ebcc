import { describe, expect, it } from 'vitest';
import { clockDigits, instantOnClock, parseOffset } from '../calendar/zone.ts';
import { formatInstant, instant } from '../model/instant.ts';
import type { Problem } from '../model/problem.ts';
import { type BareRule, readTime, writeTime } from './time.ts';

const PLACE = { file: 'incident.md', line: 8, column: 8 };

/** What the text means below the heading, or the rule that it breaks with the line to write. */
function readBelow(
  heading: string,
  text: string,
  { zone = 'Asia/Tokyo', full = false, after = false } = {},
): string {
  const [digits = '', offset = ''] = [heading.slice(0, 16), heading.slice(17)];
  const at = instantOnClock(digits, parseOffset(offset) ?? 0) ?? instant(0);
  const problems: Problem[] = [];
  const reader = {
    stamp: { at, digits, offset },
    zone,
    full,
    line: (time: string) => `began: ${time}`,
    report: (problem: Problem) => void problems.push(problem),
  };
  const rule: BareRule = after ? { after: at } : { notAfter: at };
  const moment = readTime(text, PLACE, reader, rule);
  const [problem] = problems;
  if (problem) return `${problem.rule}: ${problem.write}`;
  return moment ? `${moment.about ? 'about ' : ''}${formatInstant(moment.at)}` : 'nothing';
}

const TOKYO = '2026-11-11 13:20 +09:00';

describe('a bare time', () => {
  it.each([
    ['13:12', '2026-11-11T04:12:00Z'],
    ['13:20', '2026-11-11T04:20:00Z'],
    ['13:21', '2026-11-10T04:21:00Z'],
    ['00:00', '2026-11-10T15:00:00Z'],
    ['~13:12', 'about 2026-11-11T04:12:00Z'],
  ])('%s is the last one not after the stamp', (text, expected) => {
    expect(readBelow(TOKYO, text)).toBe(expected);
  });

  it.each([
    ['13:21', '2026-11-11T04:21:00Z'],
    ['13:20', '2026-11-12T04:20:00Z'],
    ['00:10', '2026-11-11T15:10:00Z'],
  ])('%s is the first one after the moment where that is asked for', (text, expected) => {
    expect(readBelow(TOKYO, text, { after: true })).toBe(expected);
  });

  it('goes by the heading’s clock, wherever the site is', () => {
    expect(readBelow('2026-11-11 05:20 +01:00', '05:12')).toBe('2026-11-11T04:12:00Z');
    expect(readBelow('2026-11-11 05:20 -03:30', '05:12')).toBe('2026-11-11T08:42:00Z');
  });

  it('is refused, with its full spelling, where the day would be a guess', () => {
    expect(readBelow(TOKYO, '~13:30', { full: true })).toBe('time-bare: began: ~2026-11-10 13:30');
  });

  it('is refused across a change of the site’s clocks', () => {
    const berlin = { zone: 'Europe/Berlin' };
    expect(readBelow('2026-03-29 08:00 +02:00', '01:30', berlin)).toBe(
      'time-zone: began: 2026-03-29 01:30 +01:00',
    );
    expect(readBelow('2026-03-29 08:00 +02:00', '03:30', berlin)).toBe('2026-03-29T01:30:00Z');
    expect(readBelow('2026-10-25 08:00 +01:00', '01:30', berlin)).toBe(
      'time-zone: began: 2026-10-25 01:30 +02:00',
    );
    const newYork = { zone: 'America/New_York' };
    expect(readBelow('2026-11-01 08:00 -05:00', '00:30', newYork)).toBe(
      'time-zone: began: 2026-11-01 00:30 -04:00',
    );
    expect(readBelow('2026-11-01 08:00 -05:00', '01:30', newYork)).toBe('2026-11-01T06:30:00Z');
  });
});

describe('a full time', () => {
  it('takes the heading’s offset', () => {
    expect(readBelow(TOKYO, '2026-11-10 22:00')).toBe('2026-11-10T13:00:00Z');
  });

  it('may name its own', () => {
    expect(readBelow(TOKYO, '~2026-11-10 22:00 +00:00')).toBe('about 2026-11-10T22:00:00Z');
    expect(readBelow(TOKYO, '2026-11-10 22:00 +09:00', { full: true })).toBe('2026-11-10T13:00:00Z');
  });

  it('must name it where the site’s clocks differ from the heading’s', () => {
    expect(readBelow('2026-11-11 05:20 +01:00', '2026-11-11 05:12')).toBe(
      'time-zone: began: 2026-11-11 05:12 +09:00',
    );
    expect(readBelow('2026-07-02 08:00 +02:00', '2026-01-31 08:00', { zone: 'Europe/Berlin' })).toBe(
      'time-zone: began: 2026-01-31 08:00 +01:00',
    );
  });
});

describe('what is no time', () => {
  it.each([
    ['1:12', '01:12'],
    ['０１：１２', '01:12'],
    ['01:12:30', '01:12'],
    ['約1時12分', '~01:12'],
    ['1時12分頃', '~01:12'],
    ['~ 01:12', '~01:12'],
    ['about 01:12', '~01:12'],
    ['2026/11/11 1:12', '2026-11-11 01:12'],
    ['2026年11月11日 1時12分', '2026-11-11 01:12'],
    ['2026-11-11T01:12Z', '2026-11-11 01:12 +00:00'],
    ['2026-11-11 01:12 +0900', '2026-11-11 01:12 +09:00'],
    ['2026-11-10 25:10', '2026-11-11 01:10'],
    ['2026-02-30 01:12', 'HH:MM'],
    ['24:30', 'HH:MM'],
    ['13:12 +09:00', '13:12'],
    ['2026-11-11 01:12 +15:00', '2026-11-11 01:12'],
    ['soon', 'HH:MM'],
  ])('%s is refused for %s', (text, meant) => {
    expect(readBelow(TOKYO, text)).toBe(`time-form: began: ${meant}`);
  });
});

describe('a written time', () => {
  it('shows the offset only where the site’s clocks stood otherwise', () => {
    const at = instant(Date.parse('2026-11-11T04:12:00Z'));
    expect(writeTime(at, '+09:00', 'Asia/Tokyo')).toBe('2026-11-11 13:12');
    expect(writeTime(at, '+01:00', 'Asia/Tokyo')).toBe('2026-11-11 05:12 +01:00');
    expect(writeTime(at, '+09:00')).toBe('2026-11-11 13:12 +09:00');
    expect(clockDigits(at, 540)).toBe('2026-11-11 13:12');
  });
});
