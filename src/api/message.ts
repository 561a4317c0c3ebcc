import type { IncidentView } from '../derive/incident-view.ts';
import { isTranslated } from '../derive/said.ts';
import { redactedWords } from '../i18n/redacted.ts';
import { wordsFor } from '../i18n/words.ts';
import type { Target } from '../markdown/links.ts';
import { messageWords, renderMessage } from '../markdown/message.ts';
import type { Redaction, Update } from '../model/incident.ts';
import type { Desk } from './desk.ts';

/** What an update said when it was published, in the words of one language; the original's where that has none. */
export interface Published {
  readonly text: string;
  readonly lang: string;
  readonly redaction?: Redaction;
}

/** An update's text as published: what a correction mends later stands in the correction. */
export function publishedText({ incident }: IncidentView, update: Update, lang: string): Published {
  const own =
    lang === incident.lang ? undefined : incident.translations.get(lang)?.updates.get(update.stamp.at);
  const source = own && isTranslated(incident, update, lang) ? own : update;
  const { text, redaction } = source;
  return { text, lang: source === own ? lang : incident.lang, ...(redaction ? { redaction } : {}) };
}

/** The same as a message (see `renderMessage`); without a text, the sentence that stands for it. */
export function messageOf(view: IncidentView, update: Update, { site, lang, prose }: Desk): string {
  const { text, redaction } = publishedText(view, update, lang);
  if (redaction) return messageWords(redactedWords(redaction, lang));
  const message = renderMessage(text, (href) => absolute(prose.resolve(view, lang, href), site.config.url));
  return message === '' ? messageWords(wordsFor(lang).incident.nothingSaid[update.phase] ?? '') : message;
}

function absolute(target: Target | undefined, base: string): Target | undefined {
  if (!target || target.gone !== undefined) return target;
  return { ...target, href: new URL(target.href, base).href };
}
