import { describe, expect, inject, it } from 'vitest';
import {
  attribute,
  below,
  hasClass,
  heldElements,
  pagesOf,
  readPage,
  scriptsOf,
  words,
} from './setup/pages.ts';

const site = inject('awkwardSite');
const incident = (id: string) => readPage(site, `incidents/${id}/index.html`);

function factsOf({ elements }: ReturnType<typeof readPage>): string {
  const facts = elements.find((element) => hasClass(element, 'facts'));
  return facts ? words(facts) : '';
}

describe('an incident in the hour in which the clocks go back', () => {
  it('tells apart two moments that read alike', () => {
    const { elements } = incident('clocks-back');
    const ladder = elements.find((element) => hasClass(element, 'ladder'));
    const rungs = ladder ? below(ladder).filter(({ tagName }) => tagName === 'li') : [];
    expect(rungs.map(words)).toEqual([
      '2026-11-01 01:30 Investigating',
      '2026-11-01 01:30 (UTC-05:00) Resolved',
    ]);
    expect(factsOf(incident('clocks-back'))).toContain('01:20 (UTC-05:00) (1 h 10 min)');
  });
});

describe('hostile words', () => {
  it('run nowhere: no page has a script but those of the demonstration, nor a handler, nor has what it holds of earlier', async () => {
    const pages = await pagesOf(site);
    const scripts = new Set(pages.flatMap((page) => [...scriptsOf(page)]));
    const known = new Set((await pagesOf(inject('site'))).flatMap((page) => [...scriptsOf(page)]));
    expect(scripts).toEqual(known);
    expect([...scripts].join()).not.toContain('alert');
    const held = pages.flatMap(heldElements);
    expect(held.length).toBeGreaterThan(10);
    expect(held.filter(({ tagName }) => tagName === 'script')).toEqual([]);
    const elements = [...pages.flatMap((page) => page.elements), ...held];
    const handlers = elements.flatMap(({ attrs }) => attrs.filter(({ name }) => name.startsWith('on')));
    expect(handlers).toEqual([]);
    expect(words(incident('clocks-back').elements[0] as never)).toContain(
      '<script>alert(1)</script> & the clocks',
    );
  });
});

describe('what came back', () => {
  it('shows both stretches: the one that ended, and the one that goes on', () => {
    const facts = factsOf(incident('twice'));
    expect(facts).toContain('Ended 08:45 (1 h 15 min)');
    expect(facts).toContain('Duration going on');
  });
});

describe('what is told of afterwards', () => {
  it('is over from its first word: nothing is open', () => {
    expect(factsOf(incident('told-afterwards'))).toContain('Ended 10:30 (1 h)');
    const front = readPage(site, 'index.html');
    const titles = front.elements.filter((element) => hasClass(element, 'open-incident')).map(words);
    expect(titles.join()).not.toContain('A short stop');
  });

  it('calls a correction of its postmortem a correction', () => {
    const { elements } = readPage(site, 'postmortems/told-afterwards/index.html');
    const ladder = elements.find((element) => hasClass(element, 'ladder'));
    expect(ladder && words(ladder)).toContain('2026-11-20 13:00 Correction');
  });
});

describe('a false alarm', () => {
  it('no longer says that anything was lost, nor how long it lasted', async () => {
    expect(factsOf(incident('withdrawn'))).toContain('Withdrawn 10:10');
    expect(factsOf(incident('withdrawn'))).not.toContain('10 min');
    const lines = readPage(site, 'history/2026-11/index.html').elements.filter((element) =>
      hasClass(element, 'line'),
    );
    expect(lines.map(words)).toContain('Lost cargo Withdrawn · 15 November 2026, 10:00');
    const struck = incident('withdrawn')
      .elements.filter(({ tagName }) => tagName === 'del')
      .map(words);
    expect(struck).toEqual(['all cargo']);
  });
});

describe('redacted words', () => {
  it('leave a sentence where a title stood, and their proof once', () => {
    const { elements } = incident('same-sections');
    const title = elements.find(({ tagName }) => tagName === 'title');
    expect(title && words(title)).toMatch(
      /^\[Investigating\] This text was redacted on 12 November 2026: a name\./,
    );
    const heading = elements.find(({ tagName }) => tagName === 'h1');
    expect(heading && words(heading)).not.toContain('0000');
  });
});

describe('a promise', () => {
  it('is worded as its line was written, and says when it first got a day', () => {
    const { elements } = incident('same-sections');
    const promises = elements.find((element) => hasClass(element, 'promises'));
    const links = promises ? below(promises).filter(({ tagName }) => tagName === 'a') : [];
    expect(links.map((link) => attribute(link, 'href'))).toContain('https://example.org/third');
    expect(promises && words(promises)).toContain('now promised by 21 November 2026');
  });
});
