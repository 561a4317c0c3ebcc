import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Served, serve } from '../src/edge/serve.ts';
import { launch } from './setup/browser.ts';
import { NOON } from './setup/run.ts';
import { ROOT } from './source.ts';

let browser: Browser;
let server: Served;
const dir = mkdtempSync(join(tmpdir(), 'tsuiki-as-of-'));

beforeAll(async () => {
  server = await serve({ dir: inject('site'), port: 0 });
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(dir, { recursive: true });
});

/** Starts `npm start -- --at`, and gives its address and what stops it. */
function startAt(moment: string): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const env = { ...process.env, TSUIKI_CONTENT: join(ROOT, 'incidents'), SOURCE_DATE_EPOCH: NOON };
  const script = join(ROOT, 'src/cli/main.ts');
  const child = spawn(process.execPath, [script, 'start', '--at', moment, '--port', '0'], { cwd: dir, env });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let said = '';
  return new Promise((resolve, reject) => {
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    child.stdout.on('data', (chunk) => {
      const [url] = /http:\S+/.exec(String(chunk)) ?? [];
      const stop = async () => {
        child.kill('SIGTERM');
        await ended;
      };
      if (url) resolve({ url: url.slice(0, -1), stop });
    });
    void ended.then(() => reject(new Error(said)));
  });
}

async function open(url: string, options = {}): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

/** What a reader sees of the incident, line by line; the steps through time are not part of it. */
async function read(page: Page): Promise<readonly string[]> {
  const text = await page.locator('article.incident').evaluate((article: HTMLElement) => {
    for (const control of article.querySelectorAll('.steps')) control.remove();
    return article.innerText;
  });
  return text.split('\n').map((line) => line.trim());
}

const MOMENTS = [
  ['2008-09-05-hardware-failure', '2008-09-05 22:20', '20080905T1320Z'],
  ['2008-09-05-hardware-failure', '2008-09-06 11:10', '20080906T0210Z'],
  ['2026-11-11-sending-stopped', '2026-11-11 13:42', '20261111T0442Z'],
  ['2020-05-19-deleted-folders', '2020-05-21 13:00', '20200521T0400Z'],
] as const;

describe.each(MOMENTS)('%s at %s', (id, moment, stamp) => {
  it('reads under ?at= as the whole site of that moment has it, in both languages', async () => {
    const then = await startAt(moment);
    try {
      for (const lang of ['', '/en']) {
        const path = `${lang}/incidents/${id}/`;
        const past = await open(then.url + path, { javaScriptEnabled: false });
        const present = await open(`${server.url.slice(0, -1)}${path}?at=${stamp}`);
        expect(await read(present)).toEqual(await read(past));
        await past.context().close();
        await present.context().close();
      }
    } finally {
      await then.stop();
    }
  });
});

describe('an incident’s page', () => {
  const address = () => `${server.url}en/incidents/2008-09-05-hardware-failure/`;

  it('steps back to how it first read and on to how it reads now, by keyboard', async () => {
    const page = await open(address());
    const step = async (name: string) => {
      const link = page.getByRole('link', { name, exact: true });
      const target = await link.evaluate((anchor: HTMLAnchorElement) => anchor.href);
      await link.focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(target);
    };
    for (const _ of [1, 2, 3, 4, 5]) await step('As it read before');
    expect(page.url()).toContain('?at=20080905T1320Z');
    expect(await page.locator('.steps').innerText()).toContain('2008-09-05 22:20');
    expect(await page.locator('.ladder li:visible').count()).toBe(1);
    expect(await page.title()).toBe('Resolved About the failure of September 5');
    expect(await page.getByRole('link', { name: 'As it read before', exact: true }).count()).toBe(0);
    await step('As it read after that');
    expect(page.url()).toContain('?at=20080905T1321Z');
    await step('As it reads now');
    expect(page.url()).toBe(address());
    expect(await page.locator('.ladder li:visible').count()).toBe(4);
    await page.context().close();
  });

  it('says where the time in the address is none of its updates, and reads as it does now', async () => {
    const page = await open(`${address()}?at=19990101T0000Z`);
    expect(await page.locator('.steps').first().innerText()).toContain('no version of the time');
    expect(await page.locator('.ladder li:visible').count()).toBe(4);
    await page.context().close();
  });

  it('reads as it does now where there is no script', async () => {
    const page = await open(`${address()}?at=20080905T1320Z`, { javaScriptEnabled: false });
    expect(await page.locator('.ladder li:visible').count()).toBe(4);
    expect(await page.locator('.steps').count()).toBe(0);
    await page.context().close();
  });
});
