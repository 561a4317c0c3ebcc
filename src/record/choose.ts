import type { PublicRecord } from '../model/record.ts';
import { sha256 } from './hash.ts';
import { type LogFault, readLog, writeLine, writeLog } from './log.ts';

/** A log as one place has it. */
export interface LogCopy {
  /** For people: `https://status.example.com/log.jsonl`, `.tsuiki/log.jsonl`. */
  readonly name: string;
  readonly text: string;
}

/** Why copies of a log do not make one record. */
export type Discord =
  | { readonly how: 'unreadable'; readonly name: string; readonly fault: LogFault }
  /** From this line on, two copies tell different stories. */
  | { readonly how: 'apart'; readonly name: string; readonly other: string; readonly line: number };

/** The record that the copies make together. */
export interface ChosenLog {
  /** The longest valid log; empty where no copy has a single line. */
  readonly record: PublicRecord;
  /** Where it was found; absent where there is none. */
  readonly name?: string;
  /** Absent where every copy is the beginning of it. Else nothing may be built on it without a fork. */
  readonly discord?: Discord;
  /** The head of the copy that is at odds, and what of it can be read. */
  readonly abandoned?: { readonly head: string; readonly record: PublicRecord };
}

/**
 * Takes the longest of the copies; the others must be the beginning of it. A copy that was cut off in the middle of a line is
 * a beginning, too: an upload or a disk may fail. Without one valid line in any of them there is no record.
 */
export function chooseLog(copies: readonly LogCopy[]): ChosenLog {
  const read = copies.map((copy) => ({ ...copy, ...readLog(copy.text) }));
  const byLength = read.toSorted((a, b) => b.lines.length - a.lines.length);
  const longest = byLength.find(({ fault }) => !fault) ?? byLength[0];
  if (!longest) return { record: [] };
  const whole = writeLog(longest.lines);
  const found = { record: longest.lines, ...(longest.lines.length > 0 ? { name: longest.name } : {}) };
  for (const { name, text, lines, fault } of read) {
    if (whole.startsWith(text) && longest.lines.length > 0) continue;
    if (text === '') continue;
    const abandoned = { head: sha256(text.trimEnd().split('\n').at(-1) ?? ''), record: lines };
    if (fault) return { ...found, discord: { how: 'unreadable', name, fault }, abandoned };
    const apart = lines.findIndex((line, index) => !isSame(line, longest.lines[index]));
    if (apart === -1) continue;
    return { ...found, discord: { how: 'apart', name, other: longest.name, line: apart + 1 }, abandoned };
  }
  return found;
}

function isSame(a: PublicRecord[number], b: PublicRecord[number] | undefined): boolean {
  return a === b || (b !== undefined && writeLine(a) === writeLine(b));
}
