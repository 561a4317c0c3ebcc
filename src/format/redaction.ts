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
