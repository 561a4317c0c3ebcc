import type { Instant } from '../model/instant.ts';
import { instant, SECOND } from '../model/instant.ts';
import type { PublicRecord } from '../model/record.ts';
import type { Judgement } from './law.ts';
import { append, type Draft, forkDraft, genesisDraft } from './log.ts';
import { keyOf, type Piece } from './pieces.ts';
import { firstTimes } from './published.ts';

/** The first record of a folder: every piece counts as published at its stamp, and a last line says that nobody saw it. */
export function beginRecord(pieces: readonly Piece[], now: Instant): PublicRecord {
  const drafts = inOrder(pieces).map((piece) => {
    const { stamp = now } = piece;
    return draftOf(piece, stamp < now ? stamp : now);
  });
  return append([], [...drafts, genesisDraft(drafts.length, now)]);
}

/**
 * The record with what one build publishes. All of it is published at one moment: `now`, or a second after the last line
 * where the clock stands at or before it, so that builds can be told apart. Unchanged where nothing is new.
 */
export function extendRecord(
  record: PublicRecord,
  { fresh, amended }: Pick<Judgement, 'fresh' | 'amended'>,
  now: Instant,
): PublicRecord {
  const moment = nextMoment(record, now);
  const redacted = new Set(amended);
  const drafts = inOrder([...fresh, ...amended]).map((piece) => {
    const isRedaction = redacted.has(piece) && piece.kind !== 'site';
    return { ...draftOf(piece, moment), ...(isRedaction ? { kind: 'redaction' as const } : {}) };
  });
  return drafts.length === 0 ? record : append(record, drafts);
}

/**
 * The way out of a broken record: below the longest valid log a line that names the abandoned head, and below that every
 * piece that stands, entered anew. What this log or an abandoned one knew in these words keeps the time at which it was
 * first published; where a clock had run ahead, that is now.
 */
export function forkRecord(
  record: PublicRecord,
  pieces: readonly Piece[],
  fork: Fork,
  now: Instant,
): PublicRecord {
  const moment = now;
  const times = [firstTimes(record), firstTimes(fork.known)];
  const drafts = inOrder(pieces).map((piece) => {
    // Words that read otherwise than any that were published under their key are published now.
    const known = times.flatMap((one) => {
      const first = one.get(keyOf(piece));
      return first && [piece.hash, ...piece.redacts].some((hash) => first.hashes.has(hash)) ? first.at : [];
    });
    return draftOf(piece, instant(Math.min(moment, ...known)));
  });
  const anew = drafts.toSorted((a, b) => a.published - b.published);
  return append(record, [forkDraft(fork.abandoned, fork.reason, moment), ...anew]);
}

/** What a fork says, and knows. */
export interface Fork {
  readonly reason: string;
  /** The head of the log that is given up. */
  readonly abandoned: string;
  /** What can be read of that log. */
  readonly known: PublicRecord;
}

/** The moment of a build: `now`, or a second after the last line where the clock does not stand behind it. */
function nextMoment(record: PublicRecord, now: Instant): Instant {
  const last = record.at(-1)?.published;
  return last === undefined || now > last ? now : instant(last + SECOND);
}

function draftOf({ kind, incident, lang, update, hash }: Piece, published: Instant): Draft {
  return { kind, incident, lang, update, hash, published };
}

/** By stamp, incident, front matter, base update, translations by language, files by name; components last. */
function inOrder(pieces: readonly Piece[]): readonly Piece[] {
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return pieces
    .map((piece, index) => ({ piece, index }))
    .sort(
      ({ piece: a, index: first }, { piece: b, index: second }) =>
        (a.stamp ?? Number.POSITIVE_INFINITY) - (b.stamp ?? Number.POSITIVE_INFINITY) ||
        compare(a.incident, b.incident) ||
        rankOf(a) - rankOf(b) ||
        (a.kind === 'file' ? compare(a.update, b.update) : first - second),
    )
    .map(({ piece }) => piece);
}

/** The base text stands before its translations in `piecesOf`, and these in the order of their languages. */
function rankOf({ kind }: Piece): number {
  return kind === 'incident' ? 0 : kind === 'file' ? 2 : 1;
}
