import { instantOnClock, parseOffset } from '../calendar/zone.ts';
import { HOUR, type Instant, instant, MINUTE } from '../model/instant.ts';
import { fixedClock, type WallClock } from './wall-clock.ts';

/** What a time in prose leaves open is settled by what is known around it. */
export interface Around {
  /** The time before it: a clock without a date shows its time for the first time after that. */
  readonly after: Instant;
  /** Of a time that names no zone. */
  readonly clock: WallClock;
}

export interface ProseTime {
  readonly at: Instant;
  /** The day was given, and no clock: noon stands for it. */
  readonly isDayOnly: boolean;
  /** What was taken from around it: `day`, `year`, `zone`. */
  readonly taken: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const ZONES: Readonly<Record<string, number>> = {
  ...{ UTC: 0, GMT: 0, Z: 0, CET: 60, CEST: 120, BST: 60, JST: 540 },
  ...{ EST: -300, EDT: -240, CST: -360, CDT: -300, MST: -420, MDT: -360, PST: -480, PDT: -420 },
};
/** A minute's slip between two notes is no day. */
const SLIP = 5 * MINUTE;
/** A day without its year is looked for so long before the time that precedes it; else it lies after that. */
const SEASON = 120 * 24 * HOUR;

/** Reads `12:30 UTC`, `Tue Oct 11 12:24:02 UTC`, `4th July`, `2022-11-25T08:35:00+01:00`. Undefined for what no clock shows. */
export function readProseTime(text: string, around: Around): ProseTime | undefined {
  const { after } = around;
  const clock =
    /(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(?:\s?([ap])\.?m\.?)?(?:\s?(UTC|GMT|Z|[A-Z]{3,4}|[+-]\d{2}:?\d{2}))?/i.exec(
      text,
    );
  const offset = clock?.[4] === undefined ? undefined : zoneMinutes(clock[4]);
  const wall = offset === undefined ? around.clock : fixedClock(offset);
  const taken = offset === undefined ? ['zone'] : [];
  const [hour, half] = [Number(clock?.[1] ?? 12), clock?.[3]?.toLowerCase()];
  if (hour > (half ? 12 : 23)) return undefined;
  const time = `${two((half ? hour % 12 : hour) + (half === 'p' ? 12 : 0))}:${clock?.[2] ?? '00'}`;
  const today = wall.shows(after).slice(0, 10);
  const { year, month, day } = dateIn(text);
  if (month === undefined || day === undefined) {
    const days = clock ? [today, dayAfter(today)] : [];
    const at = days.flatMap((one) => wall.when(`${one} ${time}`)).find((one) => one + SLIP >= after);
    return at === undefined ? undefined : { at, isDayOnly: false, taken: ['day', ...taken] };
  }
  const near = Number(today.slice(0, 4));
  const years = year === undefined ? [near - 1, near, near + 1] : [year];
  const found = years.flatMap((one) => wall.when(`${one}-${two(month)}-${two(day)} ${time}`).slice(0, 1));
  const at = found.length > 1 ? found.find((one) => one + SEASON >= after) : found[0];
  return at === undefined
    ? undefined
    : { at, isDayOnly: !clock, taken: [...(year === undefined ? ['year'] : []), ...taken] };
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** `2021-12-31` → `2022-01-01`. */
function dayAfter(day: string): string {
  const noon = instantOnClock(`${day} 12:00`, 0) ?? instant(0);
  return fixedClock(0)
    .shows(instant(noon + 24 * HOUR))
    .slice(0, 10);
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
