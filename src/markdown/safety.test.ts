import fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { describe, expect, test } from 'vitest';
import { options } from './fixtures/options.ts';
import { inlineMarkup, markup } from './markup.ts';
import { linksIn, plainText, splitSections } from './outline.ts';
import { renderInline, renderProse } from './prose.ts';
import { sanitize } from './sanitize.ts';
import { elementsIn, type Node } from './tree.ts';

const ELEMENTS = new Set(
  (
    'a abbr b bdi blockquote br caption cite code dd del details dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd ' +
    'li mark ol p pre q rp rt ruby s samp section small span strong sub summary sup table tbody td tfoot th thead ' +
    'tr u ul var wbr'
  ).split(' '),
);
const CLASSES =
  /^(?:align-(?:left|center|right)|alert|alert-title|footnote-(?:ref|back)|footnotes|footnotes-heading|gone|inserted|language-[a-z0-9+#_.-]+|struck|table|task|task-mark|tasks|visually-hidden)$/;
const ATTRIBUTES =
  /^(?:alt|aria-(?:label|hidden|describedby)|class|colspan|data-(?:alert|done)|decoding|dir|height|href|id|lang|loading|open|rel|reversed|role|rowspan|scope|src|start|tabindex|title|value|width)$/;
const ADDRESS = /^(?:https?:\/\/[^/]|mailto:|tel:|#|\/incidents\/)/;

const tags = (
  'a b code pre p div span h1 h3 ul ol li dl dt dd table caption thead tbody tfoot tr td th details summary ruby rt rp ' +
  'blockquote del hr br img section script style svg math title iframe form button select option template noscript ' +
  'textarea plaintext xmp'
).split(' ');
const tag = fc.constantFrom(...tags).chain((name) => fc.constantFrom(`<${name}>`, `</${name}>`));
const fragment = fc.constantFrom(
  '\n',
  '\n\n',
  ' ',
  '    ',
  '\t',
  '> ',
  '- ',
  '1. ',
  '- [ ] ',
  '## ',
  '===\n',
  '| a | b |\n|---|--:|\n',
  '|',
  '```\n',
  '`',
  '**',
  '_',
  '~~',
  '\\',
  '&',
  '語',
  '「',
  '[x](rack.jpg)',
  '![x](http://a.example/b.png)',
  '![x](rack.jpg)',
  '> [!NOTE]\n> ',
  '[^1]',
  '\n\n[^1]: note [^2]\n',
  '\n\n[^2]: n\n',
  '[x][r]',
  '\n\n[r]: java&#115;cript:alert(1)\n',
  '<a href="javascript:alert(1)">',
  '<a href=" &#x6a;ava\nscript:alert(1)" onclick="x" style="x" class="struck">',
  '[a](<java\tscript:x>)',
  '[a](//h.example)',
  '[a](data:text/html,x)',
  '<img src=x onerror=y>',
  '<img src="javascript:x">',
  '<!--',
  '-->',
  '<div title="',
  '">',
  '<![CDATA[',
  '<?php',
  '<a @class="alert" @id="x">',
  '<div id="u1-fn-1" class="alert">',
  '<td align=right colspan=3 style="x">',
  '<ol start=3 reversed>',
  '&lt;script&gt;',
  '&#xFDD0;',
  '\uFDD0',
  '\uFDD1',
  '\uFDD2',
  '\uFDD3',
  '\0',
  '\u202E',
  '\uD800',
  'https://e.example/x',
  'www.e.example',
  'x@y.example',
);
const nasty = fc.array(fc.oneof(tag, fragment, fragment), { maxLength: 30 }).map((parts) => parts.join(''));
const anyText = fc.oneof(
  { weight: 4, arbitrary: nasty },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);

/** Texts of which the sanitizer would take nothing out, save some addresses. */
const calm = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'a word ',
        '語',
        '\n',
        '\n\n',
        '- ',
        '  - ',
        '1. ',
        '3. ',
        '> ',
        '## ',
        '    ',
        '***\n',
      ),
      fc.constantFrom(
        '**',
        '_',
        '~~',
        '`',
        '```sh\n',
        '| a | b |\n|---|--:|\n| c | d |\n',
        '"',
        "'",
        '&',
        '&copy;',
        '&#60;b>',
        '>',
      ),
      fc
        .constantFrom(
          'https://a.example:80/b?c=d#e',
          'HTTP://a.example/',
          'https:/a',
          'https:a',
          '//a.example',
          '/a//b',
          '/\\\\a',
          '../a.md#b',
          './a',
          'a.png',
          'a:b',
          '#a',
          '?a',
          '%6aavascript:a',
          'javascript:a',
          'mailto:a@b.example',
          '\\ta',
          '',
        )
        .map((address) => `[b](${address})`),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

/** What a browser makes of the HTML. */
function asBrowser(html: string): readonly Node[] {
  const convert = (node: DefaultTreeAdapterTypes.ChildNode): Node => {
    if ('value' in node) return node.value;
    if (!('tagName' in node)) return { name: node.nodeName, attributes: {}, children: [] };
    const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]));
    return { name: node.tagName, attributes, children: node.childNodes.map(convert) };
  };
  return parseFragment(html).childNodes.map(convert);
}

/** The tags as they are written, which a browser should neither move nor add to. */
function outlineOf(nodes: readonly Node[]): string {
  const written = (node: Node): string =>
    typeof node === 'string' ? '' : `<${node.name}>${node.children.map(written).join('')}</${node.name}>`;
  return nodes
    .map(written)
    .join('')
    .replace(/<\/(?:br|hr|img|wbr)>/g, '');
}

function faults(html: string): readonly string[] {
  return elementsIn(asBrowser(html), () => true).flatMap(({ name, attributes }) => [
    ...(ELEMENTS.has(name) ? [] : [`<${name}>`]),
    ...Object.entries(attributes).flatMap(([key, value]) => {
      const isSafe =
        key === 'class'
          ? CLASSES.test(value)
          : key === 'href' || key === 'src'
            ? ADDRESS.test(value)
            : key === 'id'
              ? value.startsWith('u1-')
              : ATTRIBUTES.test(key);
      return isSafe ? [] : [`${name} ${key}="${value}"`];
    }),
  ]);
}

describe('whatever a text holds,', () => {
  test('its HTML has only the elements, attributes and addresses of the allow-list', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(faults(renderProse(text, options))).toEqual([]);
        expect(faults(renderInline(text, options))).toEqual([]);
      }),
      { numRuns: 600 },
    );
  });

  test('without raw HTML in it, the sanitizer would let all of it through', () => {
    fc.assert(
      fc.property(fc.oneof(nasty, calm), (text) => {
        const source = text.replaceAll('<', '');
        for (const html of [markup(source, 'u1-', options.words), inlineMarkup(source, options.words)])
          expect(sanitize(html, true)).toEqual(sanitize(html, false));
      }),
      { numRuns: 2000 },
    );
    const deep = `${'<em>'.repeat(300)}a${'</em>'.repeat(300)}`;
    expect(sanitize(deep, true)).toEqual(sanitize(deep, false));
  });

  test('a browser builds the tree that is written', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const html = renderProse(text, options);
        const written = (html.match(/<[^>]*>/g) ?? []).map((one) => one.replace(/ .*/s, '>')).join('');
        expect(outlineOf(asBrowser(html))).toBe(written);
        expect(asBrowser(`<p>${renderInline(text, options)}</p>`)).toHaveLength(1);
      }),
      { numRuns: 600 },
    );
  });

  test('ids are unique and every note is reached', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const elements = elementsIn(asBrowser(renderProse(text, options)), () => true);
        const ids = elements.flatMap(({ attributes }) => attributes.id ?? []);
        const aims = elements.flatMap(({ attributes }) => /^#(u1-.*)/.exec(attributes.href ?? '')?.[1] ?? []);
        expect(new Set(ids).size).toBe(ids.length);
        expect(aims.filter((aim) => !ids.includes(aim))).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test('no file is asked for that linksIn does not list', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const source = text.replace(/[\uFDD0-\uFDD3]/g, '');
        const asked: string[] = [];
        renderProse(source, { ...options, resolve: (href) => void asked.push(href) });
        const listed = linksIn(source).map(({ href }) => href);
        expect(asked.filter((href) => !listed.includes(href))).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test('every word of it is shown', () => {
    const words = ['alpha', 'beta', 'gamma', 'delta'];
    const piece = fc.oneof(tag, fc.constantFrom('\n\n', '- ', '> ', '**', ' ', '\n'));
    fc.assert(
      fc.property(fc.array(piece, { minLength: 4, maxLength: 20 }), (pieces) => {
        const text = pieces.map((one, place) => `${one}${words[place] ?? ''}`).join('');
        const shown = wordsOf(asBrowser(renderProse(text, options)));
        expect(words.filter((word) => !shown.includes(word))).toEqual([]);
      }),
      { numRuns: 600 },
    );
  });

  test('it is cut and made plain without an error, on one line', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { lead, sections } = splitSections(text);
        expect([lead, ...sections.map((section) => section.name)].length).toBe(sections.length + 1);
        expect(plainText(text)).not.toContain('\n');
      }),
      { numRuns: 400 },
    );
  });
});

function wordsOf(nodes: readonly Node[]): string {
  return nodes.map((node) => (typeof node === 'string' ? node : wordsOf(node.children))).join('');
}

describe('an address in disguise leads nowhere:', () => {
  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    '\u0001javascript:alert(1)',
    'java\tscript:alert(1)',
    'java\nscript:alert(1)',
    '&#106;avascript:alert(1)',
    '&#x6A;avascript&colon;alert(1)',
    'java&Tab;script&colon;alert(1)',
    'javascript%3Aalert(1)',
    '%6Aavascript%3Aalert(1)',
    '&amp;#106;avascript:alert(1)',
    'vbscript:x',
    'data:text/html,<b>x',
    'file:///etc/passwd',
    'blob:https://x',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/&#9;/evil.example',
    '%5C%5Cevil.example',
    'https:evil.example',
    'https:\\\\evil.example',
    'https://',
    '#',
    '',
  ])('%j', (href) => {
    const follow = { ...options, resolve: (relative: string) => ({ href: relative }) };
    const raw = renderProse(`<a href="${href}">words</a> <img src="${href}" alt="picture">`, follow);
    const markdown = renderProse(`[words](<${href}>) ![picture](<${href}>)`, follow);
    expect(`${raw}${markdown}`).not.toMatch(/<(?:a|img) /);
    expect(raw).toContain('words');
  });
});

describe('the language of raw HTML', () => {
  test.each(['ja', 'EN', 'zh-Hant', 'pt-BR', 'zh-Hant-TW', 'es-419'])('%s is kept', (lang) => {
    expect(renderProse(`<b lang="${lang}">x</b>`, options)).toContain(`lang="${lang}"`);
  });

  test.each(['xx', 'eng', 'english', 'ja_JP', 'ja-', 'ja-XX', 'ja-Abcd', 'en-a-b', '', 'x-klingon'])(
    '"%s" is dropped, for no such language is registered',
    (lang) => {
      expect(renderProse(`<b lang="${lang}">x</b>`, options)).not.toContain('lang=');
    },
  );
});
