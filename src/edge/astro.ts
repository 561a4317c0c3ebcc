import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { basePath } from '../derive/addresses.ts';
import { type Handover, handOver } from './handover.ts';
import { discard, freshFolder, moveContents, removeStale } from './output.ts';

/** Where our own pages and settings lie, whatever folder a command is called in. */
const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

/** Renders every page of a site into the folder `dir`, and counts them. Throws what a page throws. */
export async function renderPages(handover: Handover, dir: string): Promise<number> {
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
  handOver(handover);
  const { config } = handover.site;
  // Astro runs what it bundled from a folder below the current one, and finds our packages only from within the project.
  const pages = join(PROJECT, '.tsuiki', 'pages');
  await removeStale(pages);
  const rendered = await freshFolder(pages);
  const calledIn = process.cwd();
  let count = 0;
  const { build } = await import('astro');
  try {
    process.chdir(PROJECT);
    await build({
      root: PROJECT,
      outDir: rendered,
      site: new URL(config.url).origin,
      base: `${basePath(config)}/`,
      logLevel: 'error',
      integrations: [
        {
          name: 'tsuiki',
          hooks: {
            'astro:build:done': ({ pages }) => {
              count = pages.length;
            },
          },
        },
      ],
    });
    await moveContents(rendered, dir);
  } finally {
    process.chdir(calledIn);
    await discard(rendered);
  }
  return count;
}
