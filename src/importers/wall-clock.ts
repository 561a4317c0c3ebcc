import { clockDigits, instantOnClock, offsetMinutes } from '../calendar/zone.ts';
import { HOUR, type Instant, instant } from '../model/instant.ts';

/** The clock on which times were written that do not say their zone. */
export interface WallClock {
  /** What it shows at a moment: `2008-09-05 22:20`. */
  readonly shows: (at: Instant) => string;
  /**
   * When it shows the digits, by rising time: twice in the hour that autumn repeats. In the hour that spring leaves out it
   * is read as if it had not been put forward yet. Empty for what is no time.
   */
  readonly when: (digits: string) => readonly Instant[];
}

/** A clock that is never put forward or back; `offset` in minutes ahead of UTC. */
export function fixedClock(offset: number): WallClock {
  return {
    shows: (at) => clockDigits(at, offset),
    when: (digits) => {
      const at = instantOnClock(digits, offset);
      return at === undefined ? [] : [at];
    },
  };
}

/** The clock of an IANA zone. */
export function zoneClock(zone: string): WallClock {
  const shows = (at: Instant) => clockDigits(at, offsetMinutes(at, zone));
  return {
    shows,
    when: (digits) => {
      const utc = instantOnClock(digits, 0);
      if (utc === undefined) return [];
      const around = [-24, 24].map((hours) => offsetMinutes(instant(utc + hours * HOUR), zone));
      const near = [...new Set(around)].flatMap((offset) => instantOnClock(digits, offset) ?? []);
      const found = near.filter((at) => shows(at) === digits).toSorted((a, b) => a - b);
      return found.length > 0 ? found : near.slice(0, 1);
    },
  };
}
