import { address, anchor, paths } from '../derive/addresses.ts';
import type { IncidentView } from '../derive/incident-view.ts';
import type { ResolveLink } from '../derive/links.ts';
import type { Site } from '../derive/site.ts';
import type { Update } from '../model/incident.ts';
import type { Instant } from '../model/instant.ts';
import type { RecordLine } from '../model/record.ts';

/** What the texts of incidents need of the world outside them. */
export interface ProseWorld {
  /** Where a link leads, spelled as a page of the site would spell it; the feeds make it absolute. */
  readonly resolve: ResolveLink;
}

/** One update, told in one language. */
export interface Telling {
  /** The incident as it stood when the update came; its file may say more by now. */
  readonly view: IncidentView;
  readonly update: Update;
  /** When it was first published. */
  readonly at: Instant;
  /** Its line in the record; absent where there is no record. */
  readonly line: RecordLine | undefined;
  readonly lang: string;
  readonly site: Site;
  readonly prose: ProseWorld;
}

/** Where an update of the same incident stands on the site: an absolute address. */
export function addressOf({ stamp, phase }: Update, { view, lang, site }: Telling): string {
  const page = phase === 'postmortem' ? paths.postmortem(view.id) : paths.incident(view.id);
  return new URL(`${address(site.config, lang, page)}#${anchor(stamp)}`).href;
}
