import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { filesOf } from './setup/pages.ts';
import { readXml } from './setup/strict-xml.ts';

const site = inject('site');
const files = await filesOf(site);
const read = (file: string) => readFileSync(join(site, file), 'utf8');
const xml = files.filter((file) => /\.(?:xml|rss|atom)$/.test(file));
const json = files.filter((file) => file.endsWith('feed.json'));

/** The ids of a feed's items; its own stands before the first. */
function ids(file: string): readonly (string | undefined)[] {
  const items = read(file)
    .split(/<item>|<entry>/)
    .slice(1);
  return items.map((item) => /<(?:guid|id)[^>]*>([^<]*)</.exec(item)?.[1]);
}

describe('the feeds', () => {
  it('are there for the site, each language, component and incident, and the postmortems', () => {
    for (const file of ['feed.xml', 'feed.atom', 'feed.json', 'history.rss', 'history.atom']) {
      expect(files).toContain(file);
      expect(files).toContain(`en/${file}`);
    }
    expect(files).toContain('components/mail/feed.atom');
    expect(files).toContain('en/incidents/2008-09-05-hardware-failure/feed.xml');
    expect(files).toContain('postmortems/feed.json');
  });

  it('are well-formed XML, every one', () => {
    expect(xml.length).toBeGreaterThan(80);
    for (const file of xml) expect(() => readXml(read(file)), file).not.toThrow();
  });

  it('give each update one item, with the same id in every format and language', () => {
    const [rss, atom] = [ids('feed.xml'), ids('feed.atom')];
    expect(new Set(rss).size).toBe(rss.length);
    expect(rss.length).toBeGreaterThanOrEqual(50);
    expect(atom).toEqual(rss);
    expect(ids('en/feed.xml')).toEqual(rss);
    const items = (JSON.parse(read('feed.json')) as { items: readonly { id: string }[] }).items;
    expect(items.map(({ id }) => id)).toEqual(rss);
    expect(read('history.rss')).toBe(read('feed.xml'));
  });

  it('hold no date that is none, and no build time', () => {
    for (const file of [...xml, ...json]) {
      const text = read(file);
      expect(text, file).not.toContain('Invalid Date');
      expect(text, file).not.toContain('2026-11-22T');
      expect(text, file).not.toMatch(/22 Nov 2026/);
    }
  });

  it('are JSON Feed 1.1 in JSON', () => {
    for (const file of json) {
      const feed = JSON.parse(read(file)) as { version: string; language: string };
      expect(feed.version, file).toBe('https://jsonfeed.org/version/1.1');
      expect(feed.language, file).toBe(file.startsWith('en/') ? 'en' : 'ja');
    }
  });

  it('begin their titles with the phase in the words of their language', () => {
    expect(read('feed.xml')).toContain('<title><![CDATA[【復旧】メールを送信できない状態]]></title>');
    expect(read('en/feed.xml')).toContain('<title><![CDATA[[Resolved] Mail cannot be sent]]></title>');
  });
});
