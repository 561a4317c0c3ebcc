import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findChromium } from './setup/chromium.ts';
import { ROOT } from './source.ts';

/**
 * Draws `public/share.png`, the picture that stands beside a shared link: the mark and the five states on paper. It has no
 * words, so that it serves every service and language; those come from the page.
 */
const mark = await readFile(join(ROOT, 'public/mark.svg'), 'base64');
const html = `<!doctype html><style>
  body { margin: 0; background: #fbf9f3; color: #1c1a16; height: 630px; display: grid; place-items: center; }
  main { width: 880px; border-block: 6px double #1c1a16; padding: 70px 0; display: grid; gap: 60px; place-items: center; }
  img { height: 230px } div { display: flex; gap: 56px } svg { width: 64px; fill: none; stroke: currentcolor; stroke-width: 1.6 }
</style><main><img src="data:image/svg+xml;base64,${mark}" alt=""><div>
  <svg viewBox="0 0 12 12" color="#1b5334"><circle cx="6" cy="6" r="4.5"/></svg>
  <svg viewBox="0 0 12 12" color="#92610c"><path d="M6 1.8 11 10.4H1Z"/></svg>
  <svg viewBox="0 0 12 12" color="#512645"><path d="M6 1.8 11 10.4H1Z" fill="currentcolor"/></svg>
  <svg viewBox="0 0 12 12"><path d="m1.7 1.7 8.6 8.6m0-8.6-8.6 8.6"/></svg>
  <svg viewBox="0 0 12 12" color="#194578"><path d="M1.5 1.5h9v9h-9Z"/></svg>
</div></main>`;

const found = await findChromium(process.env);
if ('problem' in found) throw new Error(found.problem);
const browser = await chromium.launch({
  executablePath: found.executablePath,
  env: { ...process.env, ...found.env },
  args: ['--headless', '--no-sandbox', '--disable-gpu'],
});
try {
  const page = await browser.newPage({ viewport: { width: 1200, height: 630 } });
  await page.setContent(html);
  await page.screenshot({ path: join(ROOT, 'public/share.png') });
} finally {
  await browser.close();
}
