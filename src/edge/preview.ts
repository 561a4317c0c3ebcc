import { watch } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { basePath } from '../derive/addresses.ts';
import { bundleAssets } from './assets.ts';
import { CallError } from './call-error.ts';
import { type Handover, handOver } from './handover.ts';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

/** What a preview is served from; asked anew after each change of the content. */
export type Look = (changed: ReadonlySet<string>) => Promise<Omit<Handover, 'assets'>>;

/** Where a preview is served, and how it is stopped. */
export interface Preview {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Several files are often saved at once; one look is enough for them. */
const SETTLES_AFTER = 50;

/**
 * Serves pages as they are asked for, by Astro's own server, and loads them again in the browser when a file of the content
 * folder was saved. `changed` is told how long the look took.
 */
export async function servePreview(
  content: string,
  look: Look,
  { port, host }: { readonly port: number; readonly host: string },
  changed: (milliseconds: number) => void,
): Promise<Preview> {
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
  // The browser is told of changes by a script of the server's own, which no policy of ours knows.
  const assets = await bundleAssets("default-src 'self' 'unsafe-inline' ws:");
  const first = await look(new Set());
  handOver({ ...first, assets });
  const { dev } = await import('astro');
  const watched = resolve(content);
  const calledIn = process.cwd();
  process.chdir(PROJECT);
  const server = await dev({
    root: PROJECT,
    base: `${basePath(first.site.config)}/`,
    server: { port, host },
    logLevel: 'error',
    vite: {
      plugins: [
        {
          name: 'tsuiki-preview',
          configureServer(vite) {
            const waiting = new Set<string>();
            let timer: NodeJS.Timeout | undefined;
            const refresh = async () => {
              const began = performance.now();
              const paths = new Set(waiting);
              waiting.clear();
              handOver({ ...(await look(paths)), assets });
              vite.ws.send({ type: 'full-reload' });
              changed(performance.now() - began);
            };
            const watcher = watch(watched, { recursive: true }, (_event, path) => {
              if (path) waiting.add(path.replaceAll('\\', '/'));
              clearTimeout(timer);
              timer = setTimeout(() => void refresh(), SETTLES_AFTER);
            });
            vite.httpServer?.once('close', () => watcher.close());
          },
        },
      ],
    },
  });
  process.chdir(calledIn);
  const { address, port: served } = server.address;
  if (!served) throw new CallError(`The preview could not listen on ${host}:${port}.`);
  const name = address.includes(':') ? `[${address}]` : address;
  return { url: `http://${name}:${served}${basePath(first.site.config)}/`, close: () => server.stop() };
}
