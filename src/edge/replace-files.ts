import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { diskAnswer } from './disk-fault.ts';
import { replaceFile } from './replace-file.ts';

/** A file as it was read, and as it is to be. */
export interface Replacement {
  readonly path: string;
  /** Absent where there is no such file. */
  readonly before?: Uint8Array;
  /** Absent where the file is to go. */
  readonly after?: Uint8Array;
}

/** Why files were not replaced, and in which state each of them is. The message stands by itself. */
export class NotReplaced extends Error {
  override readonly name = 'NotReplaced';
  /** Some of them could not be put back. */
  readonly isPartial: boolean;

  constructor(message: string, isPartial: boolean, cause?: unknown) {
    super(message, { cause });
    this.isPartial = isPartial;
  }
}

/**
 * Replaces all of the files or none: each new one is written whole beside its place first, then they are renamed one after
 * another, and where that fails those that were renamed are put back. A file that is no longer as it was read is left alone,
 * and so are all others. Throws `NotReplaced`.
 */
export async function replaceFiles(files: readonly Replacement[]): Promise<void> {
  for (const file of files) {
    if (isSame(await read(file.path), file.before)) continue;
    throw new NotReplaced(
      `${file.path} was changed by someone else in the meantime. Nothing was changed.`,
      false,
    );
  }
  const done: Replacement[] = [];
  try {
    // One after another: a whole history would open more files at once than a system lets.
    for (const file of files) await stage(file);
    for (const file of files) {
      if (file.after) await rename(fresh(file.path), file.path);
      else await rm(file.path);
      done.push(file);
    }
  } catch (error) {
    await Promise.all(files.map(({ path }) => rm(fresh(path), { force: true })));
    throw await undo(files, done, error);
  }
}

function fresh(path: string): string {
  return `${path}.new-${process.pid}`;
}

async function stage({ path, before, after }: Replacement): Promise<void> {
  if (!after) return;
  if (!before) await mkdir(dirname(path), { recursive: true });
  await writeFile(fresh(path), after, { flush: true });
}

async function read(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function isSame(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a === undefined || b === undefined ? a === b : Buffer.compare(a, b) === 0;
}

async function undo(
  files: readonly Replacement[],
  done: readonly Replacement[],
  cause: unknown,
): Promise<NotReplaced> {
  const stuck = new Set<Replacement>();
  for (const file of done.toReversed()) {
    try {
      if (file.before) await replaceFile(file.path, file.before);
      else await rm(file.path);
    } catch {
      stuck.add(file);
    }
  }
  const { code = String(cause) } = cause as NodeJS.ErrnoException;
  const { why = code, remedy } = diskAnswer(cause) ?? {};
  const states = files.map((file) => `  ${file.path}: ${stuck.has(file) ? 'changed' : 'as it was'}`);
  const outcome = stuck.size > 0 ? 'Some could not be put back:' : 'Nothing was changed:';
  return new NotReplaced(
    [`The files could not be written: ${why}. ${outcome}`, ...states, ...(remedy ? [remedy] : [])].join('\n'),
    stuck.size > 0,
    cause,
  );
}
