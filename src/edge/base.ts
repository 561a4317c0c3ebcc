import type { ContentFolder, SourceFile } from '../format/source.ts';
import type { Instant } from '../model/instant.ts';
import { blobName, listRevision, readBlobs } from './git.ts';

/** A content folder beside the same folder in a revision. */
export interface BaseFolder {
  /** As it was asked for. */
  readonly name: string;
  /** When the revision was committed. */
  readonly date: Instant;
  /** The revision's folder; where files are as they were, with the bytes that lie here. */
  readonly folder: ContentFolder;
  /** Paths of files that differ, came or went. */
  readonly changed: ReadonlySet<string>;
}

/** Reads the folder as the revision `ref` has it; only what differs is read from git. Throws as `listRevision` does. */
export async function readBase(folder: ContentFolder, ref: string): Promise<BaseFolder> {
  const { name, date, blobs } = await listRevision(folder.name, ref);
  const here = new Map<string, SourceFile>([
    ...(folder.site ? [[folder.site.path, folder.site] as const] : []),
    ...folder.incidents.map((file) => [file.path, file] as const),
    ...folder.assets,
  ]);
  const published = [...blobs].filter(([path]) => !/(?:^|\/)[._]/.test(path));
  const isSame = ([path, oid]: readonly [string, string]) => {
    const file = here.get(path);
    return file !== undefined && blobName(file.bytes, oid) === oid;
  };
  const same = new Set(published.filter(isSame).map(([path]) => path));
  const differing = published.filter(([path]) => !same.has(path));
  const read = await readBlobs(folder.name, [...new Set(differing.map(([, oid]) => oid))]);
  const files = published.map(([path, oid]): SourceFile => {
    const file = same.has(path) ? here.get(path) : undefined;
    return file ?? { path, bytes: read.get(oid) ?? new Uint8Array() };
  });
  const site = files.find(({ path }) => path === 'site.yml');
  const others = files.filter((file) => file !== site);
  const isIncident = ({ path }: SourceFile) => path.endsWith('.md');
  return {
    name,
    date,
    folder: {
      name: folder.name,
      ...(site ? { site } : {}),
      incidents: others.filter(isIncident),
      assets: new Map(others.filter((file) => !isIncident(file)).map((file) => [file.path, file])),
    },
    changed: new Set([
      ...differing.map(([path]) => path),
      ...[...here.keys()].filter((path) => !same.has(path)),
    ]),
  };
}
