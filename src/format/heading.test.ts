import { describe, expect, it } from 'vitest';
import { readOpener } from '../model/heading.ts';
import { existingDigits, nearestPhaseWord, nearHeading, readHeading } from './heading.ts';

const ZONE = 'Europe/Berlin';

describe('a heading', () => {
  it('opens an update at column 1, whatever follows its stamp', () => {
    for (const line of [
      '## 2026-11-11 13:20 +01:00 Resolved',
      '## 2026-11-11 13:20 +01:00',
      '## 2026-99-99 99:99 +99:99 Hooray',
      '## 2026-11-11 13:20 +01:00 Resolved\u2028',
    ]) {
      expect(readOpener(line), line).toBeDefined();
    }
    for (const line of [
      ' ## 2026-11-11 13:20 +01:00 Resolved',
      '## 2026-11-11 13:20 Resolved',
      '## 2026-11-11 13:20 +01:00Resolved',
    ]) {
      expect(readOpener(line), line).toBeUndefined();
    }
  });

  it('names its phase in any language, in whatever case', () => {
    const phases = ['Resolved', 'RESOLVED', '復旧', 'In progress', '追記', '続報'].map(
      (word) => readHeading(`## 2026-11-11 13:20 +01:00 ${word}`).phase,
    );
    expect(phases).toEqual(['resolved', 'resolved', 'resolved', 'in progress', 'update', 'update']);
  });

  it('is exact with one blank before the word, and nothing unseen', () => {
    expect(readHeading('## 2026-11-11 13:20 +01:00 Resolved').isExact).toBe(true);
    expect(readHeading('## 2026-11-11 13:20 +01:00  Resolved').isExact).toBe(false);
    expect(readHeading('## 2026-11-11 13:20 +01:00 Resolved\u200b').isExact).toBe(false);
  });
});

describe('what is nearly a heading', () => {
  it.each([
    ['## 2026-11-11 13:20 Resolved', '## 2026-11-11 13:20 +01:00 Resolved'],
    ['## 2026-07-11 13:20 Resolved', '## 2026-07-11 13:20 +02:00 Resolved'],
    ['## 2026-11-11 13:20', '## 2026-11-11 13:20 +01:00 Update'],
    ['## 2026-1-2 3:04 +01:00 Resolved', '## 2026-01-02 03:04 +01:00 Resolved'],
    ['## 2026-11-11 13：20 +01:00 復旧', '## 2026-11-11 13:20 +01:00 復旧'],
    ['##　2026-11-11　13:20　+01:00　復旧', '## 2026-11-11 13:20 +01:00 復旧'],
    ['## 2026-11-11\u00a013:20 +01:00 Resolved', '## 2026-11-11 13:20 +01:00 Resolved'],
    ['## 2026-11-11 13:20 +01:00\u00a0Resolved', '## 2026-11-11 13:20 +01:00 Resolved'],
    ['## \u200b2026-11-11 13:20 +01:00 Resolved', '## 2026-11-11 13:20 +01:00 Resolved'],
    ['##\t2026-11-11 13:20 +01:00 Resolved', '## 2026-11-11 13:20 +01:00 Resolved'],
    ['##  2026-11-11 13:20 +01:00 Resolved', '## 2026-11-11 13:20 +01:00 Resolved'],
    ['##2026-11-11 13:20 +01:00 Resolved', '## 2026-11-11 13:20 +01:00 Resolved'],
    ['# 2026-11-11 13:20 +01:00 Resolved', '## 2026-11-11 13:20 +01:00 Resolved'],
    ['### 2026-11-11 13:20 +01:00 Resolved', '## 2026-11-11 13:20 +01:00 Resolved'],
    ['2026-11-11 13:20 +01:00 Resolved', '## 2026-11-11 13:20 +01:00 Resolved'],
    ['   ## 2026-11-11 13:20 +01:00 Resolved', '## 2026-11-11 13:20 +01:00 Resolved'],
    ['## 2026/11/11 13:20 +01:00 Resolved', '## 2026-11-11 13:20 +01:00 Resolved'],
    ['## 2026.11.11 13:20 +01:00 Resolved', '## 2026-11-11 13:20 +01:00 Resolved'],
    ['## 2026年11月11日13時20分 復旧', '## 2026-11-11 13:20 +01:00 復旧'],
    ['## 2026-11-11T13:20+01:00 Resolved', '## 2026-11-11 13:20 +01:00 Resolved'],
    ['## 2026-11-11T13:20:30Z Resolved', '## 2026-11-11 13:20 +00:00 Resolved'],
    ['## 2026-11-11 13:20 +1:00 Resolved', '## 2026-11-11 13:20 +01:00 Resolved'],
    ['## 2026-11-11 13:20 +0100 Resolved', '## 2026-11-11 13:20 +01:00 Resolved'],
    ['## 2026-11-11 13:20 +01 Resolved', '## 2026-11-11 13:20 +01:00 Resolved'],
    ['## 2026-11-11 13:20 UTC Resolved', '## 2026-11-11 13:20 +00:00 Resolved'],
    ['## 2026-11-11 13:20 UTC+9 Resolved', '## 2026-11-11 13:20 +09:00 Resolved'],
    ['## 2026-11-11 13:20 CET Resolved', '## 2026-11-11 13:20 +01:00 Resolved'],
    ['## 2026-11-11 13:20 −05:00 Resolved', '## 2026-11-11 13:20 -05:00 Resolved'],
    ['## 2026-11-11 13:20 +01:00Resolved', '## 2026-11-11 13:20 +01:00 Resolved'],
    ['## 2026-02-30 13:20 Resolvd', '## 2026-02-28 13:20 +01:00 Resolved'],
    ['The last line.## 2026-11-11 13:20 +01:00 Resolved', '## 2026-11-11 13:20 +01:00 Resolved'],
    ['終わりました。 ## 2026-11-11 13:20 +01:00 復旧', '## 2026-11-11 13:20 +01:00 復旧'],
    ['```## 2026-11-11 13:20 +01:00 Resolved', undefined],
  ])('%s is meant as %s', (line, heading) => {
    expect(nearHeading(line, ZONE)?.heading).toBe(heading);
  });

  it.each([
    ['## 2026-11-11 13:20 +01:00 Resolved'],
    ['### 2026-11-11 13:20'],
    ['### 2026-11-11 13:20 Resolved'],
    ['### 13:20 The cause is found'],
    ['## 11 November 2026'],
    ['## 2026-11-11'],
    ['On 2026-11-11 13:20 +01:00 it was resolved.'],
    ['    ## 2026-11-11 13:20 Resolved'],
    ['Write `## 2026-11-11 13:20 +01:00 Resolved` at the end.'],
    ['| 2026-11-11 13:20 +01:00 | Resolved |'],
  ])('%s is left alone', (line) => {
    expect(nearHeading(line, ZONE)).toBeUndefined();
  });

  // A pattern that tries every way to read the blanks would take minutes: the test's own patience is the limit.
  it('is looked for in a very long line, and given up', () => {
    expect(nearHeading(`## 2026-11-11${' '.repeat(60_000)}x`, ZONE)).toBeUndefined();
    expect(nearHeading(`x${' '.repeat(60_000)}## `, ZONE)).toBeUndefined();
  }, 20_000);
});

describe('a phase that was probably meant', () => {
  it.each([
    ['Investigating was wrong', 'Investigating'],
    ['Resolvd', 'Resolved'],
    ['Resolved ##', 'Resolved'],
    ['復旧（一部）', '復旧'],
    ['', undefined],
  ])('of "%s" is %s', (word, expected) => {
    expect(nearestPhaseWord(word)).toBe(expected);
  });
});

describe('a time that no clock shows', () => {
  it.each([
    ['2026-02-30 13:20', '2026-02-28 13:20'],
    ['2024-02-31 13:20', '2024-02-29 13:20'],
    ['2026-12-31 24:30', '2027-01-01 00:30'],
    ['2026-00-10 10:00', '2026-01-10 10:00'],
    ['2026-13-31 10:00', '2026-12-31 10:00'],
    ['2026-04-00 10:00', '2026-04-01 10:00'],
    ['2026-04-01 10:60', '2026-04-01 10:59'],
  ])('%s is nearest to %s', (digits, expected) => {
    expect(existingDigits(digits).digits).toBe(expected);
  });
});
