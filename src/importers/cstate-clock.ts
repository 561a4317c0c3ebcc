import {
  clockDigits,
  instantOnClock,
  offsetAt,
  offsetMinutes,
  offsetOn,
  parseOffset,
} from '../calendar/zone.ts';
import { HOUR, type Instant, instant, MINUTE } from '../model/instant.ts';

/** What a time in prose leaves open is settled by what is known around it. */
export interface Around {
  /** The time before it: a clock without a date shows its time for the first time after that. */
  readonly after: Instant;
  /** Minutes ahead of UTC of a clock that names no zone, at a moment. */
  readonly offset: (at: Instant) => number;
}

export interface ProseTime {
  readonly at: Instant;
  /** The day was given, and no clock. */
  readonly isDayOnly: boolean;
  /** What was taken from around it: `day`, `year`, `zone`. */
  readonly taken: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const ZONES: Readonly<Record<string, number>> = {
  ...{ UTC: 0, GMT: 0, Z: 0, CET: 60, CEST: 120, BST: 60, JST: 540 },
  ...{ EST: -300, EDT: -240, CST: -360, CDT: -300, MST: -420, MDT: -360, PST: -480, PDT: -420 },
};
const DAY = 24 * HOUR;

/** Reads `12:30 UTC`, `Tue Oct 11 12:24:02 UTC`, `4th July`, `2022-11-25T08:35:00+01:00`. Undefined for what no clock shows. */
export function readProseTime(text: string, { after, offset }: Around): ProseTime | undefined {
  const clock =
    /(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(?:\s?([ap])\.?m\.?)?(?:\s?(UTC|GMT|Z|[A-Z]{3,4}|[+-]\d{2}:?\d{2}))?/i.exec(
      text,
    );
  const zone = clock?.[4];
  const own = zone === undefined ? undefined : zoneMinutes(zone);
  const taken: string[] = own === undefined ? ['zone'] : [];
  const near = own ?? offset(after);
  const { year, month, day } = dateIn(text);
  const today = clockDigits(after, near).slice(0, 10);
  const hours =
    (Number(clock?.[1] ?? 12) % (clock?.[3] ? 12 : 24)) + (clock?.[3]?.toLowerCase() === 'p' ? 12 : 0);
  const two = (value: number | string) => String(value).padStart(2, '0');
  const time = `${two(hours)}:${clock?.[2] ?? '00'}`;
  const on = (date: string, minutes: number) => instantOnClock(`${date} ${time}`, minutes);
  if (month === undefined || day === undefined) {
    if (!clock) return undefined;
    const sameDay = on(today, near);
    if (sameDay === undefined) return undefined;
    // A minute's slip between two notes is no day.
    const at = sameDay + 5 * MINUTE >= after ? sameDay : instant(sameDay + DAY);
    return { at: instant(at), isDayOnly: false, taken: ['day', ...taken] };
  }
  const date = `${year ?? today.slice(0, 4)}-${two(month)}-${two(day)}`;
  const guess = on(date, near);
  if (guess === undefined) return undefined;
  const settled =
    year === undefined && guess + 180 * DAY < after
      ? on(`${Number(date.slice(0, 4)) + 1}${date.slice(4)}`, near)
      : guess;
  const at =
    own === undefined
      ? on(clockDigits(settled ?? guess, near).slice(0, 10), offset(settled ?? guess))
      : settled;
  return at === undefined
    ? undefined
    : { at, isDayOnly: !clock, taken: [...(year === undefined ? ['year'] : []), ...taken] };
}

function dateIn(text: string): { readonly year?: number; readonly month?: number; readonly day?: number } {
  const iso = /(\d{4})-(\d{2})-(\d{2})/.exec(text);
  if (iso) return { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) };
  const named = new RegExp(
    `(?:(${MONTHS.join('|')})[a-z]*\\.?\\s+(\\d{1,2})|(\\d{1,2})(?:st|nd|rd|th)?\\s+(${MONTHS.join('|')}))`,
    'i',
  ).exec(text);
  if (!named) return {};
  const month = MONTHS.indexOf((named[1] ?? named[4] ?? '').toLowerCase()) + 1;
  const year = /(?<![\d:])(\d{4})(?![\d:])/.exec(text)?.[1];
  return { month, day: Number(named[2] ?? named[3]), ...(year === undefined ? {} : { year: Number(year) }) };
}

function zoneMinutes(zone: string): number | undefined {
  const named = ZONES[zone.toUpperCase()];
  if (named !== undefined || !/^[+-]/.test(zone)) return named;
  if (/^-00:?00$/.test(zone)) return 0;
  return parseOffset(`${zone.slice(0, 3)}:${zone.slice(-2)}`);
}

/** The offset of a zone's clocks at any moment; of a fixed one where none is named. */
export function clockOf(zone: string | undefined, fixed: number): (at: Instant) => number {
  if (zone === undefined) return () => fixed;
  return (at) => {
    const near = clockDigits(at, offsetMinutes(at, zone));
    return parseOffset(offsetOn(near, zone) ?? offsetAt(at, zone)) ?? 0;
  };
}
