import { isDay } from '../calendar/day.ts';
import type { ForRead, PromiseLine } from '../model/incident.ts';
import type { Place } from '../model/problem.ts';
import { codeIn } from './code-lines.ts';
import { problem, type Report } from './problems.ts';
import type { RawUpdate } from './update.ts';

/** A line of an errata slip or of a promise, and where it stands. */
export interface Placed<Value> {
  readonly value: Value;
  readonly place: Place;
  /** As it is written. */
  readonly line: string;
}

type Text = Pick<RawUpdate, 'text' | 'textLine'>;

const FOR = /^- (?:For|誤) ?[:：] ?(.*)$/;
const READ = /^- (?:Read|正) ?[:：] ?(.*)$/;
/** A sentence may begin with "For:"; as a line of a list, or in Japanese, it was meant. */
const NEAR_PAIR = /^\s*(?=[-*+・誤正])[-*+・]?\s*(?:(for|誤)|(read|正))\s*[:：]\s*(.*)$/i;

/** Without its colon it was meant where the line below is a whole "Read". */
const BARE_FOR = /^- (?:(for|誤)|(read|正))\s+(.*)$/i;

/** The `- For: …` / `- Read: …` pairs of a correction's text (誤, 正); reports what is nearly one. */
export function readForRead(file: string, raw: Text, report: Report): readonly Placed<ForRead>[] {
  if (!/for|read|誤|正/i.test(raw.text)) return [];
  const code = codeIn(raw.text);
  const lines = raw.text.split('\n').map((line, index) => (code.has(index) ? '' : line));
  return lines.flatMap((line, index) => {
    const [above = '', below = ''] = [lines[index - 1], lines[index + 1]];
    const place = { file, line: raw.textLine + index, column: 1 };
    const wrong = FOR.exec(line)?.[1];
    const right = READ.exec(below)?.[1];
    if (wrong !== undefined && right !== undefined) return [{ value: { wrong, right }, place, line }];
    const near = NEAR_PAIR.exec(line) ?? (right === undefined ? null : BARE_FOR.exec(line));
    const isSecond =
      near?.[2] !== undefined && (NEAR_PAIR.exec(above)?.[1] ?? BARE_FOR.exec(above)?.[1]) !== undefined;
    if (near && !isSecond)
      report(problem('for-read-pair', place, line, pairMeant(near, NEAR_PAIR.exec(below))));
    return [];
  });
}

function pairMeant([, isFor, isRead, words]: RegExpExecArray, below: RegExpExecArray | null): string {
  const isJapanese = /誤|正/.test(isFor ?? isRead ?? '');
  const [wrong, right] = isJapanese ? ['誤', '正'] : ['For', 'Read'];
  if (isRead) return `- ${wrong}: the wrong words\n- ${right}: ${words}`;
  return `- ${wrong}: ${words}\n- ${right}: ${below?.[2] ? below[3] : 'the right words'}`;
}

const PROMISE = /^- \[([ xX-])\] (P[1-9]\d{0,3}) ?[:：] ?(\S.*)$/;
const NEAR_PROMISE = /^\s*[-*+]?\s*\[\s*([xX-]?)\s*\]\s*[pPｐＰ]0*([1-9]\d{0,3})(?!\d)\s*[:：.、]?\s*(.*)$/;
const DEADLINE = /\bby (\d{4}-\d{2}-\d{2})|(\d{4}-\d{2}-\d{2})\s?まで/g;
const NEAR_DEADLINE =
  /(?<=\bby )(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)|(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?=\s?まで)/;

const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b\\.?';
const NUMBERS = '\\d+[/-]\\d+(?:[/-]\\d+)?|\\d+\\.\\d+\\.(?:\\d+)?|\\d{1,2}:\\d{2}';
const DAY = `(?:(?:${NUMBERS})(?![\\w%])|\\d+(?:st|nd|rd|th)\\b|\\d{1,2}(?=\\s+${MONTH})|Q[1-4]\\b|${MONTH})`;
/** A day in words or without its year: `by 12 Sept 2026`, `by 12/9`. A count (`by 3 engineers`) is none. */
const LOOSE_BY = new RegExp(
  `\\bby (?:(?:the|end|start|beginning|middle|mid|early|late|of)[ -])*${DAY}(?:,? (?:of )?(?:${DAY}|\\d{4}\\b|\\d{1,2}\\b))*`,
  'i',
);
/** What stands directly before まで, at most so many characters of it. */
const LOOSE_MADE = /(?<![\w.])\d[\d./:年月日時分頃ごろ末上中下旬火水木金土祝曜()（）-]*\s?$/;
const LOOSE_MADE_LENGTH = 24;

/** The promise lines of a text: `- [ ] P1: … by 2008-09-12` (2008-09-12まで), `- [x] P1: …`, `- [-] P1: …`. */
export function readPromises(file: string, raw: Text, report: Report): readonly Placed<PromiseLine>[] {
  if (!/\]\s*[pPｐＰ]\d/.test(raw.text)) return [];
  const code = codeIn(raw.text);
  const seen = new Map<string, number>();
  return raw.text.split('\n').flatMap((line, index) => {
    if (code.has(index)) return [];
    const place = { file, line: raw.textLine + index, column: 1 };
    const [, mark, id, words] = PROMISE.exec(line) ?? [];
    if (!mark || !id || !words) {
      const [, sign = '', number, rest] = NEAR_PROMISE.exec(line) ?? [];
      if (!number) return [];
      const meant = `- [${sign || ' '}] P${number}: ${rest || 'what is promised'}`;
      report(problem('promise-form', place, line, meant));
      // It counts as made, so that the line which keeps it is no second problem.
      return sign === ''
        ? [{ value: { id: `P${number}`, mark: 'open', words: rest ?? '' }, place, line }]
        : [];
    }
    const before = seen.get(id);
    if (before !== undefined) {
      report(problem('promise-twice', place, line, before));
      return [];
    }
    seen.set(id, place.line);
    const kind = mark === ' ' ? 'open' : mark === '-' ? 'dropped' : 'kept';
    const by = kind === 'open' ? deadlineOf(line, words, place, report) : undefined;
    return [{ value: { id, mark: kind, words, ...(by ? { by } : {}) }, place, line }];
  });
}

function deadlineOf(line: string, words: string, place: Place, report: Report): string | undefined {
  const found = [...words.matchAll(DEADLINE)].at(-1);
  const by = found?.[1] ?? found?.[2];
  if (by && isDay(by)) return by;
  const near = NEAR_DEADLINE.exec(line);
  if (!near) {
    reportLoose(line, words, place, report);
    return undefined;
  }
  const [spelled, ...parts] = near;
  const [year = '', month = '', day = ''] = parts.filter((part) => part !== undefined);
  const meant = [28, 29, 30, 31, Number(day)]
    .map(
      (last) => `${year}-${month.padStart(2, '0')}-${String(Math.min(Number(day), last)).padStart(2, '0')}`,
    )
    .findLast(isDay);
  const write = meant ? line.replace(spelled, meant) : line.replace(spelled, 'YYYY-MM-DD');
  report(problem('promise-date', { ...place, column: near.index + 1 }, line, write));
  return undefined;
}

function reportLoose(line: string, words: string, place: Place, report: Report): void {
  const plain = words.replace(/[０-９]/g, (digit) => digit.normalize('NFKC'));
  const english = LOOSE_BY.exec(plain);
  const found = english ? { index: english.index, length: english[0].length } : looseMade(plain);
  if (!found) return;
  const index = line.length - words.length + found.index;
  const day = english ? 'by YYYY-MM-DD' : 'YYYY-MM-DDまで';
  const write = line.slice(0, index) + day + line.slice(index + found.length);
  report(problem('promise-date', { ...place, column: index + 1 }, line, write));
}

function looseMade(words: string): { readonly index: number; readonly length: number } | undefined {
  for (const { index: end } of words.matchAll(/まで/g)) {
    const day = LOOSE_MADE.exec(words.slice(Math.max(0, end - LOOSE_MADE_LENGTH), end));
    if (day) return { index: end - day[0].length, length: day[0].length + 'まで'.length };
  }
  return undefined;
}
