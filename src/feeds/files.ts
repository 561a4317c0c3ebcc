import { address, inLanguage } from '../derive/addresses.ts';
import type { Site } from '../derive/site.ts';
import { renderAtom } from './atom.ts';
import { renderJson } from './json.ts';
import { publicationsIn } from './publications.ts';
import { renderRss } from './rss.ts';
import type { ProseWorld } from './telling.ts';

export type { ProseWorld } from './telling.ts';

/** A file of the output. */
export interface FeedFile {
  /** Relative to the output folder: `en/feed.xml`. */
  readonly path: string;
  readonly body: string;
}

const RENDER = { rss: renderRss, atom: renderAtom, json: renderJson } as const;

/**
 * Every feed of the site, in every language: of the whole site, of each component and group, of each incident, of the
 * postmortems and of the promises. Pure: the same site gives the same bytes, and no feed names the time of a build.
 */
export function* feedFiles(site: Site, prose: ProseWorld): Iterable<FeedFile> {
  const { config } = site;
  for (const lang of config.languages) {
    for (const { channel, formats } of publicationsIn(site, lang, prose)) {
      for (const { format, at } of formats) {
        const body = RENDER[format](channel, new URL(address(config, lang, at[0])).href);
        for (const path of at) yield { path: inLanguage(config, lang, path).slice(1), body };
      }
    }
  }
}
