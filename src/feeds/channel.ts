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
  /** Newest first. */
  readonly entries: readonly Entry[];
}

/** A feed that readers ask for rarely must still bring them everything. */
const LEAST_ENTRIES = 50;
const LEAST_TIME = 14 * 24 * HOUR;

/** Newest first; of what one build published, the last of its lines first. */
export function newestFirst(entries: readonly Entry[]): readonly Entry[] {
  return entries.toSorted((a, b) => b.at - a.at || b.seq - a.seq || (a.id < b.id ? -1 : 1));
}

/**
 * The newest 50, and all of the last 14 days. These days count back from the newest entry and not from today, so that a
 * feed changes when something is said and at no other time.
 */
export function latest(entries: readonly Entry[]): readonly Entry[] {
  const sorted = newestFirst(entries);
  const since = (sorted[0]?.at ?? 0) - LEAST_TIME;
  return sorted.filter((entry, index) => index < LEAST_ENTRIES || entry.at >= since);
}

/** When the feed last changed: with its newest entry. One that never held any says the epoch, for every format asks for a time. */
export function updatedAt({ entries }: Channel): Instant {
  return entries[0]?.at ?? instant(0);
}
