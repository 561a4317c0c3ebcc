import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareStates, STATES, type State, worst } from './state.ts';

const state = fc.constantFrom<State>(...STATES);

it('the worst of nothing is operational', () => {
  expect(worst([])).toBe('operational');
});

it('the worst is one of those given, and none of them is worse', () => {
  fc.assert(
    fc.property(fc.array(state, { minLength: 1 }), (states) => {
      const found = worst(states);
      expect(states).toContain(found);
      expect(states.filter((other) => compareStates(other, found) > 0)).toEqual([]);
    }),
  );
});

it('the worst does not depend on order or grouping, and operational changes nothing', () => {
  fc.assert(
    fc.property(state, state, state, (a, b, c) => {
      expect(worst([a, b])).toBe(worst([b, a]));
      expect(worst([worst([a, b]), c])).toBe(worst([a, worst([b, c])]));
      expect(worst([a, 'operational'])).toBe(a);
      expect(worst([a, a])).toBe(a);
    }),
  );
});
