import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CallError } from './call-error.ts';
import { writeFiles } from './output.ts';
import { type Served, type ServeOptions, serve } from './serve.ts';

let parent: string;
const running: Served[] = [];

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'serve-'));
  await writeFiles(parent, [
    { path: 'secret.txt', body: 'secret' },
    { path: 'site/index.html', body: '<title>件</title>' },
    { path: 'site/404.html', body: 'no such page' },
    { path: 'site/history/index.html', body: 'history' },
    { path: 'site/incidents/café.md', body: '# é' },
    { path: 'site/feed.xml', body: '<rss/>' },
    { path: 'site/log.jsonl', body: '{}\n' },
  ]);
});
afterEach(async () => {
  for (const one of running.splice(0)) await one.close();
});
afterAll(async () => {
  await rm(parent, { recursive: true });
});

async function start(options: Partial<ServeOptions> = {}): Promise<string> {
  const served = await serve({ dir: join(parent, 'site'), port: 0, ...options });
  running.push(served);
  return served.url;
}

const ask = (url: string, init: RequestInit = {}) => fetch(url, { redirect: 'manual', ...init });

/** `fetch` tidies `..` away before it asks; this sends the path as it is. */
function statusOfRaw(url: string, path: string): Promise<number | undefined> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path }, (answer) => resolve(answer.resume().statusCode))
      .on('error', reject)
      .end();
  });
}

describe('a served site', () => {
  it('gives pages with their charset, their date and no guessing of types', async () => {
    const answer = await ask(await start());
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('<title>件</title>');
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(Date.parse(answer.headers.get('last-modified') ?? '')).not.toBeNaN();
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('lets pages of other sites read feeds and the record', async () => {
    const url = await start();
    for (const path of ['feed.xml', 'log.jsonl']) {
      expect((await ask(url + path)).headers.get('access-control-allow-origin'), path).toBe('*');
    }
  });

  it('answers 304 to one who holds the same bytes, and only then', async () => {
    const url = await start();
    const tag = (await ask(url)).headers.get('etag') ?? '';
    const status = async (held: string) => (await ask(url, { headers: { 'If-None-Match': held } })).status;
    expect(tag).toMatch(/^"[\w-]+"$/);
    expect(await status(tag)).toBe(304);
    expect(await status(`"other", W/${tag}`)).toBe(304);
    expect(await status('"other"')).toBe(200);
    expect((await ask(`${url}feed.xml`)).headers.get('etag')).not.toBe(tag);
  });

  it('answers HEAD with the same headers and no body', async () => {
    const url = await start();
    const [got, head] = [await ask(url), await ask(url, { method: 'HEAD' })];
    expect(head.headers.get('content-length')).toBe(got.headers.get('content-length'));
    expect(head.headers.get('etag')).toBe(got.headers.get('etag'));
    expect(await head.text()).toBe('');
  });

  it('leads from a folder’s name to the folder, with the question', async () => {
    const answer = await ask(`${await start()}history?at=x?y`);
    expect(answer.status).toBe(301);
    expect(answer.headers.get('location')).toBe('/history/?at=x?y');
  });

  it('reads escaped names', async () => {
    expect(await (await ask(`${await start()}incidents/caf%C3%A9.md`)).text()).toBe('# é');
  });

  it.each(['absent', 'feed.xml/', 'history//', '%E0%A4%A', 'history/absent/'])(
    'has its own page for %s',
    async (path) => {
      const answer = await ask((await start()) + path);
      expect(answer.status).toBe(404);
      expect(await answer.text()).toBe('no such page');
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    },
  );

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/history/../../secret.txt',
    '//secret.txt',
    '/secret.txt%00',
  ])('shows nothing outside its folder to %s', async (path) => {
    expect(await statusOfRaw(await start(), path)).toBe(404);
  });

  it('refuses to be written to', async () => {
    const answer = await ask(await start(), { method: 'POST', body: 'x' });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
  });
});

describe('a site below a path', () => {
  it('lives there, and the host’s root leads to it', async () => {
    const url = await start({ base: '/status' });
    const { origin } = new URL(url);
    expect(new URL(url).pathname).toBe('/status/');
    expect((await ask(url)).status).toBe(200);
    for (const path of ['/', '/status']) {
      expect((await ask(origin + path)).headers.get('location'), path).toBe('/status/');
    }
    expect((await ask(`${url}history`)).headers.get('location')).toBe('/status/history/');
    for (const path of ['/history/', '/statusxfeed.xml', '/feed.xml']) {
      expect((await ask(origin + path)).status, path).toBe(404);
    }
  });
});

describe('the port', () => {
  it('is the next free one where the first is taken', async () => {
    const taken = Number(new URL(await start()).port);
    const next = Number(new URL(await start({ port: taken })).port);
    expect(next).toBeGreaterThan(taken);
    expect(next).toBeLessThan(taken + 20);
  });

  it('is no other where it must be this one', async () => {
    const port = Number(new URL(await start()).port);
    await expect(start({ port, strictPort: true })).rejects.toThrow(CallError);
    await expect(start({ port, strictPort: true })).rejects.toThrow(`Port ${port} is taken.`);
  });
});

describe('an address that is none of this machine’s', () => {
  it('is the caller’s mistake, and the message names one that works', async () => {
    const call = serve({ dir: '.', host: '192.0.2.1', port: 0 });
    await expect(call).rejects.toThrow('"192.0.2.1", port 0: this machine has no such address');
  });
});
