import { describe, expect, it } from 'vitest';
import { headersFor, loosePattern, pagePattern, pattern, RULES } from './rules.ts';

describe('the headers of a file', () => {
  it('let no page be framed, sniffed or followed, and none be held back for long', () => {
    const headers = headersFor('incidents/2008-09-05-hardware-failure/index.html');
    expect(headers['Content-Security-Policy']).toContain("frame-ancestors 'none'");
    expect(headers['X-Content-Type-Options']).toBe('nosniff');
    expect(headers['Referrer-Policy']).toBe('same-origin');
    expect(headers['Permissions-Policy']).toContain('geolocation=()');
    expect(headers['Cache-Control']).toBe('public, max-age=60');
    expect(headers['Access-Control-Allow-Origin']).toBeUndefined();
  });

  it.each([
    'feed.xml',
    'en/feed.atom',
    'components/mail/feed.json',
    'history.rss',
    'maintenance/calendar.ics',
    'api/v2/status.json',
    'log.jsonl',
    'badge.svg',
    'en/components/mail/badge.svg',
    'embed.js',
  ])('let the pages of other sites read and show %s', (file) => {
    expect(headersFor(file)).toMatchObject({
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    });
  });

  it('weigh little on what followers ask for again and again', () => {
    const weight = (file: string) =>
      Object.entries(headersFor(file)).reduce(
        (sum, [name, value]) => sum + name.length + value.length + 4,
        0,
      );
    expect(weight('feed.xml')).toBeLessThan(270);
    expect(headersFor('feed.xml')['Content-Security-Policy']).toContain("default-src 'none'");
  });

  it.each([
    'index.html',
    '404.html',
    'incidents/a.md',
    'sitemap.xml',
    'mark.svg',
    'myfeed.xml',
    'pagefind/pagefind.js',
  ])('keep %s to the site itself', (file) => {
    expect(headersFor(file)['Access-Control-Allow-Origin']).toBeUndefined();
  });

  it.each(['incidents/a/graph.svg', 'incidents/a/report.html', 'incidents/a/raw/index.json'])(
    'let no script run in %s, which an incident links',
    (file) => {
      const policy = headersFor(file)['Content-Security-Policy'];
      expect(policy).not.toContain('script-src');
      expect(policy).toContain("default-src 'none'");
    },
  );

  it('let a browser keep for a year what is named by its content, and nothing else', () => {
    const isKept = (file: string) => headersFor(file)['Cache-Control']?.includes('immutable');
    expect(isKept('pagefind/fragment/en_65afd94.pf_fragment')).toBe(true);
    expect(isKept('pagefind/pagefind-entry.json')).toBe(false);
    expect(isKept('incidents/a/graph.svg')).toBe(false);
  });
});

describe('the table of rules', () => {
  it('gives no file one header from two rules: some hosts would send both, which policies alone bear', () => {
    const files = ['feed.json', 'incidents/a/feed.xml', 'incidents/a/data.json', 'pagefind/index/a.pf_index'];
    for (const file of files) {
      const fitting = RULES.filter(({ paths }) =>
        paths.some((path) => new RegExp(pattern(path)).test(`/${file}`)),
      );
      const names = fitting
        .flatMap(({ headers }) => Object.keys(headers))
        .filter((name) => name !== 'Content-Security-Policy');
      expect(new Set(names).size, file).toBe(names.length);
    }
  });

  it('is read below the path of a site', () => {
    expect('/help/status/incidents/a/b.svg').toMatch(new RegExp(pattern('/incidents/*/**', '/help/status')));
    expect('/incidents/a/b.svg').not.toMatch(new RegExp(pattern('/incidents/*/**', '/help/status')));
    expect('/help/statusx/a.json').not.toMatch(new RegExp(pattern('**/*.json', '/help/status')));
  });

  it('knows a page from a file beside it; where the engine cannot look ahead, by a second pattern', () => {
    const rule = '/incidents/*/**';
    const looks = (path: string) => new RegExp(pattern(rule)).test(path);
    const excludes = (path: string) =>
      new RegExp(loosePattern(rule)).test(path) && !new RegExp(pagePattern(rule) ?? '').test(path);
    for (const speaks of [looks, excludes]) {
      for (const page of ['/incidents/a/', '/incidents/a/index.html']) expect(speaks(page), page).toBe(false);
      for (const file of ['', 'index.html', 'b.svg'].map((name) => `/incidents/a/report/${name}`))
        expect(speaks(file), file).toBe(true);
    }
    expect(pagePattern('**/*.json')).toBeUndefined();
  });
});
