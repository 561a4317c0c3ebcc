import { dayOf } from '../calendar/day.ts';
import type { Incident } from '../model/incident.ts';
import type { Instant } from '../model/instant.ts';
import { phaseNow } from './incident-view.ts';
import { planOf } from './work.ts';

/** Something that a site says by the clock alone, and so says wrongly until it is built again. */
export type Turn =
  | { readonly what: 'day'; readonly day: string }
  | { readonly what: 'window'; readonly id: string };

/**
 * What the clock turned on a site from `before` to `now`: a new day in the site's zone (bars, promises that fell due), and
 * maintenances whose window opened or passed.
 */
export function turnsBetween(
  before: Instant,
  now: Instant,
  incidents: readonly Incident[],
  zone: string,
): readonly Turn[] {
  const day = dayOf(now, zone);
  const isNewDay = day !== dayOf(before, zone);
  const turned = incidents.filter((incident) => standing(incident, before) !== standing(incident, now));
  return [
    ...(isNewDay ? [{ what: 'day', day } as const] : []),
    ...turned.map(({ id }) => ({ what: 'window', id }) as const),
  ];
}

/** What a maintenance says of its window at that moment, by all that is written of it. */
function standing({ kind, updates }: Incident, at: Instant): string | undefined {
  if (kind !== 'maintenance') return undefined;
  return planOf(updates, phaseNow(kind, updates), at)?.standing;
}
