import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { deployed, type Texts, tokyo } from '../../../tests/deployments.ts';
import { everyText } from '../../../tests/setup/texts.ts';
import { linkResolver } from '../../derive/links.ts';
import type { Site } from '../../derive/site.ts';
import { ownJsonTexts } from './files.ts';
import { SCHEMAS } from './schemas.ts';

const NOTICE = `---
title: Mail is late
lang: en
---

## 2026-11-02 09:00 +09:00 Investigating

\`\`\`status
began: ~08:40
pc, web: major outage
lost: mail of the morning
next: 10:00
by: Operations
\`\`\`

About 7 % is late.

## 2026-11-02 12:00 +09:00 Resolved

\`\`\`status
ended: 11:50
began: 08:30
cause: hardware
title: Mail was late
\`\`\`

- [ ] P1: An alarm by 2026-11-06
- [ ] P2: A spare disk by 2026-11-06

## 2026-11-03 09:00 +09:00 Correction

\`\`\`status
corrects: 2026-11-02 09:00
\`\`\`

- For: About 7 %
- Read: About 17 %

## 2026-11-05 09:00 +09:00 Postmortem

\`\`\`status
impact: critical
\`\`\`

What happened.

- [x] P1: The alarm is there
- [ ] P2: A spare disk by 2026-11-09
`;
const TRANSLATION =
  '---\ntitle: メールの遅れ\n---\n\n## 2026-11-02 09:00 +09:00 調査中\n\n```status\nlost: 朝のメール\n```\n\n7%ほど遅れています。\n';
const OPEN = `---
title: Webmail is slow
lang: en
---

## 2026-11-09 20:00 +09:00 Investigating

\`\`\`status
web: degraded performance
\`\`\`
`;
const WORK = `---
title: New disks
kind: maintenance
lang: en
---

## 2026-11-01 10:00 +09:00 Scheduled

\`\`\`status
window: 2026-11-15 02:00 / 04:00
pc: under maintenance
\`\`\`

## 2026-11-02 10:00 +09:00 Scheduled

\`\`\`status
window: 2026-11-20 02:00 / 04:00
\`\`\`
`;
const TEXTS: Texts = { 'late.md': NOTICE, 'late.ja.md': TRANSLATION, 'slow.md': OPEN, 'disks.md': WORK };
const NOW = tokyo('2026-11-10 02:30');

function filesOf(site: Site): ReadonlyMap<string, string> {
  const files = everyText(ownJsonTexts(site, { resolve: linkResolver(site, new Map()) }), site);
  return new Map([...files].map(({ path, body }) => [path, body]));
}

const { record, site } = deployed([], TEXTS, NOW);
const files = filesOf(site);
// biome-ignore lint/suspicious/noExplicitAny: the schemas judge what it is.
const read = (path: string, from = files): any => JSON.parse(from.get(path) ?? 'null');

/** The schema of today's fields and no others. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const parts = Object.entries(schema).map(([key, part]) => [key, closed(part)]);
  const isObject = 'properties' in schema && 'required' in schema;
  return { ...Object.fromEntries(parts), ...(isObject ? { additionalProperties: false } : {}) };
}

describe('our own JSON', () => {
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  const judges = new Map(
    Object.entries(SCHEMAS).map(([name, schema]) => [name, ajv.compile(closed(schema) as object)]),
  );

  it('is, in every file, what the schema says that it names', () => {
    const bodies = [...files].filter(([path]) => !path.startsWith('schemas/'));
    expect(bodies.length).toBe(2 * (3 + 3));
    for (const [path, text] of bodies) {
      const body = JSON.parse(text);
      const name = /^https:\/\/status\.example\.com\/schemas\/(\w+)\.json$/.exec(body.$schema)?.[1] ?? '';
      const judge = judges.get(name);
      expect(judge?.(body), `${path}: ${JSON.stringify(judge?.errors)}`).toBe(true);
    }
  });

  it('may get further fields, which the schema of today lets pass', () => {
    const judge = ajv.compile(SCHEMAS.incident);
    const incident = read('en/incidents/late.json');
    const [first] = incident.updates;
    expect(judge({ ...incident, added: 1, updates: [{ ...first, added: [] }] })).toBe(true);
    const { id: _, ...lacking } = first;
    expect(judge({ ...incident, updates: [lacking] })).toBe(false);
  });

  it('serves its schemas at the addresses that they name', () => {
    for (const name of judges.keys()) {
      const schema = read(`schemas/${name}.json`);
      expect(schema.$id).toBe(`https://status.example.com/schemas/${name}.json`);
      expect(ajv.validateSchema(schema)).toBe(true);
    }
  });

  it('gives an incident with what was first stated beside what holds', () => {
    const incident = read('en/incidents/late.json');
    expect(incident.title).toEqual({ words: 'Mail was late', lang: 'en' });
    expect(incident.titleFirst).toEqual({ words: 'Mail is late', lang: 'en' });
    expect(incident.courses).toEqual([
      {
        began: { at: '2026-11-02T08:30:00+09:00', about: false },
        beganFirst: { at: '2026-11-02T08:40:00+09:00', about: true },
        ended: { at: '2026-11-02T11:50:00+09:00', about: false },
        endedFirst: null,
      },
    ]);
    expect([incident.seconds, incident.impact, incident.cause]).toEqual([200 * 60, 'critical', 'hardware']);
    expect(incident.errata).toEqual([
      { stamp: '2026-11-03T09:00:00+09:00', for: 'About 7 %', read: 'About 17 %', lang: 'en' },
    ]);
  });

  it('gives texts as they were published, and says what corrects them', () => {
    const [first] = read('en/incidents/late.json').updates;
    expect(first.text).toEqual({ words: 'About 7 % is late.', lang: 'en' });
    expect(first.correctedBy).toEqual(['2026-11-03T09:00:00+09:00']);
    expect(first.id).toBe('tag:status.example.com,2026:late/20261102T0000Z');
    expect(first.stated.next).toBe('2026-11-02T10:00:00+09:00');
  });

  it('speaks the language of its address where there are words, and says where there are none', () => {
    const [first, second] = read('incidents/late.json').updates;
    expect(first.text).toEqual({ words: '7%ほど遅れています。', lang: 'ja' });
    expect(first.stated.lost).toEqual([{ words: '朝のメール', lang: 'ja' }]);
    expect(second.text.lang).toBe('en');
  });

  it('tells how a promise slipped and was kept', () => {
    const [alarm, disk] = read('en/promises.json').promises;
    expect([alarm.standing, alarm.settled.words.words]).toEqual(['kept', 'The alarm is there']);
    expect([disk.standing, disk.by]).toEqual(['open', '2026-11-09']);
    expect(disk.moves).toEqual([
      { from: '2026-11-06', to: '2026-11-09', stamp: '2026-11-05T09:00:00+09:00' },
    ]);
  });

  it('tells where a window was moved from', () => {
    const { window, moved } = read('en/incidents/disks.json');
    expect(window.start).toBe('2026-11-20T02:00:00+09:00');
    expect(moved.map((move: { window: { start: string } }) => move.window.start)).toEqual([
      '2026-11-15T02:00:00+09:00',
    ]);
  });

  it('gives each component its state, its share of uptime and ninety days', () => {
    const { components, groups, status } = read('en/components.json');
    const web = components.find(({ id }: { id: string }) => id === 'web');
    expect([web.state, web.days.length, web.days.at(-1).incidents]).toEqual([
      'degraded performance',
      90,
      ['slow'],
    ]);
    expect(web.days.at(-9).times).toEqual([{ state: 'major outage', seconds: 200 * 60 }]);
    expect(web.uptime.share).toBeLessThan(1);
    expect(groups).toEqual([{ id: 'mail', name: 'Mail', state: 'operational', group: null }]);
    expect(status.indicator).toBe('minor');
  });

  it('changes nothing of an incident when others come, or days go by', () => {
    const other = NOTICE.replace('Mail is late', 'Mail is later');
    const later = deployed(record, { ...TEXTS, 'other.md': other }, tokyo('2026-12-24 10:00'));
    for (const path of ['incidents/late.json', 'en/incidents/slow.json', 'en/incidents/disks.json']) {
      expect(filesOf(later.site).get(path), path).toBe(files.get(path));
    }
  });
});
