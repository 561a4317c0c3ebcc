import { HOUR, type Instant } from '../model/instant.ts';
import type { Fact, Known, KnownChannel } from './journal.ts';

/** News that is older is none: whoever waited so long has read it elsewhere, and a late alarm does harm. */
export const TOO_LATE = 72 * HOUR;
/** So long the journal remembers what is done: ten times as long as anything can still be sent. */
export const REMEMBERED = 10 * TOO_LATE;

/** Something that a channel may be told. */
export interface Tellable {
  /** Names it in the journal, for ever. */
  readonly item: string;
  readonly seq: number;
  readonly published: Instant;
  /** For people. */
  readonly title: string;
}

/** A message that waits to be sent. */
export type Queued<Message extends Tellable> = Pick<Known, 'attempts' | 'open' | 'unsure'> & {
  readonly message: Message;
};

/** What is to be done for a channel. */
export interface Plan<Message extends Tellable> {
  /** In the order of the record. */
  readonly queue: readonly Queued<Message>[];
  /** What the journal must hold before the first of them is sent. */
  readonly facts: readonly Fact[];
  /** News that came to light too late. */
  readonly tooOld: readonly Message[];
}

/** Where a plan starts from. */
export interface Start {
  readonly channel: string;
  readonly known: KnownChannel | undefined;
  /** The length of the record before this release, as the call says; absent where it does not. */
  readonly since: number | undefined;
  /** The length of the record. */
  readonly until: number;
  readonly now: Instant;
}

/** After which line of the record news can still be due for the channel. */
export function startOf({ known, since, until }: Omit<Start, 'channel' | 'now'>): number {
  const waiting = [...(known?.items.values() ?? [])].filter(({ end }) => end === undefined);
  return Math.min(lookedUntil({ known, since, until }), ...waiting.map(({ seq }) => seq - 1));
}

/** A channel that the journal knows goes on where it was; a new one begins with this release, or now. */
function lookedUntil({ known, since, until }: Omit<Start, 'channel' | 'now'>): number {
  return known?.until ?? since ?? until;
}

/**
 * Plans what a channel is to be told, of all that it may be told after `startOf`: what waits from earlier runs, and what
 * is new. What was published before this release, but by a run that left no trace here, may have been sent by it.
 */
export function planFor<Message extends Tellable>(tellable: readonly Message[], start: Start): Plan<Message> {
  const { channel, known, since, until, now } = start;
  const looked = lookedUntil(start);
  const isTooOld = ({ published }: Message) => now - published > TOO_LATE;
  const facts: Fact[] = [];
  const queue: Queued<Message>[] = [];
  const tooOld: Message[] = [];
  for (const message of tellable.toSorted((a, b) => a.seq - b.seq)) {
    const { item, seq, published } = message;
    const before = known?.items.get(item);
    if (before?.end !== undefined) continue;
    if (before) {
      const { attempts, open, unsure } = before;
      queue.push({ message, attempts, unsure, ...(open === undefined ? {} : { open }) });
    } else if (seq > looked && isTooOld(message)) tooOld.push(message);
    else if (seq > looked) {
      const isGap = since !== undefined && seq <= since;
      const gap = isGap ? { gap: true as const } : {};
      facts.push({ fact: 'due', channel, at: now, item, seq, published, ...gap });
      queue.push({ message, attempts: 0, unsure: isGap ? 1 : 0 });
    }
  }
  facts.push(...dropsOf(tellable, start));
  if (known?.until !== until) facts.push({ fact: 'looked', channel, at: now, until });
  return { queue, facts, tooOld };
}

/** What waits, and is not to be told any more: the site says it no longer, or the channel asks for less. */
function dropsOf(tellable: readonly Tellable[], { channel, known, now }: Start): readonly Fact[] {
  const items = new Set(tellable.map(({ item }) => item));
  const says = 'the site does not say it any more, or not to this channel';
  return [...(known?.items.values() ?? [])]
    .filter(({ item, end }) => end === undefined && !items.has(item))
    .map(({ item }) => ({ fact: 'dropped', channel, at: now, item, says }));
}
