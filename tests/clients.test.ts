import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Statuspage } from 'statuspage.io';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { type Served, serve } from '../src/edge/serve.ts';
import { SITE_FILE, tokyo } from './deployments.ts';
import { launch } from './setup/browser.ts';
import { beginReaders } from './setup/readers.ts';
import { tsuiki } from './setup/run.ts';
import { ROOT } from './source.ts';

const WIDGET = 'node_modules/@statuspage/status-widget/dist/index.js';

describe('clients of Statuspage', () => {
  let served: Served;
  let root: string;

  beforeAll(async () => {
    vi.stubEnv('NO_PROXY', '127.0.0.1');
    served = await serve({ dir: inject('outageSite'), port: 0 });
    root = served.url.slice(0, -1);
  });

  afterAll(async () => {
    vi.unstubAllEnvs();
    await served?.close();
  });

  it('statuspage.io reads the whole of it', async () => {
    const client = new Statuspage('tayori');
    client.setApiUrl(`${root}/en`);
    const summary = await client.api.getSummary();
    expect(summary.page.name).toBe('Tayori Mail');
    expect(summary.status).toEqual({ indicator: 'major', description: 'Partial System Outage' });
    expect((await client.api.getStatus()).status).toEqual(summary.status);
    expect((await client.api.getComponents()).components).toEqual(summary.components);
    const { incidents: unresolved } = await client.api.incidents.getUnresolved();
    expect(unresolved.map(({ name }) => name)).toContain('Mail can be neither sent nor received');
    const { incidents } = await client.api.incidents.getAll();
    expect(incidents.length).toBeGreaterThan(unresolved.length);
    const { scheduled_maintenances: planned } = await client.api.scheduledMaintenances.getUpcoming();
    expect(planned.every(({ status }) => status === 'scheduled')).toBe(true);
  });

  it.each(['basic', 'badge'])(
    '@statuspage/status-widget shows the status on another site, as %s',
    async (appearance) => {
      const browser = await launch();
      const element = `<statuspage-widget src="${root}" appearance="${appearance}"></statuspage-widget>`;
      const customer = createServer(({ url }, response) => {
        const isWidget = url === '/widget.js';
        response.setHeader('content-type', isWidget ? 'text/javascript' : 'text/html');
        response.end(
          isWidget
            ? readFileSync(join(ROOT, WIDGET))
            : `<!doctype html><title>Customer</title>${element}<script src="widget.js"></script>`,
        );
      });
      await new Promise<void>((resolve) => customer.listen(0, '127.0.0.1', resolve));
      try {
        const page = await browser.newPage();
        await page.goto(`http://127.0.0.1:${(customer.address() as AddressInfo).port}/`);
        const shown = page.locator('statuspage-widget');
        await expect
          .poll(() => shown.evaluate((host) => host.shadowRoot?.textContent ?? ''), { timeout: 10_000 })
          .toContain('Partial System Outage');
      } finally {
        await browser.close();
        customer.close();
      }
    },
  );
});

const POSTS = [
  '---\ntitle: Mail is slow\n---\n\n## 2008-09-05 05:10 +09:00 Investigating\n\nMail is slow.\n',
  '\n## 2008-09-05 06:00 +09:00 Update\n\nMail is still slow & <strange>.\n',
  '\n## 2008-09-05 07:00 +09:00 Resolved\n\nMail is fast.\n',
] as const;

describe('feed readers', () => {
  const root = mkdtempSync(join(tmpdir(), 'tsuiki-clients-'));
  const content = join(root, 'incidents');
  let live: Served;

  beforeAll(async () => {
    mkdirSync(content);
    live = await serve({ dir: join(root, 'live'), port: 0 });
    writeFileSync(
      join(content, 'site.yml'),
      SITE_FILE.replace('https://status.example.com', live.url.slice(0, -1)),
    );
  });

  afterAll(async () => {
    await live?.close();
    rmSync(root, { recursive: true });
  });

  /** What staff do with the first `count` posts written; then the site is uploaded. */
  async function release(count: number, time: string): Promise<void> {
    writeFileSync(join(content, 'slow.md'), POSTS.slice(0, count).join(''));
    const args = count === 1 ? ['release', '--first'] : ['release'];
    const { code, stderr } = await tsuiki(args, root, {
      TSUIKI_CONTENT: content,
      SOURCE_DATE_EPOCH: String(tokyo(`2008-09-05 ${time}`) / 1000),
    });
    if (code !== 0) throw new Error(stderr);
    cpSync(join(root, 'dist'), join(root, 'live'), { recursive: true });
  }

  it('see each of three posts once, in RSS and in Atom', async () => {
    const readers = ['feed.xml', 'feed.atom'].flatMap((feed) =>
      beginReaders(`${live.url}${feed}`, join(root, 'readers', feed)).map((reader) => ({
        ...reader,
        name: `${reader.name} ${feed}`,
      })),
    );
    expect(readers.map(({ name }) => name)).toContain('feedparser feed.atom');
    const seen = new Map<string, number[]>();
    for (const [index, time] of ['05:12', '06:01', '07:02'].entries()) {
      await release(index + 1, time);
      for (const { name, poll } of readers) seen.set(name, [...(seen.get(name) ?? []), await poll()]);
    }
    expect(Object.fromEntries(seen)).toEqual(
      Object.fromEntries(readers.map(({ name }) => [name, [1, 2, 3]])),
    );
  });
});
