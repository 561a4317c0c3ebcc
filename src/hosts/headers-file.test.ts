import { describe, expect, it } from 'vitest';
import { contentType } from './content-types.ts';
import { headersFile } from './headers-file.ts';
import { headersFor } from './rules.ts';

interface Block {
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** The file as both hosts read it: a path, and below it indented headers. */
const blocks: readonly Block[] = headersFile()
  .split(/^(?=\/)/m)
  .filter((text) => text.startsWith('/'))
  .map((text) => {
    const [path = '', ...lines] = text.trimEnd().split('\n');
    return { path, headers: lines.map((line) => line.trim().split(/: (.*)/, 2) as [string, string]) };
  });

const literal = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');

/** As Netlify documents it: `*` for anything, a part `*` for nothing too, `:name` for one name; the later rule holds. */
function netlify(path: string): Readonly<Record<string, string>> {
  const fits = (rule: string) => {
    const parts = rule
      .split('/')
      .filter(Boolean)
      .map((part) => {
        if (part.startsWith(':')) return '([^/]+)';
        return part === '*' ? '?(.*)' : literal(part).replace('*', '(.*)');
      });
    return new RegExp(`^/${parts.join('/')}/?$`).test(path);
  };
  const fitting = blocks.filter((block) => fits(block.path));
  return Object.fromEntries(fitting.flatMap(({ headers }) => headers));
}

/** As Cloudflare documents it: `*` for anything, `:name` for one name; of two values both are sent. */
function cloudflare(path: string): Readonly<Record<string, string>> {
  const fits = (rule: string) =>
    new RegExp(`^${literal(rule).replace(/:\w+/g, '[^/]+').replaceAll('*', '.*')}$`).test(path);
  const said: Record<string, string> = {};
  for (const { path: rule, headers } of blocks) {
    if (!fits(rule)) continue;
    for (const [name, value] of headers) said[name] = name in said ? `${said[name]}, ${value}` : value;
  }
  return said;
}

const PATHS = [
  '/',
  '/en/history/',
  '/incidents/a/',
  '/en/incidents/a/',
  '/incidents/a/graph.svg',
  '/incidents/a/raw/data.csv',
  '/incidents/a/feed.xml',
  '/incidents/a.md',
  '/incidents/a.json',
  '/feed.xml',
  '/en/feed.atom',
  '/feed.json',
  '/en/components/b/feed.json',
  '/maintenance/calendar.ics',
  '/log.jsonl',
  '/badge.svg',
  '/en/components/b/badge.svg',
  '/embed.js',
  '/mark.svg',
  '/sitemap.xml',
  '/pagefind/fragment/a.pf_fragment',
  '/pagefind/pagefind.js',
];

describe.each([
  ['Netlify', netlify],
  ['Cloudflare Pages', cloudflare],
])('_headers, as %s reads it', (host, sent) => {
  it.each(PATHS)('says of %s what the table says', (path) => {
    const file = path.slice(1).replace(/(^|\/)$/, '$1index.html');
    const said = sent(path);
    const wanted = headersFor(file);
    for (const header of [
      'Access-Control-Allow-Origin',
      'Cross-Origin-Resource-Policy',
      'X-Content-Type-Options',
    ]) {
      expect(said[header], header).toBe(wanted[header]);
    }
    const policy = wanted['Content-Security-Policy'] ?? '';
    if (host === 'Netlify') expect(said['Content-Security-Policy']).toBe(policy);
    // Of several policies each must be kept.
    else expect(said['Content-Security-Policy']?.split(', ')).toContain(policy);
    expect(said['Strict-Transport-Security']).toBe('max-age=31536000');
    // How long what may change is kept these hosts know best.
    const isForGood = wanted['Cache-Control']?.includes('immutable');
    expect(said['Cache-Control']).toBe(isForGood ? wanted['Cache-Control'] : undefined);
    if (said['Content-Type'] !== undefined) expect(said['Content-Type']).toBe(contentType(file));
    if (/feed|\.md|\.ics|\.jsonl/.test(path)) expect(said['Content-Type']).toBe(contentType(file));
  });

  it('keeps the host’s limits', () => {
    expect(blocks.length).toBeLessThanOrEqual(100);
    for (const line of headersFile().split('\n')) expect(line.length).toBeLessThan(2000);
    for (const { path } of blocks) expect(path.split('*').length).toBeLessThanOrEqual(2);
  });
});
