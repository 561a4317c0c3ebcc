import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { history } from '../bench/history.ts';
import { writeFiles } from '../src/edge/output.ts';
import { serve } from '../src/edge/serve.ts';
import { launch } from './setup/browser.ts';
import { attribute, type Page, pagesOf, readPage } from './setup/pages.ts';
import { tsuiki } from './setup/run.ts';

const INCIDENTS = 200;
let parent: string;
let pages: readonly Page[];

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'tsuiki-archive-'));
  await mkdir(join(parent, 'incidents'));
  await writeFiles(
    join(parent, 'incidents'),
    history(INCIDENTS, { languages: ['ja', 'en'], components: 1, updates: 4, longest: 600 }),
  );
  const { code, stderr } = await tsuiki(['build'], parent, { TSUIKI_CONTENT: 'incidents' });
  expect(code, stderr).toBe(0);
  pages = await pagesOf(join(parent, 'dist'));
});

afterAll(() => rm(parent, { recursive: true }));

/** Where the links of a page lead, as paths of the site. */
function linksOn({ path, elements }: Page): readonly string[] {
  return elements
    .filter(({ tagName }) => tagName === 'a')
    .map(
      (element) => new URL(attribute(element, 'href') ?? '', `https://status.example.com${path}`).pathname,
    );
}

function reachedFrom(start: string, clicks: number): ReadonlySet<string> {
  const byPath = new Map(pages.map((page) => [page.path, page]));
  let reached = new Set([start]);
  for (let click = 0; click < clicks; click++) {
    const next = [...reached].flatMap((path) => {
      const page = byPath.get(path);
      return page ? linksOn(page) : [];
    });
    reached = new Set([...reached, ...next]);
  }
  return reached;
}

describe('the archive of a long history', () => {
  it.each(['', '/en'])('leads to every incident in two clicks from %s/history/', (lang) => {
    const reached = [...reachedFrom(`${lang}/history/`, 2)].filter((path) =>
      new RegExp(`^${lang}/incidents/[^/]+/$`).test(path),
    );
    expect(reached).toHaveLength(INCIDENTS);
  });

  it('leads to every incident of a component in two clicks from its page', () => {
    const reached = [...reachedFrom('/components/part-1/', 2)].filter((path) =>
      /^\/incidents\/[^/]+\/$/.test(path),
    );
    expect(reached).toHaveLength(INCIDENTS);
  });

  it('has no page over 60 KB', () => {
    expect(pages.filter(({ html }) => html.length > 60 * 1024).map(({ path }) => path)).toEqual([]);
  });
});

describe('the picture of years', () => {
  it('is walked by keyboard, month by month, each named with its figure and its worst', async () => {
    const server = await serve({ dir: inject('site'), port: 0 });
    const browser = await launch();
    try {
      const page = await browser.newPage();
      await page.goto(`${new URL(server.url).origin}/en/history/`);
      const names: string[] = [];
      for (let presses = 0; presses < 40 && names.length < 2; presses++) {
        await page.keyboard.press('Tab');
        const name = await page.evaluate(() =>
          document.activeElement?.closest('.months') ? document.activeElement.textContent : undefined,
        );
        if (name) names.push(name);
      }
      expect(names).toEqual(['Jun: 1, Major outage', 'Sept: 1, Degraded performance']);
      await page.keyboard.press('Enter');
      await page.waitForURL('**/en/history/2026-09/');
      expect(await page.locator('h1').textContent()).toBe('History: September 2026');
    } finally {
      await browser.close();
      await server.close();
    }
  });

  it('names each month to a screen reader as it reads', async () => {
    const server = await serve({ dir: inject('site'), port: 0 });
    const browser = await launch();
    try {
      const page = await browser.newPage();
      await page.goto(`${new URL(server.url).origin}/history/`);
      expect(await page.getByRole('link', { name: /^10月\s*：\s*2\s*、\s*一部停止$/ }).count()).toBe(1);
      const width = await page
        .locator('.months a')
        .first()
        .evaluate((link) => link.getBoundingClientRect().width);
      expect(width).toBeGreaterThanOrEqual(24);
    } finally {
      await browser.close();
      await server.close();
    }
  });
});

describe('the archive of the demonstration', () => {
  it('tells of a month how much began in it and the worst of it, in words', async () => {
    const html = await readFile(join(inject('site'), 'en/history/index.html'), 'utf8');
    expect(html).toContain('<a href="2026-10/">Oct<i>: </i>2<i>, Partial outage</i></a>');
  });

  it('lists in a month what began in it on the site’s clocks, the newest first', () => {
    const page = readPage(inject('site'), 'en/history/2026-10/index.html');
    const incidents = linksOn(page).filter((path) => path.startsWith('/en/incidents/'));
    expect(incidents).toEqual([
      '/en/incidents/2026-10-18-address-book-database/',
      '/en/incidents/2026-10-06-sign-in-fails/',
    ]);
  });
});
