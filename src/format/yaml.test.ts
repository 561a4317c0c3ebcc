import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readYaml, writeYamlLine } from './yaml.ts';

const TEXT = `# A comment
name: Tayori
components:
  - id: mail
    name: { en: Mail, ja: メール }
  - { id: sending, until: }
empty:
`;

function placeOf(path: readonly PropertyKey[], which?: 'key' | 'value'): string {
  const { line, column } = readYaml('site.yml', TEXT, 1).placeOf(path, which);
  return `${line}:${column}`;
}

function faultOf(text: string): string {
  const [fault] = readYaml('site.yml', text, 2).faults;
  return fault ? `${fault.place.line}:${fault.place.column} ${fault.reason} | ${fault.write}` : 'none';
}

describe('the place of a value', () => {
  it.each([
    [['name'], '2:7'],
    [['components', 0, 'id'], '4:9'],
    [['components', 0, 'name', 'ja'], '5:27'],
    [['components', 1], '6:5'],
    [['components', 1, 'id'], '6:11'],
  ])('%j is %s', (path, expected) => {
    expect(placeOf(path)).toBe(expected);
  });

  it('is that of its key where there is no value, or where the key is asked for', () => {
    expect(placeOf(['empty'])).toBe('7:1');
    expect(placeOf(['components', 1, 'until'])).toBe('6:20');
    expect(placeOf(['components', 0, 'name'], 'key')).toBe('5:5');
  });

  it('is that of what should hold it where it is missing', () => {
    expect(placeOf(['url'])).toBe('2:1');
    expect(placeOf(['components', 0, 'until'])).toBe('4:5');
    expect(placeOf(['components', 7])).toBe('4:3');
    expect(placeOf(['name', 'ja'])).toBe('2:7');
  });
});

describe('plain YAML', () => {
  it('has no aliases, anchors, tags, merge keys, doubles or further documents', () => {
    expect(faultOf('title: *x\n')).toContain('2:8 ');
    expect(faultOf('title: &x y\n')).toContain('anchors are not read');
    expect(faultOf('title: !x y\n')).toContain('tag');
    expect(faultOf('<<: { a: b }\n')).toContain('merge keys are not read');
    expect(faultOf('title: a\ntitle: b\n')).toBe(
      '3:1 the key of this line stands there twice. | Keep one of the two lines.',
    );
    expect(faultOf('a: b\n---\nc: d\n')).not.toBe('none');
  });

  it('needs quotes around what looks like more, and the message shows them', () => {
    expect(faultOf('title: Mail: down\n')).toBe(
      '2:8 a value that holds ": " needs quotes around it. | title: "Mail: down"',
    );
  });

  it('is nested no deeper than a person writes', () => {
    for (const text of ['- '.repeat(9000), '? '.repeat(9000), '['.repeat(9000), '{a: '.repeat(9000)]) {
      expect(faultOf(text), text.slice(0, 8)).toContain('nested too deeply');
    }
    expect(faultOf('- - - [[[a]]]')).toBe('none');
  });

  it('reads words as words', () => {
    const { value } = readYaml('site.yml', 'a: 2006-04-01\nb: yes\nc: "7"\nd: 7\n', 1);
    expect(value).toEqual({ a: '2006-04-01', b: 'yes', c: '7', d: 7 });
  });

  it('reads every line that was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const words = text.replace(/[\p{C}\s]+/gu, ' ').trim() || 'x';
        const line = writeYamlLine('title', words);
        expect(line).not.toContain('\n');
        expect(readYaml('a.md', line, 1).value).toEqual({ title: words });
      }),
    );
  });
});

describe('an escape', () => {
  it.each([
    ['a: "x \\x1b y"', '2:4 U+001B | a: "x  y"'],
    ['"\\u202e": b', '2:1 U+202E | "": b'],
    ['a: ["\\0", "\\ud800\\uFFFE"]', '2:5 U+0000 | a: ["", ""]'],
    ['a: "\\\\x1b \\t \\u0041"', 'none'],
  ])('%s that brings in what no file may hold is found', (text, expected) => {
    const [found] = readYaml('site.yml', text, 2).escapes;
    const shown = found && `${found.place.line}:${found.place.column} ${found.names} | ${found.write}`;
    expect(shown ?? 'none').toBe(expected);
  });
});
