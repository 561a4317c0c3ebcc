import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { serve } from '../src/edge/serve.ts';
import { launch } from './setup/browser.ts';
import { readPage, words } from './setup/pages.ts';

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

describe.each(['subscribe', 'en/subscribe'])('/%s/', (path) => {
  const addresses = readPage(inject('site'), `${path}/index.html`)
    .elements.filter(({ tagName }) => tagName === 'code')
    .map(words);

  it('names addresses that are there, each of a kind that can be followed or shown', async () => {
    expect(addresses.length).toBeGreaterThan(15);
    for (const address of addresses) {
      const answer = await fetch(new URL(new URL(address).pathname, server.url));
      expect(answer.status, address).toBe(200);
      expect(answer.headers.get('content-type'), address).toMatch(
        /rss\+xml|atom\+xml|feed\+json|calendar|svg\+xml|javascript/,
      );
    }
  });

  it('copies each by a button, by keyboard too, and says so', async () => {
    const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
    const page = await context.newPage();
    await page.goto(`${new URL(server.url).origin}/${path}/`);
    const buttons = page.locator('.follow button');
    expect(await buttons.count()).toBe(addresses.length);
    for (const at of [0, addresses.length - 1]) {
      await buttons.nth(at).press('Enter');
      await page.locator('output:not(:empty)').waitFor();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(addresses[at]);
    }
    await context.close();
  });

  it('marks the address where the browser does not let it copy', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await page.goto(`${new URL(server.url).origin}/${path}/`);
    await page.locator('.follow button').first().click();
    expect(await page.evaluate(() => getSelection()?.toString())).toBe(addresses[0]);
    await context.close();
  });

  it('has no button that would do nothing without JavaScript', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${new URL(server.url).origin}/${path}/`);
    expect(await page.locator('button').count()).toBe(0);
    await context.close();
  });
});
