import { unescapeHTML } from 'astro/compiler-runtime';
import { formatZoned } from '../calendar/zone.ts';
import { MARK_SHAPES } from '../derive/mark-shapes.ts';
import type { Said } from '../derive/said.ts';
import { aboutWords, spanWords, stampWords } from '../i18n/moments.ts';
import { redactedWords } from '../i18n/redacted.ts';
import { escapeHtml } from '../markdown/legible.ts';
import type { Instant } from '../model/instant.ts';
import type { State } from '../model/state.ts';
import type { World } from './world.ts';

/**
 * The smallest parts of a page, of which one has up to a hundred: made as text, for to make a component of each took as long
 * as all else on the page (docs/decisions/speed.md). A template shows them without escaping.
 */
export type Html = ReturnType<typeof unescapeHTML>;

export interface MomentLook {
  readonly about?: boolean;
  /** In figures only, as stamps are. */
  readonly isStamp?: boolean;
  /** The reader's own clock is shown beside it, where it stands otherwise. */
  readonly isLocal?: boolean;
  /** A moment named just before: what both share is not said again. */
  readonly after?: Instant | undefined;
}

/** A moment in the site's zone. */
export function moment({ locale }: World, at: Instant, look: MomentLook = {}): Html {
  const { about = false, isStamp = false, isLocal = false, after } = look;
  const text = isStamp ? stampWords(at, locale) : aboutWords({ at, about }, locale, after);
  const local = isLocal ? ' data-local' : '';
  return unescapeHTML(`<time datetime="${formatZoned(at, locale.zone)}"${local}>${escapeHtml(text)}</time>`);
}

/** The mark of a state, for eyes alone: a word always stands beside it. */
export function stateMark(state: State): Html {
  return unescapeHTML(markOf(state));
}

/** A state with the word that people read; mark and colour only repeat it. */
export function stateLabel(state: State, label: string): Html {
  return unescapeHTML(`<span class="state">${markOf(state)}${escapeHtml(label)}</span>`);
}

function markOf(state: State): string {
  const look = state === 'partial outage' ? ' class="solid"' : '';
  const path = `<path${look} d="${MARK_SHAPES[state]}"></path>`;
  return `<svg class="mark" data-state="${state}" viewBox="0 0 12 12" aria-hidden="true">${path}</svg>`;
}

/**
 * A few words of an incident, marked where they are not in the reader's language. Where they were redacted a sentence says so;
 * what proves the original stands once, with the facts.
 */
export function saidWords({ lang, words }: World, said: Said): Html {
  if (said.redaction) return unescapeHTML(escapeHtml(redactedWords(said.redaction, lang)));
  const own = escapeHtml(said.words);
  if (said.lang === lang || said.words === '') return unescapeHTML(own);
  const foreign = `<span lang="${escapeHtml(said.lang)}">${own}</span>`;
  return unescapeHTML(`${foreign} <small>${escapeHtml(words.site.notYetTranslated)}</small>`);
}

/** When something was added, and the word behind it (added, corrected …): within a sentence, or a line of its own. */
export function stamped(world: World, at: Instant, label: string, name: 'span' | 'p' = 'span'): Html {
  return unescapeHTML(
    `<${name} class="stamp">${moment(world, at, { isStamp: true })} ${escapeHtml(label)}</${name}>`,
  );
}

/** How long something has gone on; where it `isLive`, the page's script lets it go on. */
export function soFar({ lang, locale, words }: World, since: Instant, asOf: Instant, isLive = true): Html {
  const spoken = (span: string) => escapeHtml(words.incident.soFarAside(span).trim());
  const live = isLive ? ` data-since="${formatZoned(since, locale.zone)}" data-words="${spoken('#')}"` : '';
  return unescapeHTML(`<span class="length"${live}>${spoken(spanWords(asOf - since, lang))}</span>`);
}
