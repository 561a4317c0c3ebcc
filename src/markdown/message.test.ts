import fc from 'fast-check';
import { parseFragment } from 'parse5';
import { describe, expect, it } from 'vitest';
import { messageWords, renderMessage, renderPlain } from './message.ts';

const message = (markdown: string) =>
  renderMessage(markdown, (href) => ({ href: `https://example.com/${href}` }));

/** What a browser makes of a message. */
function asHtml(html: string) {
  const names: string[] = [];
  let text = '';
  const visit = (nodes: readonly unknown[]) => {
    for (const node of nodes as readonly {
      nodeName: string;
      value?: string;
      childNodes?: readonly unknown[];
    }[]) {
      if (node.nodeName === '#text') text += node.value ?? '';
      else names.push(node.nodeName);
      visit(node.childNodes ?? []);
    }
  };
  visit(parseFragment(html).childNodes);
  return { names, text };
}

describe('a message', () => {
  it('is the plain text where that has no links', () => {
    expect(message('Mail is **late**.\n\n## Cause\n\nA disk\\\nfailed.')).toBe(
      'Mail is late.\n\nCause\n\nA disk\nfailed.',
    );
  });

  it('keeps lists, tables, quotes and code as lines', () => {
    expect(
      message(
        '1. one\n2. two\n   - inner\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> quoted\n\n```\nx  y\n  z\n```',
      ),
    ).toBe('1. one\n2. two\n   - inner\n\na | b\n1 | 2\n\nquoted\n\nx  y\n  z');
  });

  it('shows what became of a promise', () => {
    expect(message('- [ ] P1: open\n- [x] P2: kept')).toBe('- ☐ P1: open\n- ☑ P2: kept');
  });

  it('says footnotes below the text, by their numbers', () => {
    const text = 'Down.[^eu] Slow.[^b][^eu]\n\n[^eu]: Only in *Europe*.\n[^b]: See [a](b).\n\n    More.';
    expect(renderPlain(text, (href) => ({ href: `https://example.com/${href}` }))).toBe(
      'Down.[1] Slow.[2][1]\n\n[1] Only in Europe.\n[2] See a <https://example.com/b>.\n    More.',
    );
    expect(message('Down.[^1]\n\n[^1]: Only <https://example.com/c>.')).toBe(
      'Down.[1]\n\n[1] Only https://example.com/c.',
    );
  });

  it('leads links to their targets, and names an address once', () => {
    expect(message('[a](b) <https://example.com/c> [*d*](https://example.com/?e=1&f=2)')).toBe(
      '<a href="https://example.com/b">a</a> https://example.com/c <a href="https://example.com/?e=1&amp;f=2">d</a>',
    );
  });

  it('escapes what would be markup, and nothing else', () => {
    expect(message('a < b & c, `<b>` `&lt;` "d" R&D')).toBe('a < b & c, &lt;b> &amp;lt; "d" R&D');
    expect(messageWords('<script>')).toBe('&lt;script>');
    expect(message('<*b*> &*lt;*')).toBe('&lt;b> &amp;lt;');
  });

  it('holds no element but links, whatever was written', () => {
    const odd = fc.constantFrom(
      '<',
      '>',
      '&',
      '"',
      "'",
      '`',
      '</script>',
      '<img src=x onerror=y>',
      '[',
      '](',
      '*',
      '<*b*>',
      ')',
      '\n',
      ']]>',
      '\u2028',
      '😀',
      '&lt;',
    );
    const text = fc.array(fc.oneof(odd, fc.string())).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (markdown) => {
        const { names } = asHtml(message(markdown));
        expect(names.filter((name) => name !== 'a')).toEqual([]);
      }),
    );
  });

  it('gives words back as they were', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z<>&#;!/?"' ]*$/), (words) => {
        fc.pre(!/&(?:amp|lt|gt|quot|copy|reg|nbsp|[a-z]{2,6})(?!;)/.test(words));
        expect(asHtml(messageWords(words)).text).toBe(words);
      }),
    );
  });
});
