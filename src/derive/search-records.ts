import { dayOf } from '../calendar/day.ts';
import { momentWords } from '../i18n/moments.ts';
import { wordsFor } from '../i18n/words.ts';
import { plainText } from '../markdown/outline.ts';
import { asCorrected } from '../model/errata.ts';
import { inLanguage, paths } from './addresses.ts';
import type { IncidentView } from './incident-view.ts';
import { lossOf, plainWords, textOf, titleOf } from './said.ts';
import type { Site } from './site.ts';

/** By what a search can be narrowed. */
export const FACETS = ['component', 'kind', 'year', 'loss', 'language'] as const;
export type Facet = (typeof FACETS)[number];

/** What the search knows of one incident in one language. */
export interface SearchRecord {
  /** Its page, below the site's base. */
  readonly url: string;
  readonly lang: string;
  readonly title: string;
  /** What stands below the title in the list of what was found. */
  readonly line: string;
  /** All that its pages say, errata applied; redacted words are in none of it. */
  readonly content: string;
  /** The values that it has, as readers are shown them. */
  readonly facets: Readonly<Record<Facet, readonly string[]>>;
}

/** Everything that a search can find, in each language of the site. */
export function searchRecords(site: Site): readonly SearchRecord[] {
  return site.config.languages.flatMap((lang) => site.views.map((view) => recordOf(view, lang, site)));
}

/** The values that a search in a language can be narrowed to, in the order in which a reader looks for them. */
export function facetValues(site: Site, lang: string): Readonly<Record<Facet, readonly string[]>> {
  const found = site.views.map((view) => facetsOf(view, lang, site));
  const valuesOf = (facet: Facet) => [...new Set(found.flatMap((facets) => facets[facet]))];
  const names = [...site.index.byId.values()].map(({ id, name }) => name[lang] ?? id);
  const touched = new Set(valuesOf('component'));
  return {
    component: names.filter((name) => touched.has(name)),
    kind: valuesOf('kind'),
    year: valuesOf('year').toSorted().toReversed(),
    loss: valuesOf('loss'),
    language: valuesOf('language'),
  };
}

function recordOf(view: IncidentView, lang: string, site: Site): SearchRecord {
  const words = wordsFor(lang);
  const { config } = site;
  const title = plainWords(titleOf(view, lang), lang);
  const texts = view.updates.map((update) => plainText(asCorrected(textOf(view, update, lang).spans)));
  const losses = view.losses
    .filter(({ struck }) => struck === undefined)
    .map((loss) => plainWords(lossOf(view, loss, lang), lang));
  const facets = facetsOf(view, lang, site);
  const began = momentWords(view.began.at, { lang, zone: config.timeZone, named: site.asOf });
  return {
    url: inLanguage(config, lang, paths.incident(view.id)),
    lang,
    title,
    line: [words.phases[view.phase][0], began, ...facets.component].join(words.time.point),
    content: [title, ...texts, ...losses].filter((text) => text !== '').join('\n'),
    facets,
  };
}

function facetsOf(view: IncidentView, lang: string, { config, index }: Site): SearchRecord['facets'] {
  const words = wordsFor(lang);
  const hasLoss = view.losses.some(({ struck }) => struck === undefined);
  const languages = [view.incident.lang, ...view.incident.translations.keys()];
  return {
    component: view.components.map((id) => index.byId.get(id)?.name[lang] ?? id),
    kind: [words.kinds[view.kind]],
    year: [dayOf(view.began.at, config.timeZone).slice(0, 4)],
    loss: [hasLoss ? words.search.lost : words.search.notLost],
    language: languages.map((language) => wordsFor(language).language),
  };
}
