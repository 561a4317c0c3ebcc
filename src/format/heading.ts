import { clockDigits, instantOnClock, offsetAt, parseOffset } from '../calendar/zone.ts';
import { phaseOf, phaseWords } from '../i18n/words.ts';
import { readOpener } from '../model/heading.ts';
import { HOUR, instant, type Stamp } from '../model/instant.ts';
import type { Phase } from '../model/phase.ts';
import { nearest } from './nearest.ts';

/** What a heading says; what cannot be read is undefined. */
export interface Heading {
  readonly digits: string;
  readonly offset: string;
  /** What stands after the offset, without blanks and unseen characters around it. */
  readonly word: string;
  readonly stamp: Stamp | undefined;
  readonly offsetKnown: boolean;
  readonly phase: Phase | undefined;
  /** The line is spelled as `writeHeading` spells it. */
  readonly isExact: boolean;
}

/** Reads a line that opens an update. */
export function readHeading(line: string): Heading {
  const { digits, offset, rest } = readOpener(line) ?? { digits: '', offset: '', rest: '' };
  const word = plainBlanks(rest);
  const minutes = parseOffset(offset);
  const at = instantOnClock(digits, minutes ?? 0);
  return {
    digits,
    offset,
    word,
    stamp: at === undefined || minutes === undefined ? undefined : { at, digits, offset },
    offsetKnown: minutes !== undefined,
    phase: phaseOf(word),
    isExact: rest === word,
  };
}

/** `## 2008-09-05 22:20 +09:00 Resolved`. */
export function writeHeading({ digits, offset }: Pick<Stamp, 'digits' | 'offset'>, word: string): string {
  return `## ${digits} ${offset} ${word}`;
}

/** The phase word that was probably meant. */
export function nearestPhaseWord(word: string): string | undefined {
  const [first = ''] = word.split(/[\s:：。.,、(（#-]/);
  return phaseOf(first) ? first : word === '' ? undefined : nearest(word, phaseWords());
}

/** The nearest clock time that exists: the month's last day for a 31st, the next day's for 24:30. */
export function existingDigits(digits: string): { readonly digits: string; readonly why: string } {
  const [year = '', month = '', day = '', hour = '', minute = ''] = digits.split(/[- :]/);
  const two = (value: number) => String(value).padStart(2, '0');
  if (Number(month) < 1 || Number(month) > 12) {
    return {
      digits: `${year}-${Number(month) < 1 ? '01' : '12'}-${day} ${hour}:${minute}`,
      why: 'months run from 01 to 12',
    };
  }
  const last =
    [31, 30, 29, 28].find((count) => instantOnClock(`${year}-${month}-${count} 00:00`, 0) !== undefined) ??
    28;
  if (Number(day) < 1 || Number(day) > last) {
    const fixed = Number(day) < 1 ? 1 : last;
    return {
      digits: `${year}-${month}-${two(fixed)} ${hour}:${minute}`,
      why: `the days of ${year}-${month} run from 01 to ${last}`,
    };
  }
  const midnight = instantOnClock(`${year}-${month}-${day} 00:00`, 0) ?? instant(0);
  const why = 'hours run from 00 to 23, minutes from 00 to 59';
  if (Number(minute) > 59) return { digits: `${year}-${month}-${day} ${hour}:59`, why };
  return { digits: `${clockDigits(instant(midnight + Number(hour) * HOUR), 0).slice(0, 13)}:${minute}`, why };
}

/** A line that was meant as a heading and is none: the heading to write, what is wrong, and the words glued before it. */
export interface NearHeading {
  readonly heading: string;
  readonly why: string;
  /** Where in the line the heading begins, from 0. */
  readonly column: number;
  /** Words of the text stand in front of it. */
  readonly isGlued: boolean;
}

const DATE = String.raw`(?<year>\d{4}) ?[-/.年] ?(?<month>\d{1,2}) ?[-/.月] ?(?<day>\d{1,2}) ?日?`;
const TIME = String.raw`(?<hour>\d{1,2}) ?[:時] ?(?<minute>\d{2}) ?分?(?<seconds>:\d{2})?`;
const OFFSET = String.raw`(?<offset>[+-]\d{1,2}(?::?\d{2})?(?!\d)|Z(?= |$)|(?:UTC|GMT)(?:[+-]\d{1,2}(?::?\d{2})?)?(?= |$)|[A-Z]{3,4}(?= |$))?`;
const NEAR = new RegExp(`^(?<hashes>#{0,6}) ?${DATE} ?T? ?${TIME} ?${OFFSET} ?(?<rest>.*)$`, 'u');
const GLUED = /(?<=[^\s#`'"“‘「『])[^\S\n]*(##[^\S\n]*\d{4}-\d{1,2}-\d{1,2} \d{1,2}:\d{2}.*)$/s;
const UNSEEN = /[\u200B-\u200D\u2060\uFEFF\u00AD]/g;
/** No heading is longer, and no line need be read further. */
const LONGEST = 4000;

/**
 * Recognises what is nearly a heading: a heading of level 1 or 2 with date and time; a deeper one, or a line without
 * number signs, with a whole stamp and a phase; a heading glued to the text before it. What merely speaks of a day or
 * an hour is left alone.
 */
export function nearHeading(line: string, zone: string): NearHeading | undefined {
  if (line.length > LONGEST || !/\d/.test(line) || readOpener(line)) return undefined;
  const glued = GLUED.exec(line)?.[1];
  const own = glued ?? line;
  const column = line.length - own.length + (own.length - own.trimStart().length);
  if (glued === undefined && column > 3) return undefined;
  const parts = NEAR.exec(
    plainBlanks(own)
      .normalize('NFKC')
      .replace(/[‐‑‒–—−]/g, '-'),
  )?.groups;
  if (!parts) return undefined;
  const two = (part: string | undefined) => String(Number(part)).padStart(2, '0');
  const read = `${parts.year}-${two(parts.month)}-${two(parts.day)} ${two(parts.hour)}:${parts.minute}`;
  const digits = instantOnClock(read, 0) === undefined ? existingDigits(read).digits : read;
  const word = parts.rest ?? '';
  const phase = phaseOf(word);
  const level = parts.hashes?.length ?? 0;
  if (glued === undefined && (level === 0 || level > 2) && !(phase && parts.offset)) return undefined;
  const offset = spellOffset(parts.offset, digits, zone);
  const heading = writeHeading({ digits, offset }, phase ? word : (nearestPhaseWord(word) ?? 'Update'));
  const why =
    glued === undefined ? reason(line, parts, level) : 'text stands in front of it, on the same line';
  return { heading, why, column, isGlued: glued !== undefined };
}

function plainBlanks(text: string): string {
  return text.replace(UNSEEN, '').replace(/\s+/g, ' ').trim();
}

function spellOffset(text: string | undefined, digits: string, zone: string): string {
  const found = /^(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(text ?? '');
  const spelled = found ? `${found[1]}${(found[2] ?? '').padStart(2, '0')}:${found[3] ?? '00'}` : '';
  if (parseOffset(spelled) !== undefined) return spelled;
  return text && /^(?:Z|UTC|GMT)$/.test(text) ? '+00:00' : siteOffset(digits, zone);
}

/** The offset of the site's clocks when they show the digits. */
export function siteOffset(digits: string, zone: string): string {
  const guess = instantOnClock(digits, 0) ?? instant(0);
  const first = offsetAt(guess, zone);
  return offsetAt(instantOnClock(digits, parseOffset(first) ?? 0) ?? guess, zone);
}

function reason(line: string, parts: Record<string, string | undefined>, level: number): string {
  if (line.replace(UNSEEN, '') !== line) return 'a character that cannot be seen stands in it';
  if (line !== line.normalize('NFKC')) return 'it has wide characters or blanks where plain ones belong';
  if (/[‐‑‒–—−]/.test(line)) return 'it has dashes where hyphens belong';
  if (/^\s/.test(line)) return 'it does not begin at the start of its line';
  if (level !== 2)
    return `it begins with ${['no number sign', 'one number sign'][level] ?? `${level} number signs`}, not two`;
  if (!/^## /.test(line)) return 'it has no blank after the number signs';
  if (parts.seconds) return 'its time has seconds';
  if (!parts.offset) return 'it does not say its offset from UTC';
  if (!/^[+-]\d{2}:\d{2}$/.test(parts.offset)) return 'its offset is not spelled like +09:00';
  if (/^##\s+\d{4}-\d{2}-\d{2}\s+\d{2}:\d{2}\s/.test(line)) return 'it has a blank too many or too few';
  return 'its date and time are not spelled like 2008-09-05 22:20';
}
