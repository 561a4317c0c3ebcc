import { hash, randomUUID } from 'node:crypto';
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
  writeFileSync,
} from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CallError } from './call-error.ts';
import { discard, freshFolder, pathBelow, swapIn } from './output.ts';
import { replaceFile } from './replace-file.ts';

/** A file as a build left it. */
type Left = readonly [path: string, hash: string, size: number, changed: number, inode: number];

/** What went into files that are made together (empty where they are made each time), and the files. */
type Group = [inputs: string, ...files: Left[]];

/** What is known of a folder, and whether it was made in the world of this build. */
interface Known {
  readonly groups: ReadonlyMap<string, Group>;
  readonly isOfWorld: boolean;
  /** When anything was last put into each of its folders, or taken out. */
  readonly folders: ReadonlyMap<string, number>;
}

const NOTHING: Known = { groups: new Map(), isOfWorld: false, folders: new Map() };

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
  readonly #served: Known;
  readonly #spare: Known;
  readonly #groups = new Map<string, Group>();
  readonly #paths = new Set<string>();
  /** The folders in which they stand, each above those in it; the outermost is ''. */
  readonly #above = new Set(['']);
  readonly #folders = new Map<string, number>();
  /** Folders that this build knows to be there. */
  readonly #made = new Set<string>();
  #kept = 0;

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
    const { served, spare } = await readKnown(state, world);
    // Whoever kills this build leaves a folder of which nothing is known, and which the next one clears away.
    await rm(manifestOf(state, 'spare'), { force: true });
    const dir = await freshFolder(target);
    const isKept = spare.groups.size > 0 && (await movedInto(spareOf(state), dir));
    if (!isKept) await discard(spareOf(state));
    return new OutputTree(dir, { target, state }, world, isFull, served, isKept ? spare : NOTHING);
  }

  /** Whether the files of a group are all there already, made from the same `inputs`; then they stay. */
  keeps(name: string, inputs: string): boolean {
    if (this.#isFull) return false;
    const known = [this.#spare, this.#served].filter(({ isOfWorld }) => isOfWorld);
    const left = known.map(({ groups }) => groups.get(name)).find((group) => group?.[0] === inputs);
    if (!left) return false;
    const files = filesIn(left);
    const kept = files.map(([path, digest]) => this.#found(path, name, digest));
    if (!kept.every((file) => file !== undefined)) return false;
    for (const [path] of files) this.#claim(path);
    // The same value where nothing moved: by that the two folders are compared.
    this.#groups.set(name, kept.every((file, at) => file === files[at]) ? left : [inputs, ...kept]);
    this.#kept += files.length;
    return true;
  }

  /**
   * Puts a file into the new site, as one of the group `name`, which is its own unless told otherwise. One that reads as
   * before stays the same file, with its time, by which servers name a version of it. Throws a `CallError` where the build has
   * put one there before: two files with one address are a mistake, which an operator makes in `public/`.
   */
  put(path: string, body: string | Uint8Array, name = path, inputs = ''): void {
    this.#claim(path);
    const bytes = typeof body === 'string' ? bytesOf(body) : body;
    const digest = digestOf(bytes);
    const file = this.#found(path, name, digest) ?? this.#written(path, digest, bytes);
    const group = this.#groups.get(name);
    if (group) group.push(file);
    else this.#groups.set(name, [inputs, file]);
  }

  #claim(path: string): void {
    if (this.#paths.has(path) || this.#above.has(path)) throw takenTwice(path);
    this.#paths.add(path);
    for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) {
      const folder = path.slice(0, at);
      if (this.#paths.has(folder)) throw takenTwice(folder);
      this.#above.add(folder);
    }
  }

  /** A file of earlier builds that reads as is wanted: in this folder, or brought here from the one that is served. */
  #found(path: string, name: string, digest: string): Left | undefined {
    const spare = fileAt(path, this.#spare.groups.get(name));
    const served = fileAt(path, this.#served.groups.get(name));
    if (!spare && !served) return undefined;
    const file = pathBelow(this.dir, path);
    if (spare?.[1] === digest && isIntact(file, spare, this.#isFull)) return spare;
    if (spare) removeIfThere(file);
    const source = join(this.#places.target, path);
    if (served?.[1] !== digest || !isIntact(source, served, this.#isFull)) return undefined;
    return this.#isLinked(source, file) ? served : undefined;
  }

  #written(path: string, digest: string, bytes: Uint8Array): Left {
    const handle = this.#openNew(pathBelow(this.dir, path));
    try {
      writeFileSync(handle, bytes);
      const { size, mtimeMs, ino } = fstatSync(handle);
      return [path, digest, size, mtimeMs, ino];
    } finally {
      closeSync(handle);
    }
  }

  #openNew(file: string): number {
    try {
      this.#makeFolder(dirname(file));
      return openSync(file, 'wx');
    } catch {
      clearWay(file);
      mkdirSync(dirname(file), { recursive: true });
      return openSync(file, 'wx');
    }
  }

  /** Some disks know no second name for a file; then it is made anew. */
  #isLinked(from: string, to: string): boolean {
    try {
      this.#makeFolder(dirname(to));
      linkSync(from, to);
      return true;
    } catch {
      return false;
    }
  }

  #makeFolder(folder: string): void {
    if (this.#made.has(folder)) return;
    mkdirSync(folder, { recursive: true });
    this.#made.add(folder);
  }

  /** How many files the site has, and how many of them stood as earlier builds left them. */
  get size(): { readonly files: number; readonly kept: number } {
    return { files: this.#paths.size, kept: this.#kept };
  }

  /** Takes away what this build has no use for, whoever put it there. The new site is whole then. */
  clear(): void {
    const isWanted = (path: string) => this.#paths.has(path) || this.#above.has(path);
    const left = [...this.#spare.groups].flatMap(([name, group]) =>
      this.#groups.get(name) === group ? [] : filesIn(group).map(([path]) => path),
    );
    for (const path of [...this.#spare.folders.keys(), ...left]) if (!isWanted(path)) this.#remove(path);
    for (const folder of this.#above) this.#clearFolder(folder);
  }

  #clearFolder(folder: string): void {
    const place = join(this.dir, folder);
    const changed = () => lstatSync(place).mtimeMs;
    const before = changed();
    // A folder's own time tells that nothing was put into it since, nor taken out.
    if (!this.#isFull && before === this.#spare.folders.get(folder)) {
      this.#folders.set(folder, before);
      return;
    }
    for (const entry of readdirSync(place, { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (!(entry.isDirectory() ? this.#above : this.#paths).has(path)) this.#remove(path);
    }
    this.#folders.set(folder, changed());
  }

  #remove(path: string): void {
    removeIfThere(join(this.dir, path));
  }

  /**
   * Puts the new site into the place of the one that is served, which becomes the other folder; or is removed, where it holds
   * what is not to be kept anywhere.
   */
  async swap(isKept = true): Promise<void> {
    const { target, state } = this.#places;
    if (state === undefined) return swapIn(this.dir, target);
    let isSpare = false;
    const keep = async (previous: string) => {
      isSpare = await movedTo(spareOf(state), previous);
      if (!isSpare) await discard(previous);
    };
    await swapIn(this.dir, target, { leave: isKept ? keep : discard });
    const id = randomUUID();
    if (isSpare) await writeManifest(state, 'spare', this.#otherThan(id));
    const [world, groups, folders] = [this.#world, [...this.#groups], [...this.#folders]];
    await writeManifest(state, 'served', { id, world, groups, folders });
  }

  /** What the folder that was served holds otherwise than the new one. */
  #otherThan(id: string): SpareManifest {
    const { groups, isOfWorld, folders } = this.#served;
    const changed = [...groups].filter(([name, group]) => this.#groups.get(name) !== group);
    const added = [...this.#groups.keys()].filter((name) => !groups.has(name));
    const others = [...changed, ...added.map((name) => [name, null] as const)];
    return { of: id, isOfWorld, groups: others, folders: [...folders] };
  }
}

type Role = 'served' | 'spare';

function spareOf(state: string): string {
  return join(state, 'spare');
}

function manifestOf(state: string, role: Role): string {
  return join(state, 'cache', `${role}.json`);
}

interface ServedManifest {
  readonly id: string;
  readonly world: string;
  readonly groups: readonly (readonly [name: string, group: Group])[];
  readonly folders: readonly (readonly [path: string, changed: number])[];
}

/** What the other folder holds otherwise than the one that is served. */
interface SpareManifest {
  /** The served one that it is compared with. */
  readonly of: string;
  /** Whether it was made in the same world. */
  readonly isOfWorld: boolean;
  /** `null` for a group that it lacks. */
  readonly groups: readonly (readonly [name: string, group: Group | null])[];
  readonly folders: ServedManifest['folders'];
}

interface BothKnown {
  readonly served: Known;
  readonly spare: Known;
}

/** What cannot be read is as if nothing had been left. */
async function readKnown(state: string, world: string): Promise<BothKnown> {
  const read = async (role: Role) => JSON.parse(await readFile(manifestOf(state, role), 'utf8'));
  try {
    const { id, world: own, groups, folders }: ServedManifest = await read('served');
    const served = { groups: new Map(groups), isOfWorld: own === world, folders: new Map(folders) };
    const spare = await read('spare')
      .then((found: SpareManifest) => otherThan(served, id, found))
      .catch(() => NOTHING);
    return { served, spare };
  } catch {
    return { served: NOTHING, spare: NOTHING };
  }
}

/** The folder that holds something else than the one that is served. */
function otherThan(served: Known, id: string, other: SpareManifest): Known {
  if (other.of !== id) return NOTHING;
  const groups = new Map(served.groups);
  for (const [name, group] of other.groups) {
    if (group) groups.set(name, group);
    else groups.delete(name);
  }
  return { groups, isOfWorld: served.isOfWorld && other.isOfWorld, folders: new Map(other.folders) };
}

/** The new site stands: what is not known of it, the next build makes anew. */
async function writeManifest(
  state: string,
  role: Role,
  manifest: ServedManifest | SpareManifest,
): Promise<void> {
  await replaceFile(manifestOf(state, role), JSON.stringify(manifest)).catch(() => undefined);
}

function takenTwice(path: string): CallError {
  return new CallError(
    `Two files of the site have one address, "${path}": the site makes one, and public/${path} is the other. Give that another name. The site is as it was.`,
  );
}

function filesIn([, ...files]: Group): readonly Left[] {
  return files;
}

function fileAt(path: string, group: Group | undefined): Left | undefined {
  return group && filesIn(group).find(([own]) => own === path);
}

async function movedInto(spare: string, fresh: string): Promise<boolean> {
  await rm(fresh, { recursive: true });
  const isMoved = await movedTo(fresh, spare);
  if (!isMoved) mkdirSync(fresh, { recursive: true });
  return isMoved;
}

function movedTo(target: string, folder: string): Promise<boolean> {
  return rename(folder, target).then(
    () => true,
    () => false,
  );
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

const ENCODER = new TextEncoder();
/** One text after the other is spelled here: bytes of its own for each take a third longer. */
const DESK = new Uint8Array(1024 * 1024);

/** A text in UTF-8, until the next one. */
function bytesOf(text: string): Uint8Array {
  const { read, written } = ENCODER.encodeInto(text, DESK);
  return read === text.length ? DESK.subarray(0, written) : ENCODER.encode(text);
}

/** 128 bits: against accidents, not against people. */
function digestOf(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'base64url').slice(0, 22);
}

/** An earlier site may have had a file where this one has a folder, and the other way round. */
function clearWay(file: string): void {
  removeIfThere(file);
  const above: string[] = [];
  for (let at = dirname(file); at !== dirname(at); at = dirname(at)) above.unshift(at);
  const inTheWay = above.find((at) => lstatSync(at, { throwIfNoEntry: false })?.isDirectory() !== true);
  if (inTheWay !== undefined) removeIfThere(inTheWay);
}

/** Also where another hand put a folder in its place, or a file in the place of a folder above it. */
function removeIfThere(file: string): void {
  try {
    rmSync(file, { recursive: true, force: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOTDIR') throw error;
  }
}
