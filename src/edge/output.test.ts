import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshFolder, removeStale, swapIn, writeFiles } from './output.ts';

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

  it('keeps the previous site where the fresh one cannot be moved', async () => {
    await site(target, 'old');
    await expect(swapIn(join(parent, 'absent'), target)).rejects.toThrow(/It is as it was before this build/);
    expect(await page(target)).toBe('old');
    expect(await readdir(parent)).toEqual(['dist']);
  });

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
    await site(`${target}.old-${dead()}`, 'former');
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
