import { bannerOf, headlineIn } from '../derive/banner.ts';
import type { IncidentView } from '../derive/incident-view.ts';
import { plainWords, titleOf } from '../derive/said.ts';
import type { Site } from '../derive/site.ts';
import { wordsFor } from '../i18n/words.ts';
import { legible } from '../markdown/legible.ts';

/** What the script of `/embed.js` shows on another site: nothing while `wrong` is false. */
export interface EmbedBody {
  readonly wrong: boolean;
  /** How loud: `open`, `maintenance`, `degraded`, `partial` or `major`; `quiet` where nothing is wrong. */
  readonly tone: string;
  readonly lang: string;
  readonly headline: string;
  /** The worst that is open; empty where there is none. */
  readonly incident: string;
  /** Words for the link to the site's front page. */
  readonly link: string;
}

export function embedBody(site: Site, lang: string): EmbedBody {
  const { tone } = bannerOf(site);
  const [worst] = [...site.openIncidents, ...site.maintenanceNow];
  const words = wordsFor(lang);
  const service = site.config.name[lang] ?? '';
  const title = (view: IncidentView) => legible(plainWords(titleOf(view, lang), lang));
  return {
    wrong: tone !== 'quiet',
    tone,
    lang,
    headline: legible(`${service}${words.time.colon}${headlineIn(site, lang)}`),
    incident: worst ? title(worst) : '',
    link: legible(words.site.statusOf(service)),
  };
}
