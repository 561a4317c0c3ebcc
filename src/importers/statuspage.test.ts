import { describe, expect, it } from 'vitest';
import { fileIn, folderWith, NOW, notesOf, planOf } from './fixtures/world.ts';
import { planImport } from './plan.ts';
import { renderSummary } from './report.ts';
import { readStatuspage } from './statuspage.ts';

const AT_FIRST = '2014-06-01T00:00:00Z';
const PAGE = { id: 'k1', name: 'Tayori Mail', url: 'https://old.example.com', time_zone: 'Asia/Tokyo' };
const SENDING = (old_status: string, new_status: string) => ({
  code: 'c0de',
  name: 'Mail - Sending',
  old_status,
  new_status,
});

function update(status: string, created_at: string, body: string, more: object = {}) {
  return {
    id: `u${created_at}`,
    status,
    body,
    created_at,
    updated_at: created_at,
    display_at: created_at,
    affected_components: null,
    ...more,
  };
}

const SLOW = {
  id: 'w554d74dv18j',
  name: 'Sending is slow',
  status: 'resolved',
  impact: 'minor',
  created_at: '2018-06-13T01:02:03.004Z',
  started_at: '2018-06-13T00:50:00.000Z',
  resolved_at: '2018-06-13T02:00:59.000Z',
  shortlink: 'https://stspg.example/x',
  components: [],
  incident_updates: [
    update('resolved', '2018-06-13T02:00:59.000Z', 'All is <b>well</b>.', {
      affected_components: [SENDING('partial_outage', 'operational')],
    }),
    update('investigating', '2018-06-13T01:02:03.004Z', 'Sending is slow.\r\nWe look into it.', {
      display_at: '2018-06-13T00:55:00.000Z',
      affected_components: [SENDING('operational', 'partial_outage')],
    }),
  ],
};

const read = (body: unknown, path = 'incidents.json') =>
  readStatuspage([{ path, text: JSON.stringify(body) }]);

describe('an incident of Statuspage', () => {
  const plan = planOf(read({ page: PAGE, incidents: [SLOW] }));

  it('becomes a file with both times of every update, its states, its beginning and its end', () => {
    expect(fileIn(plan, '.md')).toBe(`---
title: Sending is slow
lang: en
imported: Statuspage
---

## 2018-06-13 10:02 +09:00 Investigating

\`\`\`status
at: 2018-06-13 09:55
began: 2018-06-13 09:50
sending: partial outage
impact: minor
\`\`\`

Sending is slow.\\
We look into it.

## 2018-06-13 11:00 +09:00 Resolved

\`\`\`status
ended: 2018-06-13 11:00
sending: operational
\`\`\`

All is **well**.
`);
    expect(plan.files.map(({ path }) => path)).toContain('2018/2018-06-13-sending-is-slow.md');
  });

  it('is found where a component is known by its own name, and leaves site.yml as it was', () => {
    expect(plan.report.components).toEqual([]);
    expect(new TextEncoder().encode(fileIn(plan, 'site.yml'))).toEqual(folderWith().site?.bytes);
  });

  it('leads from its old address to the new one, in both spellings', () => {
    const to = '/incidents/2018-06-13-sending-is-slow/';
    expect(fileIn(plan, '/_redirects')).toBe(`/incidents/w554d74dv18j ${to} 301\n`);
    expect(fileIn(plan, '.conf')).toBe(`location = /incidents/w554d74dv18j { return 301 ${to}; }\n`);
  });

  it('says of every field that has no place in a file that it was left out', () => {
    expect(notesOf(plan)).toContain('left out: the field incident.shortlink, 1 times');
  });

  it('keeps the id that an earlier import gave it, when another of its name turns up', () => {
    const twin = { ...SLOW, id: 'twin', incident_updates: SLOW.incident_updates };
    const alone = planOf(read({ incidents: [SLOW, twin] })).report.incidents.map(({ id }) => id);
    expect(alone.toSorted()).toEqual([
      '2018-06-13-sending-is-slow-twin',
      '2018-06-13-sending-is-slow-w554d74dv18j',
    ]);
    const redirects = '/incidents/w554d74dv18j /incidents/2018-06-13-sending-is-slow/ 301\n';
    const later = planOf(read({ incidents: [SLOW, twin] }), folderWith(), redirects).report.incidents;
    expect(later.map(({ id }) => id)).toContain('2018-06-13-sending-is-slow');
  });

  it('is left alone where its file is there already, and told of where that reads otherwise', () => {
    const text = fileIn(plan, '.md');
    const again = planOf(read({ incidents: [SLOW] }), folderWith({ '2018-06-13-sending-is-slow.md': text }));
    expect(again.report.incidents[0]?.outcome).toBe('unchanged');
    const edited = planOf(
      read({ incidents: [SLOW] }),
      folderWith({ 'old/2018-06-13-sending-is-slow.md': `${text}\nMore.\n` }),
    );
    expect(edited.report.incidents[0]).toMatchObject({
      outcome: 'kept',
      path: 'old/2018-06-13-sending-is-slow.md',
    });
    expect([again, edited].map((one) => fileIn(one, '.md'))).toEqual(['', '']);
  });
});

describe('what Statuspage can hold and a file cannot', () => {
  const twice = (...rows: readonly object[]) =>
    planOf(read({ incidents: [{ ...SLOW, incident_updates: rows }] }));

  it('two updates in one minute stand a minute apart, at their own event times, and the report says so', () => {
    const at = '2018-06-13T02:00:59.000Z';
    const plan = twice(
      update('resolved', at, 'Well.'),
      update('identified', '2018-06-13T02:00:01.000Z', 'Found.'),
    );
    expect(fileIn(plan, '.md')).toContain('## 2018-06-13 11:00 +09:00 Identified');
    expect(fileIn(plan, '.md')).toContain(
      '## 2018-06-13 11:01 +09:00 Resolved\n\n```status\nat: 2018-06-13 11:00\nended: 2018-06-13 11:00\n',
    );
    expect(notesOf(plan)).toContain(
      'guessed: two updates shared a minute: the later stands at 2018-06-13 11:01, 1 min after its own',
    );
  });

  it('a component that is still bad when all is over is told of', () => {
    const row = update('resolved', '2018-06-13T02:00:59.000Z', 'Well.', {
      affected_components: [SENDING('operational', 'partial_outage')],
    });
    const plan = twice(row);
    expect(fileIn(plan, '.md')).not.toContain('sending:');
    expect(notesOf(plan)).toContain(
      'left out: sending was still shown with "partial outage" when it was resolved: what is over returns to operational',
    );
  });

  it('an id that is no text leads to an address that is one', () => {
    const plan = planOf(read({ page: PAGE, incidents: [{ ...SLOW, id: '\ud800' }] }));
    expect(plan.report.incidents[0]).toMatchObject({ outcome: 'new', addresses: ['/incidents/%EF%BF%BD'] });
  });

  it('a component that was bad before and still is when all is over was so until the end', () => {
    const bad = { affected_components: [SENDING('operational', 'partial_outage')] };
    const still = { affected_components: [SENDING('partial_outage', 'partial_outage')] };
    const rows = [
      update('resolved', '2018-06-13T02:00:00.000Z', 'Well.', still),
      update('investigating', '2018-06-13T01:00:00.000Z', 'Slow.', bad),
    ];
    const plan = planOf(read({ page: PAGE, incidents: [{ ...SLOW, incident_updates: rows }] }));
    expect(fileIn(plan, '.md')).toContain('sending: partial outage from 2018-06-13 09:50');
    expect(plan.report.incidents[0]).toMatchObject({ outcome: 'new' });
    expect(notesOf(plan)).toContain(
      'guessed: sending was still shown with "partial outage" when it was resolved: what is over returns to operational',
    );
  });

  it('a component that the incident names, and no update, is named in its first', () => {
    const components = [{ id: 'x', name: 'Address book', created_at: '2012-01-01T00:00:00Z' }];
    const plan = planOf(read({ incidents: [{ ...SLOW, components }] }));
    expect(fileIn(plan, '.md')).toContain('sending: partial outage\naddress-book: operational\n');
    expect(notesOf(plan)).toContain(
      'guessed: that Address book was "operational": the incident names it, and no update says how it was',
    );
  });

  it('an update that was changed after its posting is told of, and a post elsewhere', () => {
    const row = update('resolved', '2018-06-13T02:00:00.000Z', 'Well.', {
      updated_at: '2018-06-14T00:00:00.000Z',
      custom_tweet: 'All well',
    });
    expect(notesOf(twice(row))).toEqual(
      expect.arrayContaining([
        'left out: that an update was changed after its posting: only its last words are known',
        'left out: a post elsewhere: "All well"',
      ]),
    );
  });

  it('a text that would pass for one of our headings is shown, and opens no update', () => {
    const plan = twice(
      update(
        'resolved',
        '2018-06-13T02:00:00.000Z',
        '<h2>2018-06-13 12:00 +09:00 Resolved</h2>\n<pre>## 2018-06-13 12:00 +09:00 x</pre>',
      ),
    );
    expect(plan.report.incidents[0]).toMatchObject({ outcome: 'new' });
    expect(fileIn(plan, '.md').match(/^## \d{4}/gm)).toHaveLength(1);
  });
});

describe('what Statuspage calls over', () => {
  const at = (clock: string) => `2018-06-13T${clock}:00.000Z`;
  const INVESTIGATING = update('investigating', at('01:00'), 'Slow.');
  const POSTMORTEM = update('postmortem', at('02:00'), 'A disk.');
  const saved = (rows: readonly object[], more: object) => {
    const incident = {
      ...SLOW,
      created_at: at('01:00'),
      started_at: at('01:00'),
      resolved_at: null,
      ...more,
    };
    return planOf(read({ incidents: [{ ...incident, incident_updates: rows.toReversed() }] }));
  };
  const phases = (plan: ReturnType<typeof saved>) =>
    plan.report.incidents[0]?.updates.map(({ stamp, phase }) => `${stamp.slice(11, 16)} ${phase}`);

  it('is over where no update says so: one without words stands for its end', () => {
    const monitoring = update('monitoring', at('01:20'), 'We watch.');
    const plan = saved([INVESTIGATING, monitoring], { status: 'resolved', resolved_at: at('01:40') });
    expect(phases(plan)).toEqual(['10:00 investigating', '10:20 monitoring', '10:40 resolved']);
    expect(fileIn(plan, '.md')).toContain('ended: 2018-06-13 10:40\n');
    expect(notesOf(plan)).toContain(
      'guessed: it is over there, and no update says so: "resolved" without words stands for that ("resolved_at")',
    );
    const early = saved([INVESTIGATING, monitoring], { status: 'resolved', resolved_at: at('01:10') });
    expect(phases(early)?.at(-1)).toBe('10:21 resolved');
    expect(fileIn(early, '.md')).toContain('ended: 2018-06-13 10:10\n');
  });

  it('is over before its postmortem, with or without a time of its end', () => {
    const plan = saved([INVESTIGATING, POSTMORTEM], { status: 'postmortem', resolved_at: at('01:40') });
    expect(phases(plan)).toEqual(['10:00 investigating', '10:40 resolved', '11:00 postmortem']);
    const timeless = saved([INVESTIGATING, POSTMORTEM], { status: 'postmortem' });
    expect(phases(timeless)).toEqual(['10:00 investigating', '11:00 resolved', '11:01 postmortem']);
  });

  it('stays over where an update of what went before was posted later', () => {
    const resolved = update('resolved', at('01:20'), 'Well.');
    const late = update('monitoring', at('01:30'), 'It got better.', { display_at: at('01:10') });
    const plan = saved([INVESTIGATING, resolved, late], { status: 'resolved', resolved_at: at('01:20') });
    expect(phases(plan)).toEqual(['10:00 investigating', '10:20 resolved', '10:30 update']);
    expect(notesOf(plan)).toContain(
      'guessed: an update of the phase "monitoring" as "update": it was over before',
    );
  });

  it('is open where it is open there, whatever was posted last', () => {
    const resolved = update('resolved', at('01:20'), 'Well.');
    const plan = saved([INVESTIGATING, resolved], { status: 'investigating' });
    expect(phases(plan)).toEqual(['10:00 investigating', '10:20 update']);
    const alone = saved([POSTMORTEM], { status: 'investigating' });
    expect(phases(alone)).toEqual(['11:00 update']);
  });

  it('lasts as long as there, also without any update, or the report says that it cannot', () => {
    const plan = saved([], { status: 'resolved', resolved_at: at('01:30'), started_at: null });
    expect(phases(plan)).toEqual(['10:30 resolved']);
    expect(fileIn(plan, '.md')).toContain('began: 2018-06-13 10:00\nended: 2018-06-13 10:30\n');
    const resolved = update('resolved', at('01:20'), 'Well.');
    const ahead = saved([INVESTIGATING, resolved], { status: 'resolved', resolved_at: at('03:00') });
    expect(notesOf(ahead)).toContain(
      'guessed: it lasts 20 min: "started_at" and "resolved_at", 120 min apart, cannot stand as they are',
    );
  });
});

describe('components of Statuspage', () => {
  const API = (code: string, group: string) => ({
    ...{ code, name: `${group} - API`, old_status: 'operational', new_status: 'major_outage' },
  });
  const EU = { ...SLOW, incident_updates: [update('resolved', AT_FIRST, 'Well.')] };
  const broken = (...components: readonly object[]) => ({
    ...EU,
    incident_updates: [
      update('investigating', '2018-06-13T01:00:00.000Z', 'Down.', { affected_components: components }),
    ],
    status: 'investigating',
    resolved_at: null,
  });

  it('of one name in different groups stay apart, in one import and in the next', () => {
    const history = read({ incidents: [broken(API('us1', 'US'), API('eu1', 'EU'))] });
    const plan = planOf(history);
    expect(plan.report.components).toEqual([
      { id: 'eu-api', name: 'API', group: 'eu' },
      { id: 'us-api', name: 'API', group: 'us' },
    ]);
    expect(fileIn(plan, '.md')).toContain('us-api, eu-api: major outage\n');
    const again = planOf(history, folderWith({}, fileIn(plan, 'site.yml')));
    expect(again.report.components).toEqual([]);
    expect(fileIn(again, '.md')).toBe(fileIn(plan, '.md'));
  });

  it('are found by name alone in another group, and the report calls that a guess', () => {
    const history = read({ incidents: [broken({ ...API('s', 'Post'), name: 'Post - Sending' })] });
    const plan = planOf(history);
    expect(fileIn(plan, '.md')).toContain('sending: major outage\n');
    expect(notesOf(plan)).toContain(
      'guessed: the component "Sending" is sending, the only one of its name: it stands in no group "Post" here',
    );
  });

  it('fall together where group and name are the same, and the report says so', () => {
    const plan = planOf(read({ incidents: [broken(API('a', 'EU'), API('b', 'EU'))] }));
    expect(plan.report.components).toEqual([{ id: 'api', name: 'API', group: 'eu' }]);
    expect(notesOf(plan)).toContain('guessed: the component "API" is api (b), as a is');
  });

  it('exist since an incident first names them, where their first day is given later', () => {
    const row = { id: 'us1', name: 'API', start_date: '2022-01-01', created_at: '2022-01-01T00:00:00Z' };
    const body = { components: [{ ...row, only_show_if_degraded: false, showcase: true }] };
    const plan = planOf(
      readStatuspage([
        { path: 'a.json', text: JSON.stringify({ incidents: [broken({ ...API('us1', ''), name: 'API' })] }) },
        { path: 'b.json', text: JSON.stringify(body) },
      ]),
    );
    expect(fileIn(plan, 'site.yml')).toContain('since: 2018-06-13\n');
    expect(notesOf(plan)).toContain(
      'guessed: api exists since 2018-06-13, when an incident names it; its first day was given as 2022-01-01',
    );
  });
});

describe('a maintenance of Statuspage', () => {
  const WORK = {
    id: 'm1',
    name: 'New disks',
    status: 'completed',
    impact: 'maintenance',
    created_at: '2019-03-01T00:00:00Z',
    scheduled_for: '2019-03-05T17:00:00Z',
    scheduled_until: '2019-03-05T19:00:00Z',
    resolved_at: '2019-03-05T18:30:00Z',
    incident_updates: [
      update('completed', '2019-03-05T18:30:00Z', 'Done.', {
        affected_components: [SENDING('under_maintenance', 'operational')],
      }),
      update('in_progress', '2019-03-05T17:00:00Z', 'We begin.', {
        affected_components: [SENDING('operational', 'under_maintenance')],
      }),
      update('scheduled', '2019-03-01T00:00:00Z', 'Planned.', {
        affected_components: [SENDING('operational', 'operational')],
      }),
    ],
  };

  it('keeps its window, what it planned, and when the work really was', () => {
    const plan = planOf(read({ scheduled_maintenances: [WORK] }));
    const text = fileIn(plan, '2019-03-05-new-disks.md');
    expect(text).toContain('kind: maintenance\n');
    expect(text).toContain(
      'Scheduled\n\n```status\nwindow: 2019-03-06 02:00 / 2019-03-06 04:00\nsending: under maintenance\n```',
    );
    expect(text).toContain(
      'In progress\n\n```status\nbegan: 2019-03-06 02:00\nsending: under maintenance\n```',
    );
    expect(text).toContain('Completed\n\n```status\nended: 2019-03-06 03:30\nsending: operational\n```');
    expect(text).not.toContain('impact:');
  });
});

describe('the kind of what Statuspage holds', () => {
  const kindOf = (more: object) => {
    const saved = { ...SLOW, impact: 'maintenance', ...more };
    return read({ incidents: [saved] }).incidents[0]?.kind;
  };

  it('is a maintenance where a time was scheduled or a status says so, and not by its impact alone', () => {
    expect(kindOf({})).toBe('incident');
    expect(kindOf({ impact: 'none', scheduled_for: '2018-06-13T01:00:00Z' })).toBe('maintenance');
    expect(kindOf({ impact: 'none', status: 'in_progress' })).toBe('maintenance');
    expect(kindOf({ status: null, incident_updates: [] })).toBe('maintenance');
  });

  it('keeps the impact of an incident that was work', () => {
    const plan = planOf(read({ incidents: [{ ...SLOW, impact: 'maintenance' }] }));
    expect(fileIn(plan, '.md')).toContain('impact: maintenance\n');
  });
});

describe('a report on Statuspage', () => {
  it('calls "update" no guess, and does not say of each update that it was found as all are', () => {
    const rows = [update('update', '2018-06-13T01:30:00Z', 'Still slow.'), ...SLOW.incident_updates];
    const plan = planOf(read({ incidents: [{ ...SLOW, incident_updates: rows }] }));
    expect(fileIn(plan, 'report.txt')).toContain('    2018-06-13 10:30 +09:00 update\n');
    expect(notesOf(plan).filter((note) => note.includes('update"'))).toEqual([]);
  });
});

describe('what was saved of Statuspage', () => {
  it('may be empty lists, of which nothing is missing', () => {
    const history = readStatuspage([
      { path: 'a.json', text: JSON.stringify({ page: PAGE, incidents: [SLOW] }) },
      { path: 'b.json', text: '[]' },
      { path: 'c.json', text: JSON.stringify({ page: PAGE, scheduled_maintenances: [] }) },
    ]);
    expect(history.isPartial).toBe(false);
    expect(history.notes.map(({ kind, words }) => `${kind}: ${words}`)).toContain(
      'mapped: b.json: its lists are empty',
    );
    expect(readStatuspage([{ path: 'd.json', text: '{"page":{}}' }]).isPartial).toBe(true);
  });

  it('has one text at fault shown letter for letter, and leaves the others as they are', () => {
    const rows = [
      update('postmortem', '2018-06-14T00:00:00Z', '## Cause\n\nA **disk**. [Log](log.txt)'),
      ...SLOW.incident_updates,
    ];
    const plan = planOf(read({ incidents: [{ ...SLOW, incident_updates: rows }] }));
    expect(fileIn(plan, '.md')).toContain('## Cause\n\nA **disk**.');
    const image = update('postmortem', '2018-06-14T00:00:00Z', '## Cause\n\n<img src=log.png> A **disk**.');
    const bad = planOf(
      read({ incidents: [{ ...SLOW, incident_updates: [image, ...SLOW.incident_updates] }] }),
    );
    expect(fileIn(bad, '.md')).toContain('All is **well**.');
    expect(fileIn(bad, '.md')).toContain('\\<img src=log.png> A \\*\\*disk');
  });

  it('may be single bodies, summaries and lists in many files: each incident comes once, in its newest form', () => {
    const older = {
      ...SLOW,
      updated_at: '2018-06-13T01:02:03.004Z',
      incident_updates: SLOW.incident_updates.slice(1),
    };
    const history = readStatuspage([
      {
        path: 'a.json',
        text: JSON.stringify({ page: PAGE, incident: { ...SLOW, updated_at: '2018-06-13T02:00:59.000Z' } }),
      },
      {
        path: 'b.json',
        text: JSON.stringify({ page: PAGE, incidents: [older], components: [], scheduled_maintenances: [] }),
      },
      { path: 'c.json', text: JSON.stringify([{ ...SLOW, id: 'other', name: 'Another' }]) },
      { path: 'd.json', text: 'not JSON' },
    ]);
    expect(history.incidents.map(({ code, updates }) => [code, updates.length])).toEqual([
      ['other', 2],
      ['w554d74dv18j', 2],
    ]);
    expect(history.notes.map(({ words }) => words)).toContain('d.json: it is no JSON');
    expect(history.isPartial).toBe(true);
  });

  it('takes groups and first days from a list of components, also a bare one', () => {
    const row = {
      id: 'x',
      name: 'Archive',
      group_id: 'g',
      group: false,
      showcase: true,
      only_show_if_degraded: false,
      start_date: '2014-05-01',
      created_at: AT_FIRST,
    };
    const group = { ...row, id: 'g', name: 'Storage', group_id: null, group: true, start_date: null };
    for (const body of [[row, group], { page: PAGE, components: [row, group] }]) {
      const plan = planOf(
        readStatuspage([
          { path: 'a.json', text: JSON.stringify(body) },
          { path: 'b.json', text: JSON.stringify([SLOW]) },
        ]),
      );
      expect(plan.report.components).toEqual([{ id: 'archive', name: 'Archive', group: 'storage' }]);
      expect(fileIn(plan, 'site.yml')).toContain('since: 2014-05-01');
    }
  });

  it('brings a postmortem along, once', () => {
    const published = {
      ...SLOW,
      postmortem_body: '## Cause\n\nA disk.',
      postmortem_published_at: '2018-06-20T00:00:00Z',
    };
    expect(fileIn(planOf(read({ incident: published })), '.md')).toContain(
      '## 2018-06-20 09:00 +09:00 Postmortem\n\n## Cause\n\nA disk.\n',
    );
  });

  it('makes a site.yml where there is none, of what the page says of itself', () => {
    const { site: _, ...empty } = folderWith();
    const plan = planOf(read({ page: PAGE, incidents: [SLOW] }), empty);
    expect(fileIn(plan, 'site.yml')).toBe(
      `name: Tayori Mail
url: https://old.example.com
languages: [ en ]
timeZone: Asia/Tokyo
components:
  - id: mail
    name: Mail
    components:
      - id: sending
        name: Sending
        since: 2018-06-13
`.replace('[ en ]', '[en]'),
    );
  });

  it('gives a component that was renamed its earlier names', () => {
    const named = (name: string, at: string) => ({
      ...SLOW,
      id: at,
      name,
      incident_updates: [
        update('resolved', at, 'Well.', {
          affected_components: [{ code: 'x', name, old_status: 'operational', new_status: 'operational' }],
        }),
      ],
    });
    const plan = planOf(
      read({
        incidents: [named('Old mail', '2015-01-01T00:00:00Z'), named('New mail', '2017-01-01T00:00:00Z')],
      }),
    );
    expect(fileIn(plan, 'site.yml')).toContain(`  - id: new-mail
    name: New mail
    since: 2015-01-01
    formerly:
      - until: 2015-01-01
        name: Old mail
`);
  });
});

describe('a history without end', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      ...SLOW,
      id: `w${index}`,
      incident_updates: [
        update('investigating', new Date(Date.UTC(2015, 0, 1, index)).toISOString(), 'Slow.'),
      ],
    }));

  it('is told of while it is written', () => {
    const told: number[] = [];
    const history = read({ incidents: many(2500) });
    planImport(history, {
      folder: folderWith(),
      now: NOW,
      redirects: '',
      progress: (done) => told.push(done),
    });
    expect(told).toEqual([1000, 2000]);
  });

  it('is refused before it is written, with a way out', () => {
    const [incident] = read({ incidents: many(1) }).incidents;
    const history = { ...read({ incidents: [] }), incidents: Array(20_001).fill(incident) };
    const plan = planImport(history, { folder: folderWith(), now: NOW, redirects: '' });
    expect(plan).toEqual({
      refused: expect.stringMatching(/^There are 20001 incidents, and at most 20000 .*Save them in parts/),
    });
  });

  it('of one incident is refused in a few lines', () => {
    const updates = Array.from({ length: 1100 }, (_, index) =>
      update('investigating', new Date(Date.UTC(2015, 0, 1, index)).toISOString(), 'Slow.'),
    );
    const plan = planOf(read({ incidents: [{ ...SLOW, incident_updates: updates }] }));
    const summary = renderSummary(plan.report, false).split('\n');
    expect(summary.length).toBeLessThan(60);
    expect(summary.join('\n')).toMatch(/… and \d+ more lines; --json shows all/);
  });
});
