import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OutputTree } from './tree.ts';

let root: string;
const target = () => join(root, 'dist');
const read = (path: string) => readFileSync(join(target(), path), 'utf8');

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tsuiki-tree-'));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

/** Builds a site of these files, each made from its text alone, and tells which had to be made. */
async function build(
  files: Readonly<Record<string, string>>,
  world = 'one',
  isFull = false,
): Promise<string> {
  const tree = await OutputTree.begin(target(), join(root, 'state'), world, isFull);
  const made: string[] = [];
  for (const [path, text] of Object.entries(files)) {
    if (tree.keeps(path, text)) continue;
    made.push(path);
    tree.put(path, text, path, text);
  }
  tree.clear();
  await tree.swap();
  return made.join(' ');
}

const SITE = { 'index.html': 'front', 'incidents/a/index.html': 'A', 'incidents/b/index.html': 'B' };

describe('an output folder', () => {
  it('is made whole the first time, and then only where it differs', async () => {
    expect(await build(SITE)).toBe('index.html incidents/a/index.html incidents/b/index.html');
    expect(await build(SITE)).toBe('');
    expect(await build({ ...SITE, 'index.html': 'new' })).toBe('index.html');
    expect(await build({ ...SITE, 'index.html': 'newer' })).toBe('index.html');
    expect(read('index.html')).toBe('newer');
    expect(read('incidents/b/index.html')).toBe('B');
  });

  it('has every letter of every text, also of one longer than all others', async () => {
    const long = { ascii: 'a'.repeat(1024 * 1024 - 1), kanji: '名'.repeat(350_000) };
    const texts = { a: `${long.ascii}😀`, b: 'short', c: long.kanji, d: '', e: `${long.kanji}é` };
    await build(texts);
    for (const [path, text] of Object.entries(texts)) expect(read(path) === text, path).toBe(true);
  });

  it('never has a file written into that a reader holds open under the old site', async () => {
    await build(SITE);
    const before = statSync(join(target(), 'incidents/a/index.html')).ino;
    await build({ ...SITE, 'incidents/a/index.html': 'A2' });
    expect(statSync(join(target(), 'incidents/a/index.html')).ino).not.toBe(before);
    expect(readFileSync(join(root, 'state/spare/incidents/a/index.html'), 'utf8')).toBe('A');
  });

  it('loses what the site has no more, with the folder that it stood in', async () => {
    const { 'incidents/b/index.html': gone, ...rest } = SITE;
    for (const files of [SITE, SITE, rest, rest]) await build(files);
    expect(readdirSync(join(target(), 'incidents'))).toEqual(['a']);
    await build({ ...rest, 'incidents/b/index.html': gone });
    expect(read('incidents/b/index.html')).toBe('B');
  });

  it('is made whole where the code or the settings are others, and where it is asked for', async () => {
    await build(SITE);
    await build(SITE);
    expect(await build(SITE, 'two')).toBe(Object.keys(SITE).join(' '));
    expect(await build(SITE, 'two', true)).toBe(Object.keys(SITE).join(' '));
  });

  it('loses what another hand laid into it', async () => {
    await build(SITE);
    mkdirSync(join(target(), 'left'));
    for (const path of ['left/over.html', 'incidents/a/more.html', 'more.html'])
      writeFileSync(join(target(), path), 'other');
    for (const _turn of [1, 2]) {
      await build(SITE);
      const all = readdirSync(target(), { recursive: true, withFileTypes: true });
      expect(all.filter((one) => one.isFile()).length).toBe(Object.keys(SITE).length);
      expect(all.map(({ name }) => name)).not.toContain('left');
    }
  });

  it('makes a folder where a file was, and a file where a folder was', async () => {
    const [file, folder] = [{ logs: 'one' }, { 'logs/a.txt': 'two' }];
    for (const files of [file, file, folder, folder, file, file]) await build(files);
    expect(read('logs')).toBe('one');
  });

  it('keeps the time of what reads as before, also where all is made again', async () => {
    await build(SITE);
    const times = () => Object.keys(SITE).map((path) => statSync(join(target(), path)).mtimeMs);
    const before = times();
    expect(await build(SITE, 'two')).toBe(Object.keys(SITE).join(' '));
    expect(times()).toEqual(before);
    await build(SITE, 'two', true);
    expect(times()).toEqual(before);
  });

  it.each([
    ['a file was changed by another hand', () => writeFileSync(join(root, 'dist/index.html'), 'other')],
    ['a file is gone', () => rmSync(join(root, 'dist/index.html'))],
    [
      'a folder stands where a file was',
      () => {
        rmSync(join(root, 'dist/index.html'));
        mkdirSync(join(root, 'dist/index.html'));
      },
    ],
  ])('mends itself where %s', async (_what, harm) => {
    await build(SITE);
    harm();
    expect(await build(SITE)).toBe('index.html');
    expect(read('index.html')).toBe('front');
    await build(SITE);
    expect(read('index.html')).toBe('front');
  });

  it('trusts bytes where another machine brought the folder back', async () => {
    await build(SITE);
    await cp(target(), join(root, 'copy'), { recursive: true });
    await rm(target(), { recursive: true });
    await cp(join(root, 'copy'), target(), { recursive: true });
    utimesSync(join(target(), 'index.html'), 1, 1);
    expect(await build(SITE)).toBe('');
  });

  it('is made whole after a build that was killed between its folder and what is known of it', async () => {
    await build(SITE);
    await build(SITE);
    const killed = await OutputTree.begin(target(), join(root, 'state'), 'one', false);
    killed.put('index.html', 'half', 'index.html', 'half');
    expect(read('index.html')).toBe('front');
    await rm(killed.dir, { recursive: true });
    expect(await build({ ...SITE, 'index.html': 'whole' })).toBe('index.html');
    expect(read('incidents/a/index.html')).toBe('A');
  });

  it('mends what a disk spoilt without a trace, where all is to be made', async () => {
    await build(SITE);
    const { atime, mtime } = statSync(join(target(), 'index.html'));
    writeFileSync(join(target(), 'index.html'), 'FRONT');
    utimesSync(join(target(), 'index.html'), atime, mtime);
    await build(SITE, 'one', true);
    expect(read('index.html')).toBe('front');
  });

  it('keeps files that are made together only if all of them are there, and made from the same', async () => {
    const isKept = async (inputs: string, files: Readonly<Record<string, string>>) => {
      const tree = await OutputTree.begin(target(), join(root, 'state'), 'one', false);
      const kept = tree.keeps('both', inputs);
      if (!kept) for (const [path, text] of Object.entries(files)) tree.put(path, text, 'both', inputs);
      tree.clear();
      await tree.swap();
      expect(readdirSync(target())).toEqual(Object.keys(files));
      expect(tree.size).toEqual({ files: Object.keys(files).length, kept: kept ? 2 : 0 });
      return kept;
    };
    const files = { 'a.html': 'A', 'a.json': '{}' };
    expect(await isKept('first', files)).toBe(false);
    expect(await isKept('first', files)).toBe(true);
    expect(await isKept('first', files)).toBe(true);
    rmSync(join(target(), 'a.json'));
    rmSync(join(root, 'state/spare/a.json'));
    expect(await isKept('first', files)).toBe(false);
    expect(await isKept('first', files)).toBe(true);
    expect(await isKept('second', { 'a.html': 'A' })).toBe(false);
    expect(read('a.html')).toBe('A');
  });

  it('knows what the other folder holds otherwise, however often the two change places', async () => {
    const sites = ['1', '2', '3'].map((text) => ({ ...SITE, 'index.html': text, [`${text}.html`]: text }));
    await build(SITE);
    for (const site of [...sites, ...sites, ...sites]) {
      expect(await build(site)).toMatch(/^index\.html \d\.html$/);
      expect(readdirSync(target()).join()).toBe(`${site['index.html']}.html,incidents,index.html`);
    }
  });

  it('mends itself where a file stands in the place of a folder', async () => {
    await build(SITE);
    rmSync(join(root, 'dist/incidents'), { recursive: true });
    writeFileSync(join(root, 'dist/incidents'), 'a file');
    for (const _turn of [1, 2, 3]) {
      await build(SITE);
      expect(read('incidents/b/index.html')).toBe('B');
    }
  });

  it('begins anew where what is known of it is of another form', async () => {
    await build(SITE);
    writeFileSync(join(root, 'state/cache/served.json'), '{"world":"one","files":[]}');
    writeFileSync(join(root, 'state/cache/spare.json'), '{"world":"one","files":[]}');
    expect(await build(SITE)).toBe(Object.keys(SITE).join(' '));
    expect(read('index.html')).toBe('front');
  });

  it.each([
    [['feed.xml/more', 'feed.xml'], 'feed.xml'],
    [['incidents', 'incidents/a.md'], 'incidents'],
  ])('refuses a file where others have a folder: %j', async (paths, named) => {
    const tree = await OutputTree.begin(target(), join(root, 'state'), 'one', false);
    const put = () => {
      for (const path of paths) tree.put(path, path);
    };
    expect(put).toThrow(`one address, "${named}"`);
  });

  it('refuses two files with one address', async () => {
    const tree = await OutputTree.begin(target(), join(root, 'state'), 'one', false);
    tree.put('index.html', 'one');
    expect(() => tree.put('index.html', 'two')).toThrow(
      /^Two files of the site have one address, "index.html": .*public\/index.html is the other/,
    );
  });
});
