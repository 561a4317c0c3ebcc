import { address, inLanguage, paths } from '../derive/addresses.ts';
import { type OutputText, type OutputTexts, textOf } from '../derive/output-text.ts';
import type { Site } from '../derive/site.ts';
import { incidentChannel, publicationsIn } from './publications.ts';
import { FeedWriter } from './render.ts';
import { renderRss } from './rss.ts';
import type { ProseWorld } from './telling.ts';

export type { ProseWorld } from './telling.ts';

/**
 * Every feed of the site, in every language: of the whole site, of each component and group, of each incident, of the
 * postmortems and of the promises. Pure: the same site gives the same bytes, and no feed names the time of a build.
 */
export function feedTexts(site: Site, prose: ProseWorld): OutputTexts {
  return {
    ofSite: () => feedsOfSite(site, prose),
    ofIncident: (view) =>
      site.config.languages.map((lang) => {
        const path = paths.incidentFeed(view.id);
        const self = new URL(address(site.config, lang, path)).href;
        const body = renderRss(incidentChannel(view, site, lang, prose), self);
        return { path: inLanguage(site.config, lang, path).slice(1), body };
      }),
  };
}

function* feedsOfSite(site: Site, prose: ProseWorld): Iterable<OutputText> {
  const { config } = site;
  const writer = new FeedWriter();
  for (const lang of config.languages) {
    const file = (path: string) => inLanguage(config, lang, path).slice(1);
    const self = (path: string) => new URL(address(config, lang, path)).href;
    for (const { channel, formats } of publicationsIn(site, lang, prose)) {
      const { entries } = channel;
      const ids = [...new Set(entries.map(({ incident }) => incident))];
      const shown = { ids, beside: JSON.stringify(entries.map(({ id }) => id)) };
      for (const { format, at } of formats) {
        const make = () => writer.write(format, channel, self(at[0]));
        for (const path of at) yield textOf(shown, file(path), make);
      }
    }
  }
}
