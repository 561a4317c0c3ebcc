import type { Redactable } from '../model/incident.ts';
import type { Place } from '../model/problem.ts';
import { looksRedacted, readTombstone } from '../record/tombstone.ts';
import { problem, type Report } from './problems.ts';

/** Words that may have been redacted; reports a tombstone that is not whole. */
export function readRedactable(text: string, place: Place, report: Report): Redactable | undefined {
  const redaction = readTombstone(text);
  if (redaction) return { redaction };
  if (!looksRedacted(text)) return { words: text };
  report(problem('redaction-form', place, text));
  return undefined;
}

/** It heads pages, lists and feeds, and stands in each of them whole. */
const LONGEST_TITLE = 500;

/** The same for a title; reports one that is too long. */
export function readTitle(text: string, place: Place, report: Report): Redactable | undefined {
  if (text.length > LONGEST_TITLE) report(problem('title-size', place, text, text.length));
  return readRedactable(text, place, report);
}
