import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { PageAssets } from '../model/page-assets.ts';

const SOURCE = fileURLToPath(new URL('../', import.meta.url));

/** What may be fetched and run: nothing from elsewhere, and of scripts and styles those alone whose hashes these are. */
function policy(script: string, style: string): string {
  return [
    "default-src 'none'",
    "base-uri 'none'",
    "connect-src 'self'",
    "form-action 'none'",
    "img-src 'self'",
    "manifest-src 'self'",
    `script-src '${digest(script)}'`,
    `style-src '${digest(style)}'`,
  ].join(';');
}

/** `sha256-…`, as Content Security Policy Level 3 writes it. */
function digest(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** Makes the script and the stylesheet that stand in every page, as small as they get, and the policy that lets in no others. */
export async function bundleAssets(): Promise<PageAssets> {
  const [script, style] = await bundle('browser/page.ts', 'styles/site.css');
  return { script, style, policy: policy(script, style) };
}

/** Makes the script that other sites embed. */
export async function bundleEmbed(): Promise<string> {
  const [script] = await bundle('browser/embed.ts');
  return `${script}\n`;
}

/** Each entry as one text, as small as it gets. */
async function bundle<const Entries extends readonly string[]>(
  ...entries: Entries
): Promise<{ readonly [Entry in keyof Entries]: string }> {
  const { outputFiles } = await build({
    absWorkingDir: SOURCE,
    entryPoints: [...entries],
    outdir: SOURCE,
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
  });
  const textOf = (entry: string) => {
    const name = entry.replace(/^.*\//, '').replace(/\.ts$/, '.js');
    return outputFiles.find(({ path }) => basename(path) === name)?.text.trim() ?? '';
  };
  return entries.map(textOf) as { [Entry in keyof Entries]: string };
}
