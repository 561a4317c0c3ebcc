import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Handover, handOver } from './handover.ts';
import type { renderPage } from './page-server.ts';
import { codeName } from './site-world.ts';

/** Where our own pages and settings lie, whatever folder a command is called in. */
export const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
/** What Astro bundled finds our packages only from within the project. */
export const BUNDLES = join(PROJECT, '.tsuiki', 'pages');
const BUNDLER = fileURLToPath(new URL('bundle-pages.ts', import.meta.url));

/** The one that was begun, until it is waited for, and what became of it. */
let begun: { readonly bundler: Bundler; readonly fault: Promise<string | undefined> } | undefined;
type Bundler = ChildProcessByStdio<null, null, Socket>;

/**
 * Begins to bundle the pages, which takes longer than to render many: what was bundled once of this code is used again,
 * unless the build `isFull`. It goes on beside the reading of the content.
 */
export function beginPages(isFull: boolean): void {
  if (begun || (!isFull && isWhole(bundleOfNow()))) return;
  const bundler = spawn(process.execPath, [BUNDLER, bundleOfNow()], {
    stdio: ['ignore', 'ignore', 'pipe'],
  }) as Bundler;
  begun = { bundler, fault: faultOf(bundler) };
  // Where the content turns out to be at fault, nobody waits for it.
  bundler.unref();
  bundler.stderr?.unref();
}

/** Why a bundler made nothing; undefined once it has. */
async function faultOf(bundler: Bundler): Promise<string | undefined> {
  try {
    const ended = once(bundler, 'exit');
    const said = bundler.stderr ? text(bundler.stderr) : '';
    const [code, signal] = await ended;
    if (code === 0) return undefined;
    return signal ? `It was ended by ${signal}: there may be too little memory.` : await said;
  } catch (error) {
    return String(error);
  }
}

/** Makes ready to render the pages of a site, once they are bundled. */
export async function openPages(handover: Handover, isFull: boolean): Promise<typeof renderPage> {
  handOver(handover);
  beginPages(isFull);
  begun?.bundler.ref();
  begun?.bundler.stderr?.ref();
  const fault = await begun?.fault;
  begun = undefined;
  const bundle = bundleOfNow();
  if (fault !== undefined || !isWhole(bundle)) {
    throw Object.assign(
      new Error(`The pages could not be bundled into ${bundle}.\n${fault ?? 'What it made is not whole.'}`),
      {
        path: bundle,
      },
    );
  }
  const pages: { renderPage: typeof renderPage } = await import(
    pathToFileURL(join(bundle, 'server/entry.mjs')).href
  );
  return pages.renderPage;
}

/** What it shares with this process it names by where that lies. */
function bundleOfNow(): string {
  return join(BUNDLES, hash('sha256', JSON.stringify([codeName(), process.version, PROJECT])).slice(0, 32));
}

/** Whether every file is there as it was made: a cache may have brought back some, and a disk lost others. */
export function isWhole(bundle: string): boolean {
  try {
    return readFileSync(join(bundle, NAME), 'utf8') === nameOf(bundle);
  } catch {
    return false;
  }
}

/** Holds what names the files beside it. */
export const NAME = 'name.txt';

/** Names a bundle by all that its files hold. */
export function nameOf(bundle: string): string {
  const server = join(bundle, 'server');
  const paths = readdirSync(server, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
  const files = paths.map((path) => [path.slice(server.length), hash('sha256', readFileSync(path))]);
  return hash('sha256', JSON.stringify(files));
}
