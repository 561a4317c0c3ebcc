import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Served, serve } from '../src/edge/serve.ts';
import { launch } from './setup/browser.ts';
import { ROOT } from './source.ts';

const DEMONSTRATION = readFileSync(join(ROOT, 'docs/embed-demo.html'), 'utf8');

let browser: Browser;
let wrong: Served;
let calm: Served;
let customer: Server;
let shown = '';

beforeAll(async () => {
  wrong = await serve({ dir: inject('outageSite'), port: 0 });
  calm = await serve({ dir: inject('site'), port: 0 });
  customer = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end(shown);
  });
  await new Promise<void>((resolve) => customer.listen(0, '127.0.0.1', resolve));
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
  await wrong?.close();
  await calm?.close();
  customer?.close();
});

interface Visit {
  readonly page: Page;
  /** What the browser refused or could not run. */
  readonly complaints: readonly string[];
}

/** The demonstration on another origin, as a customer's site that embeds the status of `status`. */
async function visit(status: Served, answer?: unknown): Promise<Visit> {
  shown = DEMONSTRATION.replaceAll('http://127.0.0.1:4321', status.url.slice(0, -1));
  const page = await (await browser.newContext()).newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('favicon')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  if (answer)
    await page.route('**/embed.json', (route) =>
      route.fulfill({ json: answer, headers: { 'Access-Control-Allow-Origin': '*' } }),
    );
  const asked = page.waitForResponse('**/embed.json');
  await page.goto(`http://127.0.0.1:${(customer.address() as AddressInfo).port}/`);
  await (await asked).finished();
  await page.waitForTimeout(200);
  return { page, complaints };
}

interface DomNode {
  readonly nodeName: string;
  readonly nodeValue: string;
  readonly shadowRootType?: string;
  readonly shadowRoots?: readonly DomNode[];
  readonly children?: readonly DomNode[];
}

/** What lies in the closed root, as the browser itself sees it: its elements, and their words. */
async function inside(
  page: Page,
): Promise<{ readonly type: string; readonly names: readonly string[]; readonly words: string } | undefined> {
  const session: CDPSession = await page.context().newCDPSession(page);
  const { root } = (await session.send('DOM.getDocument', { depth: -1, pierce: true })) as unknown as {
    root: DomNode;
  };
  const all = (node: DomNode): readonly DomNode[] => [
    node,
    ...[...(node.shadowRoots ?? []), ...(node.children ?? [])].flatMap(all),
  ];
  const host = all(root).find(({ nodeName }) => nodeName === 'TSUIKI-BANNER');
  const shadow = host?.shadowRoots?.[0];
  if (!shadow) return undefined;
  const parts = all(shadow).slice(1);
  return {
    type: shadow.shadowRootType ?? '',
    names: parts.filter(({ nodeName }) => !nodeName.startsWith('#')).map(({ nodeName }) => nodeName),
    words: parts
      .filter(({ nodeName }) => nodeName === '#text')
      .map(({ nodeValue }) => nodeValue)
      .join(' | '),
  };
}

describe('the embed', () => {
  it('is one script below 2 KB', () => {
    const script = readFileSync(join(inject('site'), 'embed.js'));
    expect(script.length).toBeLessThan(2048);
    expect(script.toString()).not.toMatch(/cookie|Storage|innerHTML|eval|import/);
  });

  it('shows how it stands in a closed root above the page, under the strictest policy', async () => {
    const { page, complaints } = await visit(wrong);
    expect(await inside(page)).toEqual({
      type: 'closed',
      names: ['DIV', 'STRONG', 'SPAN', 'A'],
      words: expect.stringMatching(
        /outage.* \| Mail can be neither sent nor received \| Tayori Mail service status$/,
      ),
    });
    const first = await page.evaluate(() => {
      const { firstElementChild: host } = document.body;
      return [host?.localName, host?.shadowRoot, (host?.getBoundingClientRect().height ?? 0) > 30];
    });
    expect(first).toEqual(['tsuiki-banner', null, true]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('leaves no cookie and stores nothing', async () => {
    const { page } = await visit(wrong);
    expect(await page.context().cookies()).toEqual([]);
    expect(await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length])).toEqual([
      '',
      0,
      0,
    ]);
    await page.context().close();
  });

  it('shows nothing while nothing is wrong', async () => {
    const { page, complaints } = await visit(calm);
    expect(await inside(page)).toBeUndefined();
    expect(await page.locator('body > *').count()).toBe(1);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('sets words as text, whatever they are', async () => {
    const odd = '"</script><img src=x onerror=alert(1)>\u2028]]>\n😀';
    const answer = { wrong: true, tone: odd, lang: odd, headline: odd, incident: odd, link: odd };
    const { page, complaints } = await visit(wrong, answer);
    const found = await inside(page);
    expect(found?.names).toEqual(['DIV', 'STRONG', 'SPAN', 'A']);
    expect(found?.words).toBe([odd, odd, odd].join(' | '));
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('does nothing where the answer is none', async () => {
    const { page, complaints } = await visit(wrong, '<!doctype html>');
    expect(await inside(page)).toBeUndefined();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('takes the banner away when it is over', async () => {
    const page = await (await browser.newContext()).newPage();
    shown = DEMONSTRATION.replaceAll('http://127.0.0.1:4321', wrong.url.slice(0, -1));
    await page.clock.install();
    await page.goto(`http://127.0.0.1:${(customer.address() as AddressInfo).port}/`);
    await page.locator('tsuiki-banner').waitFor({ state: 'attached' });
    await page.route('**/embed.json', (route) =>
      route.fulfill({ json: { wrong: false }, headers: { 'Access-Control-Allow-Origin': '*' } }),
    );
    await page.clock.runFor(5 * 60_000 + 1000);
    await page.locator('tsuiki-banner').waitFor({ state: 'detached' });
    await page.context().close();
  });
});
