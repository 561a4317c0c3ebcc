import { mkdirSync, writeFileSync } from 'node:fs';
import { cp, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/** A file to be written; `path` is relative to the output folder, with `/`. */
export interface OutputFile {
  readonly path: string;
  readonly body: string | Uint8Array;
}

/** Makes an empty folder beside `target` to build into; the process id in its name tells whose it is: `dist.new-4711`. */
export async function freshFolder(target: string): Promise<string> {
  const fresh = sibling(target, 'new');
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  return fresh;
}

/**
 * Puts the folder `fresh` in the place of `target`, so that a reader of `target` finds the whole old site or the whole new
 * one, but for the instant between two renames. Both must lie on one disk. Where it fails, `target` is as it was,
 * `fresh` still stands, and the error says so.
 */
export async function swapIn(fresh: string, target: string): Promise<void> {
  const previous = sibling(target, 'old');
  await rm(previous, { recursive: true, force: true });
  const hadPrevious = await movedIfThere(target, previous);
  try {
    await rename(fresh, target);
  } catch (error) {
    if (hadPrevious) await rename(previous, target);
    throw notReplaced(target, error);
  }
  await rm(previous, { recursive: true, force: true });
}

/**
 * Clears away what builds of `target` left that were killed, and brings the previous site back where one was killed
 * between its two renames. Folders of processes that live are left alone; so call it before `freshFolder`.
 */
export async function removeStale(target: string): Promise<void> {
  const parent = dirname(resolve(target));
  const names = (await readdir(parent).catch(emptyIfAbsent)).sort();
  for (const name of names) {
    const [, role, pid] = name.slice(basename(target).length).match(/^\.(new|old)-(\d+)$/) ?? [];
    if (!name.startsWith(basename(target)) || !pid || isOthersLiveProcess(Number(pid))) continue;
    const stale = join(parent, name);
    if (role === 'old' && !(await isThere(target))) await rename(stale, target);
    else await rm(stale, { recursive: true, force: true });
  }
}

/**
 * Writes files below `dir`, making folders as needed. Throws at a path that leaves `dir`, and at one where a file
 * already is: two pages with one address are a mistake that the later one would hide.
 */
export async function writeFiles(dir: string, files: Iterable<OutputFile>): Promise<void> {
  for (const { path, body } of files) {
    if (!staysInside(path)) throw new Error(`"${path}" is no path of a file below ${dir}.`);
    const file = join(dir, path);
    try {
      writeFileSync(file, body, { flag: 'wx' });
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, body, { flag: 'wx' });
    }
  }
}

/** Moves all that lies in `from` into `to`, another disk's folder too, and removes `from`. */
export async function moveContents(from: string, to: string): Promise<void> {
  for (const name of await readdir(from)) {
    try {
      await rename(join(from, name), join(to, name));
    } catch (error) {
      if (codeOf(error) !== 'EXDEV') throw error;
      await cp(join(from, name), join(to, name), { recursive: true });
    }
  }
  await rm(from, { recursive: true, force: true });
}

function sibling(target: string, role: 'new' | 'old'): string {
  return `${resolve(target)}.${role}-${process.pid}`;
}

/** The strictest system decides: `\` and `:` part a path on Windows, NUL ends one everywhere. */
function staysInside(path: string): boolean {
  return !/[\\:\0]/.test(path) && path.split('/').every((name) => !['', '.', '..'].includes(name));
}

async function movedIfThere(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw notReplaced(from, error);
  }
}

function notReplaced(target: string, cause: unknown): Error {
  return new Error(`${target} could not be replaced (${codeOf(cause)}). It is as it was before this build.`, {
    cause,
  });
}

/** A process of our own id that left something behind is an earlier one: in a container every run may have one id. */
export function isOthersLiveProcess(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function emptyIfAbsent(error: unknown): string[] {
  if (codeOf(error) === 'ENOENT') return [];
  throw error;
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
