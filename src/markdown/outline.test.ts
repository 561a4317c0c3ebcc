import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blocksOf } from './blocks.ts';
import { options } from './fixtures/options.ts';
import { commentsIn, linksIn, plainText, splitSections } from './outline.ts';
import { renderProse } from './prose.ts';

const lines = (...rows: readonly string[]) => rows.join('\n');

describe('splitSections', () => {
  test('cuts at headings of both kinds and keeps what stands below each', () => {
    const text = lines(
      'Lead.',
      '',
      '## One *two*',
      '',
      'Text.',
      '',
      'Three',
      '-----',
      '- a',
      '',
      '#### Deep ####',
      '',
      '##',
    );
    expect(splitSections(text)).toEqual({
      lead: 'Lead.',
      sections: [
        { level: 2, name: 'One two', heading: 'One *two*', text: 'Text.' },
        { level: 2, name: 'Three', heading: 'Three', text: '- a' },
        { level: 4, name: 'Deep', heading: 'Deep', text: '' },
        { level: 2, name: '', heading: '', text: '' },
      ],
    });
  });

  test.each([
    ['a fence', lines('```', '# no', '```')],
    ['a quote', '> # no'],
    ['a list', '- # no'],
    ['a code block', '    # no'],
    ['no text', ''],
  ])('finds no heading in %s', (_, text) => {
    expect(splitSections(text)).toEqual({ lead: text, sections: [] });
  });

  test('a name that looks like a list or a quote is a name', () => {
    expect(splitSections('## 1. Cause\n\n## > 2').sections.map(({ name }) => name)).toEqual([
      '1. Cause',
      '> 2',
    ]);
  });

  test('definitions follow what refers to them, and what they refer to follows them', () => {
    const text = lines(
      'Lead [^1].',
      '',
      '## A',
      '',
      'See [b][SITE].',
      '',
      '[site]: https://example.org',
      '',
      '## B',
      '',
      'None.',
      '',
      '[^1]: Note on [site].',
      '',
      '    More.',
    );
    expect(splitSections(text)).toEqual({
      lead: 'Lead [^1].\n\n[site]: https://example.org\n\n[^1]: Note on [site].\n\n    More.',
      sections: [
        { level: 2, name: 'A', heading: 'A', text: 'See [b][SITE].\n\n[site]: https://example.org' },
        { level: 2, name: 'B', heading: 'B', text: 'None.' },
      ],
    });
  });

  test('each piece renders as it does in the whole', () => {
    const whole = lines(
      '# A',
      '',
      'x [r] and ![i][p].',
      '',
      '# B',
      '',
      'y [r].',
      '',
      '> [r]: notice.md',
      '',
      '[p]: rack.jpg',
    );
    const pieces = splitSections(whole).sections.map(({ text }) => renderProse(text, options));
    const rendered = renderProse(whole, options)
      .replace(/<h3>.*?<\/h3>\n?/g, '')
      .replace(/\n<blockquote>.*/s, '');
    expect(pieces.join('\n').replace(/\n<blockquote>.*/s, '')).toBe(rendered);
  });

  test('definitions stand in front of a fence that is never closed', () => {
    const { sections } = splitSections(lines('[r]: notice.md', '', '# A', '', '[r]', '', '```', 'code'));
    expect(sections[0]?.text).toBe(lines('[r]: notice.md', '', '[r]', '', '```', 'code'));
  });

  test('a heading can be rendered by itself', () => {
    const text = lines('## **[a][r]** ![b][r] [^1] `[c][r]`', '', '[r]: a.md "T"', '', '[^1]: note');
    expect(splitSections(text).sections[0]?.heading).toBe('**[a](<a.md> "T")** ![b](<a.md> "T")  `[c][r]`');
  });

  test('no character between the headings is lost or changed', () => {
    const row = fc.constantFrom(
      '# H',
      '## H',
      'H\n==',
      'word',
      '- item',
      '  more',
      '> quote',
      '```',
      '    code',
      '',
      '',
      '| a |\n|---|',
      '<div>',
      '\ttab',
    );
    fc.assert(
      fc.property(fc.array(row, { maxLength: 15 }), (rows) => {
        const text = rows.join('\n');
        const { lead, sections } = splitSections(text);
        const squeeze = (part: string) => part.replace(/\s+/g, '');
        const kept = squeeze(
          [lead, ...sections.flatMap((section) => [section.heading, section.text])].join(''),
        );
        const headings = blocksOf(text).filter(({ token }) => token.type === 'heading');
        const signs = headings.map(
          ({ token }) =>
            squeeze(token.raw).length - squeeze('text' in token ? String(token.text) : '').length,
        );
        expect(kept.length).toBe(squeeze(text).length - signs.reduce((sum, length) => sum + length, 0));
      }),
    );
  });
});

describe('linksIn', () => {
  const text = lines(
    'See [a](a.md) and `[no](no.md)` [a](a.md).',
    '',
    '| x | y |',
    '|---|---|',
    '| ![i](i.png) | [p\\|q](p.md) |',
    '',
    '> - 1. [deep](deep.md)',
    '>   [![in](in.png)](out.md) <https://auto.example>',
    '',
    'https://bare.example/x. me@mail.example [r] ![s][R]',
    '',
    '<p>',
    '  <img alt="x" src="raw&amp;.png"> <a href=\'raw.md\'>',
    '</p>',
    '',
    '```',
    '[no](no.md)',
    '```',
    '',
    'A note.[^1]',
    '',
    '[^1]: in a [note](note.md)',
    '',
    '[r]: r.md',
  );

  test('finds each where it stands', () => {
    expect(
      linksIn(text).map(({ href, image, line, column }) => `${line}:${column} ${image ? '!' : ''}${href}`),
    ).toEqual([
      '0:4 a.md',
      '0:32 a.md',
      '4:2 !i.png',
      '4:16 p.md',
      '6:7 deep.md',
      '7:4 out.md',
      '7:5 !in.png',
      '7:28 https://auto.example',
      '9:0 https://bare.example/x',
      '9:24 mailto:me@mail.example',
      '9:40 r.md',
      '9:44 !r.md',
      '12:2 !raw&.png',
      '12:35 raw.md',
      '21:11 note.md',
    ]);
  });

  test('counts lines that end in CRLF as one', () => {
    expect(linksIn('a\r\n\r\n[b](b.md)')).toEqual([{ href: 'b.md', image: false, line: 2, column: 0 }]);
  });
});

describe('commentsIn', () => {
  test('finds comments, and none in code or in an attribute', () => {
    const text = lines(
      'a <!-- b --> `<!-- no -->`',
      '',
      '<div title="<!--">',
      '<!-- c',
      '-->',
      '</div>',
      '',
      '> <!-- open',
      '',
      '    <!-- no -->',
    );
    expect(commentsIn(text)).toEqual([
      { line: 0, column: 2 },
      { line: 3, column: 0 },
      { line: 7, column: 2 },
    ]);
  });
});

describe('plainText', () => {
  test.each([
    ['**Mail** [is](a.md) `back`.', 'Mail is back.'],
    ['# Title\n\nText\n\n- a\n- b', 'Title Text a b'],
    ['1. a\n2. b', '1. a 2. b'],
    ['| a | b |\n|---|---|\n| c | d |', 'a b c d'],
    ['a[^1] ![rack](rack.jpg)\n\n[^1]: note', 'a rack'],
    ['- [x] done', 'done'],
    ['AT&amp;T &#60;b&#62; <b>x</b> 5 < 6', 'AT&T <b> x 5 < 6'],
    ['障害　報告', '障害　報告'],
    ['> [!NOTE]\n> words', 'words'],
    ['', ''],
  ])('%j reads %j', (markdown, words) => {
    expect(plainText(markdown)).toBe(words);
  });
});
