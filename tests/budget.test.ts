import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, inject, it } from 'vitest';
import { attribute, readPage, scriptsOf, words } from './setup/pages.ts';

const KB = 1024;
const site = inject('outageSite');
const weigh = (text: string) => gzipSync(text, { level: 9 }).length;

describe.each(['', 'en/'])('in the language at /%s', (lang) => {
  it.each([
    ['the front page of twelve components and two open incidents', `${lang}index.html`, 14],
    ['an incident of four updates', `${lang}incidents/2026-11-11-filters/index.html`, 10],
  ])('%s is small, style and script with it, and waits for nothing else', (_, file, limit) => {
    const { html, elements } = readPage(site, file);
    expect(weigh(html)).toBeLessThanOrEqual(limit * KB);
    const waitsFor = elements.filter(
      (element) =>
        (element.tagName === 'link' && attribute(element, 'rel') === 'stylesheet') ||
        (element.tagName === 'script' && attribute(element, 'src') !== undefined),
    );
    expect(waitsFor).toEqual([]);
  });

  it('the front page reads without any style: what is broken, since when, what to do, when next', () => {
    const page = readPage(site, `${lang}index.html`);
    const body = page.elements.find(({ tagName }) => tagName === 'body');
    const text = body ? words(body) : '';
    const [broken, since, advice, next] =
      lang === ''
        ? ['メールの送受信ができません', '09:20頃', 'お客様へのお願い', '続報予定 11:45']
        : [
            'Mail can be neither sent nor received',
            'Since about 09:20',
            'What you should do',
            'Next update promised for 11:45',
          ];
    const places = [broken, since, advice, next].map((words) => text.indexOf(words));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });
});

it('the script of all pages is under 2 KB over the line', () => {
  const [script = ''] = scriptsOf(readPage(site, 'index.html'));
  expect(weigh(script)).toBeLessThan(2 * KB);
  expect(readFileSync(join(site, 'index.html'), 'utf8')).toContain(script);
});
