import { writeFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { argv, chdir } from 'node:process';
import { pathToFileURL } from 'node:url';
import { type AstroIntegration, build } from 'astro';
import { BUNDLES, isWhole, NAME, nameOf, PROJECT } from './astro.ts';
import { discard, freshFolder, removeStale, swapIn } from './output.ts';

/*
 * Bundles the pages into the folder that is named: a process of its own, which takes Astro's memory with it when it is done.
 * Whoever runs the same code meanwhile finds the whole bundle, before and after.
 */

const SOURCE = join(PROJECT, 'src');
/** They are bundled, for they speak of Astro. */
const BUNDLED = ['pages', 'components'].map((room) => join(SOURCE, room));
const DAY = 24 * 60 * 60 * 1000;

/** A build asks for pages one by one, as a server's visitors do. */
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

/**
 * The pages run in the process that makes the site: of what they share with it there is one copy, so that what was worked out
 * once (a parsed text, a formatted time) is known to all.
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

await bundle(argv[2] as string);

async function bundle(target: string): Promise<void> {
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
  await removeStale(target);
  const fresh = await freshFolder(target);
  try {
    // Astro keeps its working files below the current folder.
    chdir(PROJECT);
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
    await discard(fresh);
  }
}

/** Bundles of other code; one of today a build may be using. */
async function forgetOthers(target: string): Promise<void> {
  for (const name of await readdir(BUNDLES)) {
    const other = join(BUNDLES, name);
    const facts = await stat(other).catch(() => undefined);
    if (other !== target && facts && facts.mtimeMs < Date.now() - DAY) await discard(other);
  }
}
