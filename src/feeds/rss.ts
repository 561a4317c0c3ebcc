import { Feed } from 'feed';
import { type Channel, updatedAt } from './channel.ts';
import { cdataText, dateOf, elementText, finishXml, NO_STYLESHEET, withHubs } from './xml.ts';

const DUBLIN_CORE = 'http://purl.org/dc/elements/1.1/';

/**
 * Writes RSS 2.0 (https://www.rssboard.org/rss-specification). `self` is the feed's own absolute address. The whole text
 * is the description, which every reader shows; the author stands in `dc:creator`, for RSS's own wants a mail address.
 * Throws where an entry's time is no time.
 */
export function renderRss(channel: Channel, self: string): string {
  const feed = new Feed({
    title: elementText(channel.title),
    description: elementText(channel.description),
    link: channel.home,
    feedLinks: { rss: self },
    language: channel.lang,
    updated: dateOf(updatedAt(channel)),
    docs: 'https://www.rssboard.org/rss-specification',
    generator: 'Tsuiki',
    stylesheet: NO_STYLESHEET,
  });
  for (const entry of channel.entries) {
    feed.addItem({
      id: entry.id,
      title: cdataText(entry.title),
      link: entry.link,
      date: dateOf(entry.at),
      description: cdataText(entry.html()),
      category: entry.categories.map(({ label }) => ({ name: elementText(label) })),
      extensions: [{ name: 'dc:creator', objects: { _text: elementText(channel.author) } }],
    });
  }
  const xml = withHubs(feed.rss2(), 'atom:link', channel.hubs);
  return finishXml(xml.replace('<rss version="2.0"', `<rss version="2.0" xmlns:dc="${DUBLIN_CORE}"`));
}
