import { clockDigits, instantOnClock, offsetAt, offsetOn, parseOffset } from '../calendar/zone.ts';
import { HOUR, type Instant, instant, MINUTE, type Moment, type Stamp } from '../model/instant.ts';
import type { Place } from '../model/problem.ts';
import { problem, type Report } from './problems.ts';

/** How a bare `HH:MM` finds its day: the last one not after the stamp, or the first one after a moment. */
export type BareRule = { readonly notAfter: Instant } | { readonly after: Instant };

/** Where a time stands and how it is to be read. */
export interface TimeReader {
  readonly stamp: Stamp;
  /** The site's time zone. */
  readonly zone: string;
  /** Bare times are an error here. */
  readonly full: boolean;
  /** The whole line of the block with another time in place of the one read. */
  readonly line: (time: string) => string;
  readonly report: Report;
}

/** How far a stamp may lie ahead of the clock and still count as now. */
export const STAMP_TOLERANCE = 5 * MINUTE;

/** What stands for a time in a line to write, where nobody but the writer knows it. */
export const BARE_FORM = 'HH:MM';
export const FULL_FORM = 'YYYY-MM-DD HH:MM';
export const WINDOW_FORM = 'YYYY-MM-DD HH:MM / HH:MM';

const TIME = /^(~?)(?:(\d{4}-\d{2}-\d{2}) )?(\d{2}:\d{2})(?: ([+-]\d{2}:\d{2}))?$/;
const DAY = 24 * HOUR;

/** Reads `~02:39`, `2008-09-05 02:39` or `2008-09-05 02:39 +09:00`; reports and gives undefined where it cannot. */
export function readTime(
  text: string,
  place: Place,
  reader: TimeReader,
  bare: BareRule = { notAfter: reader.stamp.at },
): Moment | undefined {
  const found = TIME.exec(text);
  const [, about = '', date, time = '', offset] = found ?? [];
  const heading = parseOffset(reader.stamp.offset) ?? 0;
  const minutes = offset === undefined ? heading : parseOffset(offset);
  if (!found || minutes === undefined || (!date && offset)) return refuse(text, place, reader);
  const at = date ? instantOnClock(`${date} ${time}`, minutes) : bareInstant(time, heading, bare);
  if (at === undefined) return refuse(text, place, reader);
  if (!date && reader.full) {
    const meant = `${about}${writeTime(at, reader.stamp.offset, reader.zone)}`;
    reader.report(problem('time-bare', place, text, reader.line(meant)));
    return undefined;
  }
  if (offset === undefined && clocksDiffer(at, date !== undefined, reader)) {
    const digits = clockDigits(at, heading);
    const local = offsetOn(digits, reader.zone) ?? offsetAt(at, reader.zone);
    const line = reader.line(`${about}${digits} ${local}`);
    reader.report(problem('time-zone', place, text, line, reader.zone, local));
    return undefined;
  }
  return { at, about: about !== '' };
}

/**
 * `2008-09-05 02:39` on the heading's clock; with the offset where the site's clocks stood otherwise at that time, or
 * where no zone is given.
 */
export function writeTime(at: Instant, headingOffset: string, zone?: string): string {
  const digits = clockDigits(at, parseOffset(headingOffset) ?? 0);
  const isPlain = zone !== undefined && offsetAt(at, zone) === headingOffset;
  return isPlain ? digits : `${digits} ${headingOffset}`;
}

/** A bare time goes by the heading's clock, unless that is the site's own and was changed in between. */
function clocksDiffer(at: Instant, full: boolean, { stamp, zone }: TimeReader): boolean {
  if (offsetAt(at, zone) === stamp.offset) return false;
  return full || offsetAt(stamp.at, zone) === stamp.offset;
}

function bareInstant(time: string, offset: number, rule: BareRule): Instant | undefined {
  const limit = 'after' in rule ? rule.after : rule.notAfter;
  const sameDay = instantOnClock(`${clockDigits(limit, offset).slice(0, 10)} ${time}`, offset);
  if (sameDay === undefined) return undefined;
  if ('after' in rule) return sameDay > limit ? sameDay : instant(sameDay + DAY);
  return sameDay <= limit ? sameDay : instant(sameDay - DAY);
}

function refuse(text: string, place: Place, reader: TimeReader): undefined {
  const write = reader.line(meantTime(text) ?? (reader.full ? FULL_FORM : BARE_FORM));
  reader.report(problem('time-form', place, text, write));
  return undefined;
}

const NEAR =
  /^(~)? ?(?:(\d{4}) ?[-.年] ?(\d{1,2}) ?[-.月] ?(\d{1,2})日?[T ]*)?(\d{1,2}) ?[:時] ?(\d{2})?(?::\d{2})?分?(頃)? ?(Z|[+-]\d{2}:?\d{2})?$/;

/** The time that a near spelling means: full-width digits, one-digit hours, seconds, slashes, "T", 2時39分頃, 25:10. */
function meantTime(text: string): string | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:[~〜∼約]|about )/i, '~')
    .replace(/\//g, '-');
  const found = NEAR.exec(plain);
  if (!found) return undefined;
  const [, about, year, month = '', day = '', hour = '', minute = '00', about2, zone] = found;
  const two = (part: string) => part.padStart(2, '0');
  const mark = about || about2 ? '~' : '';
  if (year) {
    const midnight = instantOnClock(`${year}-${two(month)}-${two(day)} 00:00`, 0);
    if (midnight === undefined || Number(minute) > 59 || Number(hour) > 47) return undefined;
    const digits = clockDigits(instant(midnight + Number(hour) * HOUR + Number(minute) * MINUTE), 0);
    const offset = zone === 'Z' ? '+00:00' : zone ? `${zone.slice(0, 3)}:${zone.slice(-2)}` : '';
    return `${mark}${digits}${parseOffset(offset) === undefined ? '' : ` ${offset}`}`;
  }
  return instantOnClock(`2000-01-01 ${two(hour)}:${minute}`, 0) === undefined
    ? undefined
    : `${mark}${two(hour)}:${minute}`;
}
