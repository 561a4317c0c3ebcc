import { describe, expect, test } from 'vitest';
import { options } from './fixtures/options.ts';
import { inserted, struck } from './marks.ts';
import { plainText } from './outline.ts';
import { renderInline, renderProse } from './prose.ts';

const del = (words: string) =>
  `<del class="struck"><span class="visually-hidden">withdrawn: </span>${words}</del>`;
const ins = (words: string) =>
  `<ins class="inserted"><span class="visually-hidden">corrected to: </span>${words}</ins>`;
const wrong = struck('7 %');
const right = inserted('17 %');

describe('errata are shown where they stand:', () => {
  test.each([
    ['in a paragraph', `About ${wrong}${right} of mail`, `<p>About ${del('7 %')}${ins('17 %')} of mail</p>`],
    ['at its beginning', `${wrong}${right} of mail`, `<p>${del('7 %')}${ins('17 %')} of mail</p>`],
    ['in a heading', `# Lost: ${wrong}`, `<h3>Lost: ${del('7 %')}</h3>`],
    ['around a heading', struck('# Lost'), `<h3>${del('Lost')}</h3>`],
    ['around an item', struck('- Lost'), `<ul>\n<li>${del('Lost')}</li>\n</ul>`],
    ['around code', `${struck('`7`')}`, `<p><code>${del('7')}</code></p>`],
    ['in code', `\`a ${wrong}\``, `<p><code>a ${del('7 %')}</code></p>`],
    [
      'around emphasis',
      `${struck('**7 %**')}${inserted('_17 %_')}`,
      `<p><strong>${del('7 %')}</strong><em>${ins('17 %')}</em></p>`,
    ],
    ['in emphasis', `**${wrong}**`, `<p><strong>${del('7 %')}</strong></p>`],
    ['in a word of Japanese', `約${struck('**7％**')}の`, `<p>約<strong>${del('7％')}</strong>の</p>`],
    ['in a fence', `\`\`\`\n${wrong}\n\`\`\``, `<pre tabindex="0"><code>${del('7 %')}\n</code></pre>`],
    [
      'with emphasis spelled in a fence',
      `\`\`\`\n${struck('**x**')}\n\`\`\``,
      `<pre tabindex="0"><code>${del('**x**')}\n</code></pre>`,
    ],
    [
      'in an inserted word that was struck later',
      inserted(`a ${struck('b')}`),
      `<p>${ins('a ')}<ins class="inserted">${del('b')}</ins></p>`,
    ],
    ['in a link', `[a ${wrong}](notice.md)`, `<p><a href="/incidents/notice/">a ${del('7 %')}</a></p>`],
  ])('%s', (_, markdown, html) => {
    expect(renderProse(markdown, options)).toBe(html);
  });

  test('in the cells of a table, whose row keeps its form', () => {
    const html = renderProse(`| a | b |\n|---|---|\n${struck('| 1 | 2 |')}`, options);
    expect(html).toContain(`<tr>\n<td>${del('1')}</td>\n<td>${del('2')}</td>\n</tr>`);
  });
});

describe('a mark that crosses markup', () => {
  test('is closed and opened again, and said once', () => {
    expect(renderProse(`${struck('a **b')} c**`, options)).toBe(
      `<p>${del('a ')}<strong><del class="struck">b</del> c</strong></p>`,
    );
  });

  test('is said again in the next block', () => {
    expect(renderProse(struck('a\n\nb'), options)).toBe(`<p>${del('a')}</p>\n<p>${del('b')}</p>`);
  });
});

describe('an address', () => {
  test('is the corrected one', () => {
    const html = renderProse(`[a](https://example.org/${struck('old')}${inserted('new')})`, options);
    expect(html).toBe('<p><a href="https://example.org/new" rel="noreferrer">a</a></p>');
  });

  test('ends with the words that were struck', () => {
    const html = renderProse(
      `${struck('https://example.org/old')}${inserted('https://example.org/new')}`,
      options,
    );
    expect(html.match(/(?<=href=")[^"]+/g)).toEqual(['https://example.org/old', 'https://example.org/new']);
  });
});

describe('a mark without its partner', () => {
  test.each(['a \uFDD0b', 'a\uFDD1 b', '\uFDD3a b\uFDD2', 'a [b](\uFDD0notice.md) \uFDD1'])(
    'vanishes: %j',
    (markdown) => {
      const html = renderProse(markdown, options);
      expect(html).not.toMatch(/<del|<ins|[\uFDD0-\uFDD3]/);
    },
  );

  test('cannot be spelled as a character reference', () => {
    expect(
      renderProse('&#xFDD0;a&#64977; <b>&#xFDD0;a&#xFDD1</b> &<!-- -->#xFDD0;a&#xFDD1;', options),
    ).not.toContain('<del');
  });
});

describe('plain words', () => {
  test('are those that hold', () => {
    expect(plainText(`About **${wrong}${right}** of mail`)).toBe('About 17 % of mail');
  });
});

describe('Japanese emphasis beside brackets', () => {
  test('needs no blank', () => {
    expect(renderInline('は**「A」**を、約**17%**の', options)).toBe(
      'は<strong>「A」</strong>を、約<strong>17%</strong>の',
    );
  });

  test('leaves code as it is', () => {
    expect(renderInline('`は**「A」**を` [a](notice.md "は**「A」**を")', options)).toBe(
      '<code>は**「A」**を</code> <a title="は**「A」**を" href="/incidents/notice/">a</a>',
    );
  });
});
