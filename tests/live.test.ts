import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Served, serve } from '../src/edge/serve.ts';
import { launch } from './setup/browser.ts';

const NOON = Date.UTC(2026, 10, 22, 3);
const MINUTE = 60_000;
const dir = mkdtempSync(join(tmpdir(), 'tsuiki-live-'));
let browser: Browser;
let server: Served;

beforeAll(async () => {
  cpSync(inject('outageSite'), dir, { recursive: true });
  server = await serve({ dir, port: 0 });
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(dir, { recursive: true });
});

/** Opens a page at a time of the reader's clock. */
async function open(path: string, time: number, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ timezoneId: 'Asia/Tokyo', ...options });
  const page = await context.newPage();
  await page.clock.install({ time });
  await page.goto(server.url.slice(0, -1) + path);
  return page;
}

const texts = (page: Page, selector: string) => page.locator(selector).allInnerTexts();

describe('a page that stays open', () => {
  it('lets spans go on, and says how soon the next update comes', async () => {
    const page = await open('/en/', NOON);
    expect((await texts(page, '.banner .length'))[0]).toBe('(2 h 40 min so far)');
    expect((await texts(page, '.banner .next')).at(-1)).toBe('Next update 12:30 (in 30 minutes)');
    await page.clock.runFor(25 * MINUTE);
    expect((await texts(page, '.banner .length'))[0]).toBe('(3 h 5 min so far)');
    expect((await texts(page, '.banner .next')).at(-1)).toBe('Next update 12:30 (in 5 minutes)');
    await page.context().close();
  });

  it('sees a promised time go by', async () => {
    const page = await open('/en/', NOON + 42 * MINUTE);
    expect((await texts(page, '.banner .next')).at(-1)).toBe(
      'Next update promised for 12:30, has not come yet (12 minutes ago)',
    );
    await page.context().close();
  });

  it('opens and closes the window of a maintenance that nobody confirmed', async () => {
    const start = Date.UTC(2026, 11, 4, 17);
    const page = await open('/en/', start - MINUTE);
    const line = page.locator('.line', { hasText: 'Update of the file storage' });
    expect(await line.innerText()).not.toContain('planned for now');
    await page.clock.runFor(2 * MINUTE);
    expect(await line.innerText()).toContain('planned for now; the start has not been confirmed');
    await page.clock.fastForward(121 * MINUTE);
    expect(await line.innerText()).toContain('the end has not been announced');
    await page.context().close();
  });

  it('shows the reader’s own clock beside the site’s, named, and only where it stands otherwise', async () => {
    const berlin = await open('/en/incidents/2026-11-11-filters/', NOON, { timezoneId: 'Europe/Berlin' });
    const said = (await texts(berlin, '.facts dd')).join('\n');
    expect(said).toMatch(/^13:52 \(05:52 (?:CET|GMT\+1)\) \(40 min\)$/m);
    await berlin.context().close();
    const tokyo = await open('/en/incidents/2026-11-11-filters/', NOON);
    expect(await texts(tokyo, '.facts dd')).toContain('13:52 (40 min)');
    await tokyo.context().close();
  });

  it('says when a newer page is there, and takes its news back', async () => {
    const page = await open('/en/', NOON);
    const before = readFileSync(join(dir, 'en/index.html'), 'utf8');
    await page.clock.runFor(2 * MINUTE);
    expect(await page.locator('[role=status]').innerText()).toBe('');
    writeFileSync(join(dir, 'en/index.html'), before.replace(/data-version="\w/, 'data-version="0f'));
    await page.clock.runFor(2 * MINUTE);
    await expect
      .poll(() => page.locator('[role=status]').innerText())
      .toContain('Something newer has been published.');
    expect(await page.getAttribute('html', 'data-stale')).toBe('yes');
    expect(await page.locator('[role=status] a').getAttribute('href')).toBe('/en/');
    writeFileSync(join(dir, 'en/index.html'), before);
    await page.context().close();
  });

  it('says how old it is where it could not ask for ten minutes, and recovers', async () => {
    const page = await open('/en/', NOON);
    await page.context().setOffline(true);
    await page.clock.runFor(25 * MINUTE);
    await expect
      .poll(() => page.locator('[role=status]').innerText())
      .toContain('last known to be current 20 minutes ago');
    expect(await page.getAttribute('html', 'data-stale')).toBe('yes');
    await page.context().setOffline(false);
    await page.clock.runFor(2 * MINUTE);
    await expect.poll(() => page.locator('[role=status]').innerText()).toBe('');
    expect(await page.getAttribute('html', 'data-stale')).toBe('no');
    await page.context().close();
  });

  it('asks nothing where its news is over: an incident that was resolved', async () => {
    const page = await open('/en/incidents/2026-11-11-filters/', NOON);
    let asked = 0;
    page.on('request', (request) => {
      if (!request.url().endsWith('.svg')) asked += 1;
    });
    await page.clock.runFor(30 * MINUTE);
    expect(asked).toBe(0);
    await page.context().close();
  });
});
