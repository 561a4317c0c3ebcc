import { execFile, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeStale, swapIn } from '../src/edge/output.ts';
import { type Served, serve } from '../src/edge/serve.ts';
import { servedBy } from '../src/edge/served.ts';
import { readLog } from '../src/record/log.ts';
import { verifyServed } from '../src/record/verify.ts';
import { SITE_FILE, tokyo } from './deployments.ts';
import { filesOf } from './setup/pages.ts';
import { OPENED, SECOND } from './setup/slow-mail.ts';
import { ROOT } from './source.ts';

/** `npm run faults` takes longer over it. */
const isLong = import.meta.env.MODE === 'long';
const RANDOM_KILLS = isLong ? 40 : 20;

/** Kills at a step that is named, and which site stands then. */
const PLACED = [
  ['swap dist$ before', 'old'],
  ['swap dist$ after', 'new'],
  ['rename spare$ before', 'new'],
  ['writeFile served\\.json\\.new-\\d+$ before', 'new'],
  ['writeFile log\\.jsonl\\.new-\\d+$ before', 'new'],
  ['rename log\\.jsonl$ before', 'new'],
] as const;

let root: string;
/** Before and after the second update was published. */
let old: Kept;
let fresh: Kept;
let live: Served;
/** How long a release takes here, in milliseconds. */
let whole: number;

/** A site that was released, kept to be put back. */
interface Kept {
  readonly dir: string;
  /** The hash of all its files. */
  readonly hash: string;
}

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly said: string;
}

function begin(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd = root,
  uid?: number,
) {
  const fault = join(ROOT, 'tests/setup/fault.mjs');
  const main = join(ROOT, 'src/cli/main.ts');
  const world = {
    NODE_ENV: 'production',
    TSUIKI_CONTENT: join(root, 'incidents'),
    SOURCE_DATE_EPOCH: at('06:02'),
  };
  const child = spawn(process.execPath, ['--import', fault, main, ...args], {
    cwd,
    env: { ...process.env, ...world, ...env },
    ...(uid === undefined ? {} : { uid }),
  });
  const said = Promise.all([text(child.stdout), text(child.stderr)]);
  const ended = once(child, 'close').then(
    async ([code, signal]): Promise<Ended> => ({
      code,
      signal,
      said: (await said).join(''),
    }),
  );
  return { child, ended };
}

const release = (env?: Readonly<Record<string, string>>, ...args: readonly string[]) =>
  begin(['release', '--no-search', ...args], env).ended;

function at(time: string): string {
  return String(tokyo(`2008-09-05 ${time}`) / 1000);
}

const write = (body: string) => writeFile(join(root, 'incidents/slow.md'), body);

async function hashOf(dir: string): Promise<string> {
  const hash = createHash('sha256');
  for (const file of await filesOf(dir)) hash.update(file).update(await readFile(join(dir, file)));
  return hash.digest('hex');
}

/** Which of the two sites stands, whole. */
async function standing(dir = join(root, 'dist')): Promise<'old' | 'new' | 'neither'> {
  const hash = await hashOf(dir);
  return hash === old.hash ? 'old' : hash === fresh.hash ? 'new' : 'neither';
}

async function keep(name: string): Promise<Kept> {
  const dir = join(root, 'kept', name);
  for (const part of ['dist', '.tsuiki']) await cp(join(root, part), join(dir, part), { recursive: true });
  return { dir, hash: await hashOf(join(dir, 'dist')) };
}

/** The old site stands, the second update waits, and nothing else is there. */
async function reset(): Promise<void> {
  await cp(join(old.dir, 'dist'), join(root, 'dist.kept'), { recursive: true });
  await swapIn(join(root, 'dist.kept'), join(root, 'dist'));
  await rm(join(root, '.tsuiki'), { recursive: true, force: true });
  await cp(join(old.dir, '.tsuiki'), join(root, '.tsuiki'), { recursive: true });
  for (const name of await leftovers()) await rm(join(root, name), { recursive: true });
}

async function leftovers(dir = root): Promise<readonly string[]> {
  return (await readdir(dir)).filter((name) => name.startsWith('dist.'));
}

async function ask(path: string): Promise<string | undefined> {
  const answer = await fetch(live.url + path).catch(() => undefined);
  return answer?.status === 200 ? answer.text() : undefined;
}

/** Asks for four files over and over, until it is stopped. */
function visit() {
  const allowed = new Map<string, ReadonlySet<string>>();
  const count = { answers: 0, failed: 0, mixed: 0 };
  let isOver = false;
  const done = (async () => {
    for (const path of ['index.html', 'feed.xml', 'log.jsonl', 'incidents/slow/index.html']) {
      const bodies = [old, fresh].map(({ dir }) => readFile(join(dir, 'dist', path), 'utf8'));
      allowed.set(path.replace(/index\.html$/, ''), new Set(await Promise.all(bodies)));
    }
    while (!isOver) {
      for (const [path, bodies] of allowed) {
        const body = await ask(path);
        count.answers++;
        if (body === undefined) count.failed++;
        else if (!bodies.has(body)) count.mixed++;
      }
      await setTimeout(20);
    }
  })();
  return async () => {
    isOver = true;
    await done;
    return count;
  };
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tsuiki-faults-'));
  await mkdir(join(root, 'incidents'));
  live = await serve({ dir: join(root, 'dist'), port: 0 });
  const site = SITE_FILE.replace('https://status.example.com', live.url.slice(0, -1));
  await writeFile(join(root, 'incidents/site.yml'), site);
  await write(OPENED);
  const first = await release({ SOURCE_DATE_EPOCH: at('05:12') }, '--first');
  expect(first.code, first.said).toBe(0);
  old = await keep('old');
  await write(OPENED + SECOND);
  const began = performance.now();
  const second = await release();
  whole = performance.now() - began;
  expect(second.code, second.said).toBe(0);
  fresh = await keep('new');
});

afterAll(async () => {
  await live.close();
  await rm(root, { recursive: true });
});

/** A release goes on from whatever was left, and leaves the new site, proven, and nothing beside it. */
async function expectToMend(): Promise<void> {
  const { code, said } = await release();
  expect(code, said).toBe(0);
  expect(await standing()).toBe('new');
  expect(await leftovers()).toEqual([]);
  expect((await verifyServed(await servedBy(join(root, 'dist')))).failures).toEqual([]);
  expect(await readFile(join(root, '.tsuiki/log.jsonl'), 'utf8')).toBe(
    await readFile(join(root, 'dist/log.jsonl'), 'utf8'),
  );
}

describe('a release that is killed', () => {
  it('leaves the old site or the new one whole and served, wherever it was; the next one goes on from there', async () => {
    const stop = visit();
    const tally = { old: 0, new: 0, neither: 0 };
    for (let kill = 0; kill < RANDOM_KILLS; kill++) {
      await reset();
      const { child, ended } = begin(['release', '--no-search']);
      // At random, but not all in one part of its life.
      const delay = ((kill + Math.random()) / RANDOM_KILLS) * whole;
      await setTimeout(delay);
      child.kill('SIGKILL');
      const { signal, code } = await ended;
      const stands = await standing();
      tally[stands]++;
      expect(stands, `killed after ${delay} ms`).not.toBe('neither');
      expect(signal ?? code).toBeOneOf(['SIGKILL', 0]);
    }
    await expectToMend();
    let amidSwap = 0;
    for (const [fault, expected] of PLACED) {
      await reset();
      const { signal } = await release({ TSUIKI_FAULT: fault });
      expect(signal, fault).toBe('SIGKILL');
      const stands = await standing();
      tally[stands]++;
      expect(stands, fault).toBe(expected);
      // The site that was replaced still lies beside the new one, or some of it does.
      if (stands === 'new' && (await leftovers()).length > 0) amidSwap++;
      if (fault.startsWith('writeFile')) await expectToMend();
    }
    const { answers, failed, mixed } = await stop();
    console.log(
      `${RANDOM_KILLS + PLACED.length} kills (${amidSwap} between the swap and its end): ${tally.old} left the old site, ` +
        `${tally.new} the new one, ${tally.neither} neither; ${answers} requests meanwhile: ${failed} failed, ${mixed} mixed`,
    );
    expect({ failed, mixed, neither: tally.neither }).toEqual({ failed: 0, mixed: 0, neither: 0 });
    expect(amidSwap).toBe(2);
    expect(answers).toBeGreaterThan(100);
  }, 600_000);

  it('between two renames, where a disk cannot exchange, is mended by the next one', async () => {
    await reset();
    const renames = { TSUIKI_NO_EXCHANGE: '1' };
    const { signal } = await release({ ...renames, TSUIKI_FAULT: 'rename dist\\.old-\\d+$ after' });
    expect(signal).toBe('SIGKILL');
    expect((await leftovers()).length).toBe(2);
    await expect(readdir(join(root, 'dist'))).rejects.toThrow('ENOENT');
    await removeStale(join(root, 'dist'));
    expect(await standing()).toBe('old');
    const { code, said } = await release(renames);
    expect(code, said).toBe(0);
    expect(await standing()).toBe('new');
    expect(await leftovers()).toEqual([]);
  });
});

describe('a release that is told to stop', () => {
  it('stops at once and leaves the old site; the next one goes on from there', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      await reset();
      const { child, ended } = begin(['release', '--no-search']);
      // It fills the new site's folder.
      while ((await leftovers()).length === 0 && child.exitCode === null) await setTimeout(10);
      const told = performance.now();
      child.kill(signal);
      const { code, signal: by, said } = await ended;
      expect(performance.now() - told).toBeLessThan(2000);
      // The shell gives 143 and 130 for these.
      expect(by ?? code, said).toBe(signal);
      expect(await standing()).toBe('old');
    }
    await expectToMend();
  });
});

describe('two releases at once', () => {
  it('are one: the other says who works, and changes nothing', async () => {
    await reset();
    const both = await Promise.all([release(), release()]);
    const [done, refused] = both.toSorted((a, b) => Number(a.code) - Number(b.code));
    expect([done?.code, refused?.code], both.map(({ said }) => said).join('\n')).toEqual([0, 2]);
    expect(refused?.said).toMatch(/Another release or build runs here \(.*release\.lock\)/);
    expect(await standing()).toBe('new');
    expect(await readdir(join(root, '.tsuiki'))).not.toContain('release.lock');
  });
});

const run = promisify(execFile);

/** Why no small disk can be had here; undefined where it can. */
function mountRefusal(): string | undefined {
  if (process.platform !== 'linux') return 'it needs Linux';
  const { status, stderr } = spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], {
    encoding: 'utf8',
  });
  return status === 0 ? undefined : `mount is not allowed here (${stderr?.trim() || 'no unshare'})`;
}

const noMount = mountRefusal();
if (noMount) console.log(`Skipped: a disk that is full. ${noMount}.`);

describe.skipIf(noMount)('a disk that is full', () => {
  let small: string;

  beforeAll(async () => {
    small = join(root, 'small');
    await mkdir(small);
    await run('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', small]);
    await reset();
    for (const part of ['dist', '.tsuiki']) {
      await cp(join(old.dir, part), join(small, part), { recursive: true });
    }
  });

  afterAll(async () => {
    await run('umount', [small]);
  });

  const used = async () => {
    const { stdout } = await run('df', ['--output=used', '-k', small]);
    return Number(stdout.split('\n')[1]);
  };

  it('leaves the old site whole, says so and what to do; with more room the same release goes through', async () => {
    const content = await used();
    const told: string[] = [];
    for (const room of isLong ? [8, 40, 80] : [8]) {
      await run('mount', ['-o', `remount,size=${content + room}k`, small]);
      const { code, said } = await begin(['release', '--no-search'], {}, small).ended;
      expect(code, said).toBe(2);
      expect(said).toMatch(
        /It could not be written: the disk is full \(ENOSPC.*\)\. dist\/ is as it was before this build\.\nMake room/,
      );
      expect(await standing(join(small, 'dist'))).toBe('old');
      expect(await leftovers(small)).toEqual([]);
      expect(await used()).toBe(content);
      told.push(`${room} kB free`);
    }
    await run('mount', ['-o', 'remount,size=16m', small]);
    const { code, said } = await begin(['release', '--no-search'], {}, small).ended;
    expect(code, said).toBe(0);
    expect(await standing(join(small, 'dist'))).toBe('new');
    console.log(`a full disk (${told.join(', ')}): the old site stood each time; the new one with 16 MB`);
  });

  it('is told also where the record alone finds no room, when the new site stands already', async () => {
    await reset();
    const { code, said } = await release({ TSUIKI_FAULT: 'writeFile log\\.jsonl\\.new-\\d+$ ENOSPC' });
    expect(code).toBe(2);
    expect(said).toContain('.tsuiki/log.jsonl is as it was.');
    expect(said).toContain('dist/ holds the new site, whole and verified. Publish it all the same');
    expect(await standing()).toBe('new');
  });
});

describe('a folder that is read-only', () => {
  /** Root may write everywhere; so another user does, which every system knows. */
  const nobody = process.getuid?.() === 0 ? 65_534 : undefined;

  it('leaves site and content as they were, and says where and what to do', async () => {
    const dir = join(root, 'locked');
    await mkdir(dir);
    await cp(join(old.dir, 'dist'), join(dir, 'dist'), { recursive: true });
    await cp(join(root, 'incidents'), join(dir, 'incidents'), { recursive: true });
    await chmod(root, 0o755);
    const paths = [dir, ...(await readdir(dir, { recursive: true })).map((path) => join(dir, path))];
    for (const path of paths.toReversed()) {
      if (nobody !== undefined) await chown(path, nobody, nobody);
      await chmod(path, 0o555);
    }
    const env = { TSUIKI_CONTENT: 'incidents' };
    const refused = await begin(['release', '--no-search'], env, dir, nobody).ended;
    expect(refused.code, refused.said).toBe(2);
    expect(refused.said).toContain(
      'It could not be written: this user may not write there (EACCES, .tsuiki). Nothing was changed.',
    );
    const message = ['--message', 'Mail is fast.'];
    const update = await begin(['update', 'slow', ...message, '--yes'], env, dir, nobody).ended;
    expect(update.code, update.said).toBe(1);
    expect(update.said).toMatch(/this user may not write there.*Nothing was changed:\n.*slow\.md: as it was/);
    expect(await standing(join(dir, 'dist'))).toBe('old');
    expect(await readFile(join(dir, 'incidents/slow.md'), 'utf8')).toBe(OPENED + SECOND);
    for (const path of paths) await chmod(path, 0o755);
  });
});

describe('a zone that is not there', () => {
  it.each([
    ['is lacking', (site: string) => site.replace(/timeZone: .*\n/, '')],
    ['is unknown', (site: string) => site.replace('Asia/Tokyo', 'Asia/Tokio')],
  ])('in site.yml, because it %s, stops a release and leaves the old site', async (_, change) => {
    await reset();
    const path = join(root, 'incidents/site.yml');
    const site = await readFile(path, 'utf8');
    await writeFile(path, change(site));
    const { code, said } = await release();
    await writeFile(path, site);
    expect(code).toBe(1);
    expect(said).toMatch(/site\.yml:\d+:\d+: error/);
    expect(said).toContain('timeZone');
    expect(said).toContain('Asia/Tokyo');
    expect(said).toContain('Nothing was changed.');
    expect(await standing()).toBe('old');
  });
});

describe('a clock that was set back', () => {
  it('warns, and keeps all that was published', async () => {
    await reset();
    await cp(join(fresh.dir, 'dist'), join(root, 'dist'), { recursive: true });
    const { code, said } = await release({ SOURCE_DATE_EPOCH: String(tokyo('2001-01-01 00:00') / 1000) });
    expect(code, said).toBe(0);
    expect(said).toContain('WARNING: the last line of the record was published at 2008-09-04T21:02:00Z');
    expect(said).toContain('npm run release -- --fork');
    const log = await readFile(join(root, 'dist/log.jsonl'), 'utf8');
    expect(log).toBe(await readFile(join(fresh.dir, 'dist/log.jsonl'), 'utf8'));
    expect(readLog(log).fault).toBeUndefined();
    for (const path of ['feed.xml', 'incidents/slow.md']) {
      const [now, before] = [join(root, 'dist', path), join(fresh.dir, 'dist', path)];
      expect(await readFile(now, 'utf8')).toBe(await readFile(before, 'utf8'));
    }
    const page = await readFile(join(root, 'dist/index.html'), 'utf8');
    expect(page).toContain('Mail is still slow.');
    expect((await verifyServed(await servedBy(join(root, 'dist')))).failures).toEqual([]);
  });
});
