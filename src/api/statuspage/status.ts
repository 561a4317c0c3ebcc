import type { Site } from '../../derive/site.ts';
import type { Impact } from '../../model/incident.ts';

/** How the whole service is doing. */
export interface StatusBody {
  readonly indicator: Impact;
  readonly description: string;
}

/** The description is in English whatever the language, for clients compare it. */
export function statusBody({ overall }: Site): StatusBody {
  return { indicator: overall.indicator, description: overall.description };
}
