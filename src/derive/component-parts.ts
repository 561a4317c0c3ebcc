import { dayOf, monthOf } from '../calendar/day.ts';
import type { IncidentView } from './incident-view.ts';
import { oncePer } from './once.ts';
import { type Part, partsOf } from './parts.ts';
import type { ComponentView, Site } from './site.ts';

/** The pages of a component that was often touched: by when each incident began, in the site's zone. */
export function componentParts({ component }: ComponentView, site: Site): readonly Part<IncidentView>[] {
  return partsByComponent(site).get(component.id) ?? [];
}

const partsByComponent = oncePer(({ componentById, config }: Site) => {
  const monthIn = (view: IncidentView) => monthOf(dayOf(view.began.at, config.timeZone));
  return new Map([...componentById].map(([id, { views }]) => [id, partsOf(views, monthIn)]));
});
