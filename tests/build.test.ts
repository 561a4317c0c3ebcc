import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { serve } from '../src/edge/serve.ts';
import { attribute, filesOf, pagesOf } from './setup/pages.ts';
import { tsuiki } from './setup/run.ts';
import { ROOT } from './source.ts';

const INCIDENTS = join(ROOT, 'incidents');

async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'tsuiki-build-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  return dir;
}

async function contents(dir: string): Promise<ReadonlyMap<string, string>> {
  const files = await filesOf(dir);
  return new Map(
    await Promise.all(files.map(async (file) => [file, await readFile(join(dir, file), 'base64')] as const)),
  );
}

/** The content laid out anew: files written in the opposite order, in other folders. */
async function shuffledContent(dir: string): Promise<string> {
  const copy = join(dir, 'content');
  await mkdir(copy);
  for (const name of (await readdir(INCIDENTS)).reverse()) {
    await cp(join(INCIDENTS, name), join(copy, name), { recursive: true });
  }
  return copy;
}

describe('the same input', () => {
  it('gives the same bytes in another time zone and language of the machine, whatever the order of the folder', async () => {
    const cwd = await folder();
    const env = { TSUIKI_CONTENT: await shuffledContent(cwd), TZ: 'America/St_Johns', LANG: 'de_DE.UTF-8' };
    const { code, stderr } = await tsuiki(['build'], cwd, env);
    expect(code, stderr).toBe(0);
    const [first, second] = await Promise.all([contents(inject('site')), contents(join(cwd, 'dist'))]);
    expect([...second.keys()]).toEqual([...first.keys()]);
    expect([...second].filter(([file, bytes]) => first.get(file) !== bytes).map(([file]) => file)).toEqual(
      [],
    );
  });
});

describe('a site whose address has a path', () => {
  it('works below it: every page, feed and link', async () => {
    const cwd = await folder();
    const content = await shuffledContent(cwd);
    const yml = await readFile(join(content, 'site.yml'), 'utf8');
    await writeFile(
      join(content, 'site.yml'),
      yml.replace(/^url: .*$/m, 'url: https://example.com/help/status'),
    );
    const { code, stderr } = await tsuiki(['build'], cwd, { TSUIKI_CONTENT: content });
    expect(code, stderr).toBe(0);
    const dist = join(cwd, 'dist');
    const server = await serve({ dir: dist, base: '/help/status', port: 0 });
    onTestFinished(() => server.close());
    const origin = new URL(server.url).origin;

    const links = new Set<string>();
    for (const { path, elements } of await pagesOf(dist)) {
      for (const element of elements) {
        const link = attribute(element, 'href') ?? attribute(element, 'src');
        if (link === undefined) continue;
        const url = new URL(link, `https://example.com/help/status${path}`);
        if (url.origin === 'https://example.com' && url.pathname !== '/' && url.pathname !== '/support') {
          links.add(url.pathname);
        }
      }
    }
    for (const file of ['feed.xml', 'feed.atom', 'en/feed.xml']) {
      const feed = await readFile(join(dist, file), 'utf8');
      for (const [, link = ''] of feed.matchAll(
        /(?:href="|<link>|&lt;a href=")(https:\/\/example\.com[^"<&]*)/g,
      )) {
        links.add(new URL(link).pathname);
      }
    }
    expect(links.size).toBeGreaterThan(100);
    expect([...links].filter((link) => !link.startsWith('/help/status/'))).toEqual([]);
    const statuses = await Promise.all(
      [...links].map(async (link) => ({ link, status: (await fetch(origin + link)).status })),
    );
    expect(statuses.filter(({ status }) => status !== 200)).toEqual([]);
  });
});

describe('a wrong file', () => {
  it('is never half-published: every problem is printed, exit 1, and the previous site stands untouched', async () => {
    const cwd = await folder();
    const content = join(cwd, 'content');
    await mkdir(join(cwd, 'dist'));
    await writeFile(join(cwd, 'dist/index.html'), 'the previous site');
    await mkdir(content);
    await cp(join(INCIDENTS, 'site.yml'), join(content, 'site.yml'));
    await writeFile(
      join(content, 'one.md'),
      '---\ntitle: One\n---\n\n## 2026-11-01 10:00 Investigating\n\nText.\n',
    );
    await writeFile(
      join(content, 'two.md'),
      '---\ntitle: Two\n---\n\n## 2026-11-01 10:00 +09:00 Resolvd\n\n```status\npc-mial: major outage\n```\n',
    );
    const { code, stderr } = await tsuiki(['build'], cwd, { TSUIKI_CONTENT: content });
    expect(code).toBe(1);
    expect(stderr).toContain(`${content}/one.md:5:1: error heading-stamp`);
    expect(stderr).toContain('## 2026-11-01 10:00 +09:00 Investigating');
    expect(stderr).toContain(`${content}/two.md:5:28: error heading-phase`);
    expect(stderr).toContain(`${content}/two.md:8:1: error status-key`);
    expect(stderr).toContain('Nothing was built; dist/ is as it was.');
    // Nothing was read that could be kept.
    expect(await readdir(cwd)).toEqual(['content', 'dist']);
    expect(await readFile(join(cwd, 'dist/index.html'), 'utf8')).toBe('the previous site');
  });
});

describe('a new site', () => {
  it('has nothing to report, and says so', async () => {
    const cwd = await folder();
    const content = join(cwd, 'content');
    await mkdir(content);
    await writeFile(
      join(content, 'site.yml'),
      'name: Library\nurl: https://status.example.org\nlanguages: [en]\ntimeZone: Europe/Berlin\ncomponents:\n  - { id: loans, name: Loans }\n',
    );
    const { code, stderr } = await tsuiki(['build'], cwd, { TSUIKI_CONTENT: content });
    expect(code, stderr).toBe(0);
    const front = await readFile(join(cwd, 'dist/index.html'), 'utf8');
    expect(front).toContain('All systems operational');
    expect(front).toContain('Nothing happened in the last 15 days.');
    const history = await readFile(join(cwd, 'dist/history/index.html'), 'utf8');
    expect(history).toContain('The first incident will stand here for good.');
  });
});
