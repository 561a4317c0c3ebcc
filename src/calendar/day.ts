import { TZDate } from '@date-fns/tz';
// A function at a time: all of date-fns takes more than a second to load.
import { addDays as addCalendarDays } from 'date-fns/addDays';
import { startOfDay as startOfZonedDay } from 'date-fns/startOfDay';
import { type Instant, instant } from '../model/instant.ts';
import { clockDigits, instantOnClock, offsetMinutes } from './zone.ts';

/** A calendar day, `2008-09-05`. Text order is time order. */
export type Day = string;

/** Whether the text is a day that exists (`2008-02-30` does not). */
export function isDay(text: string): boolean {
  return instantOnClock(`${text} 00:00`, 0) !== undefined;
}

/** The day on which the moment falls, on the zone's clock. */
export function dayOf(at: Instant, zone: string): Day {
  return clockDigits(at, offsetMinutes(at, zone)).slice(0, 10);
}

/** `2008-09`: the month of that day. */
export function monthOf(day: Day): string {
  return day.slice(0, 7);
}

/** The first moment of a day in a zone: midnight, or what follows it where a change of clocks skips midnight. */
export function startOfDay(day: Day, zone: string): Instant {
  const [year, month, date] = numbers(day);
  return instant(startOfZonedDay(new TZDate(year, month - 1, date, 12, zone)).getTime());
}

/** The first moment after the day: a day of a change of clocks has 23 or 25 hours. */
export function endOfDay(day: Day, zone: string): Instant {
  return startOfDay(addDays(day, 1), zone);
}

export function addDays(day: Day, count: number): Day {
  return addCalendarDays(utc(day), count).toISOString().slice(0, 10);
}

function utc(day: Day): TZDate {
  const [year, month, date] = numbers(day);
  return new TZDate(year, month - 1, date, 'UTC');
}

function numbers(day: Day): [number, number, number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
}
