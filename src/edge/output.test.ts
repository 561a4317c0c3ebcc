import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshFolder, placeOf, removeStale, swapIn, writeFiles } from './output.ts';

let parent: string;
let target: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'output-'));
  target = join(parent, 'dist');
});

afterEach(async () => {
  await rm(parent, { recursive: true });
});

const page = (dir: string) => readFile(join(dir, 'index.html'), 'utf8');

async function site(dir: string, body: string): Promise<string> {
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, 'index.html'), body);
  return dir;
}

const SWAPS = 300;

/** As on Windows, or a disk far away. */
const cannotExchange = async () => false;

/** Opens one file over and over until its standard input ends, and says how that went. */
const READER = `
  const { readFileSync } = require('node:fs');
  const count = { reads: 0, missed: 0, mixed: 0 };
  const seen = new Set();
  let isDone = false;
  process.stdin.on('end', () => (isDone = true)).resume();
  console.error('ready');
  (function look() {
    if (isDone) return console.log(JSON.stringify({ ...count, seen: seen.size }));
    for (let n = 0; n < 200; n++) {
      count.reads++;
      try {
        const body = readFileSync(process.argv[1], 'utf8');
        if (body !== body.slice(0, 1).repeat(10_000)) count.mixed++;
        seen.add(body[0]);
      } catch {
        count.missed++;
      }
    }
    setImmediate(look);
  })();
`;

describe('swapping a finished site in', () => {
  it('puts the first site where there was none', async () => {
    const fresh = await freshFolder(target);
    await writeFiles(fresh, [{ path: 'index.html', body: 'first' }]);
    await swapIn(fresh, target);
    expect(await page(target)).toBe('first');
    expect(await readdir(parent)).toEqual(['dist']);
  });

  it('replaces the previous site whole, and leaves nothing beside it', async () => {
    await site(target, 'old');
    await writeFile(join(target, 'only-old.html'), '');
    await swapIn(await site(await freshFolder(target), 'new'), target);
    expect(await readdir(target)).toEqual(['index.html']);
    expect(await page(target)).toBe('new');
    expect(await readdir(parent)).toEqual(['dist']);
  });

  it.each([
    ['in one step', undefined],
    ['by two renames', cannotExchange],
  ])('keeps the previous site where the fresh one cannot be moved %s', async (_, swap) => {
    await site(target, 'old');
    await expect(swapIn(join(parent, 'absent'), target, swap ? { swap } : {})).rejects.toMatchObject({
      code: 'ENOENT',
    });
    expect(await page(target)).toBe('old');
    expect(await readdir(parent)).toEqual(['dist']);
  });

  it('makes do with two renames where the system cannot exchange', async () => {
    await site(target, 'old');
    await swapIn(await site(await freshFolder(target), 'new'), target, { swap: cannotExchange });
    expect(await page(target)).toBe('new');
    expect(await readdir(parent)).toEqual(['dist']);
  });

  it('puts it into the folder that a link names, whether that is there yet or not', async () => {
    const served = join(parent, 'srv', 'status');
    await mkdir(join(parent, 'srv'));
    await symlink('srv/status', target);
    for (const body of ['first', 'second']) {
      const place = await placeOf(target);
      await swapIn(await site(await freshFolder(place), body), place);
      expect(await page(served)).toBe(body);
    }
    expect(await readlink(target)).toBe('srv/status');
    expect(await readdir(join(parent, 'srv'))).toEqual(['status']);
  });

  it.skipIf(platform() === 'win32')(
    'never lets another process find a file missing or half written',
    async () => {
      await site(target, '0'.repeat(10_000));
      const reader = spawn(process.execPath, ['-e', READER, join(target, 'index.html')]);
      const said = text(reader.stdout);
      await once(reader.stderr, 'data');
      for (let swaps = 1; swaps <= SWAPS; swaps++) {
        const fresh = await site(await freshFolder(target), String(swaps % 10).repeat(10_000));
        await swapIn(fresh, target);
      }
      reader.stdin.end();
      const { reads, missed, mixed, seen } = JSON.parse(await said);
      console.log(`${SWAPS} swaps, ${reads} reads by another process: ${missed} failed, ${mixed} mixed`);
      expect({ missed, mixed }).toEqual({ missed: 0, mixed: 0 });
      // It looked while there was something to see.
      expect(seen).toBe(10);
    },
  );

  it('builds into an empty folder, whatever an earlier run left there', async () => {
    await site(await freshFolder(target), 'half');
    expect(await readdir(await freshFolder(target))).toEqual([]);
  });
});

describe('leftovers of killed builds', () => {
  const dead = () => spawnSync(process.execPath, ['-e', '']).pid;

  it('go, while those of a live process and all else stay', async () => {
    await site(target, 'published');
    await site(`${target}.new-${dead()}`, 'half');
    await site(`${target}.old-${dead()}`, 'former');
    await site(`${target}.new-${process.ppid}`, 'another build');
    await site(`${target}.new-kept`, 'not ours');
    await site(join(parent, `docs.new-${dead()}`), 'not ours');
    await removeStale(target);
    const kept = (await readdir(parent)).map((name) => name.replace(/\d+$/, 'N'));
    expect(kept.toSorted()).toEqual(['dist', 'dist.new-N', 'dist.new-kept', 'docs.new-N']);
    expect(await page(target)).toBe('published');
  });

  it('give the previous site back where a build died between its two renames', async () => {
    // Its number may have gone to another process since.
    await site(`${target}.old-${process.ppid}`, 'former');
    await site(`${target}.new-${dead()}`, 'new');
    await removeStale(target);
    expect(await page(target)).toBe('former');
    expect(await readdir(parent)).toEqual(['dist']);
  });

  it('are none where the parent folder is not there yet', async () => {
    await expect(removeStale(join(parent, 'absent', 'dist'))).resolves.toBeUndefined();
  });
});

describe('writing files', () => {
  it('makes the folders on the way, and keeps bytes as they are', async () => {
    await writeFiles(target, [
      { path: 'index.html', body: '件' },
      { path: 'incidents/a/feed.xml', body: 'feed' },
      { path: 'incidents/a/shot.png', body: Uint8Array.of(0, 255) },
    ]);
    expect(await page(target)).toBe('件');
    expect(await readFile(join(target, 'incidents/a/feed.xml'), 'utf8')).toBe('feed');
    expect([...(await readFile(join(target, 'incidents/a/shot.png')))]).toEqual([0, 255]);
  });

  it.each(['../x', 'a/../../x', '/x', 'a//b', 'a/', '', '.', './x', '..\\x', 'C:x', 'a\0b'])(
    'refuses the path %j',
    async (path) => {
      await expect(writeFiles(target, [{ path, body: '' }])).rejects.toThrow(/is no path of a file below/);
    },
  );

  it('refuses a second file with one path', async () => {
    const files = ['one', 'two'].map((body) => ({ path: 'a/index.html', body }));
    await expect(writeFiles(target, files)).rejects.toThrow(/EEXIST/);
    expect(await page(join(target, 'a'))).toBe('one');
  });
});
