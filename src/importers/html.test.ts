import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '../markdown/plain.ts';
import { bodyToMarkdown } from './html.ts';
import { postmortemToMarkdown } from './postmortem.ts';
import { literal, slugOf, tame, unseenIn } from './text.ts';

const BASE = 'https://old.example.com/incidents/x';
const markdown = (body: string, base: string | undefined = BASE) => bodyToMarkdown(body, base).text;

describe('a body without end', () => {
  const long = 100_000;

  it.each([
    ['blanks', `x${'&nbsp;'.repeat(long)}y`],
    ['blanks of two kinds', `x ${'&nbsp; '.repeat(long)}y`],
    ['blanks by number', `<b>x${'&#160;&#x2003;'.repeat(long)}y</b>`],
    ['blanks as they are', `<a href="https://example.com">x${'\u00a0\u2003'.repeat(long)}y</a>`],
    ['comments that nothing ends', '<!--'.repeat(long)],
    ['a comment, and many that nothing ends', `<!-- a -->${'<!--'.repeat(long)}`],
    ['backslashes', `<dt>x${'\\'.repeat(long)}y</dt>`],
  ])('is read in the time of its length: %s', (_, body) => {
    const began = process.cpuUsage();
    const { text } = bodyToMarkdown(body, BASE);
    expect(process.cpuUsage(began).user / 1e6).toBeLessThan(2);
    if (body.includes('x')) expect(text.replace(/\W+/g, ' ')).toMatch(/x.*y/);
  });

  it('keeps every word between blanks, and every blank that a person would write', () => {
    const references = `${'&amp;&#65;&nbsp;'.repeat(200)}x${'&nbsp;'.repeat(40)}y`;
    const shown = markdown(references);
    expect(shown.match(/A/g)).toHaveLength(200);
    expect(shown.match(/&/g)).toHaveLength(200);
    expect(shown).toContain(`x${'\u00a0'.repeat(40)}y`);
  });
});

describe('a body of an update', () => {
  it.each([
    ['Mail is late.\r\nWe look.\r\n\r\nMore soon.', 'Mail is late.\\\nWe look.\n\nMore soon.'],
    ['1. a\n- b\n# c\n> d\n=== e', '1\\. a\\\n\\- b\\\n\\# c\\\n\\> d\\\n\\=== e'],
    ['*a* _b_ snake_case `c` [d](e) <f> ~g~', '\\*a\\* \\_b\\_ snake_case \\`c\\` \\[d\\](e) \\<f> \\~g\\~'],
    ['See https://example.com/a_b?c=1&d=2.', 'See <https://example.com/a_b?c=1&d=2>.'],
    ['a < b, R&D, 5 > 4', 'a \\< b, R&D, 5 > 4'],
  ])('in plain text shows every sign: %j', (body, expected) => {
    expect(markdown(body)).toBe(expected);
  });

  it.each([
    ['a<br />b<br /><br />c', 'a\\\nb\n\nc'],
    ['<p>a</p><p>b<br></p>', 'a\n\nb'],
    ['All is <b>well</b>.\nThanks.', 'All is **well**.\\\nThanks.'],
    ['<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>', '- a\n  - b\n- c'],
    ['<ol><li>a</li><li>b</li></ol>', '1. a\n2. b'],
    ['<strong>10:00</strong> - Well.', '**10:00** - Well.'],
    ['R&amp;D &lt;b&gt;', 'R&D \\<b>'],
    ['<a href="/history">all</a>', '[all](<https://old.example.com/history>)'],
    ['<a href="https://example.com/a_b">https://example.com/a_b</a>', '<https://example.com/a_b>'],
    ['<a href="javascript:alert(1)">x</a>', 'x (javascript:alert(1))'],
    ['<img src="/g.png" alt="The *graph*">', '[The \\*graph\\*](<https://old.example.com/g.png>)'],
    ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a  b\n\nc'],
    ['<pre>a \\- b\n\n\nc</pre>', '```\na \\- b\n\n\nc\n```'],
    ['We&#39;re on it: <ticket-12>', "We're on it: \\<ticket-12>"],
    [
      'Set it to <your-name>.example.com<br />and try <token>.',
      'Set it to \\<your-name>.example.com\\\nand try \\<token>.',
    ],
    ['a<b>c', 'a\\<b>c'],
    ['<b>now</b> <https://x.example> <b', '**now** \\<<https://x.example>> \\<b'],
    ['1 &lt; 2\r\n2 &gt; 1', '1 \\< 2\\\n2 > 1'],
    ['<!-- a --> <!-- b', '\\<!-- b'],
    ['a\u2028b\u000Cc', 'a\\\nb\\\nc'],
  ])('in HTML says the same: %j', (body, expected) => {
    expect(markdown(body)).toBe(expected);
  });

  it('tells what it had to leave out', () => {
    const { text, notes } = bodyToMarkdown('a<script>b</script><!-- c --><a href="d">e</a>', undefined);
    expect(text).toBe('ae (d)');
    expect(notes.map(({ kind, words }) => `${kind}: ${words}`)).toEqual([
      'left out: a comment in HTML',
      'left out: a <script> element',
      'left out: the link to d: its words stay, the address stands behind them',
    ]);
  });
});

describe('the words of a body', () => {
  /** What stands in a body, and what of it readers see. */
  const PIECES: readonly (readonly [written: string, seen: string])[] = [
    ['word', 'word'],
    ['\n', ''],
    ['<br />', ''],
    ['<p>x</p>', 'x'],
    ['<b>y</b>', 'y'],
    ['<a href="https://example.com/">z</a>', 'z'],
    ['<b>', '<b>'],
    ['</i>', '</i>'],
    ['<token>', '<token>'],
    ['<a-b c="d">', '<a-bc="d">'],
    ['<https://example.com/a>', '<https://example.com/a>'],
    ['<', '<'],
    ['>', '>'],
    ['&#39;', "'"],
    ['&amp;lt;', '&lt;'],
    ['& ', '&'],
    ['# ', '#'],
    ['*', '*'],
  ];

  it('all stay, whatever of them looks like a tag', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }), (pieces) => {
        const { text } = bodyToMarkdown(pieces.map(([written]) => written).join(' '), undefined);
        const seen = plainText(tame(text, 'Asia/Tokyo')).replace(/\s+/g, '');
        expect(seen).toBe(pieces.map(([, words]) => words).join(''));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a postmortem', () => {
  const postmortem = (body: string, base: string | undefined = BASE) => postmortemToMarkdown(body, base).text;

  it.each([
    '# What happened\n\n**Bad** things<br>and more\n\n* a\n* b\n\n[link](https://e.example)',
    '## R&amp;D\n\n1. **x**\n2. y',
    'A `<token>` and\n\n    <code>\n\n~~~\n<!-- kept -->\n~~~\n\n<https://e.example> \\<x>',
  ])('in Markdown stays as it is, tags, references and code with it: %j', (body) => {
    expect(postmortem(body)).toBe(body);
  });

  it.each([
    ['<h2>Cause</h2><ul><li>A disk</li></ul>', '## Cause\n\n- A disk'],
    ['## Cause\n\nSet <token>.<!-- who? -->', '## Cause\n\nSet &lt;token>.'],
    [
      '## See\n\n[a](/a) <a href="/b">b</a> ![c](d.png)',
      `## See\n\n[a](https://old.example.com/a) <a href="https://old.example.com/b">b</a> ![c](https://old.example.com/incidents/d.png)`,
    ],
  ])('loses no word and no link: %j', (body, expected) => {
    expect(postmortem(body)).toBe(expected);
  });
});

describe('a text from elsewhere', () => {
  it.each([
    ['## 2018-06-13 10:00 +09:00 Resolved', '## &#50;018-06-13 10:00 +09:00 Resolved'],
    ['2018-06-13 10:00 +09:00 Resolved', '&#50;018-06-13 10:00 +09:00 Resolved'],
    ['```status\na: b\n```', '```text\na: b\n```'],
    ['[fill in: x]', '&#91;fill in: x]'],
    ['<<<<<<< ours', '\\<<<<<<< ours'],
    ['redacted 2018', '&#114;edacted 2018'],
    ['- [ ] P1: Alarm by 2018-07-01', '- [ ] &#80;1: Alarm by 2018-07-01'],
    ['On 2018-06-13 10:00 it broke.', 'On 2018-06-13 10:00 it broke.'],
    ['```\n## 2018-06-13 10:00 +09:00 x\n```', '```\n ## 2018-06-13 10:00 +09:00 x\n```'],
  ])('is spelled so that our format reads none of it as its own: %j', (text, expected) => {
    expect(tame(text, 'Asia/Tokyo')).toBe(expected);
  });

  it('loses what no file may hold', () => {
    expect(tame(literal('a\u202eb\u0000c'), 'Asia/Tokyo')).toBe('abc');
    expect(unseenIn('a\u202eb\u0000c\u2028').map(({ words }) => words)).toEqual([
      'characters that no file may hold: U+202E, U+0000',
    ]);
  });

  it('gives an address of whole words', () => {
    expect(slugOf('Élan’s mail: slow delivery of messages', 22)).toBe('elans-mail-slow');
    expect(slugOf('メール')).toBe('');
  });
});
