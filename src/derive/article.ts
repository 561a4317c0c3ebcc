import { formatInstant } from '../model/instant.ts';
import { address, paths } from './addresses.ts';
import type { IncidentView } from './incident-view.ts';
import { firstPublished } from './published.ts';
import { plainWords, titleOf } from './said.ts';
import type { Site } from './site.ts';

/** A postmortem as search engines read it (https://schema.org/Article): the one kind of page for which a type is true. */
export function articleOf(view: IncidentView, site: Site, lang: string, kind: string): object {
  const { config, ledger } = site;
  const published = firstPublished(ledger);
  const times = view.postmortem.map((update) => published(view.incident, update));
  const organization = { '@type': 'Organization', name: config.name[lang] ?? '' };
  return {
    '@context': 'https://schema.org',
    '@type': 'Article',
    headline: plainWords(titleOf(view, lang), lang),
    articleSection: kind,
    inLanguage: lang,
    url: address(config, lang, paths.postmortem(view.id)),
    datePublished: formatInstant(times[0] ?? view.began.at),
    dateModified: formatInstant(times.at(-1) ?? view.began.at),
    author: organization,
    publisher: organization,
  };
}
