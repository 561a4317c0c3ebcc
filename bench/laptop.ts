import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lackOf, startHost } from '../tests/setup/hosts.ts';
import { ROOT } from '../tests/source.ts';
import { history } from './history.ts';

/**
 * Publishes as one would from a laptop while automation is down: a clone, its packages, an update, a release, the upload to
 * a server; and says how long each step took, until a reader sees it. `npm run bench:laptop -- 10000` does so with a history
 * of so many incidents; without a number the demonstration is published.
 */
const count = Number(process.argv[2] ?? 0);
for (const name of ['nginx', 'rsync']) {
  const lack = lackOf(name);
  if (lack !== undefined) throw new Error(lack);
}

const home = mkdtempSync(join(tmpdir(), 'tsuiki-laptop-'));
const clone = join(home, 'status');
const place = join(home, 'srv/status');
let total = 0;

function step(what: string, command: string, args: readonly string[]): void {
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: clone,
    encoding: 'utf8',
    env: { ...process.env, TSUIKI_CONTENT: 'incidents' },
  });
  if (status !== 0) throw new Error(`${what}: exit ${status}\n${stdout}${stderr}`);
  const seconds = (performance.now() - began) / 1000;
  total += seconds;
  console.log(`${what.padEnd(52)} ${seconds.toFixed(1).padStart(6)} s`);
}

try {
  mkdirSync(clone);
  step('git clone', 'git', ['clone', '--quiet', ROOT, '.']);
  if (count > 0) {
    rmSync(join(clone, 'incidents'), { recursive: true });
    for (const { path, body } of history(count)) {
      mkdirSync(join(clone, 'incidents', path, '..'), { recursive: true });
      writeFileSync(join(clone, 'incidents', path), body);
    }
  }
  step('npm ci', 'npm', ['ci', '--silent']);
  execFileSync('npm', ['run', '--silent', 'release', '--', '--first', '--no-search'], {
    cwd: clone,
    stdio: 'pipe',
  });
  execFileSync('npm', ['run', '--silent', 'host-files'], { cwd: clone, stdio: 'pipe' });
  execFileSync('sh', ['host-files/server/publish.sh', place], { cwd: clone, stdio: 'pipe' });
  const host = await startHost('nginx', { dir: join(place, 'current') });
  try {
    const component = count > 0 ? 'receiving' : 'pc-mail';
    const said = ['--title', 'Mail is slow', '--component', `${component}: partial outage`, '--yes'];
    step('npm run new', 'npm', ['run', '--silent', 'new', '--', ...said]);
    step('npm run release -- --no-search', 'npm', ['run', '--silent', 'release', '--', '--no-search']);
    step('sh host-files/server/publish.sh (this machine)', 'sh', ['host-files/server/publish.sh', place]);
    const front = await (await fetch(host.origin)).text();
    if (!front.includes('Mail is slow')) throw new Error('No reader sees it.');
  } finally {
    await host.close();
  }
  console.log(`${'in all, until a reader sees it'.padEnd(52)} ${total.toFixed(1).padStart(6)} s`);
} finally {
  rmSync(home, { recursive: true });
}
