import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { writeFiles } from '../src/edge/output.ts';
import { type Served, serve } from '../src/edge/serve.ts';
import { launch } from './setup/browser.ts';
import { HOSTS, lackOf, startHost } from './setup/hosts.ts';
import { attribute, pagesOf } from './setup/pages.ts';

const SITES = ['site', 'awkwardSite', 'outageSite'] as const;

/** What a page did that it should not: a word in the console, a breach of its policy, a request to another host, a cookie. */
async function noises(page: Page, address: string): Promise<readonly string[]> {
  const heard: string[] = [];
  const origin = new URL(address).origin;
  const listen = {
    console: (message: { text(): string }) => heard.push(`console: ${message.text()}`),
    pageerror: (error: Error) => heard.push(`error: ${error.message}`),
    dialog: (dialog: { message(): string; dismiss(): Promise<void> }) => {
      heard.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    },
    request: (request: { url(): string }) => {
      if (!request.url().startsWith(`${origin}/`)) heard.push(`request: ${request.url()}`);
    },
  };
  for (const [event, heed] of Object.entries(listen)) page.on(event as 'console', heed as never);
  const answer = await page.goto(address, { waitUntil: 'load' });
  heard.push(...(await page.evaluate(() => (window as unknown as { breaches: string[] }).breaches)));
  if ((await page.evaluate(() => document.cookie)) !== '') heard.push('a cookie');
  if (answer?.headers()['set-cookie'] !== undefined) heard.push('a cookie of the host');
  if (answer?.headers()['content-security-policy'] === undefined) heard.push('no policy of the host');
  for (const [event, heed] of Object.entries(listen)) page.off(event as 'console', heed as never);
  return heard.map((noise) => `${new URL(address).pathname}: ${noise}`);
}

/** Notes each breach of a policy, before any script of the page runs. */
function noteBreaches(): void {
  const breaches: string[] = [];
  Object.assign(window, { breaches });
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    breaches.push(`breach: ${effectiveDirective} ${blockedURI}`);
  });
}

describe('every page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  async function quietPage(): Promise<Page> {
    const context = await browser.newContext();
    await context.addInitScript(noteBreaches);
    return context.newPage();
  }

  it.each(SITES)('of %s is silent under its policy and the host’s, and asks nobody else', async (name) => {
    const dir = inject(name);
    const served = await serve({ dir, port: 0 });
    try {
      const waiting = (await pagesOf(dir)).map(({ path }) => served.url + path.slice(1));
      const count = waiting.length;
      const heard: string[] = [];
      const walk = async () => {
        const page = await quietPage();
        for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
          heard.push(...(await noises(page, next)));
        await page.context().close();
      };
      await Promise.all([walk(), walk(), walk()]);
      console.log(`${name}: ${count} pages opened, ${heard.length} noises`);
      expect(heard).toEqual([]);
      expect(count).toBeGreaterThan(20);
    } finally {
      await served.close();
    }
  });

  it('is heard where it is not silent', async () => {
    const dir = inject('site');
    const served: Served = await serve({ dir, port: 0 });
    const page = await quietPage();
    await page.route('**/history/', async (route) => {
      const answer = await route.fetch();
      const strange = '<script>document.cookie="a=b"</script><img src="https://example.org/x.png">';
      const body = (await answer.text()).replace('<body>', `<body>${strange}`);
      await route.fulfill({ response: answer, body });
    });
    const heard = (await noises(page, `${served.url}history/`)).join('\n');
    expect(heard).toMatch(/breach: script-src-elem inline/);
    expect(heard).toMatch(/breach: img-src https:\/\/example\.org/);
    expect(heard).not.toMatch(/a cookie$/m);
    await page.context().close();
    await served.close();
  });

  it('can be put into a frame by nobody', async () => {
    const served = await serve({ dir: inject('site'), port: 0 });
    const page = await quietPage();
    await page.setContent(`<iframe src="${served.url}"></iframe>`);
    await page.waitForFunction(() => window.frames.length === 1);
    await expect.poll(() => page.frames()[1]?.url()).toMatch(/^chrome-error:/);
    await page.context().close();
    await served.close();
  });

  it.each([
    [
      'graph.svg',
      '<svg xmlns="http://www.w3.org/2000/svg"><script>document.documentElement.id="ran"</script></svg>',
    ],
    ['report.html', '<!doctype html><p>Report<script>document.documentElement.id="ran"</script>'],
  ])('that an incident links may be %s, and runs no script', async (name, body) => {
    const dir = await mkdtemp(join(tmpdir(), 'linked-'));
    await writeFiles(dir, [
      { path: `incidents/a/${name}`, body },
      { path: `elsewhere/${name}`, body },
    ]);
    const served = await serve({ dir, port: 0 });
    const page = await quietPage();
    const idAt = async (path: string) => {
      await page.goto(served.url + path);
      return page.evaluate(() => document.documentElement.id);
    };
    // Where no rule speaks of linked files it would run: so it can.
    expect(await idAt(`elsewhere/${name}`)).toBe('ran');
    expect(await idAt(`incidents/a/${name}`)).toBe('');
    await page.context().close();
    await served.close();
    await rm(dir, { recursive: true });
  });

  describe.each(HOSTS)('served by %s', (name) => {
    const lack = lackOf(name);
    it.skipIf(lack !== undefined)(
      `is as silent${lack === undefined ? '' : ` (not tried: ${lack})`}`,
      async () => {
        const host = await startHost(name, { dir: inject('site') });
        const page = await quietPage();
        try {
          const heard: string[] = [];
          for (const path of [
            '/',
            '/en/',
            '/search/',
            '/subscribe/',
            '/record/',
            '/en/postmortems/',
            '/404.html',
          ]) {
            heard.push(...(await noises(page, host.origin + path)));
          }
          await page.goto(`${host.origin}/en/search/`);
          await page.locator('input').pressSequentially('certificate');
          await page.locator('.found li').first().waitFor();
          expect(heard).toEqual([]);
        } finally {
          await page.context().close();
          await host.close();
        }
      },
    );
  });
});

describe.each(SITES)('the pages of %s', (name) => {
  it('name no other host but in links, which tell it not where the reader came from', async () => {
    const wrong: string[] = [];
    let links = 0;
    for (const { path, elements } of await pagesOf(inject(name))) {
      for (const element of elements) {
        const { tagName } = element;
        for (const { name: attr, value } of element.attrs) {
          if (!/^(?:src|srcset|href|action|formaction|poster|data|ping|background)$/.test(attr)) continue;
          if (!/^(?:[a-z][a-z0-9+.-]*:)?\/\//i.test(value)) continue;
          const rel = (attribute(element, 'rel') ?? '').split(' ');
          const isOwn = tagName === 'link' && /^(?:canonical|alternate)$/.test(rel[0] ?? '');
          if (isOwn) continue;
          if (tagName === 'a' && attr === 'href') {
            links++;
            if (rel.includes('noreferrer') || value.startsWith(ownAddress(elements))) continue;
          }
          wrong.push(`${path}: <${tagName} ${attr}="${value}">`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(links).toBeGreaterThan(0);
  });

  it('have no form that sends anything away', async () => {
    const forms = (await pagesOf(inject(name))).flatMap(({ elements }) =>
      elements.filter(({ tagName }) => tagName === 'form'),
    );
    expect(forms.length).toBeGreaterThan(0);
    for (const form of forms) {
      expect((attribute(form, 'method') ?? 'get').toLowerCase()).toBe('get');
      expect(attribute(form, 'action')).toBeUndefined();
    }
  });
});

function ownAddress(elements: Awaited<ReturnType<typeof pagesOf>>[number]['elements']): string {
  const canonical = elements.find((one) => one.tagName === 'link' && attribute(one, 'rel') === 'canonical');
  return new URL(attribute(canonical ?? (elements[0] as never), 'href') ?? 'https://none.invalid').origin;
}
