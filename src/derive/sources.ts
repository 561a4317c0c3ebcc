import { paths } from './addresses.ts';
import type { Site } from './site.ts';

/** The incident files as they are served, `incidents/ID.md` and `incidents/ID.LANG.md`: what a reader checks the pages against. */
export function* sourceFiles(site: Site): Iterable<{ readonly path: string; readonly body: string }> {
  for (const { id, incident } of site.views) {
    yield { path: paths.incidentSource(id).slice(1), body: incident.source };
    for (const [lang, { source }] of incident.translations) {
      yield { path: paths.incidentSource(`${id}.${lang}`).slice(1), body: source };
    }
  }
}
