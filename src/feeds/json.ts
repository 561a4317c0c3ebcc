import { Feed } from 'feed';
import { type Channel, updatedAt } from './channel.ts';
import { dateOf } from './xml.ts';

/**
 * Writes JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), which knows languages and several authors; `feed` writes
 * version 1. `self` is the feed's own absolute address. Throws where an entry's time is no time.
 */
export function renderJson(channel: Channel, self: string): string {
  const feed = new Feed({
    title: channel.title,
    description: channel.description,
    link: channel.home,
    feedLinks: { json: self },
    updated: dateOf(updatedAt(channel)),
  });
  for (const entry of channel.entries) {
    feed.addItem({
      id: entry.id,
      title: entry.title,
      link: entry.link,
      date: dateOf(entry.at),
      published: dateOf(entry.at),
      content: entry.html(),
      category: entry.categories.map(({ label }) => ({ name: label })),
    });
  }
  const { items, ...head } = JSON.parse(feed.json1());
  const authors = [{ name: channel.author }];
  const version = 'https://jsonfeed.org/version/1.1';
  const hubs = channel.hubs.length > 0 ? { hubs: channel.hubs.map((url) => ({ type: 'WebSub', url })) } : {};
  return `${JSON.stringify({ ...head, version, language: channel.lang, authors, ...hubs, items }, null, 2)}\n`;
}
