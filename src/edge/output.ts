import { mkdirSync, writeFileSync } from 'node:fs';
import { readdir, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { makeFolder } from './make-folder.ts';
import { exchange } from './system.ts';

/** A file to be written; `path` is relative to the output folder, with `/`. */
export interface OutputFile {
  readonly path: string;
  readonly body: string | Uint8Array;
}

/** Where `target` stands, also where it is a link to a folder that something serves, and which need not be there yet. */
export async function placeOf(target: string): Promise<string> {
  const there = await realpath(target).catch(() => undefined);
  const link = there === undefined ? await readlink(target).catch(() => '') : '';
  return there ?? resolve(dirname(target), link || basename(target));
}

/** Makes an empty folder beside `target` to build into; the process id in its name tells whose it is: `dist.new-4711`. */
export async function freshFolder(target: string): Promise<string> {
  const fresh = sibling(target, 'new');
  await rm(fresh, { recursive: true, force: true });
  await makeFolder(fresh);
  return fresh;
}

/** How two folders change places. */
interface SwapWays {
  readonly swap: typeof exchange;
  /** Is given the previous site, and removes it unless told otherwise. */
  readonly leave: (previous: string) => Promise<void>;
}

/**
 * Puts the folder `fresh` in the place of `target`, so that whoever opens a file below `target` finds the whole old site or
 * the whole new one, at every moment; where the system has no `exchange`, but for the instant between two renames. Both must
 * lie on one disk. Where it throws (the disk's own error), `target` is as it was, and `fresh` still stands.
 */
export async function swapIn(
  fresh: string,
  target: string,
  { swap = exchange, leave = discard }: Partial<SwapWays> = {},
): Promise<void> {
  if (!(await isThere(target))) return rename(fresh, target);
  // After an exchange it is the previous site that bears this name.
  if (await swap(fresh, target)) return leave(fresh);
  return swapByRenames(fresh, target, leave);
}

/** A build that is killed between the two leaves `dist.old-4711`, which `removeStale` brings back. */
async function swapByRenames(fresh: string, target: string, leave: SwapWays['leave']): Promise<void> {
  const previous = sibling(target, 'old');
  await rm(previous, { recursive: true, force: true });
  await rename(target, previous);
  try {
    await rename(fresh, target);
  } catch (error) {
    await rename(previous, target);
    throw error;
  }
  await leave(previous);
}

/** Removes a folder that nobody needs; what resists, the next build clears away. */
export async function discard(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true }).catch(() => undefined);
}

/**
 * Clears away what builds of `target` left that were killed, and brings the previous site back where one was killed
 * between its two renames. What else belongs to a process that lives is left alone; so call it before `freshFolder`.
 */
export async function removeStale(target: string): Promise<void> {
  const parent = dirname(resolve(target));
  const names = (await readdir(parent).catch(emptyIfAbsent)).sort();
  for (const name of names) {
    const [, role, pid] = name.slice(basename(target).length).match(/^\.(new|old)-(\d+)$/) ?? [];
    if (!name.startsWith(basename(target)) || !pid) continue;
    const stale = join(parent, name);
    if (role === 'old' && !(await isThere(target))) await rename(stale, target);
    else if (!isOthersLiveProcess(Number(pid))) await rm(stale, { recursive: true, force: true });
  }
}

/**
 * Writes files below `dir`, making folders as needed. Throws at a path that leaves `dir`, and at one where a file
 * already is: two pages with one address are a mistake that the later one would hide.
 */
export async function writeFiles(dir: string, files: Iterable<OutputFile>): Promise<void> {
  for (const { path, body } of files) {
    const file = pathBelow(dir, path);
    try {
      writeFileSync(file, body, { flag: 'wx' });
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, body, { flag: 'wx' });
    }
  }
}

function sibling(target: string, role: 'new' | 'old'): string {
  return `${resolve(target)}.${role}-${process.pid}`;
}

/** Where a file of the output lies. Throws at a path that leaves `dir`. */
export function pathBelow(dir: string, path: string): string {
  if (staysInside(path)) return join(dir, path);
  throw new Error(`"${path}" is no path of a file below ${dir}.`);
}

/** The strictest system decides: `\` and `:` part a path on Windows, NUL ends one everywhere. */
function staysInside(path: string): boolean {
  return !/[\\:\0]|(?:^|\/)\.{0,2}(?=\/|$)/.test(path);
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
