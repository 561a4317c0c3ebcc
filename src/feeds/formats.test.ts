import { describe, expect, it } from 'vitest';
import { children, readXml, textOfChild } from '../../tests/setup/strict-xml.ts';
import { instant } from '../model/instant.ts';
import { renderAtom } from './atom.ts';
import type { Channel } from './channel.ts';
import type { Entry } from './entry.ts';
import { renderJson } from './json.ts';
import { renderRss } from './rss.ts';

const AT = instant(Date.parse('2008-09-05T13:20:00Z'));
const SELF = 'https://example.com/feed?a=1&b=2';

const entry: Entry = {
  id: 'tag:example.com,2026:failure/20080905T1320Z',
  at: AT,
  seq: 0,
  incident: 'failure',
  kind: 'incident',
  phase: 'resolved',
  isErrata: false,
  isRedaction: false,
  title: '[Resolved] <b>R&D</b> &amp; "mail" ]]>]]>',
  link: 'https://example.com/incidents/failure/#u20080905T1320Z',
  html: () => '<p title="]]>]]>">R&amp;D</p>',
  components: ['mail'],
  categories: [{ term: 'mail', label: 'a < b & "c" &amp; \'d\' ]]>' }],
  tellsPromise: false,
};

const channel: Channel = {
  id: 'tag:example.com,2026:feed/en',
  title: 'R&D <status> &amp; more',
  description: 'About R&D ]]>',
  lang: 'en',
  author: 'R&D &lt; Co.',
  home: 'https://example.com/?a=1&b=2',
  hubs: [],
  entries: [entry],
};

const empty: Channel = { ...channel, entries: [] };
const undatable: Channel = { ...channel, entries: [{ ...entry, at: instant(Number.NaN) }] };

describe('RSS', () => {
  const root = readXml(renderRss(channel, SELF));
  const [head] = children(root, 'channel');
  const [item] = head ? children(head, 'item') : [];
  if (!head || !item) throw new Error('There is no item.');

  it('gives back every word as it was', () => {
    expect(textOfChild(head, 'title')).toBe(channel.title);
    expect(textOfChild(head, 'description')).toBe(channel.description);
    expect(textOfChild(item, 'title')).toBe(entry.title);
    expect(textOfChild(item, 'description')).toBe(entry.html());
    expect(textOfChild(item, 'category')).toBe(entry.categories[0]?.label);
    expect(textOfChild(item, 'dc:creator')).toBe(channel.author);
  });

  it('names itself, its page, its language and the time of its newest item', () => {
    const [self] = children(head, 'atom:link');
    expect(Object.fromEntries(self?.attributes ?? [])).toEqual({
      href: SELF,
      rel: 'self',
      type: 'application/rss+xml',
    });
    expect(textOfChild(head, 'link')).toBe(channel.home);
    expect(textOfChild(head, 'language')).toBe('en');
    expect(textOfChild(head, 'lastBuildDate')).toBe('Fri, 05 Sep 2008 13:20:00 GMT');
    expect(textOfChild(head, 'generator')).toBe('Tsuiki');
  });

  it('has ids that are no addresses, and dates of RFC 822', () => {
    const [guid] = children(item, 'guid');
    expect(guid?.text).toBe(entry.id);
    expect(guid?.attributes.get('isPermaLink')).toBe('false');
    expect(textOfChild(item, 'pubDate')).toBe('Fri, 05 Sep 2008 13:20:00 GMT');
    expect(textOfChild(item, 'link')).toBe(entry.link);
  });
});

describe('Atom', () => {
  const root = readXml(renderAtom(channel, SELF));
  const [item] = children(root, 'entry');
  if (!item) throw new Error('There is no entry.');

  it('gives back every word as it was, titles as HTML', () => {
    expect(textOfChild(root, 'title')).toBe(channel.title);
    expect(textOfChild(root, 'subtitle')).toBe(channel.description);
    expect(textOfChild(item, 'title')).toBe(
      '[Resolved] &lt;b&gt;R&amp;D&lt;/b&gt; &amp;amp; &quot;mail&quot; ]]&gt;]]&gt;',
    );
    expect(textOfChild(item, 'content')).toBe(entry.html());
    expect(children(item, 'category')[0]?.attributes.get('label')).toBe(entry.categories[0]?.label);
    const [author] = children(item, 'author');
    expect(author && textOfChild(author, 'name')).toBe(channel.author);
  });

  it('has in every entry what RFC 4287 asks for', () => {
    const names = ['id', 'title', 'updated', 'published', 'author', 'content', 'link'];
    for (const name of names) expect(children(item, name)).toHaveLength(1);
    expect(textOfChild(item, 'id')).toBe(entry.id);
    expect(textOfChild(item, 'published')).toBe('2008-09-05T13:20:00.000Z');
    expect(textOfChild(item, 'updated')).toBe('2008-09-05T13:20:00.000Z');
    const [link] = children(item, 'link');
    expect(Object.fromEntries(link?.attributes ?? [])).toEqual({
      rel: 'alternate',
      type: 'text/html',
      href: entry.link,
    });
  });

  it('names itself, its page, its language and the time of its newest entry', () => {
    expect(root.attributes.get('xml:lang')).toBe('en');
    expect(children(root, 'link').map(({ attributes }) => Object.fromEntries(attributes))).toEqual([
      { rel: 'alternate', type: 'text/html', href: channel.home },
      { rel: 'self', type: 'application/atom+xml', href: SELF },
    ]);
    expect(textOfChild(root, 'updated')).toBe('2008-09-05T13:20:00.000Z');
  });
});

describe('JSON Feed', () => {
  it('is version 1.1, with every word as it was', () => {
    expect(JSON.parse(renderJson(channel, SELF))).toEqual({
      version: 'https://jsonfeed.org/version/1.1',
      title: channel.title,
      home_page_url: channel.home,
      feed_url: SELF,
      description: channel.description,
      language: 'en',
      authors: [{ name: channel.author }],
      items: [
        {
          id: entry.id,
          url: entry.link,
          title: entry.title,
          content_html: entry.html(),
          date_published: '2008-09-05T13:20:00.000Z',
          date_modified: '2008-09-05T13:20:00.000Z',
          tags: [entry.categories[0]?.label],
        },
      ],
    });
  });
});

describe('hubs', () => {
  const hubs = ['https://hub.example.com/?a=1&b=2', 'https://other.example.com/'];
  const told = { ...channel, hubs };

  it('are named by every format, beside the feed’s own address', () => {
    const [rss] = children(readXml(renderRss(told, SELF)), 'channel');
    const atom = readXml(renderAtom(told, SELF));
    const ofRss = rss ? children(rss, 'atom:link') : [];
    const linked = [ofRss, children(atom, 'link')].map((links) =>
      links.flatMap(({ attributes }) => (attributes.get('rel') === 'hub' ? [attributes.get('href')] : [])),
    );
    expect(linked).toEqual([hubs, hubs]);
    expect(JSON.parse(renderJson(told, SELF)).hubs).toEqual(hubs.map((url) => ({ type: 'WebSub', url })));
  });

  it('are not spoken of where there are none', () => {
    for (const render of [renderRss, renderAtom, renderJson])
      expect(render(channel, SELF)).not.toContain('hub');
  });
});

describe('every format', () => {
  const renderers = [renderRss, renderAtom, renderJson];

  it('is the same whenever it is written, even where it holds nothing', () => {
    for (const render of renderers)
      expect(render(empty, SELF)).not.toMatch(new RegExp(`${new Date().getUTCFullYear()}-`));
    expect(textOfChild(readXml(renderAtom(empty, SELF)), 'updated')).toBe('1970-01-01T00:00:00.000Z');
  });

  it('refuses a time that is none rather than writing "Invalid Date"', () => {
    for (const render of renderers) expect(() => render(undatable, SELF)).toThrow('given NaN for a time');
  });
});
