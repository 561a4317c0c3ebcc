import type { State } from '../model/state.ts';
import type { DayBar } from './days.ts';

/** How high a day's bar stands above the base line: the worse, the more ink. */
export const HEIGHTS: Readonly<Record<State, number>> = {
  operational: 2,
  'under maintenance': 10,
  'degraded performance': 10,
  'partial outage': 20,
  'major outage': 30,
};

const DAY_WIDTH = 4;
const BASE = 36;

export interface BarShape {
  readonly state: State;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A strip of days as few rectangles: equal neighbours are one; days before `since` and after `until` draw nothing. */
export function barShapes(bars: readonly DayBar[]): {
  readonly shapes: readonly BarShape[];
  /** Where a month begins. */
  readonly ticks: readonly number[];
  /** Days whose story was amended later. */
  readonly amended: readonly number[];
  readonly width: number;
  readonly height: number;
} {
  const shapes: BarShape[] = [];
  bars.forEach((bar, index) => {
    if (!bar.existed) return;
    const x = index * DAY_WIDTH;
    const last = shapes.at(-1);
    const height = HEIGHTS[bar.state];
    if (last && last.state === bar.state && last.x + last.width === x) {
      shapes[shapes.length - 1] = { ...last, width: last.width + DAY_WIDTH };
    } else shapes.push({ state: bar.state, x, y: BASE - height, width: DAY_WIDTH, height });
  });
  const at = (isWanted: (bar: DayBar) => boolean) =>
    bars.flatMap((bar, index) => (isWanted(bar) ? [index * DAY_WIDTH] : []));
  return {
    shapes,
    ticks: at((bar) => bar.day.endsWith('-01')),
    amended: at((bar) => bar.amended),
    width: bars.length * DAY_WIDTH,
    height: BASE + 4,
  };
}
