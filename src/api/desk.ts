import { formatMillis } from '../calendar/zone.ts';
import type { ResolveLink } from '../derive/links.ts';
import type { Site } from '../derive/site.ts';
import type { Instant } from '../model/instant.ts';

/** What the texts of incidents need of the world outside them. */
export interface ProseWorld {
  /** Where a link leads, spelled as a page of the site would spell it; here it becomes absolute. */
  readonly resolve: ResolveLink;
}

/** What everything that answers programs in one language is made from. */
export interface Desk {
  readonly site: Site;
  readonly lang: string;
  readonly prose: ProseWorld;
}

/** A moment as our JSON spells it: with milliseconds and the offset of the site's zone. */
export function timeIn({ config }: Pick<Site, 'config'>): (at: Instant) => string {
  return (at) => formatMillis(at, config.timeZone);
}
