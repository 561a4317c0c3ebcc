import { clockDigits, instantOnClock, offsetAt, offsetMinutes, parseOffset } from '../calendar/zone.ts';
import { type Instant, instant } from '../model/instant.ts';
import type { Note } from './history.ts';
import { wordsOf } from './json.ts';
import { NO_ZONE, readTimeOf } from './times.ts';

interface Dated {
  readonly at: Instant;
  readonly offset: number;
}

/** When it began: by its head, else by the day in its name; undefined where neither says so. */
export function dateOf(
  value: unknown,
  name: string,
  zone: string | undefined,
  notes: Note[],
): Dated | typeof NO_ZONE | undefined {
  const written = wordsOf(value);
  const read = written === undefined ? undefined : readTimeOf(written, zone);
  if (read === NO_ZONE) return NO_ZONE;
  if (read) {
    if (read.isGuess)
      notes.push({ kind: 'guessed', words: `that "${written}" is ${clockDigits(read.at, 0)} UTC` });
    const own = /([+-]\d{2}):?(\d{2})\s*$/.exec(written ?? '');
    const offset = own ? parseOffset(`${own[1]}:${own[2]}`) : undefined;
    return { at: read.at, offset: offset ?? (zone === undefined ? 0 : offsetMinutes(read.at, zone)) };
  }
  const day = /^\d{4}-\d{2}-\d{2}/.exec(name)?.[0];
  if (day === undefined || instantOnClock(`${day} 00:00`, 0) === undefined) return undefined;
  if (zone === undefined) return NO_ZONE;
  notes.push({
    kind: 'guessed',
    words: `it began at midnight of the day in its name: ${written === undefined ? 'its head says no date' : `"${written}" is no time`}`,
  });
  const offset = parseOffset(offsetAt(instantOnClock(`${day} 00:00`, 0) ?? instant(0), zone)) ?? 0;
  return { at: instantOnClock(`${day} 00:00`, offset) ?? instant(0), offset };
}

/** When it was resolved, where its head says a time that does not lie before its beginning. */
export function endOf(
  value: unknown,
  date: Instant,
  zone: string | undefined,
  notes: Note[],
): Instant | typeof NO_ZONE | undefined {
  const written = wordsOf(value);
  if (written === undefined || /^false$/i.test(written)) return undefined;
  const read = readTimeOf(written, zone);
  if (read === NO_ZONE) return NO_ZONE;
  if (!read) {
    notes.push({ kind: 'left out', words: `"resolvedWhen: ${written}": it is no time` });
    return undefined;
  }
  if (read.isGuess)
    notes.push({ kind: 'guessed', words: `that "${written}" is ${clockDigits(read.at, 0)} UTC` });
  if (read.at >= date) return read.at;
  notes.push({ kind: 'left out', words: `"resolvedWhen: ${written}": it lies before the beginning` });
  return undefined;
}
