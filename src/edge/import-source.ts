import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { CallError } from './call-error.ts';

/** A file of another system; `path` is relative to the folder that was named, with `/`. */
export interface ImportSource {
  readonly path: string;
  readonly text: string;
}

/**
 * Reads one file, or every file of a folder and those below it whose name ends in one of `endings` (`.json`), in the order
 * of their paths; one that also ends in `.gz` is unpacked. Throws a `CallError` where there is nothing, or nothing to read.
 */
export async function readSources(
  path: string,
  endings: readonly string[],
): Promise<readonly ImportSource[]> {
  const found = await statOf(path);
  if (!found) throw new CallError(`There is no file or folder "${path}". Nothing was changed.`);
  if (!found.isDirectory()) return [await readSource(path, path.split(/[\\/]/).at(-1) ?? path)];
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
  for (const name of paths) sources.push(await readSource(join(path, name), name));
  return sources;
}

async function readSource(path: string, name: string): Promise<ImportSource> {
  const bytes = await readFile(path);
  try {
    const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
    return { path: name, text: new TextDecoder().decode(plain) };
  } catch (error) {
    throw new CallError(`${path} could not be unpacked: ${(error as Error).message}. Nothing was changed.`);
  }
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
