import { readFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { ReadServed, ServedSite } from '../record/verify.ts';
import { CallError } from './call-error.ts';
import { fetchLimited } from './fetch.ts';

const LIMITS = { timeoutMs: 30_000, maxBytes: 256 * 1024 * 1024, redirects: 3 } as const;

/** Reads a site from its address, or from the folder of a build. Throws a `CallError` where it is neither. */
export async function servedBy(site: string): Promise<ServedSite> {
  if (/^https?:\/\//.test(site)) return { read: servedAt(site) };
  if (await isFolder(site))
    return { read: servedFrom(site), incidentPaths: await pathsBelow(site, 'incidents') };
  throw new CallError(
    `There is no folder "${site}". Name a built one, or an address that begins with https:// or http://.`,
  );
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (facts) => facts.isDirectory(),
    () => false,
  );
}

/** Reads a site from the folder of a build, in this thread: of ten thousand small files, handing each to another costs more than reading it. */
function servedFrom(dir: string): ReadServed {
  return async (path) => {
    try {
      return readFileSync(join(dir, decodeURIComponent(path)));
    } catch (error) {
      return { missing: `it cannot be read (${(error as NodeJS.ErrnoException).code})` };
    }
  };
}

/** Addresses of all files in a part of the folder. */
async function pathsBelow(dir: string, part: string): Promise<readonly string[]> {
  const entries = await readdir(join(dir, part), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => {
      const names = [...relative(dir, parentPath).split(sep), name];
      return `/${names.map(encodeURIComponent).join('/')}`;
    })
    .sort();
}

/** Reads a site from its address; it may have a path. */
function servedAt(url: string): ReadServed {
  const base = url.replace(/\/+$/, '');
  return async (path) => {
    const answer = await fetchLimited(base + path, LIMITS);
    return 'kind' in answer ? { missing: answer.message } : answer.bytes;
  };
}
