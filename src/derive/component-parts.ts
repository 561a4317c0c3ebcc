import { dayOf, monthOf } from '../calendar/day.ts';
import type { IncidentView } from './incident-view.ts';
import { type Part, partsOf } from './parts.ts';
import type { ComponentView, Site } from './site.ts';

/** The pages of a component that was often touched: by when each incident began, in the site's zone. */
export function componentParts(
  { views }: ComponentView,
  { config }: Pick<Site, 'config'>,
): readonly Part<IncidentView>[] {
  return partsOf(views, (view) => monthOf(dayOf(view.began.at, config.timeZone)));
}
