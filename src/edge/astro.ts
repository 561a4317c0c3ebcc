import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { AstroIntegration, AstroPrerenderer } from 'astro';
import { basePath } from '../derive/addresses.ts';
import type { Shown } from '../derive/output-text.ts';
import { type Handover, handOver } from './handover.ts';
import { discard, freshFolder, removeStale } from './output.ts';

/** Where our own pages and settings lie, whatever folder a command is called in. */
const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const SOURCE = join(PROJECT, 'src');
/** They hold the site of one build. */
const PAGES = join(SOURCE, 'pages');

/** One page of the site, before it is rendered. */
export interface UnrenderedPage {
  /** Relative to the output folder: `en/history/index.html`. */
  readonly path: string;
  /** Absent where more goes into it than certain incidents. */
  readonly shown?: Shown;
  readonly render: () => Promise<string>;
}

/** Lays every page of a site before `take`, which renders those that it wants. Throws what a page throws. */
export async function withPages(
  handover: Handover,
  take: (pages: readonly UnrenderedPage[]) => Promise<void>,
): Promise<void> {
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
  handOver(handover);
  const { config } = handover.site;
  // Astro runs what it bundled from a folder below the current one, and finds our packages only from within the project.
  const pages = join(PROJECT, '.tsuiki', 'pages');
  await removeStale(pages);
  const rendered = await freshFolder(pages);
  const calledIn = process.cwd();
  const { build } = await import('astro');
  try {
    process.chdir(PROJECT);
    await build({
      root: PROJECT,
      outDir: rendered,
      // What lies there is part of the site as any other file.
      publicDir: join(rendered, 'public'),
      site: new URL(config.url).origin,
      base: `${basePath(config)}/`,
      logLevel: 'error',
      integrations: [renderedBy(take)],
      vite: { plugins: [SHARED_MODULES] },
    });
  } finally {
    process.chdir(calledIn);
    await discard(rendered);
  }
}

/** Astro makes and writes one page after another; here it makes those that are asked for, and writes none. */
function renderedBy(take: (pages: readonly UnrenderedPage[]) => Promise<void>): AstroIntegration {
  return {
    name: 'tsuiki',
    hooks: {
      'astro:build:start': ({ setPrerenderer }) => {
        setPrerenderer((own) => ({
          ...own,
          getStaticPaths: async () => {
            const found = await own.getStaticPaths();
            await take(found.map((page) => unrendered(page, own)));
            return [];
          },
        }));
      },
    },
  };
}

type PathOfRoute = Awaited<ReturnType<AstroPrerenderer['getStaticPaths']>>[number];

function unrendered(
  { pathname, route, cacheKey }: PathOfRoute,
  { render }: AstroPrerenderer,
): UnrenderedPage {
  const path = pathname.replace(/^\/|\/$/g, '');
  return {
    path: path === '404' ? '404.html' : join(path, 'index.html').replaceAll('\\', '/'),
    ...(cacheKey === undefined ? {} : { shown: JSON.parse(cacheKey) }),
    render: async () => {
      const request = new Request(`http://localhost/${path}${path === '' ? '' : '/'}`);
      const rendered = await render(request, { routeData: route });
      const response = rendered instanceof Response ? rendered : rendered.response;
      return response.text();
    },
  };
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
    const isShared = path.startsWith(SOURCE) && !path.startsWith(PAGES);
    return isShared ? { id: pathToFileURL(path).href, external: true } : undefined;
  },
};
