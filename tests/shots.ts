import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { serve } from '../src/edge/serve.ts';
import { findChromium } from './setup/chromium.ts';
import { tsuiki } from './setup/run.ts';
import { ROOT } from './source.ts';

/** A picture in `docs/images/`: which page of which site, in which window, and how much of it. */
interface Shot {
  readonly name: string;
  readonly site: 'demonstration' | 'outage';
  readonly path: string;
  readonly width: 390 | 1440;
  readonly height: number;
  readonly scheme?: 'dark';
  readonly media?: 'print';
  /** Begins at this element. */
  readonly from?: string;
}

const FOUNDING = 'incidents/2008-09-05-hardware-failure/';
const SHOTS: readonly Shot[] = [
  { name: 'notice', site: 'demonstration', path: `en/${FOUNDING}`, width: 1440, height: 900 },
  { name: 'outage-phone', site: 'outage', path: '', width: 390, height: 844 },
  { name: 'outage-phone-dark', site: 'outage', path: 'en/', width: 390, height: 844, scheme: 'dark' },
  { name: 'outage-wide', site: 'outage', path: 'en/', width: 1440, height: 900 },
  { name: 'calm-phone', site: 'demonstration', path: 'en/', width: 390, height: 844 },
  { name: 'calm-wide-dark', site: 'demonstration', path: '', width: 1440, height: 900, scheme: 'dark' },
  { name: 'notice-phone', site: 'demonstration', path: FOUNDING, width: 390, height: 844 },
  {
    name: 'timeline-wide',
    site: 'outage',
    path: 'en/incidents/2026-11-11-filters/',
    width: 1440,
    height: 900,
    from: '.timeline',
  },
  { name: 'then', site: 'demonstration', path: `en/${FOUNDING}?at=20080906T0210Z`, width: 390, height: 844 },
  {
    name: 'postmortem-wide',
    site: 'demonstration',
    path: 'en/postmortems/2021-02-24-sending-queue/',
    width: 1440,
    height: 900,
  },
  { name: 'record-phone', site: 'demonstration', path: 'en/record/', width: 390, height: 844 },
  {
    name: 'print',
    site: 'outage',
    path: 'en/incidents/2026-11-11-filters/',
    width: 1440,
    height: 900,
    media: 'print',
  },
];

const CONTENTS = { demonstration: 'incidents', outage: 'tests/fixtures/outage' };

async function take(browser: Browser, base: string, shot: Shot): Promise<void> {
  const page = await browser.newPage({
    viewport: { width: shot.width, height: shot.height },
    colorScheme: shot.scheme ?? 'light',
    timezoneId: 'Asia/Tokyo',
  });
  await page.clock.install({ time: Date.UTC(2026, 10, 22, 3, 4) });
  await page.goto(base + shot.path);
  if (shot.media) await page.emulateMedia({ media: shot.media });
  const from = shot.from ? await page.locator(shot.from).boundingBox() : undefined;
  const clip = { x: 0, y: from?.y ?? 0, width: shot.width, height: shot.height };
  const path = join(ROOT, 'docs/images', `${shot.name}.png`);
  await page.screenshot({ path, clip, fullPage: true });
  await page.close();
  console.log(`docs/images/${shot.name}.png`);
}

const dir = await mkdtemp(join(tmpdir(), 'tsuiki-shots-'));
const found = await findChromium(process.env);
if ('problem' in found) throw new Error(found.problem);
const browser = await chromium.launch({
  executablePath: found.executablePath,
  env: { ...process.env, ...found.env },
  args: ['--headless', '--no-sandbox', '--disable-gpu'],
});
try {
  for (const [name, content] of Object.entries(CONTENTS)) {
    const cwd = join(dir, name);
    await mkdir(cwd);
    const { code, stderr } = await tsuiki(['build'], cwd, { TSUIKI_CONTENT: join(ROOT, content) });
    if (code !== 0) throw new Error(stderr);
    const server = await serve({ dir: join(cwd, 'dist'), port: 0 });
    for (const shot of SHOTS) if (shot.site === name) await take(browser, server.url, shot);
    await server.close();
  }
} finally {
  await browser.close();
  await rm(dir, { recursive: true });
}
