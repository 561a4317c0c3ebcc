import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { type Fetched, type FetchFailure, type FetchLimits, fetchLimited } from './fetch.ts';

const running: Server[] = [];

afterEach(async () => {
  for (const server of running.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A server of this machine; its address without a last slash. */
async function start(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  running.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const ask = (url: string, limits: Partial<FetchLimits> = {}): Promise<Fetched | FetchFailure> =>
  fetchLimited(url, { timeoutMs: 5000, maxBytes: 1000, redirects: 3, ...limits });

describe('an answer', () => {
  it('is given with its bytes, its type and its address', async () => {
    const url = await start((_request, response) => {
      response.setHeader('Content-Type', 'text/plain; charset=utf-8');
      response.write(Buffer.from([0, 255]));
      response.end('追記');
    });
    const bytes = new Uint8Array([0, 255, ...new TextEncoder().encode('追記')]);
    expect(await ask(`${url}/a`)).toEqual({
      bytes,
      contentType: 'text/plain; charset=utf-8',
      url: `${url}/a`,
    });
  });

  it('may be empty and of no type', async () => {
    const url = await start((_request, response) => response.end());
    expect(await ask(`${url}/`)).toEqual({ bytes: new Uint8Array(), contentType: '', url: `${url}/` });
  });

  it('is asked of the server itself, not of a cache', async () => {
    const url = await start((request, response) => response.end(request.headers['cache-control']));
    const answer = (await ask(url)) as Fetched;
    expect(new TextDecoder().decode(answer.bytes)).toBe('no-cache');
  });

  it('may be as long as the limit, and not a byte longer', async () => {
    const url = await start((request, response) => response.end('x'.repeat(Number(request.url?.slice(1)))));
    expect(((await ask(`${url}/1000`)) as Fetched).bytes).toHaveLength(1000);
    expect(await ask(`${url}/1001`)).toEqual({
      kind: 'too-large',
      message: `${url}/1001 is larger than 1,000 bytes`,
    });
  });

  it('is measured unpacked', async () => {
    const url = await start((_request, response) => {
      response.setHeader('Content-Encoding', 'gzip');
      response.end(gzipSync('x'.repeat(100_000)));
    });
    expect(await ask(url)).toMatchObject({ kind: 'too-large' });
  });

  it('that never ends is cut off at the limit, and the server is told', async () => {
    let closed: () => void = () => {};
    const hungUp = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const url = await start((_request, response) => {
      response.on('close', closed);
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(500)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    expect(await ask(url)).toMatchObject({ kind: 'too-large' });
    await hungUp;
  });
});

describe('a server that is slow', () => {
  it('to begin is left', async () => {
    const url = await start(() => {});
    expect(await ask(url, { timeoutMs: 100 })).toEqual({
      kind: 'timeout',
      message: `${url} gave no whole answer within 0.1 s`,
    });
  });

  it('to end is left, even while it goes on sending', async () => {
    const url = await start((_request, response) => {
      const timer = setInterval(() => response.write('x'), 10);
      response.on('close', () => clearInterval(timer));
    });
    expect(await ask(url, { timeoutMs: 200 })).toMatchObject({ kind: 'timeout' });
  });

  it('at each of several redirects is left when the time of all is over', async () => {
    const url = await start((_request, response) => {
      setTimeout(() => response.writeHead(302, { Location: '/again' }).end(), 80);
    });
    expect(await ask(url, { timeoutMs: 200, redirects: 99 })).toMatchObject({ kind: 'timeout' });
  });
});

describe('a redirect', () => {
  it('within the host is followed, and the answer says where it ended', async () => {
    const url = await start((request, response) => {
      if (request.url === '/old') response.writeHead(301, { Location: 'new?a=b' }).end('moved');
      else response.end('here');
    });
    expect(await ask(`${url}/old`)).toMatchObject({ url: `${url}/new?a=b` });
  });

  it('is followed as often as allowed, and no more', async () => {
    const url = await start((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left > 0) response.writeHead(307, { Location: `/${left - 1}` }).end();
      else response.end('here');
    });
    expect(await ask(`${url}/3`)).toMatchObject({ url: `${url}/0` });
    expect(await ask(`${url}/4`)).toEqual({
      kind: 'redirect',
      message: `${url}/4 redirects more than 3 times`,
    });
  });

  it('that runs in a circle ends', async () => {
    let asked = 0;
    const url = await start((_request, response) => {
      asked++;
      response.writeHead(302, { Location: '/' }).end();
    });
    expect(await ask(`${url}/`)).toMatchObject({ kind: 'redirect' });
    expect(asked).toBe(4);
  });

  it.each([
    'ftp://example.com/',
    'file:///etc/hosts',
    'http://127.0.0.1:1/',
    'data:text/plain,x',
    'http://[',
  ])('to %s is not followed', async (target) => {
    const url = await start((_request, response) => response.writeHead(302, { Location: target }).end());
    expect(await ask(url)).toEqual({
      kind: 'redirect',
      message: `${url} redirects to ${target}, which is not followed: it is neither on the same host nor HTTPS`,
    });
  });

  it('to HTTPS on another host is followed', async () => {
    const url = await start((_request, response) =>
      response.writeHead(301, { Location: 'https://127.0.0.1:1/' }).end(),
    );
    expect(await ask(url)).toMatchObject({ kind: 'unreachable' });
  });

  it('without an address is an answer like any other', async () => {
    const url = await start((_request, response) => response.writeHead(302).end());
    expect(await ask(url)).toMatchObject({ kind: 'status', status: 302 });
  });
});

describe('no answer', () => {
  it.each([404, 403, 500, 204, 304])('is what status %i is', async (status) => {
    const url = await start((_request, response) => response.writeHead(status).end());
    const failure = await ask(url);
    expect(failure).toMatchObject({ kind: 'status', status });
    expect((failure as FetchFailure).message).toContain(`${url} answers ${status} `);
  });

  it('comes from a port where nobody listens, and the message says why', async () => {
    const url = await start(() => {});
    const [server] = running.splice(0);
    await new Promise((resolve) => server?.close(resolve));
    expect(await ask(url)).toEqual({
      kind: 'unreachable',
      message: `${url} cannot be reached: ${`connect ECONNREFUSED ${new URL(url).host}`}, ECONNREFUSED`,
    });
  });

  it('comes from a connection that breaks off within the body', async () => {
    const url = await start((_request, response) => {
      response.setHeader('Content-Length', '100');
      response.write('x');
      setTimeout(() => response.destroy(), 20);
    });
    expect(await ask(url)).toMatchObject({ kind: 'unreachable' });
  });

  it('comes from what is no address', async () => {
    expect(await ask('http://')).toMatchObject({ kind: 'unreachable' });
    expect(await ask('ftp://example.com/')).toMatchObject({ kind: 'unreachable' });
  });
});
