import type { Instant } from '../model/instant.ts';
import type { PublicRecord, RecordLine } from '../model/record.ts';
import { keyOf, type Piece } from './pieces.ts';

/** What was published under one key, and must still stand. */
export interface Standing extends Pick<Piece, 'incident' | 'lang' | 'update'> {
  readonly kind: Piece['kind'] | 'redaction';
  /** Of what stands since it was published or redacted last. */
  readonly hash: string;
  /** The line of the record that brought it in, below the last fork; absent where there is no record. */
  readonly line?: RecordLine;
  /** Its first line of all. */
  readonly first?: RecordLine;
  /** What was published, where it is known, and where it lay then. */
  readonly text?: string;
  readonly path?: string;
}

/** By key. */
export type Published = ReadonlyMap<string, Standing>;

/** What the record says was published. What stood above its last fork was entered anew below it, or abandoned. */
export function publishedIn(record: PublicRecord): Published {
  const firsts = new Map<string, RecordLine>();
  const standing = new Map<string, Standing>();
  for (const line of record) {
    const { kind, incident, lang, update, hash } = line;
    if (kind === 'fork') standing.clear();
    if (kind === 'fork' || kind === 'genesis') continue;
    const key = keyOf(line);
    const first = firsts.get(key) ?? line;
    firsts.set(key, first);
    standing.set(key, { ...(standing.get(key) ?? { kind, incident, lang, update, line, first }), hash });
  }
  return standing;
}

/** When something was first published under a key, and the hashes of all that was. */
export interface FirstTime {
  readonly at: Instant;
  readonly hashes: ReadonlySet<string>;
}

/** When each key was first published, in this log or one that a fork abandoned. */
export function firstTimes(record: PublicRecord): ReadonlyMap<string, FirstTime> {
  const times = new Map<string, { at: Instant; hashes: Set<string> }>();
  for (const line of record) {
    if (line.kind === 'genesis' || line.kind === 'fork') continue;
    const key = keyOf(line);
    const known = times.get(key);
    if (known) {
      known.hashes.add(line.hash);
      if (line.published < known.at) known.at = line.published;
    } else times.set(key, { at: line.published, hashes: new Set([line.hash]) });
  }
  return times;
}

/** Where there is no record: what a revision of the folder holds counts as published. */
export function publishedPieces(pieces: readonly Piece[]): Published {
  return new Map(
    pieces.map((piece) => {
      const { kind, incident, lang, update, hash, text, path } = piece;
      return [
        keyOf(piece),
        { kind, incident, lang, update, hash, path, ...(text === undefined ? {} : { text }) },
      ];
    }),
  );
}

/** The record's standings with the words of a revision of the folder, wherever they are the words that were published. */
export function withTexts(published: Published, pieces: readonly Piece[]): Published {
  const found = new Map(published);
  for (const piece of pieces) {
    const key = keyOf(piece);
    const standing = found.get(key);
    if (!standing || standing.hash !== piece.hash) continue;
    const { text, path } = piece;
    found.set(key, { ...standing, path, ...(text === undefined ? {} : { text }) });
  }
  return found;
}
