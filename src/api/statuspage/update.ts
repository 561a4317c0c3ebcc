import { dayOf } from '../../calendar/day.ts';
import { type Change, changesOf } from '../../derive/changes.ts';
import type { IncidentView } from '../../derive/incident-view.ts';
import { isErrataSlip } from '../../derive/nexts.ts';
import { broughtIn } from '../../derive/published.ts';
import type { Update } from '../../model/incident.ts';
import { compactInstant, type Instant } from '../../model/instant.ts';
import { groupOn, nameOn } from '../../model/site-config.ts';
import { timeIn } from '../desk.ts';
import { messageOf } from '../message.ts';
import { idNames } from './ids.ts';
import {
  type ComponentStatus,
  type IncidentStatus,
  type MaintenanceStatus,
  statusesOf,
  statusOfState,
} from './statuses.ts';
import type { StatuspageDesk } from './statuspage-desk.ts';

/** One update of an incident or a maintenance. */
export interface UpdateBody {
  readonly id: string;
  readonly status: IncidentStatus | MaintenanceStatus;
  /** Text that is safe as HTML. */
  readonly body: string;
  readonly incident_id: string;
  /** When it was posted. */
  readonly created_at: string;
  readonly updated_at: string;
  /** When what it tells happened. */
  readonly display_at: string;
  readonly affected_components: readonly AffectedBody[] | null;
  readonly deliver_notifications: boolean;
  readonly custom_tweet: null;
  readonly tweet_id: null;
}

export interface AffectedBody {
  readonly code: string;
  readonly name: string;
  readonly old_status: ComponentStatus;
  readonly new_status: ComponentStatus;
}

/** When what an update tells happened: its `at`, else its stamp. */
export function displayedAt({ statements, stamp }: Update): Instant {
  return statements.at?.at ?? stamp.at;
}

/** All updates of an incident, the newest first. */
export function updateBodies(view: IncidentView, desk: StatuspageDesk): readonly UpdateBody[] {
  const { site, idOf } = desk;
  const time = timeIn(site);
  const publication = desk.publications(view);
  const statuses = statusesOf(view.kind, view.updates);
  const fromElsewhere = new Set(broughtIn(view.incident, site.ledger));
  const changes = changesOf(view.kind, view.updates, fromElsewhere);
  return view.updates
    .map((update, index): UpdateBody => {
      const created = publication.created(update);
      return {
        id: idOf(idNames.update(view.id, compactInstant(update.stamp.at))),
        status: statuses[index] ?? 'investigating',
        body: messageOf(view, update, desk),
        incident_id: idOf(idNames.incident(view.id)),
        created_at: time(created),
        updated_at: time(publication.updated(update)),
        display_at: time(displayedAt(update)),
        affected_components: affectedBodies(changes[index] ?? [], created, desk),
        deliver_notifications: !fromElsewhere.has(update) && !isErrataSlip(update),
        custom_tweet: null,
        tweet_id: null,
      };
    })
    .toReversed();
}

/** Null where an update says nothing of components, as most of the original's are. */
function affectedBodies(
  changes: readonly Change[],
  at: Instant,
  { site, lang, idOf }: StatuspageDesk,
): readonly AffectedBody[] | null {
  if (changes.length === 0) return null;
  const day = dayOf(at, site.config.timeZone);
  return changes.map(({ component: id, from, to }) => {
    const component = site.index.byId.get(id);
    const group = component && groupOn(component, site.index.groupOf.get(id)?.id ?? '', day);
    const names = [group ? site.index.byId.get(group) : undefined, component].flatMap((one) =>
      one ? [nameOn(one, day)[lang] ?? one.id] : [],
    );
    return {
      code: idOf(idNames.component(id)),
      name: names.join(' - '),
      old_status: statusOfState(from),
      new_status: statusOfState(to),
    };
  });
}
