import { isZone } from '../calendar/zone.ts';
import { addComponents } from '../format/add-components.ts';
import { MOST_COMPONENTS } from '../format/site-checks.ts';
import { parseSiteConfig } from '../format/site-config.ts';
import type { ContentFolder } from '../format/source.ts';
import { writeYamlLine } from '../format/yaml.ts';
import type { SiteConfig } from '../model/site-config.ts';
import { type MatchedComponents, matchComponents } from './components.ts';
import type { History, PageFacts } from './history.ts';

/** Why nothing is written. */
export interface Refused {
  /** Whole sentences, ready to print. */
  readonly refused: string;
}

/** `site.yml` as it is to be. */
export interface SiteFile {
  readonly text: string;
  readonly config: SiteConfig;
  readonly matched: MatchedComponents;
}

/** `site.yml` with the components that it lacked. */
export function siteFor(
  history: History,
  { folder, lang }: { readonly folder: ContentFolder; readonly lang?: string | undefined },
): SiteFile | Refused {
  const given = folder.site ? new TextDecoder().decode(folder.site.bytes) : newSite(history.page, lang);
  if (given === undefined) return { refused: NO_SITE };
  const before = parseSiteConfig('site.yml', given);
  const known =
    before.config ??
    parseSiteConfig('site.yml', `${given.replace(/\n*$/, '\n')}components: [{ id: a, name: a }]\n`).config;
  if (!known)
    return {
      refused: `${folder.name}/site.yml has errors, on which every incident would lean. "npm run check" names them; mend them first.`,
    };
  const matched = matchComponents(history.components, {
    ...known,
    components: before.config?.components ?? [],
  });
  const { length } = matched.added;
  if (length > MOST_COMPONENTS)
    return {
      refused: `The history names ${length} components that ${folder.name}/site.yml has not, and a site has at most ${MOST_COMPONENTS}. Bring it in parts, or leave out what no reader knows.`,
    };
  const text = addComponents(given, matched.added);
  const { config } = parseSiteConfig('site.yml', text);
  if (!config)
    return {
      refused:
        matched.added.length === 0
          ? `${folder.name}/site.yml lists no component, and the history names none. Add one: components: [{ id: service, name: Service }]`
          : `The components could not be put into ${folder.name}/site.yml as it is spelled. Put these there by hand, and import again:\n${addComponents('', matched.added)}`,
    };
  return { text, config, matched };
}

const NO_SITE = `There is no site.yml yet, and the history does not say what the site is called. Write one into the content folder:

  name: Tayori Mail
  url: https://status.example.com
  languages: [en]
  timeZone: Europe/Berlin`;

function newSite({ name, url, zone }: PageFacts, lang = 'en'): string | undefined {
  if (name === undefined || url === undefined) return undefined;
  const timeZone = zone !== undefined && isZone(zone) ? zone : 'UTC';
  return [
    writeYamlLine('name', name),
    writeYamlLine('url', url.replace(/\/+$/, '')),
    `languages: [${lang}]`,
    writeYamlLine('timeZone', timeZone),
    '',
  ].join('\n');
}
