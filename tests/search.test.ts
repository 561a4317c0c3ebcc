import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { serve } from '../src/edge/serve.ts';
import { launch } from './setup/browser.ts';

let browser: Browser;
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  server = await serve({ dir: inject('site'), port: 0 });
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function open(path: string): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  const page = await (await browser.newContext()).newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(new URL(server.url).origin + path);
  return { page, complaints };
}

/** Where the entries lead that a search has found, once it says so. */
async function foundOn(page: Page): Promise<readonly (string | null)[]> {
  await page.locator('output:not(:empty)').waitFor();
  return page.locator('.found a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
}

describe('the search', () => {
  it.each([
    ['/en/search/', 'certificate', '/en/incidents/2022-07-14-api-certificate/'],
    ['/search/', '証明書', '/incidents/2022-07-14-api-certificate/'],
    ['/search/', '送信キュー', '/incidents/2021-02-24-sending-queue/'],
  ])('on %s finds “%s” as one types', async (path, words, incident) => {
    const { page, complaints } = await open(path);
    await page.locator('input').pressSequentially(words);
    expect(await foundOn(page)).toContain(incident);
    await page.waitForURL((url) => new URLSearchParams(url.hash.slice(1)).get('q') === words);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('is narrowed by component, kind, year, loss and language, without any word too', async () => {
    const { page } = await open('/en/search/');
    await page.locator('#year').selectOption('2026');
    await page.locator('#kind').selectOption('Maintenance');
    await page.waitForFunction(() => document.querySelectorAll('.found li').length === 2);
    expect((await foundOn(page)).toSorted()).toEqual([
      '/en/incidents/2026-10-18-address-book-database/',
      '/en/incidents/2026-12-05-mail-storage/',
    ]);
    for (const facet of ['component', 'loss']) expect(await page.locator(`#${facet}`).count()).toBe(1);
    await page.close();
  });

  it('is asked by an address too, which can be passed on', async () => {
    const { page } = await open('/en/search/#q=mail&loss=Something+was+lost');
    expect(await foundOn(page)).toContain('/en/incidents/2008-09-05-hardware-failure/');
    expect(await page.locator('#loss').inputValue()).toBe('Something was lost');
    await page.close();
  });

  it('says that nothing was found, and can be used by all while it shows what was', async () => {
    const { page } = await open('/en/search/#q=mail');
    await foundOn(page);
    const excerpt = page.locator('.found li p:last-child').first();
    expect(await excerpt.innerHTML()).toMatch(/ <\/span><mark>mail<\/mark><span> /i);
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`)).toEqual([]);
    await page.locator('input').fill('xyzzyplugh');
    await page.getByText('Nothing was found.').waitFor();
    await page.close();
  });

  it('leaves a plain index where it cannot be loaded, and without JavaScript no field that does nothing', async () => {
    const page = await browser.newPage();
    await page.route('**/pagefind/**', (route) => route.abort());
    await page.goto(`${new URL(server.url).origin}/en/search/#q=mail`);
    await page.getByText('The search cannot be loaded now.').waitFor();
    await page.close();
    const context = await browser.newContext({ javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(`${new URL(server.url).origin}/en/search/`);
    expect(await plain.locator('form').isVisible()).toBe(false);
    await plain.getByRole('link', { name: '2008', exact: true }).click();
    expect(plain.url()).toMatch(/\/en\/history\/#y2008$/);
    await context.close();
  });

  it('is loaded on its own page alone, and no other page lets in what it needs', async () => {
    const { page } = await open('/en/');
    const policy = (one: Page) =>
      one.locator('meta[http-equiv="content-security-policy"]').getAttribute('content');
    expect(await policy(page)).not.toMatch(/wasm|script-src[^;]*'self'/);
    await page.goto(`${new URL(server.url).origin}/en/search/`);
    expect(await policy(page)).toMatch(/script-src 'sha256-[^;]*' 'self' 'wasm-unsafe-eval';/);
    await page.close();
    const names = await readdir(join(inject('site'), 'pagefind'));
    expect(names.filter((name) => /ui|highlight|css/.test(name))).toEqual([]);
  });
});
