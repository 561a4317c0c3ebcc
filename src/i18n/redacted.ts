import type { Redaction } from '../model/incident.ts';
import { dayWords } from './moments.ts';
import { wordsFor } from './words.ts';

/** The sentence that stands where words were taken away: when, and why. */
export function redactedWords({ date, reason }: Redaction, lang: string): string {
  return wordsFor(lang).incident.redacted(dayWords(date, lang), reason);
}
