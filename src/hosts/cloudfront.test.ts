import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { cloudFrontHeaders, cloudFrontRequest, cloudFrontResponse, s3Upload } from './cloudfront.ts';
import { contentType } from './content-types.ts';
import { headersFor } from './rules.ts';

interface Request {
  readonly uri: string;
}
type Headers = Record<string, { readonly value: string }>;

const ask = (uri: string) =>
  runInNewContext(
    `${cloudFrontRequest([{ from: '/incidents/w554d74dv18j', to: '/incidents/a/' }])}; handler(${JSON.stringify({ request: { uri } })})`,
  ) as Request & { readonly statusCode?: number; readonly headers?: Headers };

const answer = (uri: string, base = ''): Headers =>
  runInNewContext(
    `${cloudFrontResponse(base)}; handler(${JSON.stringify({ request: { uri }, response: { headers: {} } })}).headers`,
  );

describe('CloudFront', () => {
  it('finds the page of a folder, leads to the slash, and from an old address to the new one', () => {
    expect(ask('/').uri).toBe('/index.html');
    expect(ask('/history/2008-09/').uri).toBe('/history/2008-09/index.html');
    expect(ask('/feed.xml').uri).toBe('/feed.xml');
    expect(ask('/history')).toMatchObject({ statusCode: 301, headers: { location: { value: '/history/' } } });
    expect(ask('/incidents/w554d74dv18j').headers).toEqual({ location: { value: '/incidents/a/' } });
  });

  it.each([
    'feed.xml',
    'api/v2/status.json',
    'incidents/a/graph.svg',
    'incidents/a/index.html',
    'index.html',
  ])('says of %s what the table says for it alone', (file) => {
    const said = answer(`/${file}`);
    const wanted = headersFor(file);
    expect(said['access-control-allow-origin']?.value).toBe(wanted['Access-Control-Allow-Origin']);
    const policy =
      said['content-security-policy']?.value ?? headersFor('index.html')['Content-Security-Policy'];
    expect(policy).toBe(wanted['Content-Security-Policy']);
  });

  it('does so below the path of a site', () => {
    expect(answer('/status/incidents/a/graph.svg', '/status')).toHaveProperty('content-security-policy');
    expect(answer('/incidents/a/graph.svg', '/status')).toEqual({});
  });

  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
  it('is asked for nothing that its runtime 2.0 does not list', () => {
    for (const code of [cloudFrontRequest([]), cloudFrontResponse('')]) {
      expect(code).not.toMatch(
        /\bfor \([^;)]* of |\.hasOwn\b|\bclass\b|\?\.|\?\?|\.\.\.|\.replaceAll\b|\.at\(/,
      );
    }
  });

  it('sends every other header with every answer, and names none twice', () => {
    const { SecurityHeadersConfig: own, CustomHeadersConfig: custom } = JSON.parse(cloudFrontHeaders());
    expect(own.StrictTransportSecurity.AccessControlMaxAgeSec).toBe(31_536_000);
    expect(own.ContentSecurityPolicy.ContentSecurityPolicy).toContain("frame-ancestors 'none'");
    expect(own.ReferrerPolicy.ReferrerPolicy).toBe('same-origin');
    expect(custom.Items.map(({ Header }: { Header: string }) => Header)).toEqual(['Permissions-Policy']);
  });
});

/** What the script uploads in which step, by the rules of `aws s3 sync`: of the filters that fit a file the last one holds. */
const steps = s3Upload()
  .split('\n')
  .filter((line) => line.startsWith("put '"))
  .map((line) => {
    const words = [...line.matchAll(/'([^']*)'|(--\w+)/g)].map(
      ([, quoted, option]) => quoted ?? option ?? '',
    );
    const [type = '', cache = '', ...filters] = words;
    return { type, cache, filters };
  });

function isTaken(file: string, filters: readonly string[]): boolean {
  let taken = false;
  for (let at = 0; at < filters.length; at += 2) {
    const glob = filters[at + 1] ?? '';
    const fits = new RegExp(`^${glob.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 's');
    if (fits.test(file)) taken = filters[at] === '--include';
  }
  return taken;
}

describe('the upload to S3', () => {
  it.each([
    'index.html',
    '404.html',
    'en/index.html',
    'incidents/a/index.html',
    'incidents/a/Shot.PNG',
    'incidents/a/shot.png',
    'incidents/a/NOTICE',
    'incidents/a.md',
    'feed.xml',
    'en/feed.xml',
    'sitemap.xml',
    'feed.json',
    'components/b/feed.json',
    'api/v2/status.json',
    'history.rss',
    'maintenance/calendar.ics',
    'log.jsonl',
    'badge.svg',
    'pagefind/fragment/a.pf_fragment',
    'pagefind/wasm.en.pagefind',
    'pagefind/pagefind.js',
  ])('takes %s once, with its type and its time to be kept', (file) => {
    const taking = steps.filter(({ filters }) => isTaken(file, filters));
    expect(taking.map(({ type }) => type)).toEqual([contentType(file)]);
    expect(taking.map(({ cache }) => cache)).toEqual([headersFor(file)['Cache-Control']]);
  });

  it('leaves out what is for other hosts, and brings the front page last', () => {
    for (const file of ['_headers', '_redirects']) {
      expect(steps.some(({ filters }) => isTaken(file, filters))).toBe(false);
    }
    expect(steps.findIndex(({ filters }) => isTaken('index.html', filters))).toBe(steps.length - 1);
    expect(steps.findIndex(({ filters }) => isTaken('en/index.html', filters))).toBe(steps.length - 2);
  });
});
