import { formatInstant, type Instant, instant } from '../model/instant.ts';

/** A line of the journal: something that is known of a channel, and for good (docs/decisions/announce.md). */
export type Fact =
  /** Lines of the record up to `until` were looked through, and what is due of them stands above. */
  | (Of<'looked'> & { readonly until: number })
  /** `gap`: an earlier run should have sent it, and nothing is known of that run. */
  | (Of<'due'> & OfItem & { readonly seq: number; readonly published: Instant; readonly gap?: true })
  /** Written before anything is sent. */
  | (Of<'tries'> & OfItem & { readonly attempt: number })
  | (Of<'sent' | 'failed' | 'unsure' | 'refused'> &
      OfItem & { readonly attempt: number; readonly says: string })
  /** It will not be sent any more. */
  | (Of<'dropped'> & OfItem & { readonly says: string });

interface Of<Name extends string> {
  readonly fact: Name;
  readonly channel: string;
  readonly at: Instant;
}
interface OfItem {
  readonly item: string;
}

/** What is known of one message for one channel. */
export interface Known {
  readonly item: string;
  readonly seq: number;
  readonly published: Instant;
  /** How often it was tried. */
  readonly attempts: number;
  /** An attempt whose run ended before it could say how it went. */
  readonly open?: number;
  /** How often it may have arrived, and nobody knows. */
  readonly unsure: number;
  readonly end?: 'sent' | 'refused' | 'dropped';
}

export interface KnownChannel {
  /** Up to which line of the record it was looked after; absent where never. */
  readonly until?: number;
  readonly items: ReadonlyMap<string, Known>;
}

export type Journal = ReadonlyMap<string, KnownChannel>;

/** A line, with its line end; the same fact is the same line. */
export function writeFact(fact: Fact): string {
  const { at, channel, item, attempt, seq, published, gap, until, says } = fact as Every;
  const row = {
    at: formatInstant(at),
    channel,
    fact: fact.fact,
    item,
    attempt,
    seq,
    published: published === undefined ? undefined : formatInstant(published),
    gap,
    until,
    says,
  };
  return `${JSON.stringify(row)}\n`;
}

/** All that a fact may hold. */
type Every = Of<Fact['fact']> & {
  readonly item?: string;
  readonly attempt?: number;
  readonly seq?: number;
  readonly published?: Instant;
  readonly gap?: true;
  readonly until?: number;
  readonly says?: string;
};

/** Why a text is no journal. */
export interface JournalFault {
  /** From 1. */
  readonly line: number;
  readonly read: string;
}

/**
 * Reads a journal. A last line without its end was being written when the machine stopped: it never counted. Never throws.
 */
export function readJournal(
  text: string,
): { readonly facts: readonly Fact[] } | { readonly fault: JournalFault } {
  const rows = text.split('\n').slice(0, -1);
  const facts: Fact[] = [];
  for (const [index, row] of rows.entries()) {
    const fact = readFact(row);
    if (!fact) return { fault: { line: index + 1, read: row.slice(0, 160) } };
    facts.push(fact);
  }
  return { facts };
}

const OUTCOMES: readonly unknown[] = ['sent', 'failed', 'unsure', 'refused'];

function readFact(row: string): Fact | undefined {
  let value: unknown;
  try {
    value = JSON.parse(row);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { fact, channel, at, item, seq, published, attempt, until, says, gap } = value as Record<
    string,
    unknown
  >;
  const when = momentOf(at);
  if (typeof channel !== 'string' || when === undefined) return undefined;
  const of = { channel, at: when };
  if (fact === 'looked') return typeof until === 'number' ? { ...of, fact, until } : undefined;
  if (typeof item !== 'string') return undefined;
  const first = momentOf(published);
  if (fact === 'due') {
    if (typeof seq !== 'number' || first === undefined) return undefined;
    return { ...of, fact, item, seq, published: first, ...(gap === true ? { gap } : {}) };
  }
  if (fact === 'tries') return typeof attempt === 'number' ? { ...of, fact, item, attempt } : undefined;
  if (typeof says !== 'string') return undefined;
  if (fact === 'dropped') return { ...of, fact, item, says };
  if (!OUTCOMES.includes(fact) || typeof attempt !== 'number') return undefined;
  return { ...of, fact: fact as 'sent', item, attempt, says };
}

function momentOf(value: unknown): Instant | undefined {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : instant(at);
}

/** What facts come to. Their order says nothing, and one that stands twice says no more: copies of a journal are joined by their lines. */
export function journalOf(facts: readonly Fact[]): Journal {
  const byChannel = Map.groupBy(facts, ({ channel }) => channel);
  return new Map([...byChannel].map(([channel, own]) => [channel, knownOf(own)]));
}

function knownOf(facts: readonly Fact[]): KnownChannel {
  const looked = facts.flatMap((fact) => (fact.fact === 'looked' ? [fact.until] : []));
  const byItem = Map.groupBy(
    facts.flatMap((fact) => ('item' in fact ? [fact] : [])),
    ({ item }) => item,
  );
  const items = [...byItem].flatMap(([item, own]) => {
    const due = own.find((fact) => fact.fact === 'due');
    return due ? [[item, knownItem(due, own)] as const] : [];
  });
  return { ...(looked.length > 0 ? { until: Math.max(...looked) } : {}), items: new Map(items) };
}

type Due = Extract<Fact, { fact: 'due' }>;

function knownItem({ item, seq, published, gap }: Due, facts: readonly Fact[]): Known {
  const attempts = new Map<number, readonly Fact['fact'][]>();
  for (const fact of facts) {
    if ('attempt' in fact) attempts.set(fact.attempt, [...(attempts.get(fact.attempt) ?? []), fact.fact]);
  }
  const open = [...attempts].find(([, names]) => names.every((name) => name === 'tries'))?.[0];
  const unsure = [...attempts.values()].filter((names) => names.includes('unsure')).length;
  const has = (name: Fact['fact']) => facts.some(({ fact }) => fact === name);
  const end = has('sent') ? 'sent' : has('refused') ? 'refused' : has('dropped') ? 'dropped' : undefined;
  return {
    item,
    seq,
    published,
    attempts: Math.max(0, ...attempts.keys()),
    ...(open === undefined ? {} : { open }),
    unsure: unsure + (gap ? 1 : 0),
    ...(end ? { end } : {}),
  };
}

/**
 * The facts that can still matter at `now`: of messages that are not done with, and of those published after `since`. Each
 * once; of what was looked through the furthest.
 */
export function compact(facts: readonly Fact[], since: Instant): readonly Fact[] {
  const journal = journalOf(facts);
  const seen = new Set<string>();
  return facts.filter((fact) => {
    const line = writeFact(fact);
    if (seen.has(line)) return false;
    seen.add(line);
    const known = journal.get(fact.channel);
    if (fact.fact === 'looked') return fact.until === known?.until;
    const item = known?.items.get(fact.item);
    return item !== undefined && (item.end === undefined || item.published >= since);
  });
}
