import { describe, expect, it } from 'vitest';
import { type Line, readLines } from './runs.ts';

const shown = ({ kind, runs, opensParagraph }: Line) =>
  `${opensParagraph ? '¶' : ' '}${kind === 'words' ? '' : `${kind} `}${runs
    .map(({ words, href, style }) => {
      const marks = Object.keys(style).map((key) => key.slice(2, 4));
      const set = marks.length > 0 ? `{${marks.join()}:${words}}` : words;
      return href === undefined ? set : `[${set}](${href})`;
    })
    .join('')}`;
const linesOf = (html: string) => readLines(html).map(shown);

describe('our HTML, read as lines', () => {
  it('keeps what words lead to and how they are set, and drops what only HTML says', () => {
    expect(
      linesOf(
        '<p>Web mail\n  <strong>shows <em>the</em></strong> <a href="https://example.com/a?b=1&amp;c">address\nbook</a>' +
          '<sup class="footnote-ref"><a href="#fn1">1</a></sup>.<br>See <code>a &lt; b</code>.</p>',
      ),
    ).toEqual([
      '¶Web mail {St:shows }{St,Em:the} [address book](https://example.com/a?b=1&c).',
      ' See {Co:a < b}.',
    ]);
  });

  it('gives a list its marks, one below the other, and a nested one its place', () => {
    expect(
      linesOf(
        '<ul>\n<li><p>one</p>\n<p>more</p>\n<ol start="3"><li>three<br>3b</li><li>four</li></ol></li>\n<li>two</li></ul>',
      ),
    ).toEqual(['¶- one', '   more', '¶  3. three', '      3b', '   4. four', ' - two']);
  });

  it('says facts in a line each, and cells side by side', () => {
    expect(
      linesOf('<dl>\n<dt>Mail</dt>\n<dd>down 02:39–</dd>\n<dd>up</dd>\n<dt>Cause</dt>\n<dd>disk</dd>\n</dl>'),
    ).toEqual(['¶{St:Mail}: down 02:39–; up', ' {St:Cause}: disk']);
    expect(
      linesOf(
        '<div><table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table></div>',
      ),
    ).toEqual([' a | b', ' 1 | 2']);
  });

  it('keeps code letter for letter, and knows a quotation and a heading', () => {
    expect(
      linesOf('<h3>Log</h3>\n<pre><code>a\n\n  b *c*\n</code></pre>\n<blockquote><p>quoth</p></blockquote>'),
    ).toEqual(['¶heading Log', '¶code {Co:a\n\n  b *c*}', '¶quote quoth']);
  });
});
