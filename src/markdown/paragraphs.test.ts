import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markup } from './markup.ts';
import { renderMessage, renderPlain } from './message.ts';
import { paragraphsOf, tokensIn, treeOf } from './paragraphs.ts';
import { plainInline, plainText, SILENT } from './plain.ts';
import { type ProseOptions, renderProse } from './prose.ts';
import { sanitize } from './sanitize.ts';
import { MeteredParser } from './work.ts';

const OPTIONS: ProseOptions = {
  headingLevel: 3,
  prefix: 'u-',
  resolve: () => undefined,
  words: { ...SILENT, struck: 'struck', inserted: 'inserted', table: 'table' },
};

const PARTS = [
  ...['Mail is slow', 'we look into it.', 'part (2);', '1. first', '12) second', '- point', '--', '==='],
  ...[
    'あ、い。',
    '「引用」',
    '（追記）',
    'é',
    'e\u0301',
    'ß',
    'ـ',
    '\u200d',
    '\u3000',
    '\u00a0',
    '“so”',
    '…',
    '100%',
  ],
  ...[
    'http:',
    'mailto:',
    'xmpp:',
    'www.example.com',
    'WWW.',
    'a.b',
    "it's",
    '"so"',
    '!',
    '?',
    ':-)',
    'x'.repeat(300),
  ],
  ...[
    '*',
    '_a_',
    '[x]',
    '<b>',
    '&',
    '`',
    '\\',
    '|',
    '#',
    '@',
    '~',
    '$',
    '^',
    '+',
    '=',
    '/',
    '{',
    '}',
    '\t',
    '\u0007',
  ],
];
const text = fc
  .array(
    fc.tuple(fc.constantFrom(...PARTS), fc.constantFrom(' ', ' ', ' ', '\n', '\n\n', '\n\n\n', '  ', '')),
    {
      maxLength: 12,
    },
  )
  .map((parts) => parts.flat().join(''));
const plain = fc
  .array(
    fc.tuple(fc.constantFrom(...PARTS.slice(0, 31)), fc.constantFrom(' ', ' ', '\n', '\n\n', '\n\n\n')),
    {
      maxLength: 12,
    },
  )
  .map((parts) => parts.flat().join('').replace(/ $/, ''));

describe('a text of plain paragraphs', () => {
  it('is shown as the parser and the sanitizer would have it, and has the same tokens', () => {
    let seen = 0;
    fc.assert(
      fc.property(fc.oneof(text, plain), (markdown) => {
        const paragraphs = paragraphsOf(markdown);
        if (!paragraphs) return;
        seen += 1;
        expect(treeOf(paragraphs)).toEqual(sanitize(markup(markdown, '', SILENT), false));
        const source = markdown.replace(/^\n*/, '');
        const parser = new MeteredParser();
        expect(tokensIn(source)).toEqual(parser.read(source, (marked) => [...marked.lexer(source)]));
      }),
      { numRuns: 5000 },
    );
    expect(seen).toBeGreaterThan(200);
  });

  it('reads as it does with a comment behind it, which nobody is shown', () => {
    fc.assert(
      fc.property(fc.oneof(text, plain), (markdown) => {
        if (!paragraphsOf(markdown)) return;
        const other = `${markdown}\n\n<!-- more -->`;
        expect(renderProse(markdown, OPTIONS)).toBe(renderProse(other, OPTIONS));
        expect(plainText(markdown)).toBe(plainText(other));
        expect(renderMessage(markdown, OPTIONS.resolve)).toBe(renderMessage(other, OPTIONS.resolve));
        expect(renderPlain(markdown, OPTIONS.resolve)).toBe(renderPlain(other, OPTIONS.resolve));
        const line = markdown.replace(/\n+/g, ' ').trim();
        expect(plainInline(line)).toBe(plainInline(`${line}<!-- more -->`));
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['Mail is slow.\nWe look.\n\nIt is better.\n', ['Mail is slow.\nWe look.', 'It is better.']],
    ['メールが遅れています。', ['メールが遅れています。']],
    ['1. Mail is slow.', undefined],
    ['See www.example.com', undefined],
    ['Mail is *slow*.', undefined],
    ['Two  blanks', undefined],
    ['', undefined],
  ])('is told from any other: %j', (markdown, paragraphs) => {
    expect(paragraphsOf(markdown)).toEqual(paragraphs);
  });
});
