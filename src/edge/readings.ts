import { hash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { fileNameOf, type Reading, type Readings } from '../format/folder.ts';
import type { ContentFolder, SourceFile } from '../format/source.ts';
import type { Instant } from '../model/instant.ts';
import { replaceFile } from './replace-file.ts';
import { codeName } from './site-world.ts';

interface Known {
  /** Names the files as they were. */
  readonly files: string;
  readonly reading: Reading;
}

/** What was read of a content folder, as it is kept on the disk. */
interface Kept {
  readonly world: string;
  readonly now: Instant;
  /** Ids of the incidents and paths of the files that texts could link. */
  readonly ids: readonly string[];
  readonly assets: readonly string[];
  readonly readings: ReadonlyMap<string, Known>;
}

/** Readings that last from run to run. */
export interface KeptReadings extends Readings {
  /** Writes down what was read, as far as the disk allows. */
  readonly save: () => Promise<void>;
}

/**
 * What earlier runs read of a folder, as far as it still holds: the same code read it with the same `site.yml`, nothing that a
 * text could link has gone, and the clock has not gone back.
 */
export async function openReadings(
  state: string,
  folder: ContentFolder,
  now: Instant,
): Promise<KeptReadings> {
  // Most runs read few files anew: those are kept by themselves, for to write all takes as long as to read them.
  const [whole, since] = placesOf(state);
  const world = hash(
    'sha256',
    JSON.stringify([codeName(), process.version, folder.site ? hash('sha256', folder.site.bytes) : '']),
  );
  const ids = new Set(folder.incidents.map((file) => fileNameOf(file.path).id));
  const stillKnown = async (path: string): Promise<Kept['readings']> => {
    const kept = await readKept(path);
    const holds =
      kept?.world === world &&
      kept.now <= now &&
      kept.ids.every((id) => ids.has(id)) &&
      kept.assets.every((asset) => folder.assets.has(asset));
    return holds ? kept.readings : new Map();
  };
  const [most, later] = [await stillKnown(whole), await stillKnown(since)];
  const found = new Map<string, Known>();
  const fresh = new Map(later);
  let isNew = false;
  let isRedacted = false;
  return {
    find: (id, files) => {
      const known = later.get(id) ?? most.get(id);
      if (known?.files !== nameOf(files)) return undefined;
      found.set(id, known);
      return known.reading;
    },
    keep: (id, files, reading) => {
      fresh.set(id, { files: nameOf(files), reading });
      isNew = true;
      isRedacted ||= files.some(({ bytes }) => Buffer.from(bytes).includes(TOMBSTONE));
    },
    save: async () => {
      if (!isNew) return;
      const kept = { world, now, ids: [...ids], assets: [...folder.assets.keys()] };
      // What was redacted is to be nowhere: not in what was read before it either.
      const isSmall = fresh.size * FEW < most.size && !isRedacted;
      const readings = isSmall ? fresh : new Map([...found, ...fresh]);
      try {
        await replaceFile(isSmall ? since : whole, serialize({ ...kept, readings } satisfies Kept));
        if (!isSmall) await rm(since, { force: true });
      } catch {
        // Then the next run reads it again.
      }
    },
  };
}

/** Takes away what was read: words that are redacted are to be nowhere. */
export async function forgetReadings(state: string): Promise<void> {
  await Promise.all(placesOf(state).map((path) => rm(path, { force: true })));
}

/** Of all readings, and of the few that came later. */
function placesOf(state: string): [whole: string, since: string] {
  return [join(state, 'cache', 'readings'), join(state, 'cache', 'readings-since')];
}

/** One in so many of all. */
const FEW = 20;
/** In the line that stands where words were taken away (docs/FORMAT.md). */
const TOMBSTONE = ' sha256:';

async function readKept(path: string): Promise<Kept | undefined> {
  try {
    return deserialize(await readFile(path));
  } catch {
    return undefined;
  }
}

function nameOf(files: readonly SourceFile[]): string {
  return files.map(({ path, bytes }) => `${path} ${hash('sha256', bytes, 'base64url')}`).join('\n');
}
