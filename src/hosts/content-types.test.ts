import { describe, expect, it } from 'vitest';
import { contentType } from './content-types.ts';

describe('the type of a file', () => {
  it.each([
    ['feed.xml', 'application/rss+xml; charset=utf-8'],
    ['components/mail/feed.xml', 'application/rss+xml; charset=utf-8'],
    ['history.rss', 'application/rss+xml; charset=utf-8'],
    ['history.atom', 'application/atom+xml; charset=utf-8'],
    ['feed.json', 'application/feed+json; charset=utf-8'],
    ['api/v2/status.json', 'application/json; charset=utf-8'],
    ['sitemap.xml', 'application/xml; charset=utf-8'],
    ['incidents/a.md', 'text/plain; charset=utf-8'],
    ['shot.PNG', 'image/png'],
    ['pagefind/x.pf_index', 'application/octet-stream'],
    ['NOTICE', 'application/octet-stream'],
  ])('%s is %s', (path, type) => {
    expect(contentType(path)).toBe(type);
  });
});
