import { describe, expect, it } from 'vitest';
import { parseFolder } from '../format/folder.ts';
import { plainText } from '../markdown/plain.ts';
import { textOf, written } from './fixtures/cstate.ts';
import { folderWith, NOW, notesOf } from './fixtures/world.ts';
import { literal, oneLine, tame } from './text.ts';

const LINE_ENDS = ['\r\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029'];

describe('a text from elsewhere', () => {
  it.each(LINE_ENDS)('keeps its lines apart where they end in %j', (end) => {
    expect(tame(`one${end}two`, 'UTC')).toBe('one\ntwo');
    expect(literal(`one${end}# two`)).toBe('one\\\n\\# two');
    expect(oneLine(`one${end}two`)).toBe('one two');
  });

  it('loses the characters that no file may hold, and the report names them', () => {
    const plan = written('a\u0007b\u202Ec', 'title: A\u0007larm\ndate: 2018-06-13 15:54\n');
    expect(notesOf(plan).filter((note) => note.includes('no file may hold'))).toEqual([
      'left out: characters that no file may hold: U+0007',
      'left out: characters that no file may hold: U+0007, U+202E',
    ]);
    expect(notesOf(written('a\u2028b')).some((note) => note.includes('no file may hold'))).toBe(false);
  });

  it.each([
    '- [ ] P1: Add an alarm by 2018-07-01',
    '- [x] P1: done',
    '* [ ] ｐ01 Add an alarm',
    '- [-] P2: no',
  ])('promises nothing here: %s', (line) => {
    const text = textOf(`Late.\n\n${line}\n`);
    const { incidents, problems } = parseFolder(folderWith({ '2018/a.md': text }), NOW);
    expect(incidents[0]?.updates.flatMap(({ promises }) => promises)).toEqual([]);
    expect(problems.filter(({ rule }) => rule.startsWith('promise'))).toEqual([]);
    expect(plainText(tame(line, 'UTC'))).toBe(plainText(line));
  });
});
