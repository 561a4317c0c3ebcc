import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeLines } from './code.ts';

const ROWS = [
  '```status',
  '```',
  '```',
  '````',
  '~~~',
  '``` a`b',
  '  ```',
  '',
  '',
  'Mail is slow.',
  'mail: major outage',
];
const MORE = [
  '> quoted',
  '- point',
  '  more',
  '\tindented',
  '    indented',
  '<pre>',
  '</pre>',
  '***',
  '| a |',
  '## 2026-01-01',
];

describe('the lines of code in a text', () => {
  it('are found without a parser as with one, where a fence at the top is all the code there is', () => {
    let closed = 0;
    const rows = fc.array(fc.constantFrom(...ROWS, ...ROWS, ...MORE), { maxLength: 9 });
    fc.assert(
      fc.property(fc.boolean(), rows, (isUsual, all) => {
        const text = (isUsual ? ['', '```status', ...all] : all).join('\n');
        // Indented code far below makes it go through the parser.
        const [own, parsed] = [codeLines(text), codeLines(`${text}\n\nend\n\n    code`)];
        if (parsed.openFence !== undefined) return;
        const height = text.split('\n').length;
        const found = ({ has }: typeof own) => Array.from({ length: height }, (_, row) => has(row));
        expect(found(own)).toEqual(found(parsed));
        expect(own.openFence).toBe(undefined);
        if (own.has(1)) closed += 1;
      }),
      { numRuns: 5000 },
    );
    expect(closed).toBeGreaterThan(200);
  });

  it('name a fence that nothing closes', () => {
    expect(codeLines('\n```status\nmail: major outage\n').openFence).toBe(1);
    expect(codeLines('\n```status\n```\n\n```\nlog\n').openFence).toBe(4);
    expect(codeLines('\n```status\n```\n\nMail is slow.\n').openFence).toBe(undefined);
  });
});
