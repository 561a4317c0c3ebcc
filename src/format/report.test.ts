import { describe, expect, it } from 'vitest';
import { problem, shorten } from './problems.ts';
import { countProblems, renderProblems } from './report.ts';

const at = (file: string, line: number) => ({ file, line, column: 3 });
const error = problem('status-fence', at('2026/a.md', 7), '~~~ status', '```status');
const warning = problem('heading-order', at('b.md', 9), '', 4);

describe('a report', () => {
  it('tells the place, what was read, why it is wrong and what to write', () => {
    expect(renderProblems([error], 'incidents')).toMatchInlineSnapshot(`
      "incidents/2026/a.md:7:3: error status-fence
        read   ~~~ status
        why    A status block opens with \`\`\`status and closes with \`\`\`, at the start of a line, spelled so.
        write  \`\`\`status
      "
    `);
  });

  it('leaves out what was read where nothing was, and sets further lines below the first', () => {
    const found = problem('front-matter-missing', at('c.md', 1), '', '---\ntitle: Mail\n---');
    expect(renderProblems([found], 'incidents').split('\n').slice(1)).toEqual([
      '  why    A file begins with front matter: two lines of three hyphens, with the title between them.',
      '  write  ---',
      '         title: Mail',
      '         ---',
      '',
    ]);
  });

  it('keeps what was read to one line that fits', () => {
    const { read } = problem('status-fence', at('a.md', 1), `a\n\tb ${'x'.repeat(300)}`, '');
    expect(read).toMatch(/^a b x+…$/);
    expect(read).toHaveLength(160);
  });

  it('compares published texts word by word, but not those that have nothing in common', () => {
    const words = (letter: string) =>
      Array.from({ length: 8000 }, (_, index) => `${letter}${index}`).join(' ');
    const changed = (stood: string, stands: string) => ({ ...error, stood, stands });
    const began = process.cpuUsage();
    const text = renderProblems(
      [changed('Mail is slow.', 'Mail is fast.'), ...Array(15).fill(changed(words('a'), words('b')))],
      'incidents',
    );
    expect(process.cpuUsage(began).user / 1e6).toBeLessThan(3);
    expect(text.match(/^ {2}diff .*/gm)).toEqual(['  diff   Mail is [-slow-]{+fast+}.']);
  });

  it('of thousands of one rule tells some of each file, and how many more there are', () => {
    const flood = (file: string, count: number) =>
      Array.from({ length: count }, (_, index) =>
        problem('status-fence', at(file, index + 1), 'x', '```status'),
      );
    const files = Array.from({ length: 30 }, (_, index) => flood(`${index}.md`, 60));
    const text = renderProblems([...flood('a.md', 90_000), warning, ...files.flat()], 'incidents');
    const placed = (name: string) => text.split('\n').filter((line) => line.startsWith(`incidents/${name}:`));
    expect(placed('a.md')).toHaveLength(50);
    expect(placed('b.md')).toHaveLength(1);
    expect(placed('18.md')).toHaveLength(50);
    expect(placed('19.md')).toHaveLength(0);
    expect(text).toMatch(/\nand 90800 more of status-fence\n$/);
  });

  it('counts', () => {
    expect(countProblems([error])).toBe('1 error in 1 file');
    expect(countProblems([warning])).toBe('1 warning in 1 file');
    expect(countProblems([error, error, warning])).toBe('2 errors and 1 warning in 2 files');
  });
});

describe('what was read', () => {
  it('is shown without what commands a terminal, and not at any length', () => {
    const shown = shorten(`\u001b[2J\u0000a\u202e ${'x'.repeat(100_000)}`);
    expect(shown).not.toMatch(/[\u0000-\u001f\u202e]/);
    expect(shown).toHaveLength(160);
  });
});
