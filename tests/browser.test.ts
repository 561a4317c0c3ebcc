import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { writeFiles } from '../src/edge/output.ts';
import { serve } from '../src/edge/serve.ts';
import { launch } from './setup/browser.ts';

async function servedPage(body: string): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'page-'));
  await writeFiles(dir, [{ path: 'index.html', body }]);
  const { url, close } = await serve({ dir, port: 0 });
  onTestFinished(async () => {
    await close();
    await rm(dir, { recursive: true });
  });
  return url;
}

it('the browser of the tests reads a served page, lays out its words and keeps sites apart', async () => {
  const url = await servedPage('<!doctype html><title>All well</title><h1><span>Words</span></h1>');
  const other = await servedPage('of another site');
  const browser = await launch();
  onTestFinished(() => browser.close());

  const page = await browser.newPage();
  await page.goto(url);
  expect(await page.title()).toBe('All well');
  expect((await page.locator('span').boundingBox())?.width).toBeGreaterThan(20);
  const readsOther = page.evaluate((address) => fetch(address).then((answer) => answer.text()), other);
  await expect(readsOther).rejects.toThrow('Failed to fetch');
}, 60_000);
