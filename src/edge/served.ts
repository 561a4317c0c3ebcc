import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReadServed } from '../record/verify.ts';
import { CallError } from './call-error.ts';
import { fetchLimited } from './fetch.ts';

const LIMITS = { timeoutMs: 30_000, maxBytes: 256 * 1024 * 1024, redirects: 3 } as const;

/** Reads a site from its address, or from the folder of a build. Throws a `CallError` where it is neither. */
export async function servedBy(site: string): Promise<ReadServed> {
  if (/^https?:\/\//.test(site)) return servedAt(site);
  if (await isFolder(site)) return servedFrom(site);
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

/** Reads a site from its address; it may have a path. */
function servedAt(url: string): ReadServed {
  const base = url.replace(/\/+$/, '');
  return async (path) => {
    const answer = await fetchLimited(base + path, LIMITS);
    return 'kind' in answer ? { missing: answer.message } : answer.bytes;
  };
}
