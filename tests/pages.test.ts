import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HtmlValidate } from 'html-validate';
import { describe, expect, inject, it } from 'vitest';
import { attribute, filesOf, pagesOf, scriptsOf, words } from './setup/pages.ts';
import { ROOT } from './source.ts';

const site = inject('site');
const pages = await pagesOf(site);
const files = new Set(await filesOf(site));

/** The file that an address of the site is served from. */
function fileAt(path: string): string {
  const file = decodeURIComponent(path.slice(1));
  return file === '' || file.endsWith('/') ? `${file}index.html` : file;
}

/** Links that lead to no file of the site, or to no anchor of a page, as a crawler would find them from its own address. */
async function deadLinksIn(dir: string): Promise<readonly string[]> {
  const built = await pagesOf(dir);
  const served = new Set(await filesOf(dir));
  const anchors = new Map(
    built.map(({ path, elements }) => [
      fileAt(path),
      new Set(elements.flatMap((element) => attribute(element, 'id') ?? [])),
    ]),
  );
  const canonical = built
    .flatMap(({ elements }) => elements)
    .find((element) => attribute(element, 'rel') === 'canonical');
  const { origin } = new URL((canonical && attribute(canonical, 'href')) ?? '');
  return built.flatMap(({ path, elements }) =>
    elements
      .flatMap((element) => attribute(element, 'href') ?? attribute(element, 'src') ?? [])
      .flatMap((link) => {
        const url = new URL(link, origin + path);
        if (url.origin !== origin) return [];
        const file = fileAt(url.pathname);
        if (!served.has(file)) return [`${path}: ${link}`];
        const anchor = decodeURIComponent(url.hash.slice(1));
        return anchor === '' || anchors.get(file)?.has(anchor) ? [] : [`${path}: ${link} (no such anchor)`];
      }),
  );
}

describe('every page', () => {
  it('is there: both languages have the same ones', () => {
    const japanese = pages.filter(({ path }) => !path.startsWith('/en/') && path !== '/404.html');
    const english = pages.filter(({ path }) => path.startsWith('/en/'));
    expect(english.map(({ path }) => path.slice(3)).sort()).toEqual(japanese.map(({ path }) => path).sort());
    expect(japanese.length).toBeGreaterThan(30);
  });

  it('is valid HTML', async () => {
    const validator = new HtmlValidate(JSON.parse(readFileSync(join(ROOT, '.htmlvalidate.json'), 'utf8')));
    const faults: string[] = [];
    for (const { path, html } of [...pages, ...(await pagesOf(inject('awkwardSite')))]) {
      const report = await validator.validateString(html, path);
      for (const { messages } of report.results) {
        for (const { ruleId, message, line, column } of messages) {
          faults.push(`${path}:${line}:${column}: ${ruleId}: ${message}`);
        }
      }
    }
    expect(faults).toEqual([]);
  });

  it('has one h1, a skip link that leads to it, a language, one stylesheet and one script, which are ours', () => {
    const faults = pages.flatMap((page) => {
      const { path, elements } = page;
      const count = (name: string) => elements.filter((element) => element.tagName === name).length;
      const html = elements.find((element) => element.tagName === 'html');
      const lang = path.startsWith('/en/') ? 'en' : 'ja';
      const isStyled = elements.some((element) => attribute(element, 'style') !== undefined);
      return [
        ...(count('h1') === 1 ? [] : [`${path}: ${count('h1')} h1`]),
        ...(count('main') === 1 ? [] : [`${path}: ${count('main')} main`]),
        ...(html && attribute(html, 'lang') === lang ? [] : [`${path}: lang`]),
        ...(isStyled || count('style') !== 1 ? [`${path}: styles`] : []),
        ...(scriptsOf(page).size === 1 ? [] : [`${path}: ${scriptsOf(page).size} scripts`]),
      ];
    });
    expect(faults).toEqual([]);
  });

  it.each(['site', 'awkwardSite', 'outageSite'] as const)(
    'of %s leads nowhere that is not there: every link, feed, image and anchor',
    async (name) => {
      expect(await deadLinksIn(inject(name))).toEqual([]);
    },
  );

  it('names its twin in the other language, and the twin names it back', () => {
    const alternates = new Map(
      pages.map(({ path, elements }) => [
        path,
        elements
          .filter((element) => element.tagName === 'link' && attribute(element, 'hreflang'))
          .map((element) => `${attribute(element, 'hreflang')} ${attribute(element, 'href')}`),
      ]),
    );
    for (const { path } of pages.filter((page) => page.path.startsWith('/en/'))) {
      expect(alternates.get(path), path).toEqual(alternates.get(path.slice(3)));
      expect(alternates.get(path), path).toContain(`en https://status.example.com${path}`);
    }
  });

  it('has a title that begins with the state', () => {
    const title = (path: string) => {
      const page = pages.find((candidate) => candidate.path === path);
      const found = page?.elements.find((element) => element.tagName === 'title');
      return found && words(found);
    };
    expect(title('/')).toMatch(/^すべて正常に稼働しています — /);
    expect(title('/en/incidents/2017-05-11-sign-in-stopped/')).toMatch(/^\[Resolved\] /);
    expect(title('/components/postcards/')).toMatch(/^【2015年3月31日まで提供】/);
  });

  it('speaks to screen readers and to the clock: every time names its offset', () => {
    const times = pages.flatMap(({ elements }) => elements.filter((element) => element.tagName === 'time'));
    const datetimes = times.map((element) => attribute(element, 'datetime') ?? '');
    expect(
      datetimes.filter((text) => !/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2})?$/.test(text)),
    ).toEqual([]);
    expect(datetimes.length).toBeGreaterThan(500);
  });
});

describe('what is told to search engines and chats', () => {
  it('is a sitemap of every page that has an address of its own', () => {
    const sitemap = readFileSync(join(site, 'sitemap.xml'), 'utf8');
    const listed = [...sitemap.matchAll(/<loc>https:\/\/status\.example\.com([^<]*)<\/loc>/g)].map(
      ([, path]) => path ?? '',
    );
    const served = pages.map(({ path }) => path).filter((path) => path !== '/404.html');
    expect(listed.toSorted()).toEqual(served.toSorted());
  });

  it('is a picture that is there, and of a postmortem what it is, in the same words', () => {
    for (const { path, elements, html } of pages) {
      const image = elements.find((element) => attribute(element, 'property') === 'og:image');
      if (path !== '/404.html')
        expect(image && attribute(image, 'content')).toBe('https://status.example.com/share.png');
      if (!/^\/postmortems\/[^/]+\/$/.test(path)) continue;
      const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html) ?? [];
      const { headline, datePublished, url } = JSON.parse(json);
      const title = elements.find((element) => element.tagName === 'h1');
      expect(headline).toBe(title && words(title));
      expect(datePublished).toMatch(/^\d{4}-\d{2}-\d{2}T/);
      expect(url).toBe(`https://status.example.com${path}`);
    }
    expect(files.has('share.png')).toBe(true);
  });

  it('is described by its first words, a postmortem not by its first heading', () => {
    const page = pages.find(({ path }) => path === '/en/postmortems/2021-02-24-sending-queue/');
    const description = page?.elements.find((element) => attribute(element, 'name') === 'description');
    expect(description && attribute(description, 'content')).toMatch(/^On 24 February 2021, sent mail .*…$/);
  });
});

describe('what was published', () => {
  it('is served as it was written: the source of every incident and translation', () => {
    const source = readFileSync(join(ROOT, 'incidents/2008/2008-09-05-hardware-failure.md'), 'utf8');
    expect(readFileSync(join(site, 'incidents/2008-09-05-hardware-failure.md'), 'utf8')).toBe(source);
    expect(existsSync(join(site, 'incidents/2008-09-05-hardware-failure.en.md'))).toBe(true);
  });

  it('brings the files that it links', () => {
    expect(files.has('incidents/2021-02-24-sending-queue/queue-depth.svg')).toBe(true);
  });

  it('says that the service is invented', () => {
    const silent = pages.filter(({ html }) => !/架空|invented/.test(html)).map(({ path }) => path);
    expect(silent).toEqual([]);
  });
});
