import { Feed } from 'feed';
import { escapeHtml } from '../markdown/legible.ts';
import { type Channel, updatedAt } from './channel.ts';
import { attributeText, cdataText, dateOf, elementText, finishXml, NO_STYLESHEET, withHubs } from './xml.ts';

/**
 * Writes Atom (RFC 4287). `self` is the feed's own absolute address. Throws where an entry's time is no time, or an
 * address or an id no URI.
 */
export function renderAtom(channel: Channel, self: string): string {
  const author = elementText(channel.author);
  const feed = new Feed({
    id: channel.id,
    title: elementText(channel.title),
    description: elementText(channel.description),
    link: channel.home,
    feedLinks: { atom: self },
    updated: dateOf(updatedAt(channel)),
    author: { name: author },
    generator: 'Tsuiki',
    stylesheet: NO_STYLESHEET,
  });
  for (const entry of channel.entries) {
    feed.addItem({
      id: entry.id,
      title: cdataText(escapeHtml(entry.title)),
      link: entry.link,
      date: dateOf(entry.at),
      published: dateOf(entry.at),
      content: cdataText(entry.html()),
      author: [{ name: author }],
      category: entry.categories.map(({ term, label }) => ({ term, name: attributeText(label) })),
    });
  }
  return finishXml(
    withHubs(withLinkTypes(feed.atom1()), 'link', channel.hubs).replace(
      '<feed ',
      `<feed xml:lang="${channel.lang}" `,
    ),
  );
}

/** `feed` names the relation of some links and the type of none. */
function withLinkTypes(xml: string): string {
  return xml
    .replace(/^( +)<link (?:rel="alternate" )?href=/gm, '$1<link rel="alternate" type="text/html" href=')
    .replace(/^( +)<link rel="self" href=/gm, '$1<link rel="self" type="application/atom+xml" href=');
}
