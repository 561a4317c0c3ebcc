import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { contentDir, readContent } from './content.ts';

const made: string[] = [];

async function folder(files: Record<string, string | Uint8Array>): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'content-'));
  made.push(dir);
  for (const [path, body] of Object.entries(files)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), body);
  }
  return dir;
}

afterEach(async () => {
  for (const dir of made.splice(0)) await rm(dir, { recursive: true });
});

const PNG_2_BY_1 = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAD0lEQVR4nGP4z8DwHwQBEPgD/U6VwW8AAAAASUVORK5CYII=',
  'base64',
);
const SVG_10_BY_20 = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20"></svg>';

describe('reading a content folder', () => {
  it('tells the site, the incidents and their assets apart', async () => {
    const dir = await folder({
      'site.yml': 'name: Tayori',
      '2008/outage.md': 'one',
      '2008/outage.en.md': 'two',
      '2008/queue.csv': '1,2',
      '2008/site.yml': 'an asset here',
    });
    const content = await readContent(dir);
    expect(content?.name).toBe(dir);
    expect(content?.site && new TextDecoder().decode(content.site.bytes)).toBe('name: Tayori');
    expect(content?.incidents.map((file) => file.path)).toEqual(['2008/outage.en.md', '2008/outage.md']);
    expect([...(content?.assets.keys() ?? [])]).toEqual(['2008/queue.csv', '2008/site.yml']);
  });

  it('leaves out what begins with _ or ., with all that lies below', async () => {
    const dir = await folder({
      '_draft.md': '',
      '_record/log.jsonl': '',
      '.git/config.md': '',
      '2008/.DS_Store': '',
      '2008/_notes/secret.md': '',
      '2008/a_b.md': '',
    });
    const content = await readContent(dir);
    expect(content?.site).toBeUndefined();
    expect(content?.incidents.map((file) => file.path)).toEqual(['2008/a_b.md']);
    expect(content?.assets.size).toBe(0);
  });

  it('names what is no plain file, and does not follow it', async () => {
    const outside = await folder({ 'secret.md': 'not ours' });
    const dir = await folder({ 'a.md': '' });
    await symlink(join(outside, 'secret.md'), join(dir, 'b.md'));
    await symlink(outside, join(dir, 'c'), 'junction');
    await symlink(dir, join(dir, '_d'), 'junction');
    const content = await readContent(dir);
    expect(content?.incidents.map((file) => file.path)).toEqual(['a.md']);
    expect(content?.assets.size).toBe(0);
    expect(content?.unread).toEqual([
      { path: 'b.md', why: 'link' },
      { path: 'c', why: 'link' },
    ]);
  });

  it.skipIf(process.platform === 'win32')(
    'waits for no pipe (on Windows none lies in a folder)',
    async () => {
      const dir = await folder({ 'a.md': '' });
      execFileSync('mkfifo', [join(dir, 'b.md')]);
      expect((await readContent(dir))?.unread).toEqual([{ path: 'b.md', why: 'special' }]);
    },
  );

  it('names what is too large', async () => {
    const MIB = 1024 * 1024;
    const dir = await folder({ 'a.md': '', 'b.dump': '', 'c.txt': '' });
    await truncate(join(dir, 'a.md'), MIB + 1);
    await truncate(join(dir, 'b.dump'), 9000 * MIB);
    const content = await readContent(dir);
    expect(content?.incidents).toEqual([]);
    expect([...(content?.assets.keys() ?? [])]).toEqual(['c.txt']);
    expect(content?.unread).toEqual([
      { path: 'a.md', why: 'size', size: MIB + 1 },
      { path: 'b.dump', why: 'size', size: 9000 * MIB },
    ]);
  });

  it.skipIf(process.platform !== 'linux')(
    'names what has a name that is no text (elsewhere the disk refuses such a name)',
    async () => {
      const dir = await folder({ 'site.yml': 'name: Tayori' });
      const name = Buffer.concat([Buffer.from(`${dir}/`), Buffer.from([0x83, 0x81]), Buffer.from('.md')]);
      await writeFile(name, 'one');
      const content = await readContent(dir);
      expect(content?.unread).toEqual([{ path: '\ufffd\ufffd.md', why: 'denied' }]);
    },
  );

  it('orders whole paths by code units, whatever the disk or the locale says', async () => {
    const paths = ['B.md', 'a-b.md', 'a.md', 'a/z.md', 'a0.md', 'ä.md', '年.md'];
    const dir = await folder(Object.fromEntries(paths.toReversed().map((path) => [path, ''])));
    const content = await readContent(dir);
    expect(content?.incidents.map((file) => file.path)).toEqual(paths);
  });

  it('knows the size of an image, and keeps one that it cannot measure', async () => {
    const dir = await folder({
      'a.png': PNG_2_BY_1,
      'b.SVG': SVG_10_BY_20,
      'c.png': 'torn',
      'd.txt': SVG_10_BY_20,
    });
    const { assets } = (await readContent(dir)) ?? { assets: new Map() };
    expect(assets.get('a.png')).toMatchObject({ width: 2, height: 1 });
    expect(assets.get('b.SVG')).toMatchObject({ width: 10, height: 20 });
    expect(assets.get('c.png')).not.toHaveProperty('width');
    expect(assets.get('d.txt')).not.toHaveProperty('width');
  });

  it('reads more files than may be open at once, each with its own bytes', async () => {
    const names = Array.from({ length: 150 }, (_, index) => `${index}`.padStart(3, '0'));
    const dir = await folder(Object.fromEntries(names.map((name) => [`${name}.md`, name])));
    const content = await readContent(dir);
    expect(content?.incidents.map((file) => new TextDecoder().decode(file.bytes))).toEqual(names);
  });

  it('is undefined where there is no folder', async () => {
    const dir = await folder({ 'a.md': '' });
    expect(await readContent(join(dir, 'absent'))).toBeUndefined();
    expect(await readContent(join(dir, 'a.md'))).toBeUndefined();
    expect(await readContent(join(dir, 'a.md', 'below'))).toBeUndefined();
  });
});

describe('the content folder', () => {
  it('is incidents, unless TSUIKI_CONTENT says otherwise', () => {
    expect(contentDir({})).toBe('incidents');
    expect(contentDir({ TSUIKI_CONTENT: '' })).toBe('incidents');
    expect(contentDir({ TSUIKI_CONTENT: '/srv/notices' })).toBe('/srv/notices');
  });
});
