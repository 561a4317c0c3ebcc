import type { Said } from '../../derive/said.ts';
import type { Redaction } from '../../model/incident.ts';

/** Words and the language they are in, or the tombstone that stands where words were taken away. */
export type SaidBody = { readonly words: string; readonly lang: string } | { readonly redacted: Redaction };

export function saidBody({ words, lang, redaction }: Said): SaidBody {
  if (!redaction) return { words, lang };
  const { date, reason, sha256 } = redaction;
  return { redacted: { date, reason, sha256 } };
}
