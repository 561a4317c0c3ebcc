import type { Site } from '../derive/site.ts';
import { announcedOf, type Category, type Entry } from '../feeds/entry.ts';
import type { ProseWorld } from '../feeds/telling.ts';
import { wordsFor } from '../i18n/words.ts';
import { type Line, readLines } from '../markdown/runs.ts';
import type { ChannelTaste } from '../model/channel.ts';
import { leafComponents } from '../model/site-config.ts';

/** What a channel is told of one update, once: the item that its feed readers get, and what a message needs besides. */
export interface Notice {
  readonly entry: Entry;
  readonly lang: string;
  /** What the service is called. */
  readonly service: string;
  /** The body in lines. The last says which line of the record it is, with its chain value. */
  readonly lines: readonly Line[];
  readonly chain: string;
  readonly components: readonly Category[];
  /** A correction of words alone: whoever can tell it without a sound does. */
  readonly isQuiet: boolean;
  /** Ids of what the channel was told of the same incident before: the first of all, and the last. */
  readonly thread?: { readonly first: string; readonly before: string };
}

/**
 * All that a channel is told of, of lines after number `after`, in their order. What the record began with is history, and
 * so is what an import brought; what was withheld is not in it.
 */
export function noticesAfter(
  after: number,
  taste: ChannelTaste,
  site: Site,
  prose: ProseWorld,
): readonly Notice[] {
  const floor = Math.max(after, beginning(site));
  const suits = suiting(taste, site);
  return site.views
    .filter(({ id }) => site.ledger.linesOf(id).some(({ seq }) => seq > floor))
    .flatMap((view) => {
      const told = announcedOf(view, taste.lang, site, prose)
        .map(({ make }) => make())
        .filter(suits)
        .toSorted((a, b) => a.seq - b.seq);
      return told.flatMap((entry, place) =>
        entry.seq > floor ? [noticeOf(entry, told.slice(0, place), taste, site)] : [],
      );
    })
    .toSorted((a, b) => a.entry.seq - b.entry.seq);
}

/** What a message says at its top where it may have arrived before. */
export function againIn(lang: string): string {
  return wordsFor(lang).announce.again;
}

/** The number of the line up to which the first release brought everything in. */
export function beginning({ record }: Pick<Site, 'record'>): number {
  return record.find(({ kind }) => kind === 'genesis')?.seq ?? 0;
}

function suiting(
  { components, kinds, corrections }: ChannelTaste,
  { index }: Site,
): (entry: Entry) => boolean {
  const wanted = components?.flatMap((id) => {
    const component = index.byId.get(id);
    return component ? leafComponents([component]).map((leaf) => leaf.id) : [];
  });
  return (entry) =>
    (wanted === undefined || entry.components.some((id) => wanted.includes(id))) &&
    (kinds === undefined || kinds.includes(entry.kind)) &&
    !(entry.isErrata && corrections === 'never');
}

function noticeOf(entry: Entry, earlier: readonly Entry[], { lang }: ChannelTaste, site: Site): Notice {
  const line = site.record[entry.seq - 1];
  const [first, before] = [earlier[0], earlier.at(-1)];
  return {
    entry,
    lang,
    service: site.config.name[lang] ?? '',
    lines: readLines(entry.html()),
    chain: line ? site.ledger.chainOf(line) : '',
    components: entry.categories.filter(({ term }) => entry.components.includes(term)),
    isQuiet: entry.isErrata,
    ...(first && before ? { thread: { first: first.id, before: before.id } } : {}),
  };
}
