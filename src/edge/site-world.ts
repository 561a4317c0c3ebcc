import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Site } from '../derive/site.ts';
import type { ContentFolder } from '../format/source.ts';
import type { SiteAssets } from '../model/page-assets.ts';
import type { OutputFile } from './output.ts';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Names what goes into every file of a site, so that nothing is taken over from a build of another one: `site.yml`, what the
 * site says of the build itself, our own code with the packages it uses, and Node.
 */
export function worldOf({ standing }: Site, { site }: ContentFolder, assets: SiteAssets): string {
  const { isRelease, stoodAt = '' } = standing;
  const config = site ? hash('sha256', site.bytes) : '';
  return hash('sha256', JSON.stringify([codeName(), process.version, config, isRelease, stoodAt, assets]));
}

/** Names our own code, as it was when this process first asked, and the packages by which it runs. */
export function codeName(): string {
  codeNameKnown ??= nameCode();
  return codeNameKnown;
}

let codeNameKnown: string | undefined;

function nameCode(): string {
  const files = ['package.json', 'package-lock.json', 'astro.config.mjs', ...sources('src')];
  return hash('sha256', JSON.stringify(files.map((file) => [file, digestOf(file)])));
}

function digestOf(file: string): string {
  try {
    return hash('sha256', readFileSync(join(PROJECT, file)));
  } catch {
    // A package that was installed as one has no lockfile.
    return '';
  }
}

function sources(folder: string): readonly string[] {
  const entries = readdirSync(join(PROJECT, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'));
  return files.map(({ parentPath, name }) => join(parentPath, name).slice(PROJECT.length)).sort();
}

/** What lies in `public/`: files that are published as they are. */
export async function publicFiles(): Promise<readonly OutputFile[]> {
  const root = join(PROJECT, 'public');
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Promise.all(
    entries.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      return { path: path.slice(root.length + 1).replaceAll('\\', '/'), body: await readFile(path) };
    }),
  );
}
