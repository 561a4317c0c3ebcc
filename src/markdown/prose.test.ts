import { readdirSync, readFileSync } from 'node:fs';
import { HtmlValidate } from 'html-validate';
import { describe, expect, test } from 'vitest';
import { options } from './fixtures/options.ts';
import { renderInline, renderProse } from './prose.ts';

const folder = new URL('fixtures/', import.meta.url);
const names = readdirSync(folder).flatMap((file) => (file.endsWith('.md') ? [file.slice(0, -3)] : []));
const read = (file: string) => readFileSync(new URL(file, folder), 'utf8');

describe.each(names)('%s', (name) => {
  const html = renderProse(read(`${name}.md`), options);

  test('is rendered as its fixture says', async () => {
    await expect(`${html}\n`).toMatchFileSnapshot(new URL(`${name}.html`, folder).pathname);
  });

  test('is valid HTML', () => {
    const validator = new HtmlValidate({ extends: ['html-validate:standard', 'html-validate:a11y'] });
    const report = validator.validateStringSync(
      `<!DOCTYPE html><html lang="en"><head><title>x</title></head><body>${html}</body></html>`,
    );
    expect(
      report.results.flatMap(({ messages }) =>
        messages.map(({ ruleId, message }) => `${ruleId}: ${message}`),
      ),
    ).toEqual([]);
  });
});

test('gives a result for a text of a hundred thousand parts', () => {
  for (const text of [`[${'*a* '.repeat(100_000)}](nowhere)`, `<span>${'a<br>'.repeat(100_000)}</span>`])
    expect(renderProse(text, options).length).toBeGreaterThan(100_000);
});

describe('headings', () => {
  test.each([
    [1, '# a\n\n## b', 'h1 h2'],
    [4, '### a\n\n# b', 'h6 h4'],
    [6, '# a\n\n## b', 'h6 h6'],
  ])('the shallowest becomes h%i, and none is below h6', (headingLevel, text, levels) => {
    const html = renderProse(text, { ...options, headingLevel });
    expect(html.match(/(?<=<)h\d/g)?.join(' ')).toBe(levels);
  });
});

describe('two texts on one page', () => {
  test('share no id', () => {
    const idsOf = (prefix: string) =>
      renderProse('a[^1]\n\n[^1]: b', { ...options, prefix }).match(/(?<=id=")[^"]+/g) ?? [];
    const ids = [...idsOf('u1-'), ...idsOf('u2-')];
    expect(new Set(ids).size).toBe(6);
  });
});

describe('renderInline', () => {
  test.each([
    ['**Cause** of `x`', '<strong>Cause</strong> of <code>x</code>'],
    ['# 1. not a block', '# 1. not a block'],
    ['[link](notice.md) ![image](rack.jpg)', /^<a href="\/incidents\/notice\/">link<\/a> <img /],
    ['a <div>block</div> in it', 'a  block  in it'],
    ['', ''],
  ])('%j stays one line of text', (markdown, expected) => {
    expect(renderInline(markdown, options)).toEqual(
      typeof expected === 'string' ? expected : expect.stringMatching(expected),
    );
  });
});

test('a text nested too deep to be laid out is shown as it is written', () => {
  const text = '> '.repeat(10_000);
  expect(renderProse(`${text}words`, options)).toMatch(/^<pre tabindex="0">&gt; .*words<\/pre>$/);
});
