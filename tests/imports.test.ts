import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOf, ROOT, sourceFiles } from './source.ts';

const files = sourceFiles('src/**/*.{ts,astro,mjs}', 'tests/**/*.{ts,astro,mjs}');

describe('every relative import', () => {
  const relative = files.flatMap((file) =>
    importsOf(file)
      .filter(({ text }) => /^\.{0,2}\//.test(text) && !text.includes('*'))
      .map(({ text, line }) => ({ at: `${file}:${line}: ${text}`, file, path: text.replace(/\?.*$/, '') })),
  );

  it('ends in what the file ends in, for Node adds nothing', () => {
    const endless = relative.filter(({ path }) => !/\.(?:ts|astro|css|json|mjs)$/.test(path));
    expect(endless.map(({ at }) => at)).toEqual([]);
  });

  it('names a file that is there', () => {
    const astray = relative.filter(({ file, path }) => !existsSync(join(ROOT, dirname(file), path)));
    expect(astray.map(({ at }) => at)).toEqual([]);
  });

  it('was looked for', () => {
    expect(relative.map(({ at }) => at)).toContainEqual(
      expect.stringMatching(/^tests\/imports\.test\.ts:4: \.\/source\.ts$/),
    );
  });
});

it('no test lies below src/pages, where it would become a page', () => {
  expect(sourceFiles('src/pages/**/*.{test,spec}.*')).toEqual([]);
});
