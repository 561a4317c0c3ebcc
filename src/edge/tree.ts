import { hash } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmdirSync,
  type Stats,
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
  /** What stands in the folder that is served, and what lay in the other one. */
  readonly #served: Files;
  readonly #spare: Files;
  readonly #files = new Map<string, Left>();

  private constructor(dir: string, places: Places, world: string, served = NOTHING, spare = NOTHING) {
    this.dir = dir;
    this.#places = places;
    this.#world = world;
    this.#served = served;
    this.#spare = spare;
  }

  /**
   * Begins a build of the folder `target`. `world` names what goes into every file: what was left in another world is not
   * used; with `isFull` nothing is. Without `state` nothing is known of what this build leaves, either.
   */
  static async begin(
    target: string,
    state: string | undefined,
    world: string,
    isFull: boolean,
  ): Promise<OutputTree> {
    if (state === undefined) return new OutputTree(await freshFolder(target), { target, state }, world);
    const [served, spare] = isFull
      ? [NOTHING, NOTHING]
      : [await readManifest(state, 'served', world), await readManifest(state, 'spare', world)];
    // Whoever kills this build leaves a folder of which nothing is known, and which the next one clears away.
    await rm(manifestOf(state, 'spare'), { force: true });
    const dir = await freshFolder(target);
    const isKept = spare.size > 0 && (await movedInto(spareOf(state), dir));
    if (isKept) await rm(join(dir, 'pagefind'), { recursive: true, force: true });
    else await discard(spareOf(state));
    return new OutputTree(dir, { target, state }, world, served, isKept ? spare : NOTHING);
  }

  /** Whether the file is there already, made from the same `inputs`; then it stays. */
  keeps(path: string, inputs: string): boolean {
    const left = this.#spare.get(path);
    if (left?.[0] === inputs && isIntact(join(this.dir, path), left)) {
      this.#files.set(path, left);
      return true;
    }
    const served = this.#served.get(path);
    const source = join(this.#places.target, path);
    if (served?.[0] !== inputs || !isIntact(source, served)) return false;
    const file = pathBelow(this.dir, path);
    if (left) removeIfThere(file);
    if (!linked(source, file)) return false;
    this.#files.set(path, served);
    return true;
  }

  /** Puts a file into the new site. Throws where the build has put one there before: two files with one address are a mistake. */
  put(path: string, body: string | Uint8Array, inputs = ''): void {
    const file = pathBelow(this.dir, path);
    if (this.#files.has(path)) throw new Error(`Two files of the site have one address: "${path}".`);
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    const digest = digestOf(bytes);
    const left = this.#spare.get(path);
    const isSame = left?.[1] === digest && isIntact(file, left);
    if (left && !isSame) removeIfThere(file);
    const { size, mtimeMs, ino } = isSame ? lstatSync(file) : written(file, bytes);
    this.#files.set(path, [inputs, digest, size, mtimeMs, ino]);
  }

  /** How many files were put or kept. */
  get size(): number {
    return this.#files.size;
  }

  /** Takes away what this build has no use for. The new site is whole then. */
  clear(): void {
    for (const path of this.#spare.keys()) {
      if (this.#files.has(path)) continue;
      removeIfThere(join(this.dir, path));
      removeEmpty(dirname(join(this.dir, path)), this.dir);
    }
  }

  /** Puts the new site into the place of the one that is served, which becomes the other folder. */
  async swap(): Promise<void> {
    const { target, state } = this.#places;
    if (state === undefined) return swapIn(this.dir, target);
    await swapIn(this.dir, target, {
      leave: (previous) => rename(previous, spareOf(state)).catch(() => discard(previous)),
    });
    await rename(manifestOf(state, 'served'), manifestOf(state, 'spare')).catch(() => undefined);
    const manifest = { world: this.#world, files: [...this.#files] };
    await replaceFile(manifestOf(state, 'served'), JSON.stringify(manifest));
  }
}

type Role = 'served' | 'spare';

function spareOf(state: string): string {
  return join(state, 'spare');
}

function manifestOf(state: string, role: Role): string {
  return join(state, 'cache', `${role}.json`);
}

/** What cannot be read, or is of another world, is as if nothing had been left. */
async function readManifest(state: string, role: Role, world: string): Promise<Files> {
  try {
    const found = JSON.parse(await readFile(manifestOf(state, role), 'utf8'));
    return found.world === world ? new Map(found.files) : NOTHING;
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
 * differ (a folder that was copied, or brought back by a cache), its bytes do.
 */
function isIntact(file: string, [, digest, size, changed, inode]: Left): boolean {
  try {
    const found = lstatSync(file);
    if (!found.isFile() || found.size !== size) return false;
    return (found.mtimeMs === changed && found.ino === inode) || digestOf(readFileSync(file)) === digest;
  } catch {
    return false;
  }
}

/** 128 bits: against accidents, not against people. */
function digestOf(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'base64url').slice(0, 22);
}

function written(file: string, bytes: Uint8Array): Stats {
  const handle = openNew(file);
  try {
    writeFileSync(handle, bytes);
    return fstatSync(handle);
  } finally {
    closeSync(handle);
  }
}

function openNew(file: string): number {
  try {
    return openSync(file, 'wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    mkdirSync(dirname(file), { recursive: true });
    return openSync(file, 'wx');
  }
}

/** Some disks know no second name for a file; then it is made anew. */
function linked(from: string, to: string): boolean {
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

function removeEmpty(folder: string, root: string): void {
  for (let at = folder; at !== root; at = dirname(at)) {
    try {
      rmdirSync(at);
    } catch {
      return;
    }
  }
}
