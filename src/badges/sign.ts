import { bannerOf, headlineIn } from '../derive/banner.ts';
import type { ComponentView, Site } from '../derive/site.ts';
import { wordsFor } from '../i18n/words.ts';
import { legible } from '../markdown/legible.ts';
import type { State } from '../model/state.ts';

/** What a badge says: of whom, and how it stands. Both on one line. */
export interface Sign {
  readonly subject: string;
  readonly words: string;
  readonly state: State;
  readonly lang: string;
}

/** The whole service. */
export function siteSign(site: Site, lang: string): Sign {
  const { state } = bannerOf(site);
  return sign(site.config.name[lang] ?? '', headlineIn(site, lang), state, lang);
}

/** One component or group; undefined for one that is no more, or not yet. */
export function componentSign(view: ComponentView, lang: string): Sign | undefined {
  const { component, state, exists } = view;
  if (!exists) return undefined;
  return sign(component.name[lang] ?? component.id, wordsFor(lang).states[state], state, lang);
}

function sign(subject: string, words: string, state: State, lang: string): Sign {
  return { subject: onOneLine(subject), words: onOneLine(words), state, lang };
}

function onOneLine(text: string): string {
  return legible(text).replace(/\s+/g, ' ').trim();
}
