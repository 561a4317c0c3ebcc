import type { Dirent } from 'node:fs';
import { readFileSync, statSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { imageMetadata } from 'astro/assets/utils';
import type { Asset, ContentFolder, SourceFile, Unread } from '../format/source.ts';

/** Where the content lies: `TSUIKI_CONTENT`, or `incidents`. */
export function contentDir(env: NodeJS.ProcessEnv = process.env): string {
  return env.TSUIKI_CONTENT || 'incidents';
}

/**
 * Reads a content folder: `site.yml` at its top, every `*.md` below it as an incident, all else as assets.
 * Left out are names that begin with `_` or `.` (files, and folders with all below them). What is no plain file, may not
 * be read or is too large is not read but named.
 * All is in the code-unit order of paths, so that the disk's order changes nothing.
 *
 * Gives `undefined` where `dir` is no folder; other failures of the disk are thrown as they come.
 */
export async function readContent(dir: string): Promise<ContentFolder | undefined> {
  if (!(await isFolder(dir))) return undefined;
  const entries = (await entriesIn(dir, '')).sort((a, b) => (a.path < b.path ? -1 : 1));
  const room = { left: MOST_IN_ALL };
  // One after the other: for small files a fifth of the work that it is at once.
  const read = entries.map(({ path, kind }) =>
    kind === 'file' ? readWithin(dir, path, room) : { path, why: kind },
  );
  const files = read.filter((one) => 'bytes' in one);
  const unread = read.filter((one) => 'why' in one);

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
    ...(unread.length > 0 && { unread }),
  };
}

async function isFolder(dir: string): Promise<boolean> {
  try {
    return (await stat(dir)).isDirectory();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP') return false;
    throw error;
  }
}

interface Entry {
  readonly path: string;
  readonly kind: 'file' | 'link' | 'special' | 'denied';
}

async function entriesIn(root: string, below: string): Promise<Entry[]> {
  const entries = await readdir(join(root, below), { withFileTypes: true }).catch((error: unknown) => {
    if (below !== '' && isDenied(error)) return undefined;
    throw error;
  });
  if (!entries) return [{ path: below, kind: 'denied' }];
  const found = await Promise.all(
    entries.filter(isPublishable).map((entry): Entry[] | Promise<Entry[]> => {
      const path = below ? `${below}/${entry.name}` : entry.name;
      if (entry.isDirectory()) return entriesIn(root, path);
      return [{ path, kind: entry.isFile() ? 'file' : entry.isSymbolicLink() ? 'link' : 'special' }];
    }),
  );
  return found.flat();
}

/** A page and a feed are text; what they link may be a picture or a log. All linked files are held in memory at once. */
const MOST_TEXT = 1024 * 1024;
const MOST_ASSET = 16 * MOST_TEXT;
const MOST_IN_ALL = 256 * MOST_TEXT;

/** Reads a file, unless it is too large or may not be read. */
function readWithin(dir: string, path: string, room: { left: number }): SourceFile | Unread {
  try {
    const { size } = statSync(join(dir, path));
    const isText = path.endsWith('.md') || path === 'site.yml';
    if (size > (isText ? MOST_TEXT : MOST_ASSET)) return { path, why: 'size', size };
    if (!isText) room.left -= size;
    if (room.left < 0) return { path, why: 'size', size };
    return { path, bytes: readFileSync(join(dir, path)) };
  } catch (error) {
    if (isDenied(error)) return { path, why: 'denied' };
    throw error;
  }
}

/** It may not be read; or not under its name, which is no text, too long, a link to itself, or gone by now. */
function isDenied(error: unknown): boolean {
  return ['EACCES', 'EPERM', 'ENOENT', 'ENAMETOOLONG', 'ELOOP'].includes(
    (error as NodeJS.ErrnoException).code ?? '',
  );
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
