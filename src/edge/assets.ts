import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { contentPolicy } from '../hosts/policy.ts';
import { type PageAssets, type SiteAssets, SUITS, type Suit } from '../model/page-assets.ts';

const SOURCE = fileURLToPath(new URL('../', import.meta.url));

/** What each kind of page is dressed with, and what it may load beyond that. */
const WARDROBE: Readonly<Record<Suit, { script: string; style: string; scripts?: readonly string[] }>> = {
  article: { script: 'page', style: 'site' },
  front: { script: 'page', style: 'front' },
  list: { script: 'page', style: 'lists' },
  subscribe: { script: 'subscribe', style: 'lists' },
  search: { script: 'search', style: 'lists', scripts: ["'self'", "'wasm-unsafe-eval'"] },
};

/** `sha256-…`, as Content Security Policy Level 3 writes it. */
function digest(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/**
 * Makes the script and the stylesheet that stand in each kind of page, as small as they get, and the policy that lets in no
 * others; or `looser`, where a preview needs more.
 */
export async function bundleAssets(looser?: string): Promise<SiteAssets> {
  const kinds = SUITS.map((suit) => [suit, WARDROBE[suit]] as const);
  const textOf = await bundle([
    ...new Set(kinds.map(([, { script }]) => `browser/${script}.ts`)),
    ...new Set(kinds.map(([, { style }]) => `styles/${style}.css`)),
  ]);
  const assets = kinds.map(([suit, wardrobe]): [Suit, PageAssets] => {
    const [script, style] = [textOf(`browser/${wardrobe.script}.js`), textOf(`styles/${wardrobe.style}.css`)];
    const scripts = [`'${digest(script)}'`, ...(wardrobe.scripts ?? [])];
    const policy = contentPolicy({ scripts, styles: [`'${digest(style)}'`] });
    return [suit, { script, style, policy: looser ?? policy }];
  });
  return Object.fromEntries(assets) as SiteAssets;
}

/** Makes the script that other sites embed. */
export async function bundleEmbed(): Promise<string> {
  const textOf = await bundle(['browser/embed.ts']);
  return `${textOf('browser/embed.js')}\n`;
}

/** Each entry as one text, as small as it gets, found by its path below `src/`. */
async function bundle(entryPoints: readonly string[]): Promise<(path: string) => string> {
  const { outputFiles } = await build({
    absWorkingDir: SOURCE,
    entryPoints: [...entryPoints],
    outbase: SOURCE,
    outdir: SOURCE,
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
  });
  const texts = outputFiles.map(({ path, text }): [string, string] => [
    relative(SOURCE, path).replaceAll('\\', '/'),
    text.trim(),
  ]);
  const byPath = new Map(texts);
  return (path) => byPath.get(path) ?? '';
}
