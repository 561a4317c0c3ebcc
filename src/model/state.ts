/** From well to worst. The order is the meaning. */
export const STATES = [
  'operational',
  'under maintenance',
  'degraded performance',
  'partial outage',
  'major outage',
] as const;

/** What a component is doing at one moment. */
export type State = (typeof STATES)[number];

/** Negative when `a` is better than `b`, positive when it is worse. */
export function compareStates(a: State, b: State): number {
  return STATES.indexOf(a) - STATES.indexOf(b);
}

/** A component is as bad as the worst thing happening to it; nothing happening is `operational`. */
export function worst(states: Iterable<State>): State {
  let found: State = 'operational';
  for (const state of states) if (compareStates(state, found) > 0) found = state;
  return found;
}
