import type { FeedFormat } from '../derive/addresses.ts';
import { renderAtom } from './atom.ts';
import type { Channel } from './channel.ts';
import { renderJson } from './json.ts';
import { renderRss } from './rss.ts';

const RENDER = { rss: renderRss, atom: renderAtom, json: renderJson } as const;

/** What stands around the items of a feed; nothing else in a feed of one item is spelled so. */
const BOUNDS: Readonly<Record<FeedFormat, readonly [before: string, behind: string]>> = {
  rss: ['<item>', '</item>'],
  atom: ['<entry>', '</entry>'],
  json: ['\n  "items": [', '\n  ]'],
};

/** A feed that was written, and what it was written from. */
interface Written {
  readonly key: string;
  readonly channel: Channel;
  readonly self: string;
  readonly text: string;
  /** The text of its items, once it was asked for. */
  items?: string | undefined;
}

/**
 * Writes feeds one after the other. What concerns all components stands in the feed of each, so a feed of the same items as
 * the last one of its format takes over their text, to the byte.
 */
export class FeedWriter {
  readonly #last = new Map<FeedFormat, Written>();

  /** `self` is the feed's own absolute address. Throws where an entry's time is no time. */
  write(format: FeedFormat, channel: Channel, self: string): string {
    const key = JSON.stringify([channel.lang, channel.author, channel.entries.map(({ id }) => id)]);
    const last = this.#last.get(format);
    const items = last?.key === key && channel.entries.length > 1 ? itemsOf(format, last) : undefined;
    const frame = items === undefined ? undefined : frameOf(format, channel, self);
    if (frame) return frame.head + items + frame.tail;
    const text = RENDER[format](channel, self);
    this.#last.set(format, { key, channel, self, text });
    return text;
  }
}

function itemsOf(format: FeedFormat, written: Written): string | undefined {
  if ('items' in written) return written.items;
  const { channel, self, text } = written;
  const frame = frameOf(format, channel, self);
  const isFramed = frame && text.startsWith(frame.head) && text.endsWith(frame.tail);
  written.items = isFramed ? text.slice(frame.head.length, text.length - frame.tail.length) : undefined;
  return written.items;
}

/** What stands around the items of a feed; undefined where the words of a channel look like it. */
function frameOf(
  format: FeedFormat,
  channel: Channel,
  self: string,
): { head: string; tail: string } | undefined {
  const one = RENDER[format]({ ...channel, entries: channel.entries.slice(0, 1) }, self);
  const [before, behind] = BOUNDS[format];
  const start = one.indexOf(before);
  const end = one.lastIndexOf(behind);
  if (start < 0 || end < start || one.indexOf(before, start + 1) >= 0) return undefined;
  return { head: one.slice(0, start), tail: one.slice(end + behind.length) };
}
