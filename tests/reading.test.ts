import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { serve } from '../src/edge/serve.ts';
import { launch } from './setup/browser.ts';

const WIDTHS = [320, 390, 1440] as const;
const SCHEMES = ['light', 'dark'] as const;
const PATHS = [
  '/',
  '/incidents/2008-09-05-hardware-failure/',
  '/postmortems/2021-02-24-sending-queue/',
  '/history/',
  '/history/2026-10/',
  '/record/',
  '/promises/',
  '/search/',
  '/subscribe/',
  '/postmortems/',
  '/maintenance/',
  '/components/sending/',
  '/components/mail/',
  '/incidents/2026-12-05-mail-storage/',
  '/incidents/2019-03-02-sending-delay/',
] as const;

let browser: Browser;
let server: Awaited<ReturnType<typeof serve>>;
let awkward: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  server = await serve({ dir: inject('site'), port: 0 });
  awkward = await serve({ dir: inject('awkwardSite'), port: 0 });
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await awkward?.close();
});

/** Opens a page, and tells what the browser complained of and whom else it asked. */
async function open(
  path: string,
  options: Parameters<Browser['newContext']>[0],
  site = server,
): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  const { origin } = new URL(site.url);
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) complaints.push(`asked ${request.url()}`);
  });
  page.on('requestfailed', (request) => complaints.push(`failed ${request.url()}`));
  await page.goto(origin + path);
  return { page, complaints };
}

/** What axe finds against WCAG 2.2 AA and good practice. */
async function violationsOn(page: Page): Promise<readonly string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}

describe.each(PATHS.flatMap((path) => [path, `/en${path}`]))('%s', (path) => {
  it('can be used by all: no violation of WCAG 2.2 AA in light and dark', async () => {
    for (const colorScheme of SCHEMES) {
      const { page } = await open(path, { colorScheme, viewport: { width: 390, height: 844 } });
      expect(await violationsOn(page), colorScheme).toEqual([]);
      await page.context().close();
    }
  });

  it.each(WIDTHS)(
    'fits a window of %i px, asks no stranger and leaves the console empty',
    async (width) => {
      const { page, complaints } = await open(path, { viewport: { width, height: 900 } });
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
    60_000,
  );
});

describe('the front page in an outage', () => {
  it.each(['/', '/ja/'])('%s can be used by all, in light and dark, on the narrowest phone', async (path) => {
    for (const colorScheme of SCHEMES) {
      const { page, complaints } = await open(
        path,
        { colorScheme, viewport: { width: 320, height: 640 } },
        awkward,
      );
      expect(await page.locator('.banner').getAttribute('data-tone')).toBe('major');
      expect(await violationsOn(page), colorScheme).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
      expect(complaints).toEqual([]);
      await page.context().close();
    }
  });
});

describe('a page', () => {
  it('is complete without JavaScript', async () => {
    const { page } = await open('/', { javaScriptEnabled: false });
    expect(await page.locator('h1').textContent()).toContain('すべて正常に稼働しています');
    await page.context().close();
  });

  it('takes the keyboard to its content by the skip link', async () => {
    const { page } = await open('/', {});
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
    await page.context().close();
  });

  it('is guarded by a Content-Security-Policy that runs no script which is not ours', async () => {
    const { page } = await open('/', {});
    const hasRun = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.hasRun = true';
      document.body.append(script);
      return 'hasRun' in window;
    });
    expect(hasRun).toBe(false);
    await page.context().close();
  });

  it('shows an addition in vermilion and the first text in ink', async () => {
    const { page } = await open('/incidents/2008-09-05-hardware-failure/', { colorScheme: 'light' });
    const colour = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => getComputedStyle(element).color);
    expect(await colour('.ladder li.later a')).toBe('rgb(163, 38, 15)');
    expect(await colour('.ladder li:first-child a')).toBe('rgb(28, 26, 22)');
    await page.context().close();
  });

  it('sets an addition’s stamp in the margin of a wide window and above its text on a phone', async () => {
    const path = '/incidents/2008-09-05-hardware-failure/';
    const place = async (width: number) => {
      const { page } = await open(path, { viewport: { width, height: 900 } });
      const stamp = await page.locator('.addition .stamp').first().boundingBox();
      const text = await page.locator('.addition .prose').first().boundingBox();
      await page.context().close();
      return { stamp, text };
    };
    const wide = await place(1440);
    expect((wide.stamp?.x ?? 0) + (wide.stamp?.width ?? 0)).toBeLessThan(wide.text?.x ?? 0);
    const narrow = await place(390);
    expect((narrow.stamp?.y ?? 0) + (narrow.stamp?.height ?? 0)).toBeLessThanOrEqual(narrow.text?.y ?? 0);
  });
});
