import type { IncidentView } from '../../derive/incident-view.ts';
import type { Site } from '../../derive/site.ts';
import { compactInstant } from '../../model/instant.ts';
import type { Desk } from '../desk.ts';
import { type Publication, publicationOf } from '../publication.ts';
import { type ComponentRows, componentRows } from './component.ts';
import { idNames, mintIds } from './ids.ts';

/** What the Statuspage bodies of one language are made from. */
export interface StatuspageDesk extends Desk {
  /** The Statuspage id of one of our names (`idNames`). */
  readonly idOf: (name: string) => string;
  readonly publications: Publications;
  readonly components: ComponentRows;
}

/** When what an incident says was published; worked out once for each. */
export type Publications = (view: IncidentView) => Publication;

/** Throws where two things of the site would have one id. */
export function statuspageDesk(desk: Desk, idOf: StatuspageDesk['idOf']): StatuspageDesk {
  const { site, lang } = desk;
  const known = new Map<string, Publication>();
  const publications = (view: IncidentView) => {
    const found = known.get(view.id) ?? publicationOf(view.incident, view.updates, lang, site);
    known.set(view.id, found);
    return found;
  };
  return { ...desk, idOf, publications, components: componentRows({ site, lang, idOf, publications }) };
}

/** The ids of all that the site's bodies name; the same in every language. */
export function siteIds(site: Site): StatuspageDesk['idOf'] {
  return mintIds(namesIn(site));
}

function* namesIn({ index, views }: Site): Iterable<string> {
  yield idNames.page;
  for (const id of index.byId.keys()) yield idNames.component(id);
  for (const { id, updates } of views) {
    yield idNames.incident(id);
    for (const { stamp } of updates) yield idNames.update(id, compactInstant(stamp.at));
  }
}
