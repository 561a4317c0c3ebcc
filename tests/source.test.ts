import { describe, expect, it } from 'vitest';
import { importsOf, reachesOf } from './source.ts';

const at = (found: readonly { text: string; line: number }[]) =>
  found.map(({ text, line }) => `${line} ${text}`);

describe('the imports of a file', () => {
  it('are seen in every form that names a module', () => {
    const source = [
      "import 'a';",
      "import type { B } from 'b';",
      "export { c } from 'c';",
      "export type * from 'd';",
      "const e = await import('e');",
      "let f: import('f').F;",
      "import.meta.glob(['g', './h/*.md']);",
      'const i = import(name);',
      "export const j = 'import k from k';",
    ].join('\n');
    expect(at(importsOf('any.ts', source))).toEqual([
      '1 a',
      '2 b',
      '3 c',
      '4 d',
      '5 e',
      '6 f',
      '7 g',
      '7 ./h/*.md',
      '8 (computed)',
    ]);
  });

  it('are seen in an Astro file’s fence and scripts, on their lines', () => {
    const source = "---\nimport A from 'a';\n---\n<p>import 'no'</p>\n<script>\n  import 'b';\n</script>\n";
    expect(at(importsOf('any.astro', source))).toEqual(['2 a', '6 b']);
    expect(at(importsOf('any.astro', "<script>import 'b';</script>"))).toEqual(['1 b']);
  });
});

describe('the reaches of a file', () => {
  it('are seen in every form', () => {
    const source = [
      'process.exit(1);',
      'const { env } = process;',
      "process['argv'];",
      'Date.now();',
      'new Date();',
      'new Date(0).toISOString();',
      '// new Date() in a comment',
    ].join('\n');
    expect(at(reachesOf('any.ts', source))).toEqual([
      '1 process.exit',
      '2 … = process',
      '3 process[…]',
      '4 Date.now',
      '5 new Date()',
    ]);
  });

  it('are seen in an Astro file’s fence and markup, not in what its reader’s browser runs', () => {
    const source =
      '---\nconst a = Date.now();\n---\n<p>{new Date()}</p>\n<script>\n  new Date();\n</script>\n';
    expect(at(reachesOf('any.astro', source))).toEqual(['2 Date.now', '4 new Date()']);
  });
});
