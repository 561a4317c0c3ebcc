import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Served, serve } from '../src/edge/serve.ts';
import { launch } from './setup/browser.ts';
import { ROOT } from './source.ts';

let browser: Browser;
let server: Served;

beforeAll(async () => {
  server = await serve({ dir: inject('outageSite'), port: 0 });
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, ...options });
  const page = await context.newPage();
  await page.goto(server.url.slice(0, -1) + path);
  return page;
}

const PAGES = ['/', '/incidents/2026-11-22-mail-storage/', '/incidents/2026-11-11-filters/'] as const;

/** What sticks out of the window sideways, or is cut off inside of something. */
function overflowing(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    const name = (element: Element) => `${element.localName}.${element.className}`;
    return [...document.querySelectorAll<HTMLElement>('body *')].flatMap((element) => {
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      if (box.width === 0 || element.closest('.visually-hidden, .table, svg, pre, .skip')) return [];
      const isOut = box.right > room + 1 || box.left < -1;
      const isCut = style.overflow === 'hidden' && element.scrollWidth > element.clientWidth + 1;
      return isOut || isCut ? [name(element)] : [];
    });
  });
}

describe.each(PAGES.flatMap((path) => [path, `/en${path}`]))('on a bad day, %s', (path) => {
  it.each([true, false])('can be used by all, with a script: %s', async (javaScriptEnabled) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await open(path, { colorScheme, javaScriptEnabled });
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
      const { violations } = javaScriptEnabled
        ? await new AxeBuilder({ page }).withTags(tags).analyze()
        : { violations: [] };
      expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
      expect(await overflowing(page)).toEqual([]);
      await page.context().close();
    }
  });

  it.each([
    ['words half as long again', 'ltr'],
    ['a script that runs from right to left', 'rtl'],
  ] as const)('keeps all in sight with %s, on the narrowest phone', async (_, dir) => {
    const page = await open(path, { viewport: { width: 320, height: 640 } });
    await page.evaluate((direction) => {
      document.documentElement.dir = direction;
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.parentElement?.closest('script, code, time')) continue;
        node.textContent = (node.textContent ?? '').replace(/\p{L}+/gu, (word) => {
          const longer = word + word.slice(0, Math.ceil(word.length / 2));
          return direction === 'rtl' ? longer.replace(/[a-z]/gi, 'ש') : longer;
        });
      }
    }, dir);
    expect(await overflowing(page)).toEqual([]);
    await page.context().close();
  });
});

describe('the answer', () => {
  it.each(['/', '/en/'])(
    'stands in the first 400 px of a phone on %s: what, for whom, since when',
    async (path) => {
      const page = await open(path);
      const places = await page.evaluate(() =>
        ['h1', '.broken .what', '.broken p:nth-child(2)', '.broken time'].map(
          (selector) =>
            document.querySelector(selector)?.getBoundingClientRect().bottom ?? Number.POSITIVE_INFINITY,
        ),
      );
      expect(Math.max(...places)).toBeLessThan(400);
      await page.context().close();
    },
  );
});

describe('a page from right to left', () => {
  it('has its stamps in the margin where reading starts, and the rule of an addition on that side', async () => {
    const page = await open('/en/incidents/2026-11-11-filters/', { viewport: { width: 1440, height: 900 } });
    const sides = await page.evaluate(() => {
      document.documentElement.dir = 'rtl';
      const [stamp, text] = ['.addition .stamp', '.addition .prose'].map((selector) =>
        document.querySelector(selector)?.getBoundingClientRect(),
      );
      const addition = getComputedStyle(document.querySelector('.addition') as Element);
      return { isBeside: (stamp?.left ?? 0) > (text?.right ?? 0), right: addition.borderRightWidth };
    });
    expect(sides).toEqual({ isBeside: true, right: '3px' });
    await page.context().close();
  });
});

describe('other ways of looking', () => {
  it('keep marks and borders in forced colours', async () => {
    const page = await open('/en/', { forcedColors: 'active' });
    const seen = await page.evaluate(() => {
      const mark = getComputedStyle(document.querySelector('.component .mark') as Element);
      const banner = getComputedStyle(document.querySelector('.banner') as Element);
      return { stroke: mark.stroke !== 'none', border: banner.borderTopStyle, width: banner.borderTopWidth };
    });
    expect(seen).toEqual({ stroke: true, border: 'solid', width: '1px' });
    await page.context().close();
  });

  it('move nothing, whether readers ask for that or not', async () => {
    const page = await open('/en/', { reducedMotion: 'reduce' });
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    const css = readFileSync(join(ROOT, 'src/styles/site.css'), 'utf8');
    expect(css).not.toMatch(/animation|transition|scroll-behavior/);
    await page.context().close();
  });

  it('print what was said, without what only a screen can use, and with what to cite', async () => {
    const page = await open('/en/incidents/2026-11-11-filters/');
    await page.emulateMedia({ media: 'print' });
    const shown = (selector: string) => page.locator(selector).first().isVisible();
    expect(await shown('.masthead nav')).toBe(false);
    expect(await shown('.follow-incident')).toBe(false);
    expect(await shown('.citation')).toBe(true);
    expect(await page.locator('.citation').innerText()).toMatch(/No\. 12 .*[0-9a-f]{64} https:\/\/status/);
    const addition = await page
      .locator('.addition')
      .first()
      .evaluate((element) => getComputedStyle(element).borderTopWidth);
    expect(addition).toBe('1px');
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await page.context().close();
  });
});

/** Pictures without letters, for fonts differ from machine to machine. `UPDATE_BASELINES=1` takes them anew. */
describe('the drawings', () => {
  it.each([
    ['bars', '/en/', '.component:has(a[href$="/filters/"]) .bars'],
    ['marks', '/en/', '.component-head .mark'],
    ['chart', '/en/incidents/2026-11-22-mail-storage/', '.chart .bars'],
  ])('look as they did: %s', async (name, path, selector) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await open(path, { colorScheme, deviceScaleFactor: 2 });
      const drawing = page.locator(selector).first();
      // Alone and on whole pixels: where it stands on the page follows from the height of the letters above it.
      await drawing.evaluate((element) => {
        const { width } = element.getBoundingClientRect();
        document.body.style.visibility = 'hidden';
        Object.assign((element as HTMLElement).style, {
          position: 'fixed',
          inset: '0 auto auto 0',
          width: `${Math.round(width)}px`,
          visibility: 'visible',
        });
      });
      const picture = await drawing.screenshot();
      const file = join(ROOT, 'tests/baselines', `${name}-${colorScheme}.png`);
      if (process.env.UPDATE_BASELINES || !existsSync(file)) writeFileSync(file, picture);
      const share = await page.evaluate(difference, [
        picture.toString('base64'),
        readFileSync(file).toString('base64'),
      ]);
      expect(share, `${name} in ${colorScheme}`).toBeLessThan(0.02);
      await page.context().close();
    }
  });
});

/** In the browser: which share of the pixels of two pictures differs. */
async function difference(pictures: readonly string[]): Promise<number> {
  const [one, other] = await Promise.all(
    pictures.map(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes]));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
      context.drawImage(bitmap, 0, 0);
      return context.getImageData(0, 0, bitmap.width, bitmap.height);
    }),
  );
  if (!one || !other || one.width !== other.width || one.height !== other.height) return 1;
  let count = 0;
  for (let at = 0; at < one.data.length; at += 4) {
    const gap = [0, 1, 2].reduce(
      (sum, part) => sum + Math.abs((one.data[at + part] ?? 0) - (other.data[at + part] ?? 0)),
      0,
    );
    if (gap > 48) count += 1;
  }
  return count / (one.data.length / 4);
}
