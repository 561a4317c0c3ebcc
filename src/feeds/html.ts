import { formatZoned } from '../calendar/zone.ts';
import type { Said } from '../derive/said.ts';
import { aboutWords } from '../i18n/moments.ts';
import { redactedWords } from '../i18n/redacted.ts';
import { wordsFor } from '../i18n/words.ts';
import { escapeHtml } from '../markdown/legible.ts';
import type { Redaction } from '../model/incident.ts';
import type { Moment } from '../model/instant.ts';
import type { Telling } from './telling.ts';

/** A few words, marked where they are not in the reader's language. */
export function saidHtml(said: Said, lang: string): string {
  if (said.redaction) return redactionHtml(said.redaction, lang);
  const words = escapeHtml(said.words);
  return said.lang === lang ? words : `<span lang="${escapeHtml(said.lang)}">${words}</span>`;
}

/** What stands where words were taken away, with what proves the original. */
export function redactionHtml(redaction: Redaction, lang: string): string {
  const proof = escapeHtml(wordsFor(lang).incident.redactedProof);
  return `${escapeHtml(redactedWords(redaction, lang))} <small>${proof}: <code>${redaction.sha256}</code></small>`;
}

/**
 * A time in the site's zone. Where a change of clocks lies between it and the update, it names its own offset; the zone of
 * all others is named once, below.
 */
export function timeHtml(moment: Moment, { update, lang, site }: Telling): string {
  const locale = { lang, zone: site.config.timeZone, named: update.stamp.at };
  const words = escapeHtml(aboutWords(moment, locale));
  return `<time datetime="${formatZoned(moment.at, locale.zone)}">${words}</time>`;
}

const HOLE = '\uFFFF';

/** Words around a piece of HTML: the words are escaped, the piece is not. */
export function around(words: (hole: string) => string, html: string): string {
  return escapeHtml(words(HOLE)).replace(HOLE, () => html);
}
