import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IMPACTS } from '../model/incident.ts';
import { STATES, type State } from '../model/state.ts';
import vectors from './fixtures/status-vectors.json' with { type: 'json' };
import { overallStatus } from './overall.ts';

const names = vectors.states as readonly State[];
const expand = (counts: readonly number[]): readonly State[] =>
  counts.flatMap((count, index) => Array<State>(count).fill(names[index] ?? 'operational'));

describe('the overall status', () => {
  for (const { indicator, description, counts } of vectors.seen) {
    it(`is "${description}" (${indicator}) wherever it was seen so`, () => {
      const found = counts.map((row) => overallStatus(expand(row)));
      expect(found.filter((one) => one.indicator !== indicator || one.description !== description)).toEqual(
        [],
      );
    });
  }

  it('was seen in every state that a component can be in', () => {
    expect([...names].sort()).toEqual([...STATES].sort());
    expect(vectors.seen.flatMap(({ counts }) => counts)).toHaveLength(80);
  });

  it('is one step graver where no component is spared an outage', () => {
    const of = (...states: readonly State[]) => {
      const { indicator, description } = overallStatus(states);
      return [indicator, description];
    };
    expect(of('major outage', 'major outage')).toEqual(['critical', 'Major System Outage']);
    expect(of('partial outage', 'partial outage')).toEqual(['major', 'Partial System Outage']);
    expect(of('partial outage', 'major outage')).toEqual(['major', 'Partial System Outage']);
    expect(of('degraded performance', 'degraded performance')).toEqual([
      'minor',
      'Partially Degraded Service',
    ]);
    expect(of('under maintenance', 'under maintenance')).toEqual([
      'maintenance',
      'Service Under Maintenance',
    ]);
    expect(of()).toEqual(['none', 'All Systems Operational']);
  });

  const state = fc.constantFrom<State>(...STATES);

  it('does not depend on the order of the components', () => {
    fc.assert(
      fc.property(
        fc
          .array(state)
          .chain((states) =>
            fc.tuple(fc.constant(states), fc.shuffledSubarray(states, { minLength: states.length })),
          ),
        ([states, shuffled]) => {
          expect(overallStatus(shuffled)).toEqual(overallStatus(states));
        },
      ),
    );
  });

  it('never gets better when a component gets worse', () => {
    fc.assert(
      fc.property(fc.array(state, { minLength: 1 }), state, (states, other) => {
        const [first = 'operational', ...rest] = states;
        const [better, worse] =
          STATES.indexOf(first) <= STATES.indexOf(other) ? [first, other] : [other, first];
        const rank = (of: State) => IMPACTS.indexOf(overallStatus([of, ...rest]).indicator);
        expect(rank(better)).toBeLessThanOrEqual(rank(worse));
      }),
    );
  });
});
