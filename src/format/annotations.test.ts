import { describe, expect, it } from 'vitest';
import type { Problem } from '../model/problem.ts';
import { renderAnnotations } from './annotations.ts';

const problem = (given: Partial<Problem>): Problem => ({
  rule: 'heading-phase',
  severity: 'error',
  place: { file: '2008/slow.md', line: 7, column: 4 },
  read: '## 2008-09-05 07:00 +09:00 Resolvd',
  message: '"Resolvd" is no phase.',
  write: '## 2008-09-05 07:00 +09:00 Resolved',
  ...given,
});

describe('problems in a GitHub workflow', () => {
  it('stand on their line, with what to write', () => {
    expect(renderAnnotations([problem({})], 'incidents')).toMatchInlineSnapshot(`
      "::error file=incidents/2008/slow.md,line=7,col=4,title=heading-phase::"Resolvd" is no phase.%0AWrite: ## 2008-09-05 07:00 +09:00 Resolved
      "
    `);
  });

  it('begin with the errors: only ten of a kind are shown', () => {
    const said = renderAnnotations([problem({ severity: 'warning' }), problem({})], 'incidents');
    expect(said.match(/^::\w+/gm)).toEqual(['::error', '::warning']);
  });

  it('give no command to the workflow, whatever was written', () => {
    const forged = '100 %\r\n::add-mask::mail\n::error file=a,line=1::b';
    const hostile = problem({
      place: { file: 'a,line=9::x\n::y.md', line: 1, column: 1 },
      message: forged,
      write: forged,
    });
    const said = renderAnnotations([hostile], 'incidents');
    expect(said.trimEnd()).not.toMatch(/[\r\n]/);
    expect(said).toMatch(
      /^::error file=incidents\/a%2Cline=9%3A%3Ax%0A%3A%3Ay\.md,line=1,col=1,title=heading-phase::/,
    );
    expect(said).toContain('100 %25%0D%0A::add-mask::mail%0A');
  });
});
