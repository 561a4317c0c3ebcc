import type { Update } from '../../model/incident.ts';
import { closes, type Kind, opens, type Phase } from '../../model/phase.ts';
import type { State } from '../../model/state.ts';
import { looksBack } from '../../model/windows.ts';

export type ComponentStatus =
  | 'operational'
  | 'degraded_performance'
  | 'partial_outage'
  | 'major_outage'
  | 'under_maintenance';

export type IncidentStatus = 'investigating' | 'identified' | 'monitoring' | 'resolved' | 'postmortem';
export type MaintenanceStatus = 'scheduled' | 'in_progress' | 'verifying' | 'completed';

const STATES: Readonly<Record<State, ComponentStatus>> = {
  operational: 'operational',
  'under maintenance': 'under_maintenance',
  'degraded performance': 'degraded_performance',
  'partial outage': 'partial_outage',
  'major outage': 'major_outage',
};

/** Phases that Statuspage has a status for. A false alarm is over, and so is work that was called off. */
const PHASES: Partial<Record<Phase, IncidentStatus | MaintenanceStatus>> = {
  investigating: 'investigating',
  identified: 'identified',
  monitoring: 'monitoring',
  resolved: 'resolved',
  withdrawn: 'resolved',
  scheduled: 'scheduled',
  'in progress': 'in_progress',
  verifying: 'verifying',
  completed: 'completed',
  cancelled: 'completed',
};

export function statusOfState(state: State): ComponentStatus {
  return STATES[state];
}

/**
 * The status that each update (by rising stamp) gives its incident. Additions and corrections leave it as it was; a
 * postmortem sets one of its own where the incident is over, for a client knows an open incident by its status.
 */
export function statusesOf(
  kind: Kind,
  updates: readonly Update[],
): readonly (IncidentStatus | MaintenanceStatus)[] {
  const [first] = updates;
  const isOver = first !== undefined && looksBack(kind, first);
  let isOpen = !isOver;
  let status: IncidentStatus | MaintenanceStatus =
    kind === 'maintenance' ? (isOver ? 'completed' : 'scheduled') : isOver ? 'resolved' : 'investigating';
  return updates.map(({ phase }) => {
    if (opens(phase) || closes(phase)) isOpen = opens(phase);
    if (phase !== 'postmortem') status = PHASES[phase] ?? status;
    else if (kind === 'incident' && !isOpen) status = 'postmortem';
    return status;
  });
}
