import { describe, expect, it } from 'vitest';
import { bodyToMarkdown } from './html.ts';
import { literal, slugOf, tame } from './text.ts';

const BASE = 'https://old.example.com/incidents/x';
const markdown = (body: string, base: string | undefined = BASE) => bodyToMarkdown(body, base).text;

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

describe('a text from elsewhere', () => {
  it.each([
    ['## 2018-06-13 10:00 +09:00 Resolved', '## &#50;018-06-13 10:00 +09:00 Resolved'],
    ['2018-06-13 10:00 +09:00 Resolved', '&#50;018-06-13 10:00 +09:00 Resolved'],
    ['```status\na: b\n```', '```text\na: b\n```'],
    ['[fill in: x]', '&#91;fill in: x]'],
    ['<<<<<<< ours', '\\<<<<<<< ours'],
    ['redacted 2018', '&#114;edacted 2018'],
    ['On 2018-06-13 10:00 it broke.', 'On 2018-06-13 10:00 it broke.'],
    ['```\n## 2018-06-13 10:00 +09:00 x\n```', '```\n ## 2018-06-13 10:00 +09:00 x\n```'],
  ])('is spelled so that our format reads none of it as its own: %j', (text, expected) => {
    expect(tame(text, 'Asia/Tokyo')).toBe(expected);
  });

  it('loses what no file may hold', () => {
    expect(tame(literal('a\u202eb\u0000c'), 'Asia/Tokyo')).toBe('abc');
  });

  it('gives an address of whole words', () => {
    expect(slugOf('Élan’s mail: slow delivery of messages', 22)).toBe('elans-mail-slow');
    expect(slugOf('メール')).toBe('');
  });
});
