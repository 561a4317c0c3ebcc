import fc from 'fast-check';
import { describe, it } from 'vitest';
import { TARGETS } from './fuzz/targets.ts';

/** `npm run fuzz` does the same for as long as it is let, with a watch on time and memory. */
describe('whatever is read,', () => {
  it.each(Object.keys(TARGETS))('%s throws at nothing and keeps its promises', (name) => {
    const { input, run } = TARGETS[name] ?? { input: fc.constant(''), run: () => undefined };
    fc.assert(fc.property(input, run), { numRuns: 25 });
  });
});
