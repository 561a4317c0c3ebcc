import type { Dirent } from 'node:fs';
import { readFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { imageMetadata } from 'astro/assets/utils';
import type { Asset, ContentFolder, SourceFile } from '../format/source.ts';

/** Where the content lies: `TSUIKI_CONTENT`, or `incidents`. */
export function contentDir(env: NodeJS.ProcessEnv = process.env): string {
  return env.TSUIKI_CONTENT || 'incidents';
}

/**
 * Reads a content folder: `site.yml` at its top, every `*.md` below it as an incident, all else as assets.
 * Left out are names that begin with `_` or `.` (files, and folders with all below them) and symbolic links.
 * All is in the code-unit order of paths, so that the disk's order changes nothing.
 *
 * Gives `undefined` where `dir` is no folder; other failures of the disk are thrown as they come.
 */
export async function readContent(dir: string): Promise<ContentFolder | undefined> {
  if (!(await isFolder(dir))) return undefined;
  const paths = (await publishablePaths(dir, '')).sort();
  // One after the other: for small files a fifth of the work that it is at once.
  const files = paths.map((path) => ({ path, bytes: readFileSync(join(dir, path)) }));

  const site = files.find((file) => file.path === 'site.yml');
  const isIncident = (file: SourceFile) => file.path.endsWith('.md');
  const assets = await inBatches(
    files.filter((file) => file !== site && !isIncident(file)),
    measured,
  );
  return {
    name: dir,
    ...(site && { site }),
    incidents: files.filter(isIncident),
    assets: new Map(assets.map((asset) => [asset.path, asset])),
  };
}

async function isFolder(dir: string): Promise<boolean> {
  try {
    return (await stat(dir)).isDirectory();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    throw error;
  }
}

async function publishablePaths(root: string, below: string): Promise<string[]> {
  const entries = await readdir(join(root, below), { withFileTypes: true });
  const paths = await Promise.all(
    entries.filter(isPublishable).map((entry) => {
      const path = below ? `${below}/${entry.name}` : entry.name;
      if (entry.isDirectory()) return publishablePaths(root, path);
      return entry.isFile() ? [path] : [];
    }),
  );
  return paths.flat();
}

function isPublishable(entry: Dirent): boolean {
  return !/^[._]/.test(entry.name);
}

const IMAGE = /\.(?:png|jpe?g|gif|webp|avif|svg)$/i;

async function measured(file: SourceFile): Promise<Asset> {
  if (!IMAGE.test(file.path)) return file;
  try {
    const { width, height } = await imageMetadata(file.bytes, file.path);
    return { ...file, width, height };
  } catch {
    return file;
  }
}

/** Few enough at once for the system's limit on open files (256 on a Mac). */
const BATCH = 64;

async function inBatches<From, To>(all: readonly From[], work: (one: From) => Promise<To>): Promise<To[]> {
  const done: To[] = [];
  for (let at = 0; at < all.length; at += BATCH) {
    done.push(...(await Promise.all(all.slice(at, at + BATCH).map(work))));
  }
  return done;
}
