import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** Why the server cannot be run here; undefined where it can. */
export function lackOf(name: HostName): string | undefined {
  try {
    execFileSync(...CALLS[name].version, { stdio: 'ignore' });
    return undefined;
  } catch {
    return `${name} is not installed here (Debian: apt-get install ${name})`;
  }
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
  const child = CALLS[name].start(home, root, port);
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

interface Call {
  readonly version: readonly [command: string, args: readonly string[]];
  readonly start: (home: string, root: string, port: number) => ChildProcess;
}

const QUIET: SpawnOptions = { stdio: ['ignore', 'ignore', 'pipe'] };

const CALLS: Readonly<Record<HostName, Call>> = {
  nginx: {
    version: ['nginx', ['-v']],
    start(home, root, port) {
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
      return spawn('nginx', ['-p', home, '-c', join(home, 'nginx.conf'), '-e', 'stderr'], QUIET);
    },
  },
  caddy: {
    version: ['caddy', ['version']],
    start(home, root, port) {
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
      return spawn('caddy', ['run', '--config', join(home, 'Caddyfile'), '--adapter', 'caddyfile'], {
        ...QUIET,
        env: { ...process.env, HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home },
      });
    },
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
