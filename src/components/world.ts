import { linkResolver, type PublishedFile, type ResolveLink } from '../derive/links.ts';
import type { Site } from '../derive/site.ts';
import type { Locale } from '../i18n/moments.ts';
import { type Words, wordsFor } from '../i18n/words.ts';
import type { Instant } from '../model/instant.ts';
import type { PreviewNotes, SiteAssets } from '../model/page-assets.ts';

/** What every part of a page needs to word itself: the site, and the language in which it speaks. */
export interface World {
  readonly site: Site;
  readonly lang: string;
  readonly words: Words;
  readonly locale: Locale;
  readonly resolve: ResolveLink;
  readonly assets: SiteAssets;
  readonly preview?: PreviewNotes;
}

/** One world a language. */
export function worldsOf(
  site: Site,
  files: ReadonlyMap<string, PublishedFile>,
  assets: SiteAssets,
  preview?: PreviewNotes,
): readonly World[] {
  const resolve = linkResolver(site, files);
  return site.config.languages.map((lang) => ({
    site,
    lang,
    words: wordsFor(lang),
    locale: { lang, zone: site.config.timeZone, named: site.asOf },
    resolve,
    assets,
    ...(preview ? { preview } : {}),
  }));
}

/** The same world on a page that names the zone as it was at another moment: an incident's, whose clocks may be others. */
export function speakingFrom(world: World, named: Instant): World {
  return { ...world, locale: { ...world.locale, named } };
}
