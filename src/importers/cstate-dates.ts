import { clockDigits, offsetMinutes } from '../calendar/zone.ts';
import type { Instant } from '../model/instant.ts';
import type { Note } from './history.ts';
import { wordsOf } from './json.ts';
import { NO_ZONE, readTimeOf } from './times.ts';
import { fixedClock, type WallClock, zoneClock } from './wall-clock.ts';

/** When a file says that it began, and the clocks of its other times, as far as they name no zone. */
export interface Dated {
  readonly at: Instant;
  /** Of its head, and of the shortcode that shows a time as the head's date is shown: where that names its offset, the same. */
  readonly clock: WallClock;
  /** Of what staff wrote into their text: that of the zone that was named. */
  readonly staffClock: WallClock;
}

/** When it began: by its head, else by the day in its name; undefined where neither says so. */
export function dateOf(
  value: unknown,
  name: string,
  zone: string | undefined,
  notes: Note[],
): Dated | typeof NO_ZONE | undefined {
  const own = zone === undefined ? undefined : zoneClock(zone);
  const written = wordsOf(value);
  const read = written === undefined ? undefined : readTimeOf(written, own);
  if (read === NO_ZONE) return NO_ZONE;
  if (read) {
    tellGuess(written ?? '', read, notes);
    const { at, offset } = read;
    const fixed = fixedClock(offset ?? 0);
    const isOfZone = zone !== undefined && (offset === undefined || offset === offsetMinutes(at, zone));
    return { at, clock: isOfZone && own ? own : fixed, staffClock: own ?? fixed };
  }
  const day = /^\d{4}-\d{2}-\d{2}/.exec(name)?.[0];
  if (day === undefined || fixedClock(0).when(`${day} 00:00`).length === 0) return undefined;
  const [at] = own?.when(`${day} 00:00`) ?? [];
  if (own === undefined || at === undefined) return NO_ZONE;
  notes.push({
    kind: 'guessed',
    words: `it began at midnight of the day in its name: ${written === undefined ? 'its head says no date' : `"${written}" is no time`}`,
  });
  return { at, clock: own, staffClock: own };
}

/** When it was resolved, where its head says a time that does not lie before its beginning. */
export function endOf(value: unknown, { at: date, clock }: Dated, notes: Note[]): Instant | undefined {
  const written = wordsOf(value);
  if (written === undefined || /^false$/i.test(written)) return undefined;
  const read = readTimeOf(written, clock);
  if (!read || read === NO_ZONE) {
    notes.push({ kind: 'left out', words: `"resolvedWhen: ${written}": it is no time` });
    return undefined;
  }
  tellGuess(written, read, notes);
  if (read.at >= date) return read.at;
  notes.push({ kind: 'left out', words: `"resolvedWhen: ${written}": it lies before the beginning` });
  return undefined;
}

function tellGuess(
  written: string,
  { at, isGuess }: { readonly at: Instant; readonly isGuess: boolean },
  notes: Note[],
): void {
  if (isGuess) notes.push({ kind: 'guessed', words: `that "${written}" is ${clockDigits(at, 0)} UTC` });
}
