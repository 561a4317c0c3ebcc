import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launch } from './setup/browser.ts';
import { pagesOf } from './setup/pages.ts';
import { ROOT } from './source.ts';

const source = ['site', 'lists', 'front']
  .map((name) => readFileSync(join(ROOT, `src/styles/${name}.css`), 'utf8').replace(/^@import .*$/m, ''))
  .join('\n');

describe('styles and scripts', () => {
  it('stand inline in every template: one request of Astro’s makes all pages, and would put others on the first alone', () => {
    const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
    const found = files
      .filter((file) => file.endsWith('.astro'))
      .flatMap(
        (file) => readFileSync(join(ROOT, 'src', file), 'utf8').match(/<(?:style|script)\b[^>]*/g) ?? [],
      );
    expect(found.length).toBeGreaterThan(3);
    expect(found.filter((tag) => !tag.includes('is:inline'))).toEqual([]);
  });
});

describe('the colours', () => {
  const [light = '', dark = ''] = [...source.matchAll(/:root \{([^}]*--paper[^}]*)\}/g)].map(
    ([, own]) => own ?? '',
  );
  const tokensIn = (rule: string) =>
    new Map([...rule.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex]));
  const schemes = { light: tokensIn(light), dark: tokensIn(dark) };
  const STATES = ['ink', 'operational', 'degraded', 'partial', 'maintenance'];
  const TEXTS = [...STATES, 'ink-2', 'vermilion'];
  /** What stands on what, and by how much it must stand out (WCAG 2.2, 1.4.3 and 1.4.11). */
  const pairs = [
    ...TEXTS.flatMap((text) => ['paper', 'wash'].map((ground) => [text, ground, 4.5] as const)),
    ['paper', 'ink', 4.5] as const,
    ['line', 'paper', 3] as const,
  ];

  it.each(['light', 'dark'] as const)('stand out in %s, each from all that it stands on', (scheme) => {
    const tokens = schemes[scheme];
    const weak = pairs.flatMap(([text, ground, wanted]) => {
      const found = contrast(tokens.get(text) ?? '', tokens.get(ground) ?? '');
      return found >= wanted ? [] : [`${text} on ${ground}: ${found.toFixed(2)} of ${wanted}`];
    });
    expect(weak).toEqual([]);
  });

  it('are tokens, the same ones in light and dark, and stand in no other place', () => {
    expect([...schemes.dark.keys()]).toEqual([...schemes.light.keys()]);
    expect(schemes.light.size).toBe(11);
    const elsewhere = source.replace(light, '').replace(dark, '');
    expect(elsewhere.match(/#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|lab|color)\(/gi)).toBeNull();
    const words = [
      ...elsewhere.matchAll(/\b(?:color|background|fill|stroke|border[\w-]*|outline[\w-]*):\s*([^;]+);/g),
    ];
    const named = words.flatMap(
      ([, value = '']) => value.match(/\b(?:black|white|red|green|blue|gr[ae]y)\b/gi) ?? [],
    );
    expect(named).toEqual([]);
  });
});

/** The contrast of two colours (WCAG 2.2, relative luminance). */
function contrast(one: string, other: string): number {
  const [dim = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dim + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** What none of the sites of the tests shows, because it takes another day or another record. */
const ELSEWHERE = [
  { rule: '[data-tone="open"]', made: "'open'", by: 'src/derive/banner.ts' },
  { rule: '[data-tone="degraded"]', made: "'degraded'", by: 'src/derive/banner.ts' },
  { rule: '.apart', made: 'class="apart"', by: 'src/components/UpdateEntry.astro' },
  { rule: '.found mark', made: "'mark'", by: 'src/browser/find.ts' },
  { rule: '.follow button', made: "createElement('button')", by: 'src/browser/copy.ts' },
  { rule: '.fork', made: 'class="fork"', by: 'src/components/Forks.astro' },
];

describe('the rules', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await launch();
    page = await browser.newPage();
  });
  afterAll(() => browser?.close());

  it('shout nowhere but in print and in forced colours', () => {
    const loud = source.replace(/@media (?:print|\(forced-colors: active\)) \{(?:[^{}]|\{[^{}]*\})*\}/g, '');
    expect(loud).not.toContain('!important');
  });

  it('each dress something on some page', async () => {
    const selectors = await page.evaluate(selectorsOf, source);
    expect(selectors.length).toBeGreaterThan(100);
    const sites = [inject('site'), inject('awkwardSite'), inject('outageSite')];
    const pages = (await Promise.all(sites.map(pagesOf))).flat();
    let unused: readonly string[] = selectors;
    for (const { html } of pages) unused = await page.evaluate(unmatchedIn, [unused, html] as const);
    expect(unused.filter((selector) => !ELSEWHERE.some(({ rule }) => selector.includes(rule)))).toEqual([]);
  });

  it.each(ELSEWHERE)('of other days dress what is still made: $rule', ({ made, by }) => {
    expect(readFileSync(join(ROOT, by), 'utf8')).toContain(made);
  });
});

/** In the browser: every selector of a stylesheet, with those around it, and without what a page at rest cannot show. */
function selectorsOf(css: string): string[] {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  const found = new Set<string>();
  const visit = (rules: CSSRuleList, around: string) => {
    for (const rule of rules) {
      if (rule instanceof CSSStyleRule) {
        const own = around ? rule.selectorText.replaceAll('&', `:is(${around})`) : rule.selectorText;
        const atRest = own
          .replace(/::?(?:before|after|first-line|hover|focus-visible|focus|target)\b/g, '')
          .replace(':not(:empty)', '')
          .replace('[data-stale="yes"]', ':root')
          .replace('[hidden]', '*');
        if (rule.style.length > 0) found.add(atRest.replace(/(^|,|\s)(?=,|\s*$)/g, '$1*'));
        visit(rule.cssRules, own);
      } else if ('cssRules' in rule) visit(rule.cssRules as CSSRuleList, around);
    }
  };
  visit(sheet.cssRules, '');
  return [...found];
}

/** In the browser: which of the selectors match nothing on a page, nor in what it holds of earlier. */
function unmatchedIn([selectors, html]: readonly [readonly string[], string]): string[] {
  const page = new DOMParser().parseFromString(html, 'text/html');
  for (const held of page.querySelectorAll('script[type="text/html"]')) {
    held.insertAdjacentHTML('beforebegin', held.textContent ?? '');
  }
  return selectors.filter((selector) => page.querySelector(selector) === null);
}
