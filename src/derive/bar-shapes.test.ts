import { describe, expect, it } from 'vitest';
import type { State } from '../model/state.ts';
import { barShapes } from './bar-shapes.ts';
import type { DayBar } from './days.ts';

function bars(...states: readonly (State | 'not yet')[]): readonly DayBar[] {
  return states.map((state, index) => ({
    day: `2026-10-${String(index + 29).padStart(2, '0')}`.replace('2026-10-32', '2026-11-01'),
    state: state === 'not yet' ? 'operational' : state,
    times: [],
    existed: state !== 'not yet',
    amended: state === 'major outage',
    incidents: [],
  }));
}

describe('a strip of days', () => {
  it('draws equal neighbours as one, and nothing before a component existed', () => {
    const { shapes, width } = barShapes(bars('not yet', 'operational', 'operational', 'major outage'));
    expect(width).toBe(16);
    expect(shapes).toEqual([
      { state: 'operational', x: 4, y: 34, width: 8, height: 2 },
      { state: 'major outage', x: 12, y: 6, width: 4, height: 30 },
    ]);
  });

  it('has more ink the worse it was', () => {
    const { shapes } = barShapes(
      bars('operational', 'degraded performance', 'partial outage', 'major outage'),
    );
    const heights = shapes.map(({ height }) => height);
    expect(heights).toEqual(heights.toSorted((a, b) => a - b));
    expect(new Set(heights).size).toBe(4);
  });

  it('marks where a month begins, and the days whose story was amended', () => {
    const { ticks, amended } = barShapes(bars('operational', 'operational', 'operational', 'major outage'));
    expect(ticks).toEqual([12]);
    expect(amended).toEqual([12]);
  });
});
