import { inLanguage, paths } from '../derive/addresses.ts';
import type { OutputText } from '../derive/output-text.ts';
import type { Site } from '../derive/site.ts';
import { embedBody } from './embed.ts';
import { shieldsBody } from './shields.ts';
import { componentSign, type Sign, siteSign } from './sign.ts';
import { renderBadge } from './svg.ts';

/**
 * What other sites show of this one, in every language: badges of the site and of each component and group that exists,
 * and what the embed says. `script` is the embed's own. Pure: the same site gives the same bytes.
 */
export function* badgeFiles(site: Site, script: string): Iterable<OutputText> {
  for (const lang of site.config.languages) {
    const file = (path: string, body: string): OutputText => ({
      path: inLanguage(site.config, lang, path).slice(1),
      body,
    });
    const badge = (of: Sign, path: (format: 'svg' | 'json') => string) => [
      file(path('svg'), renderBadge(of)),
      file(path('json'), `${JSON.stringify(shieldsBody(of))}\n`),
    ];
    yield* badge(siteSign(site, lang), paths.badge);
    for (const view of site.componentById.values()) {
      const sign = componentSign(view, lang);
      if (sign) yield* badge(sign, (format) => paths.componentBadge(view.component.id, format));
    }
    yield file(paths.embedJson, `${JSON.stringify(embedBody(site, lang))}\n`);
    yield file(paths.embedScript, script);
  }
}
