import { describe, expect, it } from 'vitest';
import { ALL_PHASES } from '../model/phase.ts';
import { KNOWN_LANGUAGES, phaseOf, phaseWords, sectionKey, sectionNamed, wordsFor } from './words.ts';

/** Every word by its path; a word that is made from others is made from samples. */
function entries(value: unknown, path = ''): readonly (readonly [string, unknown])[] {
  if (typeof value === 'function') return [[path, value(...Array(value.length).fill(3))]];
  if (typeof value !== 'object' || value === null) return [[path, value]];
  if (Array.isArray(value))
    return value.length > 0 ? value.flatMap((word) => entries(word, path)) : [[path, '']];
  return Object.entries(value).flatMap(([key, inner]) => entries(inner, path ? `${path}.${key}` : key));
}

/** Of these one half alone stands in each language ("Since …" before a moment, "…から" behind it), or nothing. */
const HALVES = ['time.sinceBefore', 'time.sinceAfter', 'time.join', 'unreviewed'];

describe('the words', () => {
  for (const lang of KNOWN_LANGUAGES) {
    it(`of ${lang} are all there`, () => {
      const empty = entries(wordsFor(lang)).filter(
        ([path, word]) => !HALVES.includes(path) && (typeof word !== 'string' || word.trim() === ''),
      );
      expect(empty).toEqual([]);
    });

    it(`of ${lang} use all that they are given`, () => {
      const unused = (value: unknown, path: string): readonly string[] => {
        if (typeof value === 'function') {
          const given = Array.from({ length: value.length }, (_, index) => 7001 + index);
          const made = String(value(...given));
          return given.every((word) => made.includes(String(word))) ? [] : [path];
        }
        if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
        return Object.entries(value).flatMap(([key, inner]) => unused(inner, `${path}.${key}`));
      };
      expect(unused(wordsFor(lang), lang)).toEqual([]);
    });
  }

  it('are of the same places in every language', () => {
    const places = KNOWN_LANGUAGES.map((lang) =>
      [...new Set(entries(wordsFor(lang)).map(([path]) => path))].sort(),
    );
    for (const other of places) expect(other).toEqual(places[0]);
  });

  it('of a language that we do not speak are our own mistake', () => {
    expect(() => wordsFor('xx')).toThrow('xx');
  });
});

describe('a phase', () => {
  it('is named by each of its words, in each language and case, and by no other’s', () => {
    const words = phaseWords().map((word) => word.toLowerCase());
    expect(new Set(words).size).toBe(words.length);
    for (const lang of KNOWN_LANGUAGES) {
      for (const phase of ALL_PHASES) {
        for (const word of wordsFor(lang).phases[phase])
          expect([phaseOf(word), phaseOf(word.toUpperCase())]).toEqual([phase, phase]);
      }
    }
    expect(phaseOf('Fixed')).toBeUndefined();
  });
});

describe('a section', () => {
  it('is the same in each language, whatever case, width and blanks', () => {
    expect(sectionKey('影響範囲')).toBe(sectionKey('  IMPACT '));
    expect(sectionKey('Ｗｈａｔ you  should do')).toBe(sectionKey('お客様へのお願い'));
    expect([sectionNamed('Root cause'), sectionNamed('Weather')]).toEqual(['rootCause', undefined]);
  });

  it('of an own name is never taken for a known one', () => {
    expect(sectionKey('summary')).not.toBe(sectionKey('toDo'));
    expect(sectionKey('toDo')).not.toBe(sectionKey('What you should do'));
  });

  it('has names that belong to no other', () => {
    const names = KNOWN_LANGUAGES.flatMap((lang) => Object.values(wordsFor(lang).sections).flat()).map(
      (name) => name.toLowerCase(),
    );
    expect(new Set(names).size).toBe(names.length);
  });
});
