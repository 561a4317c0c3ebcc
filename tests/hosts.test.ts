import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { cloudFrontRequest, cloudFrontResponse } from '../src/hosts/cloudfront.ts';
import { contentType } from '../src/hosts/content-types.ts';
import { hostFiles } from '../src/hosts/files.ts';
import { headersFor } from '../src/hosts/rules.ts';
import { HOSTS, type Host, lackOf, runProgram, startHost } from './setup/hosts.ts';
import { filesOf } from './setup/pages.ts';
import { tsuiki } from './setup/run.ts';
import { runScript } from './setup/workflow.ts';
import { ROOT } from './source.ts';

const INCIDENT = '/incidents/2008-09-05-hardware-failure/';

/** One file of each kind that a build makes, and how it is asked for. */
const SAMPLES = [
  '/',
  '/en/history/',
  INCIDENT,
  '/search/',
  `${INCIDENT}feed.xml`,
  '/feed.xml',
  '/en/feed.atom',
  '/components/pc-mail/feed.json',
  '/history.rss',
  '/maintenance/calendar.ics',
  '/api/v2/summary.json',
  '/log.jsonl',
  `${INCIDENT.slice(0, -1)}.md`,
  `${INCIDENT.slice(0, -1)}.json`,
  '/incidents/2021-02-24-sending-queue/queue-depth.svg',
  '/badge.svg',
  '/embed.js',
  '/sitemap.xml',
  '/record/head.txt',
  '/share.png',
  '/mark.svg',
  '/pagefind/pagefind.js',
];

const fileOf = (path: string) => path.slice(1).replace(/(^|\/)$/, '$1index.html');

const titled = (title: string, lack: string | undefined) =>
  lack === undefined ? title : `${title} (not tried: ${lack})`;

describe.each(HOSTS)('%s, by the settings that we ship', (name) => {
  const lack = lackOf(name);
  if (lack !== undefined) {
    it.skip(`is not tried: ${lack}`, () => undefined);
    return;
  }
  let host: Host;
  let site: string;
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(host.origin + path, { redirect: 'manual', ...init });

  beforeAll(async () => {
    site = inject('site');
    const redirects = [{ from: '/incidents/w554d74dv18j', to: INCIDENT }];
    host = await startHost(name, { dir: site, redirects });
  });
  afterAll(() => host.close());

  it.each(SAMPLES)('answers %s as the table says: bytes, type, headers', async (path) => {
    const file = fileOf(path);
    const answer = await ask(path);
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer()).equals(readFileSync(join(site, file)))).toBe(true);
    expect(answer.headers.get('content-type')).toBe(contentType(file));
    const said = headersFor(file);
    for (const header of [
      'Access-Control-Allow-Origin',
      'Cache-Control',
      'Content-Security-Policy',
      'Cross-Origin-Resource-Policy',
      'Permissions-Policy',
      'Referrer-Policy',
      'X-Content-Type-Options',
    ]) {
      expect(answer.headers.get(header), header).toBe(said[header] ?? null);
    }
    expect(answer.headers.get('set-cookie')).toBeNull();
    // It is said over HTTPS alone.
    expect(answer.headers.get('strict-transport-security')).toBeNull();
  });

  it('knows the type of every file of the site', async () => {
    const files = (await filesOf(site)).filter((file) => !/^_|index\.html$|\/incidents\//.test(file));
    const wrong: string[] = [];
    for (const file of files) {
      const answer = await ask(`/${file.split('/').map(encodeURIComponent).join('/')}`, { method: 'HEAD' });
      const type = answer.headers.get('content-type');
      if (answer.status !== 200 || type !== contentType(file))
        wrong.push(`${file}: ${answer.status} ${type}`);
    }
    expect(wrong).toEqual([]);
    expect(files.length).toBeGreaterThan(100);
  });

  it.each(['/feed.xml', '/api/v2/status.json', '/'])('sends %s once to who holds it', async (path) => {
    for (const encoding of ['identity', 'gzip']) {
      const headers = { 'Accept-Encoding': encoding };
      const first = await ask(path, { headers });
      await first.arrayBuffer();
      const tag = first.headers.get('etag') ?? '';
      expect(tag).not.toBe('');
      const again = await ask(path, { headers: { ...headers, 'If-None-Match': tag } });
      expect(again.status).toBe(304);
      expect((await again.arrayBuffer()).byteLength).toBe(0);
      expect((await ask(path, { headers: { ...headers, 'If-None-Match': '"other"' } })).status).toBe(200);
    }
  });

  it('compresses text', async () => {
    for (const path of ['/', '/feed.xml', '/components/pc-mail/feed.json', '/log.jsonl']) {
      const answer = await ask(path, { headers: { 'Accept-Encoding': 'gzip' } });
      await answer.arrayBuffer();
      expect(answer.headers.get('content-encoding'), path).toBe('gzip');
      expect(answer.headers.get('vary'), path).toMatch(/accept-encoding/i);
    }
  });

  it.each([
    '/absent',
    '/absent/',
    '/api/v2/absent.json',
    '/incidents/absent/feed.xml',
    '/incidents/',
    '/_headers',
    '/../secret',
  ])('has a real 404 with our page for %s', async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await answer.text()).toBe(readFileSync(join(site, '404.html'), 'utf8'));
    expect(answer.headers.get('content-security-policy')).toBe(
      headersFor('404.html')['Content-Security-Policy'],
    );
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('leads from a folder’s name to the folder, and from an old address to the new one', async () => {
    const folder = await ask('/en/history');
    expect([301, 308]).toContain(folder.status);
    expect(folder.headers.get('location')).toBe('/en/history/');
    const old = await ask('/incidents/w554d74dv18j');
    expect(old.status).toBe(301);
    expect(old.headers.get('location')).toBe(INCIDENT);
  });

  it('refuses to be written to', async () => {
    expect((await ask('/', { method: 'POST', body: 'x' })).status).toBe(405);
  });

  it('lets no script run in a page that an incident links, by whichever of its addresses it is asked for', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'tsuiki-linked-'));
    onTestFinished(() => rmSync(dir, { recursive: true }));
    const pages = ['incidents/a/index.html', 'incidents/a/report/index.html', 'incidents/a/report/more.html'];
    for (const page of ['404.html', ...pages]) {
      mkdirSync(dirname(join(dir, page)), { recursive: true });
      writeFileSync(join(dir, page), page);
    }
    const linked = await startHost(name, { dir });
    onTestFinished(() => linked.close());
    const policyOf = async (path: string) => {
      const answer = await fetch(linked.origin + path);
      expect(answer.status, path).toBe(200);
      return answer.headers.get('content-security-policy');
    };
    const [own, file] = [pages[0] ?? '', pages[1] ?? ''].map(
      (page) => headersFor(page)['Content-Security-Policy'],
    );
    expect(file).not.toContain('script-src');
    for (const path of ['/incidents/a/', '/incidents/a/index.html'])
      expect(await policyOf(path), path).toBe(own);
    for (const path of ['', 'index.html', 'more.html'].map((name) => `/incidents/a/report/${name}`))
      expect(await policyOf(path), path).toBe(file);
  });

  it('keeps the rules below the path of a site', async () => {
    const below = await startHost(name, { dir: site, base: '/help/status' });
    try {
      const ask = (path: string) => fetch(below.origin + path, { redirect: 'manual' });
      const feed = await ask('/help/status/feed.xml');
      expect(feed.status).toBe(200);
      expect(feed.headers.get('content-type')).toBe('application/rss+xml; charset=utf-8');
      expect(feed.headers.get('access-control-allow-origin')).toBe('*');
      const absent = await ask('/help/status/absent');
      expect(absent.status).toBe(404);
      expect(await absent.text()).toBe(readFileSync(join(site, '404.html'), 'utf8'));
      expect((await ask('/feed.xml')).status).toBe(404);
    } finally {
      await below.close();
    }
  });
});

/** The first block of a language in a page of the docs. */
function sampleIn(page: string, lang: string): string {
  const text = readFileSync(join(ROOT, 'docs/deploy', page), 'utf8');
  const [, sample = ''] = new RegExp(`^\`\`\`${lang}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(text) ?? [];
  return sample;
}

describe('the functions for CloudFront', () => {
  // CloudFront's own engine runs nowhere else; this one knows as little beyond ES 5.1, and refuses what is newer.
  const noNjs = lackOf('njs');
  const run = (code: string, event: unknown) =>
    JSON.parse(
      runProgram('njs', ['-c', `${code}\nconsole.log(JSON.stringify(handler(${JSON.stringify(event)})));`]),
    );

  it.skipIf(noNjs !== undefined)(titled('find the page, and lead old addresses on, in njs', noNjs), () => {
    const code = cloudFrontRequest([{ from: '/incidents/w554d74dv18j', to: '/incidents/a/' }]);
    expect(run(code, { request: { uri: '/history/' } })).toEqual({ uri: '/history/index.html' });
    expect(run(code, { request: { uri: '/feed.xml' } })).toEqual({ uri: '/feed.xml' });
    for (const [from, to] of [
      ['/incidents/w554d74dv18j', '/incidents/a/'],
      ['/toString', '/toString/'],
    ])
      expect(run(code, { request: { uri: from } })).toMatchObject({
        statusCode: 301,
        headers: { location: { value: to } },
      });
  });

  it.skipIf(noNjs !== undefined)(titled('send what differs from path to path, in njs', noNjs), () => {
    const said = (uri: string) =>
      run(cloudFrontResponse('/status'), { request: { uri }, response: { headers: {} } }).headers;
    expect(said('/status/feed.xml')).toMatchObject({ 'access-control-allow-origin': { value: '*' } });
    expect(said('/status/incidents/a/graph.svg')).toHaveProperty('content-security-policy');
    expect(said('/feed.xml')).toEqual({});
  });
});

describe('the samples of docs/deploy/', () => {
  const folder = () => {
    const home = mkdtempSync(join(tmpdir(), 'tsuiki-samples-'));
    onTestFinished(() => rmSync(home, { recursive: true }));
    for (const { path, body } of hostFiles('', [])) writeFileSync(join(home, basename(path)), body);
    return home;
  };

  const noNginx = lackOf('nginx') ?? lackOf('openssl');
  it.skipIf(noNginx !== undefined)(titled('nginx takes its server block as it stands', noNginx), () => {
    const home = folder();
    const pem = ['-keyout', join(home, 'key.pem'), '-out', join(home, 'cert.pem')];
    runProgram('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=a', ...pem]);
    const server = sampleIn('nginx.md', 'nginx')
      .replace(/\S+fullchain\.pem/, join(home, 'cert.pem'))
      .replace(/\S+privkey\.pem/, join(home, 'key.pem'))
      .replace('snippets/', `${home}/`);
    expect(server).toContain('listen 443 ssl');
    const config = join(home, 'nginx.conf');
    writeFileSync(
      config,
      `pid ${home}/pid; error_log stderr; events {}\nhttp { access_log off; include ${home}/tsuiki-maps.conf;\n${server}}\n`,
    );
    runProgram('nginx', ['-t', '-q', '-p', home, '-c', config, '-e', 'stderr']);
  });

  const noCaddy = lackOf('caddy');
  it.skipIf(noCaddy !== undefined)(titled('Caddy takes its Caddyfile as it stands', noCaddy), () => {
    const home = folder();
    const config = join(home, 'Caddyfile');
    const sample = sampleIn('caddy.md', 'caddyfile').replace('/etc/caddy', home);
    expect(sample).toContain('import tsuiki\n');
    writeFileSync(config, sample);
    const homes = { HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home };
    runProgram('caddy', ['adapt', '--validate', '--config', config, '--adapter', 'caddyfile'], homes);
  });

  it.each(['netlify.md', 'cloudflare-pages.md'])(
    '%s: the line for a laptop uploads what a release published, and nothing where it published nothing',
    async (page) => {
      const [, line = ''] =
        /^From a laptop: `([^`]+)`/m.exec(readFileSync(join(ROOT, 'docs/deploy', page), 'utf8')) ?? [];
      const answers = async (code: number) =>
        (await runScript(`npm() { return ${code}; }; npx() { echo uploaded; }; ${line}`, ROOT, {})).words;
      // Exit 3: all but what has errors is published.
      expect([await answers(0), await answers(3), await answers(1)]).toEqual([
        'uploaded\n',
        'uploaded\n',
        '',
      ]);
    },
  );

  it('name files that "npm run host-files" writes, and commands that there are', () => {
    const made = new Set(hostFiles('', []).map(({ path }) => `host-files/${path}`));
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const pages = readdirSync(join(ROOT, 'docs/deploy'));
    expect(pages.length).toBe(7);
    for (const page of pages) {
      const text = readFileSync(join(ROOT, 'docs/deploy', page), 'utf8');
      for (const [file] of text.matchAll(/host-files\/[\w-]+\/[\w.-]+\w/g))
        expect(made, page).toContain(file);
      for (const [, name = ''] of text.matchAll(/npm run ([\w:-]+)/g))
        expect(scripts, page).toHaveProperty(name);
    }
  });
});

const OLD = '/incidents/w554d74dv18j /help/status/incidents/a/ 301\n';

describe('npm run host-files', () => {
  it('writes every file for the address of the site, old addresses among them', async () => {
    const home = mkdtempSync(join(tmpdir(), 'tsuiki-host-files-'));
    onTestFinished(() => rmSync(home, { recursive: true }));
    mkdirSync(join(home, 'incidents'));
    mkdirSync(join(home, 'public'));
    const yml = readFileSync(join(ROOT, 'incidents/site.yml'), 'utf8');
    const below = yml.replace(/^url: .*$/m, 'url: https://example.com/help/status');
    writeFileSync(join(home, 'incidents/site.yml'), below);
    writeFileSync(join(home, 'public/_redirects'), `${OLD}/blog/* /news/:splat 301\n/"; /x\n`);
    const { code, stdout, stderr } = await tsuiki(['host-files', '--to', 'out'], home, {
      TSUIKI_CONTENT: 'incidents',
    });
    expect(code, stderr).toBe(0);
    for (const { path } of hostFiles('', [])) {
      expect(stdout).toContain(`out/${path}: `);
      expect(readFileSync(join(home, 'out', path), 'utf8').length).toBeGreaterThan(100);
    }
    expect(stderr).toContain('1 line of public/_redirects lead');
    expect(stderr).toContain('"/blog/*" was left out');
    const nginx = readFileSync(join(home, 'out/nginx/tsuiki-server.conf'), 'utf8');
    expect(nginx).toContain('error_page 403 404 =404 /help/status/404.html;');
    expect(nginx).toContain('location = /incidents/w554d74dv18j { return 301 /help/status/incidents/a/; }');
  });
});
