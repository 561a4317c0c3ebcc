import { hash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { AstroIntegration } from 'astro';
import { type Handover, handOver } from './handover.ts';
import { discard, freshFolder, removeStale, swapIn } from './output.ts';
import type { renderPage } from './page-server.ts';
import { codeName } from './site-world.ts';

/** Where our own pages and settings lie, whatever folder a command is called in. */
const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const SOURCE = join(PROJECT, 'src');
/** They are bundled, for they speak of Astro. */
const BUNDLED = ['pages', 'components'].map((room) => join(SOURCE, room));
/** What Astro bundled finds our packages only from within the project. */
const BUNDLES = join(PROJECT, '.tsuiki', 'pages');

/**
 * Makes ready to render the pages of a site. Bundling them takes longer than rendering many: what was bundled once of this
 * code is used again, unless the build `isFull`.
 */
export async function openPages(handover: Handover, isFull: boolean): Promise<typeof renderPage> {
  handOver(handover);
  // What it shares with this process it names by where that lies.
  const bundle = join(
    BUNDLES,
    hash('sha256', JSON.stringify([codeName(), process.version, PROJECT])).slice(0, 32),
  );
  if (isFull || !isWhole(bundle)) await makeBundle(bundle);
  const pages: { renderPage: typeof renderPage } = await import(pathToFileURL(entryOf(bundle)).href);
  return pages.renderPage;
}

function entryOf(bundle: string): string {
  return join(bundle, 'server/entry.mjs');
}

/** Whether every file is there as it was made: a cache may have brought back some, and a disk lost others. */
function isWhole(bundle: string): boolean {
  try {
    return readFileSync(join(bundle, NAME), 'utf8') === nameOf(bundle);
  } catch {
    return false;
  }
}

/** Holds what names the files beside it. */
const NAME = 'name.txt';

function nameOf(bundle: string): string {
  const server = join(bundle, 'server');
  const paths = readdirSync(server, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
  const files = paths.map((path) => [path.slice(server.length), hash('sha256', readFileSync(path))]);
  return hash('sha256', JSON.stringify(files));
}

/** Whoever runs the same code meanwhile finds the whole bundle, before and after. */
async function makeBundle(target: string): Promise<void> {
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
  await removeStale(target);
  const fresh = await freshFolder(target);
  const calledIn = process.cwd();
  const { build } = await import('astro');
  try {
    // Astro keeps its working files below the current folder.
    process.chdir(PROJECT);
    await build({
      root: PROJECT,
      outDir: fresh,
      // What lies in ours is part of the site as any other file (src/edge/site-files.ts).
      publicDir: join(fresh, 'public'),
      mode: 'production',
      logLevel: 'error',
      adapter: PAGE_SERVER,
      vite: { plugins: [SHARED_MODULES] },
    });
    writeFileSync(join(fresh, NAME), nameOf(fresh));
    await swapIn(fresh, target).catch((error: unknown) => {
      // Two builds may make the first one at once; either is right.
      if (!isWhole(target)) throw error;
    });
    await forgetOthers(target);
  } finally {
    process.chdir(calledIn);
    await discard(fresh);
  }
}

/** Builds ask for pages one by one, as a server's visitors do. */
const PAGE_SERVER: AstroIntegration = {
  name: 'tsuiki',
  hooks: {
    'astro:config:done': ({ setAdapter }) =>
      setAdapter({
        name: 'tsuiki',
        entrypointResolution: 'auto',
        serverEntrypoint: new URL('page-server.ts', import.meta.url),
        supportedAstroFeatures: { serverOutput: 'stable', sharpImageService: 'stable' },
      }),
  },
};

const DAY = 24 * 60 * 60 * 1000;

/** Bundles of other code; one of today a build may be using. */
async function forgetOthers(target: string): Promise<void> {
  for (const name of await readdir(BUNDLES)) {
    const other = join(BUNDLES, name);
    const facts = await stat(other).catch(() => undefined);
    if (other !== target && facts && facts.mtimeMs < Date.now() - DAY) await discard(other);
  }
}

/**
 * The pages run in this process: of what they share with it there is one copy, so that what was worked out once (a parsed
 * text, a formatted time) is known to all.
 */
const SHARED_MODULES = {
  name: 'tsuiki-shared-modules',
  enforce: 'pre' as const,
  resolveId(source: string, importer: string | undefined) {
    if (!importer || !source.startsWith('.') || !source.endsWith('.ts')) return undefined;
    const path = resolve(dirname(importer.replace(/\?.*$/, '')), source);
    const isShared = path.startsWith(SOURCE) && !BUNDLED.some((room) => path.startsWith(room));
    return isShared ? { id: pathToFileURL(path).href, external: true } : undefined;
  },
};
