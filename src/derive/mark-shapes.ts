import type { State } from '../model/state.ts';

/** The mark of each state, ○ △ ▲ × □, in a square of 12 units: an SVG path with a stroke of 2; a partial outage's is filled. */
export const MARK_SHAPES: Readonly<Record<State, string>> = {
  operational: 'M1.5 6a4.5 4.5 0 1 0 9 0 4.5 4.5 0 1 0-9 0Z',
  'degraded performance': 'M6 1.8 11 10.4H1Z',
  'partial outage': 'M6 1.8 11 10.4H1Z',
  'major outage': 'm1.7 1.7 8.6 8.6m0-8.6-8.6 8.6',
  'under maintenance': 'M1.5 1.5h9v9h-9Z',
};
