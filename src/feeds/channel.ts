import { HOUR, type Instant, instant } from '../model/instant.ts';
import type { Entry } from './entry.ts';

/** One feed, whatever the format. */
export interface Channel {
  /** The same whatever the format, the address and the host. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly lang: string;
  /** Who speaks: the service. */
  readonly author: string;
  /** The page that it goes with: an absolute address. */
  readonly home: string;
  /** Hubs that are told when it changes (WebSub): absolute addresses. */
  readonly hubs: readonly string[];
  /** Newest first. */
  readonly entries: readonly Entry[];
}

/** A feed that readers ask for rarely must still bring them everything. */
const LEAST_ENTRIES = 50;
const LEAST_TIME = 14 * 24 * HOUR;

/** What entries are ordered by. */
export type Dated = Pick<Entry, 'id' | 'at' | 'seq'>;

/** Newest first; of what one build published, the last of its lines first. */
export function newestFirst<One extends Dated>(entries: readonly One[]): readonly One[] {
  return entries.toSorted((a, b) => b.at - a.at || b.seq - a.seq || (a.id < b.id ? -1 : 1));
}

/** No feed holds more: nobody reads them, and a reader's program has to take them in whenever one comes. */
const MOST_ENTRIES = 1000;

/**
 * The newest 50, and all of the last 14 days up to `most`, of entries that come newest first; no more of them are asked for.
 * These days count back from the newest entry and not from today, so that a feed changes when something is said and at no
 * other time.
 */
export function latest<One extends Dated>(sorted: Iterable<One>, most = MOST_ENTRIES): readonly One[] {
  const found: One[] = [];
  for (const entry of sorted) {
    const since = (found[0] ?? entry).at - LEAST_TIME;
    if (found.length >= LEAST_ENTRIES && (entry.at < since || found.length >= most)) break;
    found.push(entry);
  }
  return found;
}

/** When the feed last changed: with its newest entry. One that never held any says the epoch, for every format asks for a time. */
export function updatedAt({ entries }: Channel): Instant {
  return entries[0]?.at ?? instant(0);
}
