import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { ownJsonTexts } from '../src/api/own/files.ts';
import { SCHEMAS } from '../src/api/own/schemas.ts';
import { statuspageTexts } from '../src/api/statuspage/files.ts';
import { badgeFiles } from '../src/badges/files.ts';
import { linkResolver } from '../src/derive/links.ts';
import { deriveSite, type Site } from '../src/derive/site.ts';
import { sourceTexts } from '../src/derive/sources.ts';
import { calendarFiles } from '../src/feeds/calendars.ts';
import { feedTexts } from '../src/feeds/files.ts';
import type { Incident, Update } from '../src/model/incident.ts';
import type { ComponentConfig, SiteConfig } from '../src/model/site-config.ts';
import { deployed, tokyo } from './deployments.ts';
import { readAsNamed } from './setup/machine-readable.ts';
import { filesOf } from './setup/pages.ts';
import { bodies } from './setup/statuspage-schemas.ts';
import { everyText } from './setup/texts.ts';

const FAILURE = `---
title: Mail is late
---

## 2026-11-02 09:00 +09:00 Investigating

\`\`\`status
began: 08:40
pc, web: major outage
lost: mail
by: Operations
\`\`\`

Mail is late.

- [ ] P1: An alarm by 2026-12-01

## 2026-11-02 10:00 +09:00 Correction

\`\`\`status
corrects: 2026-11-02 09:00
title: Mail is later
\`\`\`

- For: Mail
- Read: All mail
`;
const WORK = `---
title: New disks
kind: maintenance
---

## 2026-11-01 10:00 +09:00 Scheduled

\`\`\`status
window: 2026-11-20 02:00 / 04:00
pc: under maintenance
\`\`\`

We replace them.
`;

const NOW = tokyo('2026-11-10 02:30');
const PLAIN = deployed([], { 'late.md': FAILURE, 'disks.md': WORK }, NOW);

/** The same site with other words in every place that takes any; the rules of files would refuse many of them. */
function siteWith(title: string, body: string, name: string): Site {
  const { judged, record } = PLAIN;
  const incidents = judged.incidents.map((incident): Incident => {
    const updates = incident.updates.map(
      (update): Update => ({
        ...update,
        text: body,
        forRead: update.forRead.map(() => ({ wrong: title, right: body })),
        promises: update.promises.map((promise) => ({ ...promise, words: title })),
        statements: {
          ...update.statements,
          lost: update.statements.lost.map(() => ({ words: title })),
          ...(update.statements.title ? { title: { words: body } } : {}),
          ...(update.statements.by ? { by: title } : {}),
        },
      }),
    );
    return { ...incident, title: { words: title }, updates: updates as [Update, ...Update[]] };
  });
  const words = { ja: name, en: name };
  const named = (components: readonly ComponentConfig[]): readonly ComponentConfig[] =>
    components.map((one) => ({ ...one, name: words, description: words, components: named(one.components) }));
  const config = judged.config as SiteConfig;
  return deriveSite(incidents, { ...config, name: words, components: named(config.components) }, record, NOW);
}

function outputsOf(site: Site): readonly { readonly path: string; readonly body: string }[] {
  const prose = { resolve: linkResolver(site, new Map()) };
  return [
    ...everyText(feedTexts(site, prose), site),
    ...calendarFiles(site, prose),
    ...everyText(statuspageTexts(site, prose), site),
    ...everyText(ownJsonTexts(site, prose), site),
    ...badgeFiles(site, ''),
    ...sourceTexts(site).ofSite(),
  ];
}

const ODD = [
  '"',
  "'",
  '\n',
  '\r\n',
  ']]>',
  '</script>',
  '<!--',
  '\u2028',
  '\u2029',
  '📮',
  '👩‍🚒',
  '\\',
  ';',
  ',',
  '&',
  '<',
  '`',
  '&lt;',
  '\u0000',
  '\ud800',
  '\uffff',
  '\u202e',
  'BEGIN:VEVENT',
  '[a](b "c")',
  '| ',
  '```',
];
const words = fc
  .array(fc.oneof(fc.constantFrom(...ODD), fc.constantFrom(...ODD), fc.string({ maxLength: 5 })), {
    maxLength: 12,
  })
  .map((parts) => parts.join(''));

describe('every file for programs', () => {
  it('can be read whatever the words of titles, bodies and names are', () => {
    const ajv = new Ajv2020({ strict: true });
    const judges = new Map(Object.entries(SCHEMAS).map(([name, schema]) => [name, ajv.compile(schema)]));
    fc.assert(
      fc.property(words, words, words, (title, body, name) => {
        const outputs = outputsOf(siteWith(title, body, name));
        expect(outputs.length).toBeGreaterThan(80);
        for (const output of outputs) {
          readAsNamed(output.path, output.body);
          const [, list] = /^(?:en\/)?api\/v2\/(.*)$/.exec(output.path) ?? [];
          if (list) (bodies[list] ?? bodies['incidents/ID.json'])?.parse(JSON.parse(output.body));
          const [, schema = ''] = /"\$schema":"[^"]*\/schemas\/(\w+)\.json"/.exec(output.body) ?? [];
          const judge = judges.get(schema);
          if (judge) expect(judge(JSON.parse(output.body)), output.path).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each(['site', 'awkwardSite', 'outageSite'] as const)(
    'can be read in the built %s, scripts of pages among them',
    async (name) => {
      const dir = inject(name);
      // What Pagefind ships beside its index is its own: modules, and none of anybody's words.
      const files = (await filesOf(dir)).filter((file) => !file.startsWith('pagefind/'));
      for (const file of files) readAsNamed(file, readFileSync(join(dir, file), 'utf8'));
      const endings = new Set(files.map((file) => /\.(\w+)$/.exec(file)?.[1]));
      for (const ending of ['json', 'jsonl', 'svg', 'xml', 'rss', 'atom', 'ics', 'js', 'html']) {
        expect(endings).toContain(ending);
      }
    },
  );

  it('is refused where it cannot', () => {
    for (const [path, body] of [
      ['a.json', '{"a": "\n"}'],
      ['a.svg', '<?xml version="1.0" encoding="utf-8"?>\n<svg>&</svg>'],
      ['a.ics', 'BEGIN:VCALENDAR\r\nSUMMARY:a\nb\r\nEND:VCALENDAR\r\n'],
      ['a.js', 'let a = "\n";'],
      ['a.html', '<script>let a = "</script>";</script>'],
    ] as const) {
      expect(() => readAsNamed(path, body), path).toThrow();
    }
  });
});
