import { isDay } from '../calendar/day.ts';
import type { Redactable, Redaction } from '../model/incident.ts';
import type { Place } from '../model/problem.ts';
import { problem, type Report } from './problems.ts';

const TOMBSTONE = /^redacted (\d{4}-\d{2}-\d{2}) sha256:([0-9a-f]{64}) (\S.*)$/;

/** Reads a tombstone, `redacted 2024-05-01 sha256:… personal data`; undefined for any other text. */
export function readTombstone(text: string): Redaction | undefined {
  const [, date, sha256, reason] = TOMBSTONE.exec(text) ?? [];
  if (!date || !sha256 || !reason || !isDay(date)) return undefined;
  return { date, sha256, reason };
}

/** The line that stands in place of what was redacted. */
export function writeTombstone({ date, sha256, reason }: Redaction): string {
  return `redacted ${date} sha256:${sha256} ${reason}`;
}

/** Whether the text was meant as a tombstone, whole or not. */
export function looksRedacted(text: string): boolean {
  return /^redacted\s+(?:\d|sha256:)/i.test(text);
}

/** Words that may have been redacted; reports a tombstone that is not whole. */
export function readRedactable(text: string, place: Place, report: Report): Redactable | undefined {
  const redaction = readTombstone(text);
  if (redaction) return { redaction };
  if (!looksRedacted(text)) return { words: text };
  report(problem('redaction-form', place, text));
  return undefined;
}
