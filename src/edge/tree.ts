import { hash } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { discard, freshFolder, pathBelow, swapIn } from './output.ts';
import { replaceFile } from './replace-file.ts';

/** A file as a build left it: what went into it (empty where it is made each time), and what it was. */
type Left = readonly [inputs: string, hash: string, size: number, changed: number, inode: number];

type Files = ReadonlyMap<string, Left>;

const NOTHING: Files = new Map();

/** Where an output folder stands, and where the folder that takes turns with it and what is known of both are kept. */
interface Places {
  readonly target: string;
  readonly state: string | undefined;
}

/**
 * The output of a build, filled from what earlier builds left as far as that is still right. Two folders take turns: while one
 * is served, the other, of the build before, is brought up to date, so that a build writes what differs and nothing else.
 * A file is replaced and never written into, for both folders may hold the same one (docs/decisions/incremental.md).
 */
export class OutputTree {
  /** Where the new site grows. */
  readonly dir: string;
  readonly #places: Places;
  readonly #world: string;
  readonly #isFull: boolean;
  /** What stands in the folder that is served, and what lay in the other one. */
  readonly #served: Files;
  readonly #spare: Files;
  readonly #files = new Map<string, Left>();

  private constructor(
    dir: string,
    places: Places,
    world: string,
    isFull: boolean,
    served = NOTHING,
    spare = NOTHING,
  ) {
    this.dir = dir;
    this.#places = places;
    this.#world = world;
    this.#isFull = isFull;
    this.#served = served;
    this.#spare = spare;
  }

  /**
   * Begins a build of the folder `target`. `world` names what goes into every file: what was made in another world, or with
   * `isFull` in any, is made again. Without `state` nothing is known, nor of what this build leaves.
   */
  static async begin(
    target: string,
    state: string | undefined,
    world: string,
    isFull: boolean,
  ): Promise<OutputTree> {
    if (state === undefined)
      return new OutputTree(await freshFolder(target), { target, state }, world, isFull);
    const served = await readManifest(state, 'served', world);
    const spare = await readManifest(state, 'spare', world);
    // Whoever kills this build leaves a folder of which nothing is known, and which the next one clears away.
    await rm(manifestOf(state, 'spare'), { force: true });
    const dir = await freshFolder(target);
    const isKept = spare.size > 0 && (await movedInto(spareOf(state), dir));
    if (!isKept) await discard(spareOf(state));
    return new OutputTree(dir, { target, state }, world, isFull, served, isKept ? spare : NOTHING);
  }

  /** Whether the file is there already, made from the same `inputs`; then it stays. */
  keeps(path: string, inputs: string): boolean {
    if (this.#isFull) return false;
    const kept = this.#found(path, (left) => left[0] === inputs);
    if (kept) this.#files.set(path, kept);
    return kept !== undefined;
  }

  /**
   * Puts a file into the new site. One that reads as before stays the same file, with its time, by which servers name a version
   * of it. Throws where the build has put one there before: two files with one address are a mistake.
   */
  put(path: string, body: string | Uint8Array, inputs = ''): void {
    if (this.#files.has(path)) throw new Error(`Two files of the site have one address: "${path}".`);
    const file = pathBelow(this.dir, path);
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    const digest = digestOf(bytes);
    const [, , ...facts] = this.#found(path, (left) => left[1] === digest) ?? written(file, digest, bytes);
    this.#files.set(path, [inputs, digest, ...facts]);
  }

  /** A file of an earlier build that is what is wanted: in this folder, or brought here from the one that is served. */
  #found(path: string, isWanted: (left: Left) => boolean): Left | undefined {
    const file = pathBelow(this.dir, path);
    const [left, served] = [this.#spare.get(path), this.#served.get(path)];
    if (left && isWanted(left) && isIntact(file, left, this.#isFull)) return left;
    if (left) removeIfThere(file);
    const source = join(this.#places.target, path);
    if (!served || !isWanted(served) || !isIntact(source, served, this.#isFull)) return undefined;
    return isLinked(source, file) ? served : undefined;
  }

  /** How many files were put or kept. */
  get size(): number {
    return this.#files.size;
  }

  /** Takes away what this build has no use for, whoever put it there. The new site is whole then. */
  clear(): void {
    const clearFolder = (folder: string): boolean => {
      let isEmpty = true;
      for (const entry of readdirSync(join(this.dir, folder), { withFileTypes: true })) {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory() ? !clearFolder(path) : this.#files.has(path)) isEmpty = false;
        else rmSync(join(this.dir, path), { recursive: true });
      }
      return isEmpty;
    };
    clearFolder('');
  }

  /**
   * Puts the new site into the place of the one that is served, which becomes the other folder; or is removed, where it holds
   * what is not to be kept anywhere.
   */
  async swap(isKept = true): Promise<void> {
    const { target, state } = this.#places;
    if (state === undefined) return swapIn(this.dir, target);
    const keep = (previous: string) => rename(previous, spareOf(state)).catch(() => discard(previous));
    await swapIn(this.dir, target, { leave: isKept ? keep : discard });
    if (isKept) await rename(manifestOf(state, 'served'), manifestOf(state, 'spare')).catch(() => undefined);
    const manifest = { world: this.#world, files: [...this.#files] };
    // The new site stands: what is not known of it, the next build makes anew.
    await replaceFile(manifestOf(state, 'served'), JSON.stringify(manifest)).catch(() => undefined);
  }
}

type Role = 'served' | 'spare';

function spareOf(state: string): string {
  return join(state, 'spare');
}

function manifestOf(state: string, role: Role): string {
  return join(state, 'cache', `${role}.json`);
}

/** What cannot be read is as if nothing had been left; of another world the bytes alone are known, not what went into them. */
async function readManifest(state: string, role: Role, world: string): Promise<Files> {
  try {
    const found = JSON.parse(await readFile(manifestOf(state, role), 'utf8'));
    const files: readonly (readonly [string, Left])[] = found.files;
    if (found.world === world) return new Map(files);
    return new Map(files.map(([path, [, ...facts]]) => [path, ['', ...facts]]));
  } catch {
    return NOTHING;
  }
}

async function movedInto(spare: string, fresh: string): Promise<boolean> {
  try {
    await rm(fresh, { recursive: true });
    await rename(spare, fresh);
    return true;
  } catch {
    mkdirSync(fresh, { recursive: true });
    return false;
  }
}

/**
 * Whether a file is what a build left there. As in git's index, size, time and inode prove it without reading; where these
 * differ (a folder that was copied, or brought back by a cache), or where it `mustRead`, its bytes do.
 */
function isIntact(file: string, [, digest, size, changed, inode]: Left, mustRead: boolean): boolean {
  try {
    const found = lstatSync(file);
    if (!found.isFile() || found.size !== size) return false;
    const isUntouched = !mustRead && found.mtimeMs === changed && found.ino === inode;
    return isUntouched || digestOf(readFileSync(file)) === digest;
  } catch {
    return false;
  }
}

/** 128 bits: against accidents, not against people. */
function digestOf(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'base64url').slice(0, 22);
}

function written(file: string, digest: string, bytes: Uint8Array): Left {
  const handle = openNew(file);
  try {
    writeFileSync(handle, bytes);
    const { size, mtimeMs, ino } = fstatSync(handle);
    return ['', digest, size, mtimeMs, ino];
  } finally {
    closeSync(handle);
  }
}

function openNew(file: string): number {
  try {
    return openSync(file, 'wx');
  } catch {
    clearWay(file);
    mkdirSync(dirname(file), { recursive: true });
    return openSync(file, 'wx');
  }
}

/** An earlier site may have had a file where this one has a folder, and the other way round. */
function clearWay(file: string): void {
  rmSync(file, { recursive: true, force: true });
  for (let at = dirname(file); at !== dirname(at); at = dirname(at)) {
    const found = lstatSync(at, { throwIfNoEntry: false });
    if (found?.isDirectory()) return;
    if (found) unlinkSync(at);
  }
}

/** Some disks know no second name for a file; then it is made anew. */
function isLinked(from: string, to: string): boolean {
  try {
    mkdirSync(dirname(to), { recursive: true });
    linkSync(from, to);
    return true;
  } catch {
    return false;
  }
}

function removeIfThere(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
