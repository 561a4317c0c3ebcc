/** A point in time: milliseconds since 1970-01-01T00:00:00Z. Comparing and subtracting are plain arithmetic. */
export type Instant = number & { readonly brand: 'Instant' };

/** Lengths of time, in milliseconds. A *day* is not among them: it may have 23 or 25 hours (see `src/calendar/`). */
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** The instant that lies `milliseconds` after the epoch. */
export function instant(milliseconds: number): Instant {
  return milliseconds as Instant;
}

/** `2008-09-05T13:20:00Z`: UTC, to the second (RFC 3339). */
export function formatInstant(at: Instant): string {
  return `${dayDigits(at)}T${timeDigits(at)}:${secondDigits(at)}Z`;
}

/** `20080905T1320Z`: UTC, to the minute; how feed ids and the public record name an update. */
export function compactInstant(at: Instant): string {
  const day = dayDigits(at);
  const time = timeDigits(at);
  return `${day.slice(0, -6)}${day.slice(-5, -3)}${day.slice(-2)}T${time.slice(0, 2)}${time.slice(3)}Z`;
}

/** A site tells of tens of thousands of moments on a few thousand days, and to spell a day takes longer than to look it up. */
const days = new Map<number, string>();
const MOST_DAYS = 20_000;
const DAY = 24 * HOUR;

/** `2008-09-05` in UTC; throws a `RangeError` beyond the days that a clock can show (ECMA-262, 21.4.1.1). */
export function dayDigits(at: Instant): string {
  const day = Math.floor(at / DAY);
  const known = days.get(day);
  if (known !== undefined) return known;
  const digits = new Date(day * DAY).toISOString().slice(0, -'T00:00:00.000Z'.length);
  if (days.size >= MOST_DAYS) days.clear();
  days.set(day, digits);
  return digits;
}

const two = (value: number) => String(value).padStart(2, '0');
const TIMES = Array.from(
  { length: 24 * 60 },
  (_, minute) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`,
);
const SECONDS = Array.from({ length: 60 }, (_, second) => two(second));

/** `13:20` in UTC. */
export function timeDigits(at: Instant): string {
  const minute = Math.floor(at / MINUTE) - Math.floor(at / DAY) * 24 * 60;
  return TIMES[minute] ?? '';
}

/** `00`, the seconds of the minute. */
export function secondDigits(at: Instant): string {
  return SECONDS[Math.floor(at / SECOND) - Math.floor(at / MINUTE) * 60] ?? '';
}

/** The instant that `compactInstant` spells so; undefined for any other text. */
export function readCompact(text: string): Instant | undefined {
  const [, year, month, day, hour, minute] = COMPACT.exec(text) ?? [];
  if (year === undefined) return undefined;
  return instant(Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute)));
}

const COMPACT = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z$/;

/** An event's time as staff know it; `about` marks one that they gave with `~` (頃). */
export interface Moment {
  readonly at: Instant;
  readonly about: boolean;
}

/** A posting time as its heading spells it, and the instant it names. */
export interface Stamp {
  readonly at: Instant;
  /** `2008-09-05 22:20`, on the clock of `offset`. */
  readonly digits: string;
  /** `+09:00`. */
  readonly offset: string;
}
