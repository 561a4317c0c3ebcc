import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { OutputTree } from '../../src/edge/tree.ts';
import { ROOT } from '../source.ts';
import { filesOf } from './pages.ts';

/** What one run of wrk came to. */
export interface Load {
  readonly requests: number;
  readonly seconds: number;
  /** Of answers, headers and all. */
  readonly bytes: number;
  /** How many answers were 200 and 304; zero both where nobody counted. */
  readonly whole: number;
  readonly unchanged: number;
  /** Connections, reads and writes that failed, answers over 399, and those that took over two seconds. */
  readonly errors: number;
}

export type Mode = 'plain' | 'again' | 'followers';

/** Asks for an address as fast as it is answered. */
export async function wrk(url: string, mode: Mode, seconds: number): Promise<Load> {
  const [threads, connections] = mode === 'followers' ? ['4', '4'] : ['2', '32'];
  const script = join(ROOT, 'bench/load.lua');
  const args = ['-t', threads, '-c', connections, '-d', `${seconds}s`, '-s', script, url, '--', mode];
  const { stdout } = await promisify(execFile)('wrk', args);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

/** Two versions of one site, which differ in what is asked for most, and the folder that a server serves. */
export interface Versions {
  readonly home: string;
  readonly dist: string;
  readonly folders: readonly string[];
}

/** What is asked for most: of a page, a feed and the API one each. */
export const ASKED = { page: '/', feed: '/feed.atom', api: '/api/v2/summary.json' } as const;

/** Makes two versions of the built site `site`, compressed as `publish.sh` does it, and puts the first into `dist`. */
export async function twoVersions(site: string): Promise<Versions> {
  const home = mkdtempSync(join(tmpdir(), 'tsuiki-load-'));
  const folders = ['', '\n'].map((end, index) => {
    const folder = join(home, `version-${index + 1}`);
    // Nobody asks for the archive here, and most files are its.
    const filter = (path: string) => !/[\\/](?:incidents|history|pagefind)$/.test(path);
    cpSync(site, folder, { recursive: true, filter });
    for (const path of Object.values(ASKED)) {
      const file = join(folder, fileOf(path));
      appendFileSync(file, end);
      writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
    }
    return folder;
  });
  const dist = join(home, 'dist');
  await put(folders[0] ?? '', dist);
  return { home, dist, folders };
}

const fileOf = (path: string) => path.replace(/\/$/, '/index.html');

/** Puts a version into its place as a build does. */
async function put(folder: string, dist: string): Promise<void> {
  const tree = await OutputTree.begin(dist, `${dist}-state`, '', false);
  for (const path of await filesOf(folder)) tree.put(path, readFileSync(join(folder, path)));
  tree.clear();
  await tree.swap();
}

/** Puts the two versions in each other's place, as a release does, `times` times over so many seconds. */
export async function swap({ dist, folders }: Versions, times: number, seconds: number): Promise<void> {
  for (let turn = 1; turn <= times; turn++) {
    await wait((seconds * 1000) / (times + 1));
    await put(folders[turn % 2] ?? '', dist);
  }
}

/** What answers were worth while the site was replaced. */
export interface Judgement {
  readonly judged: number;
  /** Not 200, or no answer at all. */
  readonly failed: number;
  /** Neither the one version nor the other, or a tag that named another text before. */
  readonly mixed: number;
  /** How many versions of all paths together were seen. */
  readonly versions: number;
}

/** Asks for a page, a feed and the API in turn until `isOver`, and holds every answer against the two versions. */
export async function judge(
  origin: string,
  { folders }: Versions,
  isOver: () => boolean,
): Promise<Judgement> {
  const paths = Object.values(ASKED);
  const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const known = new Map(
    paths.map((path) => {
      const own = folders.map((folder) => join(folder, fileOf(path)));
      return [path, new Set(own.map((one) => hash(readFileSync(one))))];
    }),
  );
  const tagged = new Map<string, string>();
  const seen = new Set<string>();
  const count = { judged: 0, failed: 0, mixed: 0 };
  while (!isOver()) {
    for (const path of paths) {
      count.judged++;
      try {
        const answer = await fetch(origin + path);
        const body = hash(new Uint8Array(await answer.arrayBuffer()));
        const tag = `${path} ${answer.headers.get('etag')?.replace(/^W\//, '')}`;
        const isMixed = !known.get(path)?.has(body) || (tagged.get(tag) ?? body) !== body;
        if (answer.status !== 200) count.failed++;
        else if (isMixed) count.mixed++;
        tagged.set(tag, body);
        seen.add(path + body);
      } catch {
        count.failed++;
      }
    }
  }
  return { ...count, versions: seen.size };
}

/** How many bytes go over the wire for one answer, headers and all; `tag` asks whether it is still the same. */
export async function bytesOnWire(origin: string, path: string, tag?: string): Promise<number> {
  const { hostname, port } = new URL(origin);
  const socket = connect(Number(port), hostname);
  const lines = [`GET ${path} HTTP/1.1`, `Host: ${hostname}`, 'Accept-Encoding: gzip', 'Connection: close'];
  if (tag !== undefined) lines.push(`If-None-Match: ${tag}`);
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  let bytes = 0;
  for await (const chunk of socket) bytes += (chunk as Buffer).length;
  return bytes;
}
