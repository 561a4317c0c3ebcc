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
  return `${new Date(at).toISOString().slice(0, -5)}Z`;
}

/** `20080905T1320Z`: UTC, to the minute; how feed ids and the public record name an update. */
export function compactInstant(at: Instant): string {
  const text = new Date(at).toISOString();
  return `${text.slice(0, -20)}${text.slice(-19, -17)}${text.slice(-16, -11)}${text.slice(-10, -8)}Z`;
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
