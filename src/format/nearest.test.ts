import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest } from './nearest.ts';

describe('the nearest candidate', () => {
  it('is the one with the fewest letters changed', () => {
    expect(nearest('sendng', ['webmail', 'sending', 'mending'])).toBe('sending');
    expect(nearest('Sending', ['webmail', 'sending'])).toBe('sending');
  });

  it('is none where all are far away', () => {
    expect(nearest('teleprinter', ['webmail', 'sending'])).toBeUndefined();
    expect(nearest('anything', [])).toBeUndefined();
  });

  it('is none for words of two letters, and one letter off for words up to five', () => {
    expect(nearest('pc', ['by', 'at', 'pc-mail'])).toBeUndefined();
    expect(nearest('web', ['by', 'wab'])).toBe('wab');
    expect(nearest('tilte', ['title'])).toBe('title');
    expect(nearest('begun', ['ended'])).toBeUndefined();
  });

  it('is the word itself where that is among them', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), fc.nat(), (words, pick) => {
        const word = words[pick % words.length] ?? '';
        expect(nearest(word, words)?.toLowerCase()).toBe(word.toLowerCase());
      }),
    );
  });
});
