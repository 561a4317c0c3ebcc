import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { contentType } from '../hosts/content-types.ts';
import { ALWAYS, headersFor } from '../hosts/rules.ts';
import { CallError } from './call-error.ts';

export interface ServeOptions {
  /** The folder of the built site. It may be replaced while it is served. */
  readonly dir: string;
  /** The path below which the site lives: `/status`. Empty or `/` for the host's root. */
  readonly base?: string;
  readonly host?: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Fails where the port is taken, instead of trying the ports above it. */
  readonly strictPort?: boolean;
}

export interface Served {
  /** The site's first page: `http://127.0.0.1:4321/status/`. */
  readonly url: string;
  close(): Promise<void>;
}

const PORTS_TRIED = 20;

/**
 * Serves a built site as a host of static files would that keeps our rules, to look at it on one's own machine. Throws a `CallError` where
 * no port is free, or the address is none of this machine’s.
 */
export async function serve(options: ServeOptions): Promise<Served> {
  const { dir, host = '127.0.0.1', port, strictPort = false } = options;
  const base = (options.base ?? '').replace(/\/+$/, '');
  const server = createServer((request, response) => {
    answer(dir, base, request, response).catch(() => response.destroy());
  });
  await listenOnFreePort(server, host, port, strictPort || port === 0 ? 1 : PORTS_TRIED);
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${name}:${(server.address() as AddressInfo).port}${base}/`,
    close: () => closed(server),
  };
}

async function listenOnFreePort(server: Server, host: string, first: number, tries: number): Promise<void> {
  for (let port = first; port < first + tries && port <= 65_535; port++) {
    if (await listens(server, host, port)) return;
  }
  const ports = tries === 1 ? `Port ${first} is` : `Ports ${first} to ${first + tries - 1} are all`;
  throw new CallError(`${ports} taken. Name a free one, or 0 for any.`);
}

/** Whether the port was free; other failures (no such address, not allowed) are thrown as a `CallError`. */
function listens(server: Server, host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(refused(error, host, port));
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      resolve(true);
    });
  });
}

function refused({ code }: NodeJS.ErrnoException, host: string, port: number): CallError {
  const why = code === 'EACCES' ? 'this user may not listen there' : 'this machine has no such address';
  return new CallError(
    `"${host}", port ${port}: ${why} (${code}). 127.0.0.1 and a port from 1024 on always do.`,
  );
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function answer(
  dir: string,
  base: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { ...ALWAYS, Allow: 'GET, HEAD', 'Content-Type': 'text/plain; charset=utf-8' });
    response.end('Only GET and HEAD are answered here.\n');
    return;
  }
  const [pathname = '', query] = (request.url ?? '').split(/\?(.*)/s);
  const location = (path: string) => ({ Location: query === undefined ? path : `${path}?${query}` });
  if (base && (pathname === '/' || pathname === base)) {
    response.writeHead(pathname === base ? 301 : 302, location(`${base}/`)).end();
    return;
  }
  const path = pathname.startsWith(`${base}/`) ? filePath(pathname.slice(base.length)) : undefined;
  const found = path === undefined ? undefined : await lookUp(dir, path);
  if (found === 'folder') response.writeHead(301, location(`${pathname}/`)).end();
  else if (found) sendFile(found, request, response);
  else await sendNotFound(dir, response);
}

/** The path, below the folder, that an address asks for; `undefined` where it could name anything outside. */
function filePath(pathname: string): string | undefined {
  try {
    const names = pathname.slice(1).split('/').map(decodeURIComponent);
    if (names.at(-1) === '') names.splice(-1, 1, 'index.html');
    const isPlain = (name: string) => name !== '' && name !== '.' && name !== '..' && !/[/\\:\0]/.test(name);
    return names.every(isPlain) ? names.join('/') : undefined;
  } catch {
    return undefined;
  }
}

interface Found {
  readonly path: string;
  readonly bytes: Buffer;
  readonly modified: Date;
}

async function lookUp(dir: string, path: string): Promise<Found | 'folder' | undefined> {
  try {
    const file = join(dir, path);
    const facts = await stat(file);
    if (facts.isDirectory()) return 'folder';
    return facts.isFile() ? { path, bytes: await readFile(file), modified: facts.mtime } : undefined;
  } catch {
    return undefined;
  }
}

function sendFile(
  { path, bytes, modified }: Found,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const type = contentType(path);
  const tag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`;
  response.setHeaders(new Map(Object.entries(headersFor(path))));
  response.setHeader('ETag', tag);
  response.setHeader('Last-Modified', modified.toUTCString());
  // On one's own machine the last build is what one wants to see.
  response.setHeader('Cache-Control', 'no-cache');
  if (isKnown(tag, request.headers['if-none-match'])) response.writeHead(304).end();
  else sendBody(200, type, bytes, response);
}

/** Whether the asker holds these bytes already (RFC 9110, section 13.1.2: a weak comparison). */
function isKnown(tag: string, ifNoneMatch: string | undefined): boolean {
  const held = (ifNoneMatch ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  return held.includes(tag) || held.includes('*');
}

async function sendNotFound(dir: string, response: ServerResponse): Promise<void> {
  const page = await lookUp(dir, '404.html');
  response.setHeaders(new Map(Object.entries(headersFor('404.html'))));
  if (page && page !== 'folder') sendBody(404, contentType(page.path), page.bytes, response);
  else sendBody(404, 'text/plain; charset=utf-8', Buffer.from('Not found.\n'), response);
}

/** Node itself keeps the body back where the asker sent HEAD. */
function sendBody(status: number, type: string, bytes: Buffer, response: ServerResponse): void {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': bytes.length });
  response.end(bytes);
}
