import { instantOnClock, parseOffset } from '../calendar/zone.ts';
import type { Instant } from '../model/instant.ts';
import type { WallClock } from './wall-clock.ts';

/** A time as another system wrote it. */
export interface ReadTime {
  /** Whole minutes; seconds are cut off. */
  readonly at: Instant;
  /** It is spelled otherwise than any standard has it, or no clock shows it, and was read as what was most probably meant. */
  readonly isGuess: boolean;
  /** Minutes ahead of UTC, where the time itself says so. */
  readonly offset?: number;
}

/** A time that says nothing of its offset, where no clock was named either. */
export const NO_ZONE = 'no zone';

const TIME =
  /^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:\s*[Tt]\s*|\s+)(\d{1,3}):(\d{2})(?::\d{2}(?:[.,]\d+)?)?)?\s*(Z|z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?\s*$/;

/**
 * Reads `2023-10-06T01:12:26.084Z`, `2021-06-02 11:16:00` and what comes near. A time without an offset is one of `clock`;
 * without a clock it is `NO_ZONE`. Undefined for what is no time. Never throws.
 */
export function readTimeOf(text: string, clock?: WallClock): ReadTime | typeof NO_ZONE | undefined {
  const [, year, month = '', day = '', hour = '0', minute = '00', spelled] = TIME.exec(text) ?? [];
  if (!year) return undefined;
  const two = (part: string) => String(Number(part)).padStart(2, '0');
  const digits = `${year}-${two(month)}-${two(day)} ${two(hour)}:${minute}`;
  if (instantOnClock(digits, 0) === undefined) return undefined;
  const isGuess = month.length < 2 || day.length < 2 || (hour.length !== 2 && hour !== '0');
  if (spelled !== undefined) {
    const offset = parseOffset(spellOffset(spelled));
    const at = offset === undefined ? undefined : instantOnClock(digits, offset);
    return at === undefined || offset === undefined ? undefined : { at, isGuess, offset };
  }
  if (clock === undefined) return NO_ZONE;
  const [at] = clock.when(digits);
  return at === undefined ? undefined : { at, isGuess: isGuess || clock.shows(at) !== digits };
}

function spellOffset(offset: string): string {
  // RFC 3339 writes -00:00 where the offset is that of UTC and of no place.
  if (/^(?:[zUG]|-00:?(?:00)?$)/i.test(offset)) return '+00:00';
  return `${offset.slice(0, 3)}:${offset.replace(':', '').slice(3) || '00'}`;
}

/** The same for a system that always gives the offset: undefined where it does not. */
export function readInstant(value: unknown): Instant | undefined {
  if (typeof value !== 'string') return undefined;
  const read = readTimeOf(value);
  return read === NO_ZONE ? undefined : read?.at;
}
