import { describe, expect, it } from 'vitest';
import { incidentOf, japan, SITE } from '../../tests/build-incident.ts';
import { linkedFiles, linkResolver, type PublishedFile } from './links.ts';
import { deriveSite } from './site.ts';

const incident = {
  ...incidentOf('## 2008-09-05 05:10 +09:00 Investigating\n\nText.', { id: 'failure' }),
  path: '2008/failure.md',
};
const config = { ...SITE, url: 'https://example.com/status' };
const redaction = { date: '2024-05-01', sha256: '0'.repeat(64), reason: 'a name' };
const files = new Map<string, PublishedFile>([
  ['2008/graph.png', { width: 320, height: 200 }],
  ['2008/logs/all of it.txt', {}],
  ['2008/photo.png', {}],
  ['2008/photo.png.redacted', { redaction }],
]);
const site = deriveSite([incident], config, [], japan('2008-09-06 00:00'));
const [view] = site.views;
const resolve = (link: string, lang = 'ja') => view && linkResolver(site, files)(view, lang, link);

describe('a link in an incident’s text', () => {
  it('leads to a file beside it, below the incident’s own address, with its size', () => {
    expect(resolve('graph.png')).toEqual({
      href: '/status/incidents/failure/graph.png',
      width: 320,
      height: 200,
    });
    expect(resolve('logs/all%20of%20it.txt')).toEqual({
      href: '/status/incidents/failure/logs/all%20of%20it.txt',
    });
  });

  it('leads to another incident in the reader’s language, wherever its file lies', () => {
    expect(resolve('../2007/failure.md#u20080904T2010Z')).toEqual({
      href: '/status/ja/incidents/failure/#u20080904T2010Z',
    });
    expect(resolve('failure.md', 'en')).toEqual({ href: '/status/incidents/failure/' });
  });

  it('leads to a page of the site, below the site’s own path', () => {
    expect(resolve('/history/')).toEqual({ href: '/status/history/' });
  });

  it('leads nowhere where the file was redacted, even while the file still lies there', () => {
    expect(resolve('photo.png', 'en')).toEqual({
      href: '',
      gone: 'This text was redacted on 1 May 2024: a name.',
    });
  });

  it('leads nowhere where nothing is', () => {
    for (const link of ['no-such.png', '../../secret', 'unknown.md', '#here']) {
      expect(resolve(link), link).toBeUndefined();
    }
  });
});

describe('the files that are published', () => {
  it('are those that a text links, each once, translations counted', () => {
    const text = '![Load](graph.png) and [the logs](logs/all%20of%20it.txt), again ![Load](graph.png)';
    const [first] = incident.updates;
    const linking = {
      ...incident,
      updates: [{ ...first, text, files: ['graph.png', 'logs/all of it.txt'] }] as const,
    };
    expect(linkedFiles(deriveSite([linking], config, [], japan('2008-09-06 00:00')))).toEqual([
      { source: '2008/graph.png', path: 'incidents/failure/graph.png' },
      { source: '2008/logs/all of it.txt', path: 'incidents/failure/logs/all of it.txt' },
    ]);
  });
});
