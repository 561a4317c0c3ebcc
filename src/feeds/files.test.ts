import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { children, readXml, textOfChild } from '../../tests/setup/strict-xml.ts';
import { everyText } from '../../tests/setup/texts.ts';
import { viewIncident } from '../derive/incident-view.ts';
import { linkResolver } from '../derive/links.ts';
import { deriveSite, type Site } from '../derive/site.ts';
import { parseFolder } from '../format/folder.ts';
import type { Incident, Update } from '../model/incident.ts';
import { type Instant, instant } from '../model/instant.ts';
import { PHASES } from '../model/phase.ts';
import type { SiteConfig } from '../model/site-config.ts';
import { announcedOf } from './entry.ts';
import { feedTexts } from './files.ts';

const SITE = `
name: { ja: たよりメール, en: Tayori Mail }
url: https://example.com/status
languages: [ja, en]
timeZone: Asia/Tokyo
feedAuthority: example.com,2026
components:
  - id: mail
    name: { ja: メール, en: Mail }
    components:
      - { id: pc-mail, name: { ja: PCメール, en: PC mail }, formerly: [{ until: 2008-12-31, name: { ja: メール, en: Post } }] }
      - { id: webmail, name: { ja: Webメール, en: Webmail } }
  - { id: postcards, name: { ja: 絵はがき, en: Postcards } }
`;

const FAILURE = `---
title: Mail storage failure
lang: en
---

## 2008-09-05 05:10 +09:00 Investigating

\`\`\`status
began: ~02:39
pc-mail: major outage
next: 12:00
\`\`\`

Mail can be neither read nor sent. See [the plan](plan.txt), [the page](/history/) and a note.[^1]

[^1]: Of the night.

## 2008-09-05 22:20 +09:00 Resolved

\`\`\`status
ended: 20:10
pc-mail: degraded performance from 19:20, operational from 20:10
lost: mail received before 02:39
cause: hardware
\`\`\`

About 7 % of mail could not be recovered.

## 2008-09-06 11:10 +09:00 Update

\`\`\`status
postcards: major outage from 2008-09-05 02:39, operational from 2008-09-05 20:10
title: Mail and postcard failure
\`\`\`

## 2008-09-06 17:45 +09:00 Correction

\`\`\`status
corrects: 2008-09-05 22:20
\`\`\`

- For: About 7 %
- Read: About 17 %

## 2008-09-07 09:00 +09:00 Postmortem

### Summary

It broke.
`;

const FAILURE_JA = `---
title: メールの障害
---

## 2008-09-05 22:20 +09:00 復旧

\`\`\`status
lost: 2時39分より前のメール
\`\`\`

復旧しました。約7 %を失いました。

## 2008-09-06 17:45 +09:00 訂正

- 誤: 約7 %
- 正: 約17 %
`;

const NOW = instant(Date.parse('2008-09-10T00:00:00Z'));

function parsed(incidents: Readonly<Record<string, string>>, site = SITE, now = NOW) {
  const file = (path: string, text: string) => ({ path, bytes: new TextEncoder().encode(text) });
  const folder = parseFolder(
    {
      name: 'incidents',
      site: file('site.yml', site),
      incidents: Object.entries(incidents).map(([path, text]) => file(path, text)),
      assets: new Map([['plan.txt', file('plan.txt', '')]]),
    },
    now,
  );
  expect(folder.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return { config: folder.config as SiteConfig, incidents: folder.incidents };
}

function filesOf(site: Site): ReadonlyMap<string, string> {
  const resolve = linkResolver(site, new Map([['plan.txt', {}]]));
  return new Map(everyText(feedTexts(site, { resolve }), site).map(({ path, body }) => [path, body]));
}

function published(
  incidents: readonly Incident[],
  config: SiteConfig,
  asOf: Instant,
): ReadonlyMap<string, string> {
  return filesOf(deriveSite(incidents, config, [], asOf));
}

interface JsonItem {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly content_html: string;
  readonly date_published: string;
  readonly tags: readonly string[];
}

function items(files: ReadonlyMap<string, string>, path: string): readonly JsonItem[] {
  return JSON.parse(files.get(path) ?? '').items;
}

function guids(files: ReadonlyMap<string, string>, path: string): readonly string[] {
  const [channel] = children(readXml(files.get(path) ?? ''), 'channel');
  return channel ? children(channel, 'item').map((item) => textOfChild(item, 'guid') ?? '') : [];
}

const demonstration = parsed({ 'failure.md': FAILURE, 'failure.ja.md': FAILURE_JA });
const files = published(demonstration.incidents, demonstration.config, NOW);
const [first, resolved, addition, correction, postmortem] = items(files, 'en/feed.json').toReversed();
const ID = 'tag:example.com,2026:failure/';

describe('the feeds of a site', () => {
  it('are of the site, its components, its incidents, its postmortems and its promises, in every language', () => {
    const formats = (path: string) => [`${path}feed.xml`, `${path}feed.atom`, `${path}feed.json`];
    const inOneLanguage = [
      ...formats(''),
      'history.rss',
      'history.atom',
      ...['mail', 'pc-mail', 'webmail', 'postcards'].flatMap((id) => formats(`components/${id}/`)),
      'incidents/failure/feed.xml',
      ...formats('postmortems/'),
      ...formats('promises/'),
    ];
    expect([...files.keys()].toSorted()).toEqual(
      [...inOneLanguage, ...inOneLanguage.map((path) => `en/${path}`)].toSorted(),
    );
  });

  it('stand byte for byte at the addresses of Statuspage too', () => {
    expect(files.get('history.rss')).toBe(files.get('feed.xml'));
    expect(files.get('en/history.atom')).toBe(files.get('en/feed.atom'));
  });

  it('hold one item an update, the newest first, with the same ids in all languages and formats', () => {
    const stamps = ['20080907T0000Z', '20080906T0845Z', '20080906T0210Z', '20080905T1320Z', '20080904T2010Z'];
    const ids = stamps.map((stamp) => ID + stamp);
    expect(guids(files, 'feed.xml')).toEqual(ids);
    expect(guids(files, 'en/feed.xml')).toEqual(ids);
    expect(guids(files, 'incidents/failure/feed.xml')).toEqual(ids);
    expect(items(files, 'feed.json').map(({ id }) => id)).toEqual(ids);
    const entries = children(readXml(files.get('feed.atom') ?? ''), 'entry');
    expect(entries.map((entry) => textOfChild(entry, 'id'))).toEqual(ids);
  });

  it('have ids of their own, which differ by language and not by address', () => {
    const id = (path: string) => textOfChild(readXml(files.get(path) ?? ''), 'id');
    expect(id('feed.atom')).toBe('tag:example.com,2026:feed/ja');
    expect(id('en/components/mail/feed.atom')).toBe('tag:example.com,2026:feed/en/components/mail');
  });

  it('of a component begin with the update that first names it, and a group has all of its children', () => {
    expect(guids(files, 'components/postcards/feed.xml')).toHaveLength(3);
    expect(guids(files, 'components/mail/feed.xml')).toHaveLength(5);
    expect(guids(files, 'components/webmail/feed.xml')).toEqual([]);
  });

  it('of promises hold each update that makes, moves or settles one, and no other', () => {
    const promise = `
## 2008-09-08 09:00 +09:00 Update

- [ ] P1: Test the copies by 2008-09-09
`;
    const kept = `
## 2008-09-09 09:00 +09:00 Update

- [x] P1: Tested
`;
    const { incidents, config } = parsed({ 'failure.md': FAILURE + promise + kept });
    const told = published(incidents, config, NOW);
    expect(guids(told, 'promises/feed.xml')).toEqual([`${ID}20080909T0000Z`, `${ID}20080908T0000Z`]);
  });

  it('of postmortems hold postmortems alone', () => {
    expect(guids(files, 'postmortems/feed.xml')).toEqual([`${ID}20080907T0000Z`]);
    expect(postmortem?.url).toBe('https://example.com/status/en/postmortems/failure/#u20080907T0000Z');
  });

  it('say the epoch where they never held anything', () => {
    expect(files.get('components/webmail/feed.xml')).toContain(
      '<lastBuildDate>Thu, 01 Jan 1970 00:00:00 GMT<',
    );
    expect(files.get('components/webmail/feed.atom')).toContain('<updated>1970-01-01T00:00:00.000Z<');
  });

  it('leave out a history that another system published', () => {
    const imported = FAILURE.replace('lang: en', 'lang: en\nimported: Statuspage');
    const { incidents, config } = parsed({ 'failure.md': imported });
    expect(guids(published(incidents, config, NOW), 'feed.xml')).toEqual([]);
  });
});

describe('an item', () => {
  it('has the title of its time, behind the word for its phase', () => {
    expect(items(files, 'en/feed.json').map(({ title }) => title)).toEqual([
      '[Postmortem] Mail and postcard failure',
      '[Correction] Mail and postcard failure',
      '[Update] Mail and postcard failure',
      '[Resolved] Mail storage failure',
      '[Investigating] Mail storage failure',
    ]);
    expect(items(files, 'feed.json')[2]?.title).toBe('【追記】Mail and postcard failure');
    expect(items(files, 'feed.json')[3]?.title).toBe('【復旧】メールの障害');
  });

  it('leads to its update, below the address of the site', () => {
    expect(first?.url).toBe('https://example.com/status/en/incidents/failure/#u20080904T2010Z');
    expect(items(files, 'feed.json').at(-1)?.url).toBe(
      'https://example.com/status/incidents/failure/#u20080904T2010Z',
    );
  });

  it('says first when things happened, and names the zone', () => {
    expect(resolved?.content_html).toMatchInlineSnapshot(`
      "<dl>
      <dt>Post</dt>
      <dd>Degraded performance <time datetime="2008-09-05T19:20:00+09:00">5 September 2008, 19:20</time> – <time datetime="2008-09-05T20:10:00+09:00">5 September 2008, 20:10</time></dd>
      <dd>Operational <time datetime="2008-09-05T20:10:00+09:00">5 September 2008, 20:10</time> –</dd>
      <dt>Ended</dt>
      <dd><time datetime="2008-09-05T20:10:00+09:00">5 September 2008, 20:10</time></dd>
      <dt>Lost for good</dt>
      <dd>mail received before 02:39</dd>
      <dt>Cause</dt>
      <dd>Hardware</dd>
      </dl>
      <p><small>Times are Japan Standard Time (UTC+09:00).</small></p>
      <p>About 7 % of mail could not be recovered.</p>"
    `);
  });

  it('takes a time that was left to the rules from the beginning that the same update states', () => {
    expect(first?.content_html).toContain(
      'Major outage <time datetime="2008-09-05T02:39:00+09:00">about 5 September',
    );
    expect(first?.content_html).toContain('<dt>Next update</dt>');
  });

  it('names the zone of a time that lies beyond a change of clocks', () => {
    const site = SITE.replace('Asia/Tokyo', 'Europe/London');
    const text = [
      '---\ntitle: Slow\nlang: en\n---\n\n## 2025-10-26 03:00 +00:00 Resolved\n',
      '```status\nbegan: 2025-10-26 00:30 +01:00\nended: 02:30\n```\n',
    ].join('\n');
    const now = instant(Date.parse('2025-11-01T00:00:00Z'));
    const { incidents, config } = parsed({ 'slow.md': text }, site, now);
    const [item] = items(published(incidents, config, now), 'en/feed.json');
    expect(item?.content_html).toContain('>26 October 2025, 00:30 (UTC+01:00)</time>');
    expect(item?.content_html).toContain('>26 October 2025, 02:30</time>');
    expect(item?.content_html).toContain('Times are Greenwich Mean Time (UTC+00:00).');
  });

  it('shows what was first stated where its update states it anew', () => {
    const text = [
      '---\ntitle: Slow\nlang: en\n---\n\n## 2008-09-05 05:10 +09:00 Investigating\n\n```status\nbegan: 05:00\n```\n',
      '## 2008-09-05 06:00 +09:00 Identified\n\n```status\nbegan: 02:39\nlost: a letter\n```\n',
      '## 2008-09-05 07:00 +09:00 Correction\n\n```status\ncorrects: 2008-09-05 06:00\nlost: nothing\n```\n',
    ].join('\n');
    const { incidents, config } = parsed({ 'slow.md': text });
    const [withdrawal, restated] = items(published(incidents, config, NOW), 'en/feed.json');
    expect(restated?.content_html).toContain(
      '>5 September 2008, 02:39</time></dd>\n<dd>first stated as <time ',
    );
    expect(restated?.content_html).toContain('<dd>a letter</dd>');
    expect(withdrawal?.content_html).toContain('<dt>Lost for good</dt>\n<dd>withdrawn</dd>');
  });

  it('of a planned maintenance tells the plan, and the plan before it', () => {
    const text = [
      '---\ntitle: New disks\nkind: maintenance\nlang: en\n---\n\n## 2008-09-05 05:10 +09:00 Scheduled\n',
      '```status\nwindow: 2008-09-07 02:00 / 04:00\npc-mail: under maintenance\n```\n',
      '## 2008-09-06 05:10 +09:00 Update\n\n```status\nwindow: 2008-09-08 02:00 / 04:00\n```\n',
    ].join('\n');
    const { incidents, config } = parsed({ 'disks.md': text });
    const [moved, planned] = items(published(incidents, config, NOW), 'en/feed.json');
    expect(planned?.content_html).toContain('<dt>Post</dt>\n<dd>Under maintenance</dd>\n<dt>Planned</dt>');
    expect(moved?.content_html).toMatch(
      /<dd><time datetime="2008-09-08T02:00:00\+09:00">.*<\/dd>\n<dd><del><time datetime="2008-09-07T02.*<\/del> moved<\/dd>/,
    );
  });

  it('has only absolute links', () => {
    const links = [...(first?.content_html ?? '').matchAll(/(?:href|src)="([^"]*)"/g)].map(
      ([, link]) => link,
    );
    expect(links).toEqual([
      'https://example.com/status/incidents/failure/plan.txt',
      'https://example.com/status/history/',
      'https://example.com/status/en/incidents/failure/#u20080904T2010Zfn-1',
      'https://example.com/status/en/incidents/failure/#u20080904T2010Zfnref-1',
    ]);
  });

  it('without a text says what its phase says', () => {
    expect(addition?.content_html).toContain('First published under the title “Mail storage failure”');
    expect(addition?.content_html).toContain('<p>The facts were updated.</p>');
  });

  it('that corrects another leads to it, and reads For and Read', () => {
    expect(correction?.content_html).toContain(
      '<a href="https://example.com/status/en/incidents/failure/#u20080905T1320Z">Corrects what was posted ',
    );
    expect(correction?.content_html).toContain('<li>For: About 7 %</li>\n<li>Read: About 17 %</li>');
    expect(items(files, 'feed.json')[1]?.content_html).toContain('<li>誤: 約7 %</li>');
  });

  it('stays in the language of the incident where it is not translated, and says so', () => {
    const html = items(files, 'feed.json').at(-1)?.content_html ?? '';
    expect(html).toContain('日本語訳はまだありません');
    expect(html).toMatch(/<div lang="en">\n<p>Mail can be neither/);
    expect(html).toContain('<dt>発生</dt>');
  });

  it('is filed under its phase, its kind and what components were called on its day', () => {
    expect(addition?.tags).toEqual(['Update', 'Incident', 'Post', 'Postcards']);
    const [entry] = children(readXml(files.get('en/feed.atom') ?? ''), 'entry').slice(2);
    const terms = entry && children(entry, 'category').map(({ attributes }) => attributes.get('term'));
    expect(terms).toEqual(['update', 'incident', 'pc-mail', 'postcards']);
  });

  it('holds a tombstone in place of words that were taken away', () => {
    const sha256 = 'a'.repeat(64);
    const redaction = { date: '2008-09-08', sha256, reason: 'it named a customer' };
    const [incident] = demonstration.incidents as [Incident];
    const updates = incident.updates.map((update) => ({ ...update, redaction }));
    const redacted = {
      ...incident,
      title: { redaction },
      updates: updates as [Update],
      translations: new Map(),
    };
    const [, , , item] = items(published([redacted], demonstration.config, NOW), 'en/feed.json');
    expect(item?.title).toBe('[Resolved] This text was redacted on 8 September 2008: it named a customer.');
    expect(item?.content_html).toContain(`<code>${sha256}</code>`);
    expect(item?.content_html).not.toContain('7 %');
  });
});

const [base] = demonstration.incidents as [Incident];
const START = Date.parse('2008-09-05T00:00:00Z');
const HOUR = 3600 * 1000;

/** An incident with updates at the given hours after its start. */
function incidentAt(id: string, hours: readonly number[]): Incident {
  const updates = hours.map((hour): Update => {
    const at = instant(START + hour * HOUR);
    const stamp = { at, digits: '', offset: '+09:00' };
    return {
      stamp,
      phase: 'update',
      statements: { states: [], lost: [] },
      text: 'x',
      forRead: [],
      promises: [],
      files: [],
      canonical: '',
      line: 1,
    };
  });
  return {
    ...base,
    id,
    path: `${id}.md`,
    updates: updates as [Update, ...Update[]],
    translations: new Map(),
  };
}

describe('a feed', () => {
  it('of one incident holds all of it, the feed of the site the newest', () => {
    const hours = Array.from({ length: 60 }, (_, index) => index * 12);
    const made = published([incidentAt('slow', hours)], demonstration.config, instant(START + 1000 * HOUR));
    expect(guids(made, 'incidents/slow/feed.xml')).toHaveLength(60);
    expect(guids(made, 'feed.xml')).toEqual(guids(made, 'incidents/slow/feed.xml').slice(0, 50));
  });

  it('is the same however the folder is read', () => {
    const [a, b] = [incidentAt('a', [1]), incidentAt('b', [1])];
    expect(published([a, b], demonstration.config, NOW)).toEqual(
      published([b, a], demonstration.config, NOW),
    );
  });

  it('never holds what is stamped after the moment for which the site is true', () => {
    const made = published([incidentAt('a', [1, 3])], demonstration.config, instant(START + 2 * HOUR));
    expect(guids(made, 'feed.xml')).toEqual(['tag:example.com,2026:a/20080905T0100Z']);
  });
});

const SEEDS = [
  '<b>&amp;"]]>]]>',
  '\u001b',
  '\ud800',
  '\uffff\ufffe',
  '\u0000',
  '\r\n',
  '</title>',
  "'",
  '[x](javascript:y)',
  '`]]>`',
];
const nasty = fc
  .array(fc.oneof(fc.constantFrom(...SEEDS), fc.string({ unit: 'binary' }), fc.string()), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => parts.join(''));

describe('hostile words', () => {
  it('in any place leave every feed well-formed and the same in all formats', () => {
    fc.assert(
      fc.property(nasty, nasty, nasty, nasty, (title, text, name, service) => {
        const [one, ...others] = base.updates;
        const statements = { ...one.statements, lost: [{ words: text }], by: name, title: { words: title } };
        const incident: Incident = {
          ...base,
          title: { words: title },
          updates: [{ ...one, text, statements }, ...others.slice(0, 1)],
          translations: new Map(),
        };
        const config: SiteConfig = {
          ...demonstration.config,
          name: { ja: service },
          languages: ['ja'],
          components: [{ id: 'pc-mail', name: { ja: name }, formerly: [], components: [] }],
        };
        const made = published([incident], config, NOW);
        for (const [path, body] of made) {
          if (path.endsWith('.json')) JSON.parse(body);
          else readXml(body);
        }
        const json = items(made, 'feed.json').at(-1);
        const [channel] = children(readXml(made.get('feed.xml') ?? ''), 'channel');
        const item = channel && children(channel, 'item').at(-1);
        const entry = children(readXml(made.get('feed.atom') ?? ''), 'entry').at(-1);
        if (!item || !entry || !json) throw new Error('An item is missing.');
        const unescaped = (html: string) =>
          html
            .replaceAll('&lt;', '<')
            .replaceAll('&gt;', '>')
            .replaceAll('&quot;', '"')
            .replaceAll('&amp;', '&');
        expect(textOfChild(item, 'title')).toBe(json.title);
        expect(unescaped(textOfChild(entry, 'title') ?? '')).toBe(json.title);
        expect(textOfChild(item, 'description')).toBe(json.content_html);
        expect(textOfChild(entry, 'content')).toBe(json.content_html);
        expect(children(item, 'category').map((category) => category.text)).toEqual(json.tags);
        expect(children(entry, 'category').map(({ attributes }) => attributes.get('label'))).toEqual(
          json.tags,
        );
        expect(JSON.stringify(json)).not.toMatch(/\\ud[89a-f]|\\u001b|\uffff|\ufffe/i);
      }),
      { numRuns: 30 },
    );
  });
});

/** An update as staff might add it, some hours after the one before, about anything said until then. */
const anyUpdate = fc.record({
  phase: fc.constantFrom(...PHASES.incident),
  text: fc.constantFrom('', 'Words.', '### Cause\n\nA fan.'),
  title: fc.option(fc.constantFrom('A', 'B')),
  component: fc.option(fc.constantFrom('pc-mail', 'webmail', 'postcards')),
  began: fc.option(fc.integer({ min: -5, max: 5 })),
  corrects: fc.option(fc.nat({ max: 5 })),
  isLate: fc.boolean(),
});
type Draft = typeof anyUpdate extends fc.Arbitrary<infer Value> ? Value : never;

/** The updates in the order in which they were published; a late one is stamped before the one that it follows. */
function updatesOf(drafts: readonly Draft[]): readonly Update[] {
  const at = drafts.map(({ isLate }, index) =>
    instant(START + (isLate && index > 0 ? index - 1.5 : index) * 2 * HOUR),
  );
  return drafts.map((draft, index): Update => {
    const corrects = draft.corrects !== null && draft.corrects < index ? at[draft.corrects] : undefined;
    const states = draft.component
      ? [{ components: [draft.component], steps: [{ state: 'partial outage' }] } as const]
      : [];
    return {
      stamp: { at: at[index] ?? instant(START), digits: '', offset: '+09:00' },
      phase: draft.phase,
      statements: {
        states,
        lost: draft.title ? [{ words: 'a day' }] : [],
        ...(draft.began === null ? {} : { began: { at: instant(START + draft.began * HOUR), about: false } }),
        ...(draft.title ? { title: { words: draft.title } } : {}),
        ...(corrects === undefined ? {} : { corrects }),
        ...(draft.isLate && index > 0 ? { late: 'the editor crashed' } : {}),
      },
      text: draft.text,
      forRead: corrects === undefined ? [] : [{ wrong: 'Words', right: 'Deeds' }],
      promises: [],
      files: [],
      canonical: '',
      line: 1,
    };
  });
}

describe('what was published', () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
  });

  it('stays as it was, whatever is added to its incident', () => {
    const site = deriveSite([], demonstration.config, [], NOW);
    const entries = (updates: readonly Update[]) => {
      const [one, ...others] = updates.toSorted((a, b) => a.stamp.at - b.stamp.at);
      if (!one) return [];
      const incident = { ...base, updates: [one, ...others] as const, translations: new Map() };
      const view = viewIncident(incident, site.index, NOW, site.today);
      return view
        ? announcedOf(view, 'en', site, { resolve: () => undefined })
            .map(({ make }) => make())
            .map((entry) => ({ ...entry, html: entry.html() }))
        : [];
    };
    fc.assert(
      fc.property(fc.array(anyUpdate, { minLength: 2, maxLength: 7 }), fc.nat(), (drafts, cut) => {
        const updates = updatesOf(drafts);
        const after = new Map(entries(updates).map((entry) => [entry.id, entry]));
        for (const entry of entries(updates.slice(0, 1 + (cut % drafts.length)))) {
          expect(after.get(entry.id)).toEqual(entry);
        }
      }),
    );
  });

  it('stands byte for byte in the longer feed', () => {
    const [one, ...others] = base.updates;
    const shorter = { ...base, updates: [one, ...others.slice(0, 1)] as const };
    const earlier = published([shorter], demonstration.config, NOW);
    for (const [path, pattern] of [
      ['feed.xml', /<item>[\s\S]*<\/item>/],
      ['feed.atom', /<entry>[\s\S]*<\/entry>/],
    ] as const) {
      const [itemsThen = 'none'] = pattern.exec(earlier.get(path) ?? '') ?? [];
      expect(files.get(path)).toContain(itemsThen);
    }
    expect(items(files, 'feed.json').slice(-2)).toEqual(items(earlier, 'feed.json'));
  });

  it('is the same bytes tomorrow, on another clock, in another time zone', () => {
    for (const [zone, days] of [
      ['America/New_York', 1],
      ['Pacific/Kiritimati', 4000],
    ] as const) {
      vi.stubEnv('TZ', zone);
      vi.useFakeTimers({ now: NOW + days * 24 * HOUR });
      expect(new Date().getTimezoneOffset()).not.toBe(0);
      expect(
        published(demonstration.incidents, demonstration.config, instant(NOW + days * 24 * HOUR)),
      ).toEqual(files);
    }
  });
});
