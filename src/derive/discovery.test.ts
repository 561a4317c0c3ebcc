import { describe, expect, it } from 'vitest';
import { incidentOf, japan, SITE } from '../../tests/build-incident.ts';
import { children, readXml, textOfChild } from '../../tests/setup/strict-xml.ts';
import { discoveryFiles } from './discovery.ts';
import { deriveSite } from './site.ts';

const incident = incidentOf(`
## 2008-09-05 05:10 +09:00 Investigating
| pc: major outage
## 2008-09-05 22:20 +09:00 Resolved
## 2008-09-07 16:00 +09:00 Postmortem

It broke.
`);
const siteAt = (url: string) => deriveSite([incident], { ...SITE, url }, [], japan('2008-09-20 00:00'));
const site = siteAt('https://status.example.com');
const files = (limit?: number) =>
  new Map(discoveryFiles(site, limit).map(({ path, body }) => [path, body] as const));

describe('the sitemap', () => {
  it('lists every page in every language, an incident with when it last said something', () => {
    const urls = children(readXml(files().get('sitemap.xml') ?? ''), 'url');
    const found = new Map(urls.map((url) => [textOfChild(url, 'loc'), textOfChild(url, 'lastmod')]));
    expect(found.get('https://status.example.com/incidents/failure/')).toBe('2008-09-07T07:00:00Z');
    expect(found.has('https://status.example.com/ja/postmortems/failure/')).toBe(true);
    expect(found.has('https://status.example.com/history/2008-09/')).toBe(true);
    expect(found.get('https://status.example.com/')).toBeUndefined();
  });

  it('is split where one file may not hold it, and lists its parts', () => {
    const split = files(10);
    const parts = children(readXml(split.get('sitemap.xml') ?? ''), 'sitemap');
    expect(parts.length).toBe(split.size - 2);
    expect(textOfChild(parts[0] ?? readXml(''), 'loc')).toBe('https://status.example.com/sitemap-1.xml');
    expect(split.has('sitemap-1.xml')).toBe(true);
  });
});

describe('robots.txt', () => {
  it('names the sitemap, and lies at the root of a host alone', () => {
    expect(files().get('robots.txt')).toContain('\nSitemap: https://status.example.com/sitemap.xml\n');
    const below = discoveryFiles(siteAt('https://example.com/status')).map(({ path }) => path);
    expect(below).toEqual(['sitemap.xml']);
  });
});
