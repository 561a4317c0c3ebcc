import { describe, expect, it } from 'vitest';
import { deployed, SITE_FILE, type Texts, tokyo } from '../../../tests/deployments.ts';
import { bodies, KEY_ORDERS, keysIn } from '../../../tests/setup/statuspage-schemas.ts';
import { everyText } from '../../../tests/setup/texts.ts';
import { linkResolver } from '../../derive/links.ts';
import type { Site } from '../../derive/site.ts';
import { statuspageTexts } from './files.ts';
import { idNames, statuspageId } from './ids.ts';

const RESOLVED = `---
title: Mail is late
lang: en
---

## 2026-11-02 09:00 +09:00 Investigating

\`\`\`status
began: 08:40
pc, web: major outage
\`\`\`

Mail is late. See <https://example.com/help> or [the log](https://example.com/log?a=1&b=2).

- First
- Second

## 2026-11-02 10:00 +09:00 Identified

\`\`\`status
at: 09:30
pc: partial outage
cause: hardware
\`\`\`

A disk failed: \`<b>\` &amp; \`R&D &lt;\`.

## 2026-11-02 12:00 +09:00 Resolved

\`\`\`status
ended: 11:50
\`\`\`

## 2026-11-03 09:00 +09:00 Correction

\`\`\`status
corrects: 2026-11-02 10:00
\`\`\`

- For: disk
- Read: controller

## 2026-11-05 09:00 +09:00 Postmortem

What happened.
`;

const OPEN = `---
title: Webmail is slow
lang: en
---

## 2026-11-09 20:00 +09:00 Investigating

\`\`\`status
web: degraded performance
\`\`\`

## 2026-11-09 21:00 +09:00 Update

We are still looking.
`;

const work = (title: string, updates: string) =>
  `---\ntitle: ${title}\nkind: maintenance\nlang: en\n---\n\n${updates}`;
const PLAN =
  '## 2026-11-01 10:00 +09:00 Scheduled\n\n```status\nwindow: DAY 02:00 / 04:00\nmobile: under maintenance\n```\n';
const AHEAD = work('New disks', PLAN.replace('DAY', '2026-11-20'));
const ACTIVE = work(
  'New lines',
  `${PLAN.replace('DAY', '2026-11-10')}\n## 2026-11-10 02:00 +09:00 In progress\n`,
);
const CALLED_OFF = work(
  'New walls',
  `${PLAN.replace('DAY', '2026-11-15')}\n## 2026-11-03 10:00 +09:00 Cancelled\n`,
);

const TEXTS: Texts = {
  'late.md': RESOLVED,
  'slow.md': OPEN,
  'disks.md': AHEAD,
  'lines.md': ACTIVE,
  'walls.md': CALLED_OFF,
};
const NOW = tokyo('2026-11-10 02:30');

function filesOf(site: Site): ReadonlyMap<string, string> {
  const files = everyText(statuspageTexts(site, { resolve: linkResolver(site, new Map()) }), site);
  return new Map([...files].map(({ path, body }) => [path, body]));
}

const files = filesOf(deployed([], TEXTS, NOW).site);
// biome-ignore lint/suspicious/noExplicitAny: the schemas have judged what it is.
const read = (path: string, from = files): any => JSON.parse(from.get(`api/v2/${path}`) ?? 'null');
const incidentPath = (id: string) => `incidents/${statuspageId(idNames.incident(id))}.json`;

describe('the Statuspage API', () => {
  it('answers at every address of the original, in each language, in the original’s shape', () => {
    const addresses = Object.keys(bodies).filter((path) => path !== 'incidents/ID.json');
    for (const path of addresses) {
      expect(() => bodies[path]?.parse(read(path)), path).not.toThrow();
      expect(files.has(`en/api/v2/${path}`), path).toBe(true);
    }
    for (const id of ['late', 'slow', 'disks', 'lines', 'walls']) {
      expect(() => bodies['incidents/ID.json']?.parse(read(incidentPath(id))), id).not.toThrow();
    }
    expect(files.size).toBe(2 * (addresses.length + 5));
  });

  it('orders the keys of every object as the original does', () => {
    const orders = [...files.values()].flatMap((body) => keysIn(JSON.parse(body)));
    expect([...new Set(orders)].filter((order) => !KEY_ORDERS.has(order))).toEqual([]);
  });

  it('gives the status of the page, which an open incident alone does not change', () => {
    expect(read('status.json').status).toEqual({
      indicator: 'minor',
      description: 'Partially Degraded Service',
    });
    const quiet = { ...TEXTS, 'slow.md': OPEN.replace('degraded performance', 'operational') };
    expect(read('status.json', filesOf(deployed([], quiet, NOW).site)).status.indicator).toBe('maintenance');
  });

  it('lists groups as rows before what stands in them, each as bad as its worst child', () => {
    const { components } = read('components.json');
    expect(
      components.map((row: Record<string, unknown>) => [row.name, row.status, row.position, row.group]),
    ).toEqual([
      ['メール', 'under_maintenance', 1, true],
      ['PC mail', 'operational', 1, false],
      ['携帯', 'under_maintenance', 2, false],
      ['Webメール', 'degraded_performance', 2, false],
    ]);
    expect(components[0].components).toEqual([components[1].id, components[2].id]);
    expect(components[1].group_id).toBe(components[0].id);
  });

  it('tells apart what happened and when it was posted', () => {
    const { incident } = read(incidentPath('late'));
    const [, , resolved, identified, first] = incident.incident_updates;
    expect(identified.display_at).toBe('2026-11-02T09:30:00.000+09:00');
    expect(identified.created_at).toBe('2026-11-02T10:00:00.000+09:00');
    expect(first.display_at).toBe(first.created_at);
    expect([incident.started_at, incident.created_at, incident.updated_at]).toEqual([
      '2026-11-02T08:40:00.000+09:00',
      '2026-11-02T09:00:00.000+09:00',
      '2026-11-05T09:00:00.000+09:00',
    ]);
    expect(incident.resolved_at).toBe(resolved.display_at);
  });

  it('dates an update by its first publication, and one that an import brought by its stamp', () => {
    const before = deployed([], { 'slow.md': OPEN }, tokyo('2026-11-10 00:00'));
    const imported = RESOLVED.replace('lang: en', 'lang: en\nimported: statuspage');
    const after = deployed(before.record, { 'slow.md': OPEN, 'disks.md': AHEAD, 'late.md': imported }, NOW);
    const now = filesOf(after.site);
    expect(read(incidentPath('disks'), now).incident.created_at).toBe('2026-11-10T02:30:00.000+09:00');
    expect(read(incidentPath('late'), now).incident.created_at).toBe('2026-11-02T09:00:00.000+09:00');
  });

  it('gives each update the status in force, and the newest one’s to its incident', () => {
    const statuses = (id: string) =>
      read(incidentPath(id)).incident.incident_updates.map(({ status }: { status: string }) => status);
    expect(statuses('late')).toEqual(['postmortem', 'resolved', 'resolved', 'identified', 'investigating']);
    expect(statuses('slow')).toEqual(['investigating', 'investigating']);
    expect(statuses('walls')).toEqual(['completed', 'scheduled']);
    expect(read(incidentPath('late')).incident.status).toBe('postmortem');
  });

  it('follows components from old to new through an incident', () => {
    const changes = (id: string) =>
      read(incidentPath(id)).incident.incident_updates.map(
        ({ affected_components: found }: { affected_components: readonly Record<string, string>[] | null }) =>
          found?.map((one) => `${one.name}: ${one.old_status} → ${one.new_status}`) ?? null,
      );
    expect(changes('late').toReversed()).toEqual([
      ['メール - PC mail: operational → major_outage', 'Webメール: operational → major_outage'],
      ['メール - PC mail: major_outage → partial_outage'],
      ['メール - PC mail: partial_outage → operational', 'Webメール: major_outage → operational'],
      null,
      null,
    ]);
    expect(changes('lines').toReversed()).toEqual([null, ['メール - 携帯: operational → under_maintenance']]);
    expect(changes('walls')).toEqual([null, null]);
  });

  it('adds nothing to what another system said of components', () => {
    const imported = RESOLVED.replace('lang: en', 'lang: en\nimported: Statuspage');
    const files = filesOf(deployed([], { 'late.md': imported }, NOW).site);
    const told = read(incidentPath('late'), files).incident.incident_updates.map(
      ({ affected_components: found }: { affected_components: readonly Record<string, string>[] | null }) =>
        found?.map((one) => one.name) ?? null,
    );
    const [, , , named] = told;
    expect(named).toEqual(['メール - PC mail']);
    expect(told).toEqual([null, null, null, named, ['メール - PC mail', 'Webメール']]);
  });

  it('takes from a line of another system what it says of the time before its update, and from ours what we told', () => {
    const dated = (imported: string) =>
      `---\ntitle: Late\nlang: en\n${imported}---\n\n## 2026-11-02 10:00 +09:00 Investigating\n\n\`\`\`status\nbegan: 09:00\npc: degraded performance from 09:00, major outage from 09:30\nmobile: partial outage from ~10:00\nweb: partial outage from 10:00\n\`\`\`\n\n## 2026-11-02 11:00 +09:00 Resolved\n\n\`\`\`status\npc: degraded performance from 10:30, partial outage from 10:40, operational from 11:00\n\`\`\`\n`;
    const changes = (imported: string) => {
      const files = filesOf(deployed([], { 'late.md': dated(imported) }, NOW).site);
      return read(incidentPath('late'), files).incident.incident_updates.map(
        ({ affected_components: found }: { affected_components: readonly Record<string, string>[] }) =>
          found.map((one) => `${one.old_status} → ${one.new_status}`),
      );
    };
    expect(changes('imported: Statuspage\n').toReversed()).toEqual([
      [
        'degraded_performance → major_outage',
        'partial_outage → partial_outage',
        'operational → partial_outage',
      ],
      ['partial_outage → operational'],
    ]);
    expect(changes('').toReversed()).toEqual([
      ['operational → major_outage', 'operational → partial_outage', 'operational → partial_outage'],
      ['major_outage → operational', 'partial_outage → operational', 'partial_outage → operational'],
    ]);
  });

  it('gives components that are bad again when it reopens the state that they had', () => {
    const reopened = `---\ntitle: Again\nlang: en\n---\n\n## 2026-11-08 10:00 +09:00 Investigating\n\n\`\`\`status\nweb: major outage\n\`\`\`\n\n## 2026-11-08 11:00 +09:00 Resolved\n\n## 2026-11-08 12:00 +09:00 Investigating\n`;
    const files = filesOf(deployed([], { 'again.md': reopened }, NOW).site);
    const { incident } = read(incidentPath('again'), files);
    const changes = incident.incident_updates.map(
      ({ affected_components: found }: { affected_components: readonly Record<string, string>[] | null }) =>
        found?.map((one) => `${one.old_status} → ${one.new_status}`) ?? null,
    );
    expect(changes.toReversed()).toEqual([
      ['operational → major_outage'],
      ['major_outage → operational'],
      ['operational → major_outage'],
    ]);
    const [row] = incident.components;
    expect([row.status, row.updated_at]).toEqual(['major_outage', '2026-11-08T12:00:00.000+09:00']);
    expect(read('components.json', files).components.at(-1)).toEqual(row);
  });

  it('begins anew where what reopens says its own beginning', () => {
    const began = `---\ntitle: Again\nlang: en\n---\n\n## 2026-11-08 10:00 +09:00 Investigating\n\n\`\`\`status\nweb: major outage\n\`\`\`\n\n## 2026-11-08 11:00 +09:00 Resolved\n\n## 2026-11-08 12:00 +09:00 Investigating\n\n\`\`\`status\nbegan: 11:50\npc: partial outage\n\`\`\`\n`;
    const { incident } = read(incidentPath('again'), filesOf(deployed([], { 'again.md': began }, NOW).site));
    expect(incident.incident_updates[0].affected_components.length).toBe(1);
    expect(incident.components.map((row: Record<string, string>) => row.status)).toEqual([
      'operational',
      'partial_outage',
    ]);
  });

  it('leaves components of what is over as it left them, in every list', () => {
    const rows = (path: string, key: string) =>
      [read(path)[key]].flat().find(({ name }: { name: string }) => name === 'Mail is late').components;
    for (const found of [rows(incidentPath('late'), 'incident'), rows('incidents.json', 'incidents')])
      expect(found.map((row: Record<string, string>) => [row.name, row.status, row.updated_at])).toEqual([
        ['PC mail', 'operational', '2026-11-02T12:00:00.000+09:00'],
        ['Webメール', 'operational', '2026-11-02T12:00:00.000+09:00'],
      ]);
    expect(read('components.json').components.at(-1).status).toBe('degraded_performance');
    const { incident } = read(incidentPath('slow'));
    expect(incident.components[0].status).toBe('degraded_performance');
  });

  it('says what was said as text that is safe as HTML', () => {
    const [, correction, resolved, identified, first] = read(`${incidentPath('late')}`).incident
      .incident_updates;
    expect(first.body).toBe(
      'Mail is late. See https://example.com/help or <a href="https://example.com/log?a=1&amp;b=2">the log</a>.\n\n- First\n- Second',
    );
    expect(identified.body).toBe('A disk failed: &lt;b> & R&D &amp;lt;.');
    expect(resolved.body).toBe('復旧しました。');
    expect(correction.body).toBe('- For: disk\n- Read: controller');
  });

  it('keeps apart what is open, what is planned and what is under way', () => {
    const names = (path: string, key: string) => read(path)[key].map(({ name }: { name: string }) => name);
    expect(names('incidents.json', 'incidents')).toEqual(['Webmail is slow', 'Mail is late']);
    expect(names('incidents/unresolved.json', 'incidents')).toEqual(['Webmail is slow']);
    const works = 'scheduled_maintenances';
    expect(names('scheduled-maintenances.json', works)).toEqual(['New disks', 'New walls', 'New lines']);
    expect(names('scheduled-maintenances/upcoming.json', works)).toEqual(['New disks']);
    expect(names('scheduled-maintenances/active.json', works)).toEqual(['New lines']);
    expect(names('summary.json', works)).toEqual(['New disks', 'New lines']);
    expect(names('summary.json', 'incidents')).toEqual(['Webmail is slow']);
  });

  it('lists the 50 latest, and every open one', () => {
    const many = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`slow-${index}.md`, OPEN.replace('slow', `slow ${index}`)]),
    );
    const now = filesOf(deployed([], many, NOW).site);
    expect(read('incidents.json', now).incidents.length).toBe(50);
    expect(read('incidents/unresolved.json', now).incidents.length).toBe(60);
  });

  it('changes nothing of an incident that is over when others come, of the same components too', () => {
    const { 'late.md': late = '', 'slow.md': slow = '' } = TEXTS;
    const before = deployed([], { 'late.md': late }, NOW);
    const after = deployed(before.record, { 'late.md': late, 'slow.md': slow, 'disks.md': AHEAD }, NOW);
    const path = `api/v2/${incidentPath('late')}`;
    expect(filesOf(after.site).get(path)).toBe(filesOf(before.site).get(path));
  });

  it('dates the page of a site without incidents by the beginning of its record', () => {
    const { record } = deployed([], {}, NOW);
    const { page } = read('summary.json', filesOf(deployed(record, {}, tokyo('2026-11-12 00:00')).site));
    expect(page.updated_at).toBe('2026-11-10T02:30:00.000+09:00');
  });

  it('writes the same bytes at another hour', () => {
    const { record, judged } = deployed([], TEXTS, NOW);
    expect(judged.problems).toEqual([]);
    const later = deployed(record, TEXTS, tokyo('2026-11-10 03:59'));
    expect([...filesOf(later.site)]).toEqual([...files]);
  });

  it('gives a time of a zone on UTC a Z', () => {
    const utc = {
      'slow.md': OPEN.replaceAll('+09:00', '+00:00'),
      'site.yml': SITE_FILE.replace('Asia/Tokyo', 'Etc/UTC'),
    };
    const { page } = read('status.json', filesOf(deployed([], utc, tokyo('2026-11-12 00:00')).site));
    expect([page.time_zone, page.updated_at]).toEqual(['Etc/UTC', '2026-11-09T21:00:00.000Z']);
  });
});
