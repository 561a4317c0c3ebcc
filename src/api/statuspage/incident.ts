import { address, paths } from '../../derive/addresses.ts';
import type { IncidentView } from '../../derive/incident-view.ts';
import { plainWords, titleOf } from '../../derive/said.ts';
import { legible } from '../../markdown/legible.ts';
import type { Impact, Update } from '../../model/incident.ts';
import { type Instant, instant } from '../../model/instant.ts';
import { closes, opens } from '../../model/phase.ts';
import { timeIn } from '../desk.ts';
import type { ComponentBody } from './component.ts';
import { idNames } from './ids.ts';
import type { IncidentStatus, MaintenanceStatus } from './statuses.ts';
import type { StatuspageDesk } from './statuspage-desk.ts';
import { displayedAt, type UpdateBody, updateBodies } from './update.ts';

/** What incidents and maintenances have in common. */
export interface MatterBody {
  readonly id: string;
  readonly name: string;
  readonly status: IncidentStatus | MaintenanceStatus;
  readonly created_at: string;
  readonly updated_at: string;
  readonly monitoring_at: string | null;
  readonly resolved_at: string | null;
  readonly impact: Impact;
  readonly shortlink: string;
  readonly started_at: string;
  readonly page_id: string;
  /** The newest first. */
  readonly incident_updates: readonly UpdateBody[];
  /** As they are now; once it is over, as it left them. */
  readonly components: readonly ComponentBody[];
}

export interface IncidentBody extends MatterBody {
  readonly reminder_intervals: null;
}

export interface MaintenanceBody extends MatterBody {
  readonly scheduled_for: string;
  readonly scheduled_until: string;
}

export function incidentBody(view: IncidentView, desk: StatuspageDesk): IncidentBody {
  return { ...matterBody(view, view.impact, desk), reminder_intervals: null };
}

/** One without a window is scheduled for the time that it took. */
export function maintenanceBody(view: IncidentView, desk: StatuspageDesk): MaintenanceBody {
  const time = timeIn(desk.site);
  return {
    ...matterBody(view, 'maintenance', desk),
    scheduled_for: time(scheduledFor(view)),
    scheduled_until: time(view.plan?.window.end ?? view.courses.at(-1)?.ended?.at ?? scheduledFor(view)),
  };
}

/** When a maintenance is planned to begin. */
export function scheduledFor({ plan, began }: IncidentView): Instant {
  return plan?.window.start ?? began.at;
}

function matterBody(view: IncidentView, impact: Impact, desk: StatuspageDesk): MatterBody {
  const { site, lang, idOf } = desk;
  const time = timeIn(site);
  const orNull = (at: Instant | undefined) => (at === undefined ? null : time(at));
  const publication = desk.publications(view);
  const created = instant(Math.min(...view.updates.map(publication.created)));
  const updates = updateBodies(view, desk);
  return {
    id: idOf(idNames.incident(view.id)),
    name: legible(plainWords(titleOf(view, lang), lang)),
    status: updates[0]?.status ?? 'investigating',
    created_at: time(created),
    updated_at: time(publication.last),
    monitoring_at: orNull(monitoringAt(view)),
    resolved_at: orNull(resolvedAt(view)),
    impact,
    shortlink: address(site.config, lang, paths.incident(view.id)),
    started_at: time(view.courses[0]?.began.at ?? created),
    page_id: idOf(idNames.page),
    incident_updates: updates,
    components: desk.components.of(view),
  };
}

/** When the first update closed what no later one reopened; one that was told of afterwards was over by its first. */
function resolvedAt({ isOpen, updates }: IncidentView): Instant | undefined {
  if (isOpen) return undefined;
  const opening = updates.findLastIndex(({ phase }) => opens(phase));
  const closing: Update | undefined = updates.find(({ phase }, index) => index > opening && closes(phase));
  return displayedAt(closing ?? updates[0]);
}

function monitoringAt({ updates }: IncidentView): Instant | undefined {
  const watching = updates.findLast(({ phase }) => phase === 'monitoring');
  return watching && displayedAt(watching);
}
