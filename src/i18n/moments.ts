import { clockDigits, offsetAt, offsetMinutes } from '../calendar/zone.ts';
import { type Instant, MINUTE, type Moment } from '../model/instant.ts';
import { wordsFor } from './words.ts';

/** A language and a time zone: all that wording a time depends on. */
export interface Locale {
  readonly lang: string;
  readonly zone: string;
  /** The moment by which the text names the zone; a moment on clocks of another offset says its own. */
  readonly named?: Instant;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs fifty times as much as using one, so each is made once. */
function formatter(
  lang: string,
  zone: string,
  name: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${name} ${lang} ${zone}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(wordsFor(lang).locale, {
    ...options,
    calendar: 'gregory',
    numberingSystem: 'latn',
    timeZone: zone,
  });
  formatters.set(key, made);
  return made;
}

/** A stamp in figures: `2008-09-05 22:20`, in Japanese `2008/09/05 22:20`. */
export function stampWords(at: Instant, locale: Locale): string {
  const digits = clockDigits(at, offsetMinutes(at, locale.zone));
  return (locale.lang === 'ja' ? digits.replaceAll('-', '/') : digits) + ownOffset(at, locale);
}

/** `22:20`. */
export function timeWords(at: Instant, locale: Locale): string {
  return clockDigits(at, offsetMinutes(at, locale.zone)).slice(11) + ownOffset(at, locale);
}

/** Two moments an hour apart read alike where the clocks go back between them; so the odd one names its offset. */
function ownOffset(at: Instant, { lang, zone, named }: Locale): string {
  if (named === undefined || offsetMinutes(at, zone) === offsetMinutes(named, zone)) return '';
  const own = offsetAt(at, zone);
  return lang === 'ja' ? `（UTC${own}）` : ` (UTC${own})`;
}

/** `5 September 2008`, 2008年9月5日. */
export function dayWords(day: string, lang: string): string {
  return spelledDay('day', day, lang, { year: 'numeric', month: 'long', day: 'numeric' });
}

/** `5 Sept`, 9月5日. */
export function shortDayWords(day: string, lang: string): string {
  return spelledDay('short day', day, lang, { month: 'short', day: 'numeric' });
}

/** A page names the same few days over and over. */
const spelledDays = new Map<string, string>();

function spelledDay(kind: string, day: string, lang: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${kind} ${lang} ${day}`;
  const known = spelledDays.get(key);
  if (known !== undefined) return known;
  const words = formatter(lang, 'UTC', kind, options).format(noon(day));
  if (spelledDays.size >= 1000) spelledDays.clear();
  spelledDays.set(key, words);
  return words;
}

/** `September 2008`, 2008年9月. */
export function monthWords(month: string, lang: string): string {
  return formatter(lang, 'UTC', 'month', { year: 'numeric', month: 'long' }).format(noon(`${month}-01`));
}

/** What a part of a long list is called: a year as `2008`, a month as `monthWords` has it. */
export function partWords(name: string, lang: string): string {
  return name.length > 4 ? monthWords(name, lang) : name;
}

/** `Sept`, 9月. */
export function shortMonthWords(month: string, lang: string): string {
  return formatter(lang, 'UTC', 'short month', { month: 'short' }).format(noon(`${month}-01`));
}

/** `Fri`, 金. */
export function weekdayWords(day: string, lang: string): string {
  return formatter(lang, 'UTC', 'weekday', { weekday: 'short' }).format(noon(day));
}

function noon(day: string): number {
  return Date.parse(`${day}T12:00:00Z`);
}

/** `5 September 2008, 02:39`, 2008年9月5日 02:39; without the year's or the day's words where `after` already says them. */
export function momentWords(at: Instant, locale: Locale, after?: Instant): string {
  const day = clockDigits(at, offsetMinutes(at, locale.zone)).slice(0, 10);
  const before =
    after === undefined ? '' : clockDigits(after, offsetMinutes(after, locale.zone)).slice(0, 10);
  const time = timeWords(at, locale);
  if (day === before) return time;
  const date =
    day.slice(0, 4) === before.slice(0, 4) ? shortDayWords(day, locale.lang) : dayWords(day, locale.lang);
  return locale.lang === 'ja' ? `${date} ${time}` : `${date}, ${time}`;
}

/** As `momentWords`, with "about" (頃) where staff said so. */
export function aboutWords({ at, about }: Moment, locale: Locale, after?: Instant): string {
  const words = momentWords(at, locale, after);
  return about ? wordsFor(locale.lang).incident.about(words) : words;
}

/** The name of the locale's zone at a moment with its offset: `Japan Standard Time (UTC+09:00)`, 日本標準時（UTC+09:00）. */
export function zoneWords(at: Instant, { lang, zone }: Locale): string {
  const name = zoneName(at, lang, zone);
  const offset = `UTC${offsetAt(at, zone)}`;
  return lang === 'ja' ? `${name}（${offset}）` : `${name} (${offset})`;
}

/** No zone changes its name and takes the old one again within so many days. */
const WEEK = 7 * 24 * 60 * MINUTE;
/** By language, zone and week; nothing in a week in which the name changes. */
const zoneNames = new Map<string, string | undefined>();

function zoneName(at: Instant, lang: string, zone: string): string {
  const week = Math.floor(at / WEEK);
  const key = `${lang} ${zone} ${week}`;
  if (!zoneNames.has(key)) {
    const first = zoneNameAt(week * WEEK, lang, zone);
    zoneNames.set(key, first === zoneNameAt((week + 1) * WEEK, lang, zone) ? first : undefined);
  }
  return zoneNames.get(key) ?? zoneNameAt(at, lang, zone);
}

function zoneNameAt(at: number, lang: string, zone: string): string {
  const parts = formatter(lang, zone, 'zone', { timeZoneName: 'long' }).formatToParts(at);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}

/** `17 h 31 min`, 17時間31分; from two days on with days of 24 hours. Counted in instants: no clock change adds an hour. */
export function spanWords(milliseconds: number, lang: string): string {
  const { time } = wordsFor(lang);
  const minutes = Math.floor(Math.max(0, milliseconds) / MINUTE);
  if (minutes === 0) return time.lessThanAMinute;
  const hours = Math.floor(minutes / 60);
  const days = hours >= 48 ? Math.floor(hours / 24) : 0;
  const parts = [
    ...(days > 0 ? [time.days(days)] : []),
    ...(hours - days * 24 > 0 ? [time.hours(hours - days * 24)] : []),
    ...(minutes % 60 > 0 ? [time.minutes(minutes % 60)] : []),
  ];
  return parts.join(time.join);
}

/** The forms of a span for days, hours and minutes, what joins them, and what stands for none: `# d|# h|# min| |under 1 min`. */
export function spanForms(lang: string): string {
  const { time } = wordsFor(lang);
  const forms = [time.days, time.hours, time.minutes].map((form) => form(7).replace('7', '#'));
  return [...forms, time.join, time.lessThanAMinute].join('|');
}

/** `99.12 %`, cut, not rounded, so that 100 % means that nothing was lost. */
export function percentWords(share: number): string {
  const cut = Math.floor(share * 10_000 + 1e-9) / 100;
  return `${cut === 100 ? '100' : cut.toFixed(2)} %`;
}
