import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ParserError, parse } from 'parse5';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { writeFiles } from '../src/edge/output.ts';
import { serve } from '../src/edge/serve.ts';
import { launch } from './setup/browser.ts';
import { SIGN, writeBrokenContent, writeCostlyContent, writeHostileContent } from './setup/hostile-site.ts';
import { readAsNamed } from './setup/machine-readable.ts';
import { attribute, filesOf, pagesOf, scriptsOf } from './setup/pages.ts';
import { NOON, tsuiki } from './setup/run.ts';
import { ROOT } from './source.ts';

let parent = '';
/** Where the hostile site was built. */
let dist: string;

/** Their folders cannot hold such names, nor pipes. */
const isWindows = process.platform === 'win32';

beforeAll(async () => {
  if (isWindows) return;
  parent = await mkdtemp(join(tmpdir(), 'tsuiki-hostile-'));
  const content = join(parent, 'incidents');
  await mkdir(content);
  await writeHostileContent(content);
  const { code, stderr } = await tsuiki(['build'], parent, { TSUIKI_CONTENT: 'incidents' });
  if (code !== 0) throw new Error(stderr);
  dist = join(parent, 'dist');
});

afterAll(() => parent && rm(parent, { recursive: true, force: true }));

const read = (file: string) => readFileSync(join(dist, file), 'utf8');
const ours = (file: string) => !file.startsWith('pagefind/');

describe.skipIf(isWindows)('a site whose every word is hostile', () => {
  it('has no page in which a strict parser of HTML finds an error', async () => {
    const pages = (await filesOf(dist)).filter((file) => file.endsWith('.html'));
    expect(pages.length).toBeGreaterThan(40);
    const errors = pages.flatMap((file) => {
      const found: string[] = [];
      const onParseError = ({ code, startLine }: ParserError) => found.push(`${file}:${startLine} ${code}`);
      parse(read(file), { onParseError, sourceCodeLocationInfo: true });
      return found;
    });
    expect(errors).toEqual([]);
  });

  it('has no file that a program cannot read', async () => {
    const files = (await filesOf(dist)).filter((file) => ours(file) && !file.includes(SIGN));
    for (const file of files) readAsNamed(file, read(file));
    const endings = new Set(files.map((file) => /\.(\w+)$/.exec(file)?.[1]));
    for (const ending of ['json', 'jsonl', 'svg', 'xml', 'rss', 'atom', 'ics', 'js', 'html', 'md'])
      expect(endings).toContain(ending);
  });

  it('says all the words, and leads nowhere but where a link says', async () => {
    const shown = read('incidents/constructor/index.html');
    expect(shown).toContain(`&lt;script&gt;${SIGN}(40)&lt;/script&gt;`);
    for (const { path, elements } of await pagesOf(dist)) {
      for (const element of elements) {
        const events = element.attrs.filter(({ name }) => /^on/.test(name)).map(({ name }) => name);
        expect(events, `${path} <${element.tagName}>`).toEqual([]);
        for (const name of ['href', 'src', 'action', 'srcset', 'data', 'poster', 'formaction']) {
          const address = attribute(element, name);
          if (address === undefined) continue;
          const isOurs = /^(?:\.{0,2}\/(?!\/)|[\w%.?#]|https:\/\/|http:\/\/|mailto:|tel:)/.test(address);
          expect(
            isOurs && !/^\s*(?:javascript|vbscript|data):/i.test(address),
            `${path} ${name}="${address}"`,
          ).toBe(true);
          if (name !== 'href') expect(address, path).not.toMatch(/^(?:https?:)?\/\//);
        }
      }
    }
  });
});

describe.skipIf(isWindows)('in a browser', () => {
  /** What the pages of a site that nobody attacks run. */
  async function knownScripts(): Promise<ReadonlySet<string>> {
    const sites = await Promise.all(
      [inject('site'), inject('awkwardSite'), inject('outageSite')].map(pagesOf),
    );
    return new Set(sites.flat().flatMap((page) => [...scriptsOf(page)].map((script) => script.trim())));
  }

  it('every program for XML reads every feed and picture', async () => {
    const browser = await launch();
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    const files = (await filesOf(dist)).filter((file) => ours(file) && /\.(?:xml|rss|atom|svg)$/.test(file));
    expect(files.length).toBeGreaterThan(20);
    const failed = await page.evaluate(
      (all) =>
        all
          .filter(([, body]) =>
            new DOMParser().parseFromString(body, 'application/xml').querySelector('parsererror'),
          )
          .map(([file]) => file),
      files.map((file) => [file, read(file)] as const),
    );
    expect(failed).toEqual([]);
  });

  it('no page runs a script that we did not write, asks another host for anything, or says a word in the console', async () => {
    const { url, close } = await serve({ dir: dist, base: '/a%22%3E%3Cb', port: 0 });
    onTestFinished(close);
    const browser = await launch();
    onTestFinished(() => browser.close());
    const known = await knownScripts();
    const page = await browser.newPage();
    const seen: string[] = [];
    const watcher = await watch(page, seen, new URL(url).origin, known);
    const pages = (await filesOf(dist)).filter((file) => file.endsWith('.html') && ours(file));
    for (const file of pages) {
      const path = file.replace(/(^|\/)index\.html$/, '$1');
      const before = watcher.count();
      await page.goto(new URL(path.split('/').map(encodeURIComponent).join('/'), url).href, {
        waitUntil: 'load',
      });
      // What waits for a reader: things that open, and things that the pointer or the keyboard comes over.
      await page.evaluate(() => {
        for (const one of document.querySelectorAll('details')) one.open = !one.open;
        for (const one of document.querySelectorAll('main *')) {
          for (const kind of ['mouseover', 'focus', 'click', 'toggle', 'error', 'load'])
            if (!(one instanceof HTMLAnchorElement)) one.dispatchEvent(new Event(kind, { bubbles: false }));
        }
      });
      expect(watcher.count(), `${file} runs no script of its own, so nothing was watched`).toBeGreaterThan(
        before,
      );
      // How an incident read before lies in the page as text, and is put into it.
      const steps = await page
        .locator('ol[data-steps]')
        .evaluateAll(([list]) => list?.getAttribute('data-steps') ?? '');
      const [stamp = ''] = steps.split(/[ ,+]/);
      if (stamp !== '') await page.goto(`${page.url()}?at=${stamp}`);
    }
    await page.goto(new URL('search/', url).href);
    await page.locator('input').pressSequentially('words');
    await page.locator('.found a').first().waitFor();
    await watcher.settle();
    expect(seen).toEqual([]);
    expect(pages.length).toBeGreaterThan(40);
  });

  it('sees a script that got through', async () => {
    const { url, close } = await serve({ dir: await foreignPage(), port: 0 });
    onTestFinished(close);
    const browser = await launch();
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    const seen: string[] = [];
    const watcher = await watch(page, seen, new URL(url).origin, new Set());
    await page.goto(url);
    await watcher.settle();
    expect(seen).toContain('dialog 1');
    expect(seen).toContain('script alert(1)');
    // Asked for, or forbidden by the page's policy, which says so in the console.
    expect(seen.filter((one) => one.includes('https://evil.example/x.png'))).not.toEqual([]);
    expect(seen).toContain(`error ${SIGN} is not defined`);
  });
});

/** A page of someone else, who lets everything through. */
async function foreignPage(): Promise<string> {
  const dir = join(parent, 'foreign');
  const body = `<!doctype html><script>alert(1)</script><img src="https://evil.example/x.png"><img src="data:," onerror="${SIGN}(1)">`;
  await writeFiles(dir, [{ path: 'index.html', body }]);
  return dir;
}

interface Watcher {
  /** How many scripts the pages ran so far. */
  readonly count: () => number;
  /** Waits until every script that ran was looked at. */
  readonly settle: () => Promise<void>;
}

/** Puts down what a page must not do: dialogs, words in the console, requests to others, scripts that are not `known`. */
async function watch(
  page: Page,
  seen: string[],
  origin: string,
  known: ReadonlySet<string>,
): Promise<Watcher> {
  const looks: Promise<void>[] = [];
  page.on('dialog', (dialog) => {
    seen.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => seen.push(`console ${message.text()}`));
  page.on('pageerror', (error) => seen.push(`error ${error.message}`));
  await page.route('**', (route) => {
    const { origin: asked } = new URL(route.request().url());
    if (asked === origin) return route.continue();
    seen.push(`request ${route.request().url()}`);
    return route.abort();
  });
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('Debugger.enable');
  session.on('Debugger.scriptParsed', ({ scriptId, url }) => {
    // The browser's own, and the test's, have no address.
    if (url === '' || url.startsWith('pptr:') || url.includes('__playwright')) return;
    looks.push(
      session.send('Debugger.getScriptSource', { scriptId }).then(
        ({ scriptSource }) => {
          const isFile = url.startsWith(`${origin}/`) && /\/(?:embed|pagefind\/[\w.-]+)\.js$/.test(url);
          if (!isFile && !known.has(scriptSource.trim())) seen.push(`script ${scriptSource.slice(0, 200)}`);
        },
        () => undefined,
      ),
    );
  });
  return {
    count: () => looks.length,
    settle: async () => {
      await page.waitForTimeout(300);
      await Promise.all(looks);
    },
  };
}

describe.skipIf(isWindows)('a folder in which nearly everything is at fault', () => {
  it('is refused, each file by its name and its rule, within 5 seconds and 1 GB', async () => {
    const content = join(parent, 'broken');
    await mkdir(content);
    const rules = await writeBrokenContent(content);
    for (const command of ['check', 'build']) {
      const { status, stderr, told, seconds, megabytes } = measured(command, 'broken');
      expect(status, stderr).toBe(1);
      expect(told).not.toContain('fault of Tsuiki');
      for (const [file, rule] of Object.entries(rules)) expect(told).toMatch(placed(file, rule));
      expect(told.length, 'a flood of problems').toBeLessThan(100_000);
      console.log(
        `${command} of ${Object.keys(rules).length} hostile files: ${seconds.toFixed(1)} s of CPU, ${Math.round(megabytes)} MB`,
      );
      expect(seconds).toBeLessThan(5);
      expect(megabytes).toBeLessThan(1024);
    }
  });
});

/** Runs a command over a folder beside the others, and gives what it said and took of the machine. */
function measured(command: string, folder: string) {
  const usage = join(ROOT, 'bench/usage.mjs');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', usage, join(ROOT, 'src/cli/main.ts'), command],
    {
      cwd: parent,
      encoding: 'utf8',
      env: { ...process.env, TSUIKI_CONTENT: folder, SOURCE_DATE_EPOCH: NOON },
    },
  );
  const [, json = '{}'] = /USAGE (.*)/.exec(stderr) ?? [];
  const { seconds, megabytes }: { seconds: number; megabytes: number } = JSON.parse(json);
  return { status, stderr, told: stdout + stderr, seconds, megabytes };
}

describe.skipIf(isWindows)('a folder that is as large as check allows', () => {
  it('is built, each file within 5 seconds, and no page of more than 4 MB', async () => {
    const names = await writeCostlyContent(join(parent, 'costly'));
    const { status, stderr, seconds, megabytes } = measured('build', 'costly');
    expect(status, stderr).toBe(0);
    console.log(
      `build of ${names.length} costly files: ${seconds.toFixed(1)} s of CPU, ${Math.round(megabytes)} MB`,
    );
    expect(seconds).toBeLessThan(5 * names.length);
    expect(megabytes).toBeLessThan(1024);
    for (const name of names) {
      const { size } = statSync(join(dist, `incidents/${name}/index.html`));
      expect(size, name).toBeLessThan(4_000_000);
    }
  });
});

function placed(file: string, rule: string): RegExp {
  return new RegExp(`broken/${file.replace(/[.*+?^$()[\]{}|\\]/g, '\\$&')}:\\d+:\\d+: error ${rule}`);
}
