import { unescapeHTML } from 'astro/compiler-runtime';
import type { IncidentView } from '../derive/incident-view.ts';
import { markSpans, type Part } from '../derive/notice.ts';
import type { Said, SaidText } from '../derive/said.ts';
import { redactedWords } from '../i18n/redacted.ts';
import { escapeHtml } from '../markdown/legible.ts';
import { type ProseOptions, renderInline, renderProse } from '../markdown/prose.ts';
import type { Redaction, Update } from '../model/incident.ts';
import type { Html } from './html.ts';
import type { World } from './world.ts';

/** The level of the headings of a text, and what every id that it makes begins with: unique on the page. */
type Place = Pick<ProseOptions, 'headingLevel' | 'prefix'>;

/** What an update says, with its errata; where it has no text, the sentence that its phase stands for. */
export function updateText(
  world: World,
  view: IncidentView,
  update: Update,
  said: SaidText,
  place: Place,
): Html {
  const isSilent = update.text === '' && said.redaction === undefined;
  if (isSilent)
    return unescapeHTML(`<p>${escapeHtml(world.words.incident.nothingSaid[update.phase] ?? '')}</p>`);
  return prose(world, view, { ...said, text: markSpans(said.spans) }, place);
}

/** A text of an incident, marked where it is not in the reader's language. */
export function prose(
  world: World,
  view: IncidentView,
  { text, lang, redaction }: Pick<Part, 'text' | 'lang' | 'redaction'>,
  { headingLevel, prefix }: Place,
): Html {
  if (redaction) return unescapeHTML(`<p>${redacted(world, redaction)}</p>`);
  const html = renderProse(text, optionsFor(world, view, { headingLevel, prefix: `${prefix}-` }));
  if (lang === world.lang) return unescapeHTML(`<div class="prose">${html}</div>`);
  const note = `<p class="untranslated">${escapeHtml(world.words.site.untranslated)}</p>`;
  return unescapeHTML(`${note} <div class="prose" lang="${escapeHtml(lang)}">${html}</div>`);
}

/** One line of an incident's Markdown, marked where it is not in the reader's language. */
export function inlineProse(world: World, view: IncidentView, said: Said): Html {
  const html = renderInline(said.words, optionsFor(world, view, { headingLevel: 6, prefix: '' }));
  const lang = said.lang === world.lang ? '' : ` lang="${escapeHtml(said.lang)}"`;
  return unescapeHTML(`<span${lang}>${html}</span>`);
}

/** What stands where words were redacted, with what proves the original. */
export function redacted({ lang, words }: World, redaction: Redaction): Html {
  const proof = `${escapeHtml(words.incident.redactedProof)}: <code>${escapeHtml(redaction.sha256)}</code>`;
  return unescapeHTML(
    `<span class="redacted"> ${escapeHtml(redactedWords(redaction, lang))} <small>${proof}</small> </span>`,
  );
}

/** How a text of an incident is laid out on a page. */
export function optionsFor(world: World, view: IncidentView, place: Place): ProseOptions {
  return { ...place, words: world.words.prose, resolve: (link) => world.resolve(view, world.lang, link) };
}
