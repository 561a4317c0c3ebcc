import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { likelyEncoding } from '../format/encodings.ts';
import { CallError } from './call-error.ts';

/** A file of another system; `path` is relative to the folder that was named, with `/`. */
export interface ImportSource {
  readonly path: string;
  readonly text: string;
}

/** The history of a busy site of ten years takes a tenth of it; what is larger would take a gigabyte to read. */
const MOST = 64 * 1024 * 1024;

/**
 * Reads one file, or every file of a folder and those below it whose name ends in one of `endings` (`.json`), in the order
 * of their paths; one that also ends in `.gz` is unpacked. Throws a `CallError` where there is nothing, or nothing to read,
 * where it is no plain file, no UTF-8, or all together is too large.
 */
export async function readSources(
  path: string,
  endings: readonly string[],
): Promise<readonly ImportSource[]> {
  const found = await statOf(path);
  if (!found) throw new CallError(`There is no file or folder "${path}". Nothing was changed.`);
  if (!found.isDirectory()) {
    if (!found.isFile()) throw new CallError(`"${path}" is no plain file. Nothing was changed.`);
    return [await readSource(path, path.split(/[\\/]/).at(-1) ?? path, { left: MOST })];
  }
  const names = await readdir(path, { recursive: true, withFileTypes: true });
  const paths = names
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(join(path, '.').length)
        .replace(/^[\\/]+/, '')
        .replaceAll('\\', '/'),
    )
    .filter((name) => endings.some((ending) => name.toLowerCase().replace(/\.gz$/, '').endsWith(ending)))
    .toSorted();
  if (paths.length === 0) {
    throw new CallError(`No file in "${path}" ends in ${endings.join(' or ')}. Nothing was changed.`);
  }
  const sources: ImportSource[] = [];
  const room = { left: MOST };
  for (const name of paths) sources.push(await readSource(join(path, name), name, room));
  return sources;
}

async function readSource(path: string, name: string, room: { left: number }): Promise<ImportSource> {
  if ((await stat(path)).size > room.left) throw tooLarge(path);
  const bytes = unpacked(await readFile(path), path, room.left);
  room.left -= bytes.length;
  try {
    return { path: name, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    const looksLike = likelyEncoding(bytes);
    throw new CallError(
      `${path} is no UTF-8 text.${looksLike ? ` It looks like ${looksLike}.` : ''} Save it again as UTF-8. Nothing was changed.`,
    );
  }
}

/** What gzip packed grows a thousandfold: no more is unpacked than may be read. */
function unpacked(bytes: Buffer, path: string, most: number): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: Math.max(1, most) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(path);
    throw new CallError(`${path} could not be unpacked: ${(error as Error).message}. Nothing was changed.`);
  }
}

function tooLarge(path: string): CallError {
  return new CallError(
    `${path}: what is to be read is larger than 64 MiB. Bring it in parts, a folder or a file each. Nothing was changed.`,
  );
}

async function statOf(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

/** The text of a file; undefined where there is none. */
export async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  return (await statOf(path)) ? readFile(path) : undefined;
}
