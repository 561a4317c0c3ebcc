import { describe, expect, it } from 'vitest';
import { folderOf, tokyo } from '../../tests/deployments.ts';
import { parseFolder } from './folder.ts';

const NOW = tokyo('2026-11-22 21:00');
const OPENED = '---\ntitle: Mail is slow\n---\n\n## 2026-11-11 13:00 +09:00 Investigating\n\n';

function correction(minute: number, ...pairs: readonly (readonly [wrong: string, right: string])[]): string {
  const stamp = `## 2026-11-11 13:${String(minute).padStart(2, '0')} +09:00 Correction`;
  const lines = pairs.map(([wrong, right]) => `- For: ${wrong}\n- Read: ${right}\n`);
  return `${stamp}\n\n\`\`\`status\ncorrects: 2026-11-11 13:00\n\`\`\`\n\n${lines.join('\n')}\n`;
}

function problemsOf(text: string): readonly string[] {
  return parseFolder(folderOf({ 'a.md': text }), NOW).problems.map(
    ({ rule, place }) => `${rule} ${place.line}`,
  );
}

describe('corrections of one update', () => {
  it('may not let it grow without end: what they struck and put in counts', () => {
    const long = (letter: string) => `${letter.repeat(79)} `.repeat(750).trim();
    const first = correction(10, ['Aaa', long('a')]);
    const second = correction(20, ['Bbb', long('b')]);
    const third = correction(30, ['Ccc', long('c')]);
    expect(problemsOf(`${OPENED}Aaa Bbb Ccc.\n\n${first}${second}`)).toEqual([]);
    expect(problemsOf(`${OPENED}Aaa Bbb Ccc.\n\n${first}${second}${third}`)).toEqual(['for-read-excess 33']);
  });

  it('may not have a text that is slow to read be read again and again', () => {
    const slow = '!'.repeat(5000);
    const pairs = Array.from({ length: 40 }, (_, index) => [`w${index}x`, `v${index}x`] as const);
    const words = pairs.map(([wrong]) => wrong).join(' ');
    const text = (body: string) =>
      `${OPENED}${words}\n\n${body}\n\n${pairs.map((pair, index) => correction(index + 1, pair)).join('')}`;
    expect(problemsOf(text('Mail waits.'))).toEqual([]);
    const found = problemsOf(text(slow));
    expect(new Set(found.map((one) => one.replace(/ .*/, '')))).toEqual(new Set(['for-read-excess']));
  });
});
