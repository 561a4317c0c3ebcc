import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asCorrected, asPublished, correct, isErrataLine, occurrences, type Span } from './errata.ts';
import { type Instant, instant } from './instant.ts';

const first = instant(1);
const second = instant(2);

/** Applies the pairs whose wrong words stand exactly once, each under a stamp of its own. */
function corrected(text: string, pairs: readonly { readonly wrong: string; readonly right: string }[]) {
  let spans = asPublished(text);
  let plain = text;
  pairs.forEach((pair, index) => {
    if (occurrences(spans, pair.wrong) !== 1) return;
    spans = correct(spans, pair, instant(index));
    plain = plain.replace(pair.wrong, () => pair.right);
  });
  return { spans, plain };
}

const words = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 12 });
const pairs = fc.array(
  fc.record({
    wrong: fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 3 }),
    right: words,
  }),
  { maxLength: 6 },
);

describe('a corrected text', () => {
  it('reads as if the wrong words had been replaced once', () => {
    fc.assert(
      fc.property(words, pairs, (text, slip) => {
        const { spans, plain } = corrected(text, slip);
        expect(asCorrected(spans)).toBe(plain);
      }),
    );
  });

  it('still holds every word that was published, in order', () => {
    fc.assert(
      fc.property(words, pairs, (text, slip) => {
        const original = corrected(text, slip).spans.filter((span) => span.added === undefined);
        expect(original.map((span) => span.words).join('')).toBe(text);
      }),
    );
  });

  it('has no empty run', () => {
    fc.assert(
      fc.property(words, pairs, (text, slip) => {
        fc.pre(text !== '');
        expect(corrected(text, slip).spans.filter((span) => span.words === '')).toEqual([]);
      }),
    );
  });

  it('strikes no more than the quoted words, and puts the right ones behind them', () => {
    const spans = correct(asPublished('About 7 % of mail'), { wrong: '7', right: '17' }, first);
    expect(spans).toEqual<readonly Span[]>([
      { words: 'About ' },
      { words: '7', struck: first },
      { words: '17', added: first },
      { words: ' % of mail' },
    ]);
  });

  it('can be corrected again, across the seams of earlier corrections', () => {
    const once = correct(asPublished('About 7 % of mail'), { wrong: '7', right: '17' }, first);
    const twice = correct(once, { wrong: 'About 17 %', right: 'All' }, second);
    expect(asCorrected(twice)).toBe('All of mail');
    const struck = (by: Instant) => twice.filter((span) => span.struck === by).map((span) => span.words);
    expect([struck(first), struck(second)]).toEqual([['7'], ['About ', '17', ' %']]);
  });

  it('may lose words and gain none', () => {
    const spans = correct(asPublished('not lost'), { wrong: 'not ', right: '' }, first);
    expect(asCorrected(spans)).toBe('lost');
  });
});

describe('words to be corrected', () => {
  it('stand as often as they can be found, overlapping or not', () => {
    expect(occurrences(asPublished('aaa'), 'aa')).toBe(2);
    expect(occurrences(asPublished('abc abc'), 'abc')).toBe(2);
    expect(occurrences(asPublished('abc'), 'd')).toBe(0);
    expect(occurrences(asPublished('abc'), '')).toBe(0);
  });

  it('are not found in what was struck', () => {
    const spans = correct(asPublished('7 %'), { wrong: '7', right: '17' }, first);
    expect(occurrences(spans, '7 %')).toBe(1);
    expect(occurrences(spans, '717')).toBe(0);
  });
});

it('a line of an errata slip is told in both languages', () => {
  expect(['- For: a', '- Read: b', '- 誤：a', '- 正: b'].every(isErrataLine)).toBe(true);
  expect(['For: a', '- Forward', '', '- Reading: b'].some(isErrataLine)).toBe(false);
});
