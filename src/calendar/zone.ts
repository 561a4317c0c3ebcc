import { tzOffset } from '@date-fns/tz';
import {
  dayDigits,
  HOUR,
  type Instant,
  instant,
  MINUTE,
  secondDigits,
  timeDigits,
} from '../model/instant.ts';

/** Whether `name` is a time zone that this runtime knows (an IANA name such as `Asia/Tokyo`). */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return !/^[+-]/.test(name);
  } catch {
    return false;
  }
}

const DAY = 24 * HOUR;

/** By zone and UTC day, where it stays the same all day: a site tells of thousands of moments. */
const offsets = new Map<string, Map<number, number | 'changes'>>();

/** How far the zone's clocks are ahead of UTC at that moment, in minutes. */
export function offsetMinutes(at: Instant, zone: string): number {
  const day = Math.floor(at / DAY);
  const found = offsets.get(zone)?.get(day) ?? offsetAnew(day, zone);
  return found === 'changes' ? tzOffset(zone, new Date(at)) : found;
}

function offsetAnew(day: number, zone: string): number | 'changes' {
  const known = offsets.get(zone) ?? new Map<number, number | 'changes'>();
  offsets.set(zone, known);
  const found = offsetIn(day, zone);
  known.set(day, found);
  return found;
}

/** No zone has put its clocks forward and back on one day. */
function offsetIn(day: number, zone: string): number | 'changes' {
  const [first, last] = [tzOffset(zone, new Date(day * DAY)), tzOffset(zone, new Date((day + 1) * DAY))];
  return first === last ? first : 'changes';
}

/** `+09:00`: the offset of the zone's clocks at that moment (RFC 3339, time-numoffset). */
export function offsetAt(at: Instant, zone: string): string {
  return formatOffset(offsetMinutes(at, zone));
}

function formatOffset(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** `+09:00` → 540; undefined for anything that is no offset in use (UTC-12:00 to UTC+14:00). */
export function parseOffset(text: string): number | undefined {
  const found = /^([+-])(\d{2}):(\d{2})$/.exec(text);
  if (!found) return undefined;
  const minutes = Number(found[2]) * 60 + Number(found[3]);
  const signed = found[1] === '-' ? -minutes : minutes;
  const spelledOnce = formatOffset(signed) === text;
  return spelledOnce && signed >= -12 * 60 && signed <= 14 * 60 ? signed : undefined;
}

/** The instant that a clock `offset` minutes ahead of UTC shows as `2008-09-05 22:20`; undefined where no clock ever does. */
export function instantOnClock(digits: string, offset: number): Instant | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2})$/.exec(digits);
  if (!found) return undefined;
  const at = Date.parse(`${digits.replace(' ', 'T')}:00Z`);
  if (Number.isNaN(at) || clockDigits(instant(at), 0) !== digits) return undefined;
  return instant(at - offset * MINUTE);
}

/** The offset of the zone's clocks when they show the digits; undefined where they never do. */
export function offsetOn(digits: string, zone: string): string | undefined {
  const guess = instantOnClock(digits, 0);
  const near =
    guess === undefined
      ? []
      : [offsetAt(instant(guess - 24 * HOUR), zone), offsetAt(instant(guess + 24 * HOUR), zone)];
  return near.find((offset) => {
    const at = instantOnClock(digits, parseOffset(offset) ?? 0);
    return at !== undefined && offsetAt(at, zone) === offset;
  });
}

/** `2008-09-05 23:00` on the zone's clocks, or with an offset of its own behind it; undefined where no clock shows it. */
export function readMoment(text: string, zone: string): Instant | undefined {
  const [, digits = '', own] = /^(\S+ \S+)(?: (\S+))?$/.exec(text) ?? [];
  const offset = parseOffset(own ?? offsetOn(digits, zone) ?? '');
  return offset === undefined ? undefined : instantOnClock(digits, offset);
}

/** `2008-09-05 22:20`, as a clock `offset` minutes ahead of UTC shows it. */
export function clockDigits(at: Instant, offset: number): string {
  const shown = instant(at + offset * MINUTE);
  return `${dayDigits(shown)} ${timeDigits(shown)}`;
}

/** `2008-09-05T22:20:00+09:00`, on the zone's clock (RFC 3339). */
export function formatZoned(at: Instant, zone: string): string {
  const offset = offsetMinutes(at, zone);
  const shown = instant(at + offset * MINUTE);
  return `${dayDigits(shown)}T${timeDigits(shown)}:${secondDigits(shown)}${formatOffset(offset)}`;
}

/** `2008-09-05T22:20:00.000+09:00`, on the zone's clock; `Z` where that shows UTC (RFC 3339). */
export function formatMillis(at: Instant, zone: string): string {
  const offset = offsetMinutes(at, zone);
  const clock = new Date(at + offset * MINUTE).toISOString().slice(0, 23);
  return `${clock}${offset === 0 ? 'Z' : formatOffset(offset)}`;
}
