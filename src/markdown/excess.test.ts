import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { excessIn } from './excess.ts';
import { options } from './fixtures/options.ts';
import { renderMessage } from './message.ts';
import { asWritten, largest, renderProse } from './prose.ts';

const KIB = 1024;
const over = (unit: string, length = 60 * KIB) => unit.repeat(Math.ceil(length / unit.length));
const cells = (sign: string, count: number) => `|${sign.repeat(count)}`;

describe('a text is shown as it is written where', () => {
  test.each([
    ['emphasis stands in emphasis without end', over('**a*b '), 'work', 2],
    ['thousands of signs look for a partner', `${over('*a ')}b*`, 'work', 2],
    ['a paragraph is one long word of signs', over('!'), 'work', 2],
    ['headings are underlined without an empty line between', over('a\n-\n'), 'work', 2],
    ['quotes stand in quotes', over('>', 10 * KIB), 'depth', 2],
    ['lists stand in lists', over('* - + ', 10 * KIB), 'depth', 2],
    [
      'a wide head makes cells in every row',
      `${cells('a|', 2000)}\n${cells('-|', 2000)}\n${over('|\n', 6 * KIB)}`,
      'size',
      2,
    ],
    [
      'one long address is referred to again and again',
      `[a]: /${over('x', 30 * KIB)}\n\n${over('[a] ', 30 * KIB)}`,
      'size',
      4,
    ],
    [
      'open tags are repeated in every block',
      `${'<b><i><u>'.repeat(30)}${over('<p>x\n\n', 20 * KIB)}`,
      'size',
      0,
    ],
  ] as const)('%s', (_, text, kind, line) => {
    const whole = `Words.\n\n${text}`;
    expect(excessIn(whole)).toEqual({ kind, line });
    expect(renderProse(whole, options)).toMatch(/^<pre tabindex="0">Words\.\n\n/);
  });

  test('a short one nests deeper than can be laid out', () => {
    const text = '> '.repeat(150);
    expect(renderProse(text, options)).toBe(asWritten(text));
    expect(excessIn(text)).toBeDefined();
  });

  test('its page would be far larger than it, whatever is repeated', () => {
    const sign = fc.constantFrom(
      ...[
        '*',
        '_',
        '`',
        '[',
        ']',
        '(',
        ')',
        '<b>',
        '<p>',
        '<li>',
        '|',
        '\n',
        '- ',
        '> ',
        '[^1]',
        '- [ ] a\n',
        'a',
        ' ',
      ],
    );
    const unit = fc.array(sign, { minLength: 1, maxLength: 4 }).map((signs) => signs.join(''));
    const starts = fc.constantFrom(
      '',
      '[^1]: a\n\n',
      '|a|b|\n|-|-|\n',
      `${cells('a|', 40)}\n${cells('-|', 40)}\n`,
    );
    fc.assert(
      fc.property(unit, starts, fc.constantFrom(300, 900, 8 * KIB), (one, before, size) => {
        const text = before + over(one, size);
        const html = renderProse(text, options);
        expect(html.length).toBeLessThanOrEqual(Math.max(largest(text), asWritten(text).length));
        expect(renderMessage(text, () => undefined).length).toBeLessThanOrEqual(largest(text));
        if (html === asWritten(text) && text.trim() !== '') expect(excessIn(text)).toBeDefined();
      }),
      { numRuns: 60 },
    );
  });
});

describe('what people write is in proportion:', () => {
  test.each([
    [
      'a log of 10 kB, pasted without a fence',
      over('2026-11-11 13:20:01 [error] mail_queue *3*: <a@b.example> [retry]\n', 10 * KIB),
    ],
    [
      'a table of 20 columns and 100 rows',
      `${cells('column |', 20)}\n${cells('---|', 20)}\n${`${cells('12 ms |', 20)}\n`.repeat(100)}`,
    ],
    ['600 tasks', '- [ ] P1: Renew the certificate of the third mail store by 2026-12-01\n'.repeat(600)],
    [
      'a page of questions in one paragraph',
      '**「復旧はいつですか」**本日*15時*を予定しています。[詳しく](a.md)\n'.repeat(120),
    ],
    [
      'a postmortem of 60 kB',
      over('### Cause\n\nThe **queue** was full, see [the graph](rack.jpg) and `df -h`.\n\n- one\n- two\n\n'),
    ],
    [
      '200 notes',
      Array.from(
        { length: 200 },
        (_, i) => `Words of a sentence that has a note[^${i}].\n\n[^${i}]: And the note says more.\n`,
      ).join('\n'),
    ],
  ])('%s', (_, text) => {
    expect(excessIn(text)).toBeUndefined();
    expect(renderProse(text, options)).not.toBe(asWritten(text));
  });
});
