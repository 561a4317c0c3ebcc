import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { hostFiles } from '../../src/hosts/files.ts';
import type { Redirect } from '../../src/hosts/redirects.ts';

/** A server of this machine that serves a site by the settings that we ship. */
export interface Host {
  /** `http://127.0.0.1:41234`, without the site's path. */
  readonly origin: string;
  close(): Promise<void>;
}

export interface HostOptions {
  /** The folder of the built site. It may be replaced while it is served. */
  readonly dir: string;
  /** The path of the site's address. */
  readonly base?: string;
  readonly redirects?: readonly Redirect[];
}

export const HOSTS = ['nginx', 'caddy'] as const;
export type HostName = (typeof HOSTS)[number];

/** Where a program lies on this machine. Servers often lie where only root looks. */
function programOf(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** Why a program cannot be run here; undefined where it can. */
export function lackOf(name: string): string | undefined {
  if (programOf(name) !== undefined) return undefined;
  return `${name} is not installed here (Debian: apt-get install ${name})`;
}

/** Runs a program to its end, and throws what it says where it fails. */
export function runProgram(name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): string {
  const program = programOf(name) ?? name;
  return execFileSync(program, args, { encoding: 'utf8', stdio: 'pipe', env: { ...process.env, ...env } });
}

/** Starts a server with our settings on a free port of 127.0.0.1. Throws what it says where it does not answer. */
export async function startHost(name: HostName, options: HostOptions): Promise<Host> {
  const { base = '', redirects = [] } = options;
  const home = mkdtempSync(join(tmpdir(), `tsuiki-${name}-`));
  const root = rootFor(home, options.dir, base);
  for (const { path, body } of hostFiles(base, redirects)) {
    mkdirSync(join(home, path, '..'), { recursive: true });
    writeFileSync(join(home, path), body);
  }
  const port = await freePort();
  const child = START[name](home, root, port);
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  const origin = `http://127.0.0.1:${port}`;
  const close = async () => {
    if (child.exitCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    }
    rmSync(home, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 100; tries++) {
    const answers = await fetch(origin).then(
      () => true,
      () => false,
    );
    if (answers) return { origin, close };
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await close();
  throw new Error(`${name} does not answer:\n${said}`);
}

/** The folder that a server names as its root; a site below a path is a folder in it. */
function rootFor(home: string, dir: string, base: string): string {
  if (base === '') return dir;
  mkdirSync(join(home, 'root', base, '..'), { recursive: true });
  symlinkSync(dir, join(home, 'root', base));
  return join(home, 'root');
}

type Start = (home: string, root: string, port: number) => ChildProcess;

const QUIET: SpawnOptions = { stdio: ['ignore', 'ignore', 'pipe'] };

const START: Readonly<Record<HostName, Start>> = {
  nginx(home, root, port) {
    const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${home}/temp;`,
    );
    writeFileSync(
      join(home, 'nginx.conf'),
      `daemon off; pid ${home}/pid; error_log stderr warn; worker_processes 2;${process.getuid?.() === 0 ? ' user root;' : ''}
events { worker_connections 1024; }
http {
  access_log off; sendfile on; tcp_nopush on; ${places.join(' ')}
  include ${home}/nginx/tsuiki-maps.conf;
  server {
    listen 127.0.0.1:${port};
    root ${root};
    include ${home}/nginx/tsuiki-server.conf;
  }
}
`,
    );
    return spawn(
      programOf('nginx') ?? '',
      ['-p', home, '-c', join(home, 'nginx.conf'), '-e', 'stderr'],
      QUIET,
    );
  },
  caddy(home, root, port) {
    writeFileSync(
      join(home, 'Caddyfile'),
      `{
	admin off
	auto_https off
}
import ${home}/caddy/tsuiki.caddy
http://127.0.0.1:${port} {
	root * ${root}
	import tsuiki
}
`,
    );
    return spawn(
      programOf('caddy') ?? '',
      ['run', '--config', join(home, 'Caddyfile'), '--adapter', 'caddyfile'],
      {
        ...QUIET,
        env: { ...process.env, HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home },
      },
    );
  },
};

/** A port that nothing listens on at this moment. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address === 'object' && address) return address.port;
  throw new Error('This machine gives no port.');
}
