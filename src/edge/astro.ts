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
  const bundle = join(BUNDLES, `${codeName().slice(0, 16)}-${process.version}`);
  if (isFull || !(await isThere(entryOf(bundle)))) await makeBundle(bundle);
  const pages: { renderPage: typeof renderPage } = await import(pathToFileURL(entryOf(bundle)).href);
  return pages.renderPage;
}

function entryOf(bundle: string): string {
  return join(bundle, 'server/entry.mjs');
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
      // What lies in ours is part of the site as any other file (src/edge/publish.ts).
      publicDir: join(fresh, 'public'),
      mode: 'production',
      logLevel: 'error',
      adapter: PAGE_SERVER,
      vite: { plugins: [SHARED_MODULES] },
    });
    await swapIn(fresh, target).catch(async (error: unknown) => {
      // Two builds may make the first one at once; either is right.
      if (!(await isThere(entryOf(target)))) throw error;
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

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
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
