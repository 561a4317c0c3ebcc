import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { incidentOf, japan, SITE } from '../../tests/build-incident.ts';
import type { Incident, StateLine, Statements, Update } from '../model/incident.ts';
import { type Instant, instant, MINUTE } from '../model/instant.ts';
import { PHASES, type Phase } from '../model/phase.ts';
import { STATES } from '../model/state.ts';
import { IncidentView } from './incident-view.ts';
import { deriveSite, presentOf, type Site } from './site.ts';

const incident = (id: string, updates: string) => incidentOf(updates, { id });
const maintenance = (id: string, updates: string) => incidentOf(updates, { id, kind: 'maintenance' });
const site = (incidents: readonly Incident[], asOf: string) => deriveSite(incidents, SITE, [], japan(asOf));
const ids = (views: readonly { readonly id: string }[]) => views.map(({ id }) => id);

const FAILURE = incident(
  'failure',
  `
## 2008-09-05 05:10 +09:00 Investigating
| began: 02:39
| pc: major outage
## 2008-09-05 22:20 +09:00 Resolved
| ended: 20:10
`,
);
const SLOW = incident(
  'slow',
  `
## 2008-09-05 10:00 +09:00 Investigating
| pc, mobile: degraded performance
## 2008-09-05 11:00 +09:00 Monitoring
| pc, mobile: operational
`,
);
const planned = (id: string, day: string) =>
  maintenance(
    id,
    `## 2008-09-01 10:00 +09:00 Scheduled\n| window: ${day} 02:00 / 04:00\n| web, mobile: under maintenance\n`,
  );

describe('the site', () => {
  it('says of each component the worst that happens to it, and of a group the worst of its children', () => {
    const now = site([FAILURE, SLOW], '2008-09-05 10:30');
    const state = (id: string) => now.componentById.get(id)?.state;
    expect(['pc', 'mobile', 'mail', 'postcards'].map(state)).toEqual([
      'major outage',
      'degraded performance',
      'major outage',
      'operational',
    ]);
    expect(now.overall.description).toBe('Partial System Outage');
  });

  it('asks only the components that exist', () => {
    expect(site([], '2008-09-05 10:30').components.map(({ exists }) => exists)).toEqual([true, true, false]);
    expect(site([], '2020-09-05 10:30').components.map(({ exists }) => exists)).toEqual([true, false, true]);
    const all = incident(
      'all',
      '## 2008-09-05 10:00 +09:00 Investigating\n| pc, mobile, postcards: major outage\n',
    );
    expect(site([all], '2008-09-05 10:30').overall.indicator).toBe('critical');
  });

  it('keeps an incident open though all is operational', () => {
    const now = site([FAILURE, SLOW], '2008-09-06 10:30');
    expect([now.overall.indicator, ids(now.openIncidents)]).toEqual(['none', ['slow']]);
  });

  it('counts an hour of two incidents once in uptime', () => {
    const twin = incident(
      'twin',
      '## 2008-09-05 05:10 +09:00 Investigating\n| began: 02:39\n| pc: major outage\n\n## 2008-09-05 22:20 +09:00 Resolved\n| ended: 20:10\n',
    );
    const share = (incidents: readonly Incident[]) =>
      site(incidents, '2008-09-06 00:00').componentById.get('pc')?.uptime?.share;
    expect(share([FAILURE, twin])).toBe(share([FAILURE]));
    expect(share([FAILURE])).toBeCloseTo(1 - (17 * 60 + 31) / (89 * 24 * 60), 12);
  });

  it('leaves a false alarm out of uptime and bars, and on the list', () => {
    const alarm = incident(
      'alarm',
      '## 2008-09-05 05:10 +09:00 Investigating\n| pc: major outage\n\n## 2008-09-05 06:10 +09:00 Withdrawn\n',
    );
    const now = site([alarm], '2008-09-06 00:00');
    expect(now.componentById.get('pc')?.uptime?.share).toBe(1);
    expect(ids(now.componentById.get('pc')?.views ?? [])).toEqual(['alarm']);
    expect(now.recent.flatMap(({ views }) => ids(views))).toEqual(['alarm']);
  });

  it('puts plans by their windows, the nearest first, and out of the last days until they are due', () => {
    const moved = maintenance(
      'moved',
      `
## 2008-08-01 10:00 +09:00 Scheduled
| window: 2008-08-02 02:00 / 04:00
## 2008-08-02 02:00 +09:00 In progress
## 2008-08-02 03:00 +09:00 Completed
## 2008-08-03 10:00 +09:00 Scheduled
| window: 2008-09-07 02:00 / 04:00
`,
    );
    const all = [planned('third', '2008-09-08'), moved, planned('first', '2008-09-06')];
    const now = site(all, '2008-09-05 00:00');
    expect(ids(now.maintenanceAhead)).toEqual(['first', 'moved', 'third']);
    expect([now.maintenanceNow, now.recent.flatMap(({ views }) => views)]).toEqual([[], []]);
    const later = site(all, '2008-09-06 03:00');
    expect([ids(later.maintenanceAhead), ids(later.maintenanceNow)]).toEqual([['moved', 'third'], ['first']]);
    expect(later.overall.indicator).toBe('none');
    expect(later.maintenancePast).toEqual([]);
    const done = maintenance(
      'done',
      '## 2008-08-01 10:00 +09:00 Scheduled\n| window: 2008-08-02 02:00 / 04:00\n\n## 2008-08-01 12:00 +09:00 Cancelled\n',
    );
    expect(ids(site([...all, done], '2008-09-06 03:00').maintenancePast)).toEqual(['done']);
  });

  it('tells of today what has come, and of a plan once its hour is there', () => {
    const told = (asOf: string) =>
      site([planned('plan', '2008-09-05')], asOf).recent.flatMap(({ views }) => ids(views));
    expect([told('2008-09-05 01:59'), told('2008-09-05 02:00')]).toEqual([[], ['plan']]);
  });

  it('tells apart by their ids what began together', () => {
    const twins = ['a', 'b', 'c'].map((id) => incident(id, '## 2008-09-05 10:00 +09:00 Investigating\n'));
    const orders = [twins, twins.toReversed(), [...twins.slice(1), ...twins.slice(0, 1)]];
    expect(orders.map((order) => ids(site(order, '2008-09-06 00:00').views))).toEqual(
      Array(3).fill(['c', 'b', 'a']),
    );
  });

  it('lists the newest beginning first, by day and by month, with its neighbours', () => {
    const old = incident(
      'old',
      '## 2008-08-31 23:59 +09:00 Investigating\n\n## 2008-09-01 10:00 +09:00 Resolved\n',
    );
    const now = site([old, SLOW, FAILURE], '2008-09-06 10:30');
    expect(ids(now.views)).toEqual(['slow', 'failure', 'old']);
    expect(now.months.map(({ month, views }) => [month, ids(views)])).toEqual([
      ['2008-09', ['slow', 'failure']],
      ['2008-08', ['old']],
    ]);
    expect(now.recent).toHaveLength(15);
    expect(now.recent.filter(({ views }) => views.length > 0).map(({ day }) => day)).toEqual([
      '2008-09-05',
      '2008-08-31',
    ]);
    const { previous, next } = now.neighbours.get('failure') ?? {};
    expect([previous?.id, next?.id]).toEqual(['old', 'slow']);
  });
});

const START = Date.UTC(2026, 7, 1);
const LEAVES = ['pc', 'mobile', 'web'];

/** Incidents as they can be written, with stamps to the minute in a season of changing clocks. */
function anyIncident(id: string): fc.Arbitrary<Incident> {
  const minutes = 120 * 24 * 60;
  const kind = fc.constantFrom<'incident' | 'maintenance'>('incident', 'maintenance');
  const line: fc.Arbitrary<StateLine> = fc
    .record({ components: fc.subarray(LEAVES, { minLength: 1 }), state: fc.constantFrom(...STATES) })
    .map(({ components, state }) => ({ components, steps: [{ state }] }));
  return kind.chain((chosen) =>
    fc
      .uniqueArray(
        fc.record({
          minute: fc.integer({ min: 0, max: minutes }),
          phase: fc.constantFrom<Phase>(...PHASES[chosen].filter((phase) => phase !== 'correction')),
          states: fc.array(line, { maxLength: 2 }),
          back: fc.option(fc.integer({ min: 0, max: 500 }), { nil: undefined }),
          ahead: fc.option(fc.integer({ min: 1, max: 900 }), { nil: undefined }),
        }),
        { selector: ({ minute }) => minute, minLength: 1, maxLength: 6 },
      )
      .map((drafts) => {
        const updates = drafts
          .toSorted((a, b) => a.minute - b.minute)
          .map(({ minute, phase, states, back, ahead }, row): Update => {
            const at = instant(START + minute * MINUTE);
            const moment = back === undefined ? undefined : { at: instant(at - back * MINUTE), about: false };
            const isEnd = phase === 'resolved' || phase === 'completed';
            const later = ahead === undefined ? undefined : instant(at + ahead * MINUTE);
            const statements: Statements = {
              states,
              lost: row % 2 ? [{ words: `${id} ${row}` }] : [],
              ...(moment ? { [isEnd ? 'ended' : 'began']: moment } : {}),
              ...(later && chosen === 'incident' ? { next: later } : {}),
              ...(later && chosen === 'maintenance'
                ? { window: { start: later, end: instant(later + 60 * MINUTE) } }
                : {}),
            };
            return {
              stamp: { at, digits: '', offset: '' },
              phase,
              statements,
              text: '',
              forRead: [],
              promises: [],
              files: [],
              canonical: '',
              line: 1,
            };
          });
        const [first, ...rest] = updates as [Update, ...Update[]];
        return {
          id,
          path: `${id}.md`,
          kind: chosen,
          title: { words: id },
          lang: 'en',
          updates: [first, ...rest],
          translations: new Map(),
          front: '',
        };
      }),
  );
}
const anyIncidents = fc
  .integer({ min: 0, max: 6 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, row) => anyIncident(`i${row}`))));
const anyMoment = fc
  .integer({ min: 0, max: 125 * 24 * 60 })
  .map((minute): Instant => instant(START + minute * MINUTE));
const berlin = { ...SITE, timeZone: 'Europe/Berlin' };

const GETTERS = Object.entries(Object.getOwnPropertyDescriptors(IncidentView.prototype)).flatMap(
  ([name, { get }]) => (get ? [name as keyof IncidentView] : []),
);

/** What a site says, without the files it was read from. */
const said = (of: Site) =>
  JSON.stringify(of, (key, value) => {
    if (key === 'incident' || key === 'neighbours') return undefined;
    if (value instanceof Map) return [...value];
    if (!(value instanceof IncidentView)) return value;
    return { ...value, ...Object.fromEntries(GETTERS.map((name) => [name, value[name]])) };
  });

/** Enough to find what breaks a law, few enough to be run at every change. */
const RUNS = { numRuns: 50 };

describe('whatever was published', () => {
  it('gives the same site in whatever order the files were read', () => {
    fc.assert(
      fc.property(
        anyIncidents.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        anyMoment,
        ([all, shuffled], asOf) => {
          expect(said(deriveSite(shuffled, berlin, [], asOf))).toBe(said(deriveSite(all, berlin, [], asOf)));
        },
      ),
      RUNS,
    );
  });

  it('is seen as of a moment by what is stamped up to then alone', () => {
    fc.assert(
      fc.property(anyIncidents, anyMoment, (all, asOf) => {
        const known = all.flatMap((one): readonly Incident[] => {
          const [first, ...rest] = one.updates.filter(({ stamp }) => stamp.at <= asOf);
          return first ? [{ ...one, updates: [first, ...rest] }] : [];
        });
        expect(said(deriveSite(all, berlin, [], asOf))).toBe(said(deriveSite(known, berlin, [], asOf)));
      }),
      RUNS,
    );
  });

  it('has spans in order, none overlapping, none longer than its window, and durations that are no less than nothing', () => {
    fc.assert(
      fc.property(anyIncidents, anyMoment, (all, asOf) => {
        for (const { effects, duration, isOpen, courses } of deriveSite(all, berlin, [], asOf).views) {
          expect(duration).toBeGreaterThanOrEqual(0);
          for (const { spans } of effects) {
            spans.forEach((span, row) => {
              expect(span.state).not.toBe('operational');
              expect(span.from.at).toBeLessThan(span.to?.at ?? Number.POSITIVE_INFINITY);
              expect(spans[row - 1]?.to?.at ?? Number.NEGATIVE_INFINITY).toBeLessThanOrEqual(span.from.at);
              if (!isOpen) expect(span.to).toBeDefined();
            });
          }
          if (!isOpen) expect(courses.at(-1)?.began && courses.at(-1)?.ended === undefined).toBeFalsy();
        }
      }),
      RUNS,
    );
  });
});

describe('this machine', () => {
  it('changes nothing by the zone of its own clock', () => {
    const script = `
      import { deriveSite } from './src/derive/site.ts';
      import { startOfDay } from './src/calendar/day.ts';
      const minute = 60_000;
      const update = (at, phase, states) => ({ stamp: { at, digits: '', offset: '' }, phase, statements: { states, lost: [] }, text: '', forRead: [], promises: [], files: [], canonical: '', line: 1 });
      const line = { components: ['a'], steps: [{ state: 'partial outage' }] };
      const incidents = Array.from({ length: 12 }, (_, row) => {
        const at = Date.UTC(2026, 8, 1) + row * 7 * 1440 * minute + row * 37 * minute;
        return { id: 'i' + row, path: '', kind: 'incident', title: { words: '' }, lang: 'en', translations: new Map(), front: '',
          updates: [update(at, 'investigating', [line]), update(at + 30 * 60 * minute, 'resolved', [])] };
      });
      const component = { id: 'a', name: { en: 'a' }, since: '2026-10-25', formerly: [], components: [] };
      const config = { name: { en: '' }, url: '', languages: ['en'], timeZone: 'Europe/Berlin', components: [component], feedAuthority: '', footer: [], channels: [] };
      const site = deriveSite(incidents, config, [], Date.UTC(2026, 10, 20, 22, 30));
      const days = ['Europe/Berlin', 'America/Sao_Paulo', 'Australia/Lord_Howe'].map((zone) => ['2018-11-04', '2026-03-29', '2026-10-25', '2026-04-05'].map((day) => startOfDay(day, zone)));
      console.log(new Date(0).getTimezoneOffset());
      console.log(JSON.stringify([days, site.today, site.components, site.recent.map(({ day, views }) => [day, views.length]), site.months.map(({ month }) => month)]));
    `;
    const found = ['UTC', 'America/New_York', 'Pacific/Apia'].map((TZ) => {
      const [offset, ...rest] = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
        env: { ...process.env, TZ },
        encoding: 'utf8',
      }).split('\n');
      return { offset, rest };
    });
    expect(new Set(found.map(({ offset }) => offset)).size).toBe(3);
    expect(new Set(found.map(({ rest }) => rest.join('\n'))).size).toBe(1);
  });
});

describe('the present', () => {
  it('is the clock’s, or the newest stamp’s where that lies a few minutes ahead', () => {
    const incident = incidentOf('## 2008-09-05 05:10 +09:00 Investigating\n\nText.');
    const stamp = incident.updates[0].stamp.at;
    expect(presentOf([incident], instant(stamp - 4 * MINUTE))).toBe(stamp);
    expect(presentOf([incident], instant(stamp + MINUTE))).toBe(stamp + MINUTE);
    expect(presentOf([], stamp)).toBe(stamp);
  });
});

describe('an incident that began in the year 1, and work that is planned until 9999', () => {
  const old = incident(
    'old',
    `
## 2026-11-11 13:00 +09:00 Investigating
| began: 0001-01-01 00:00 +09:00
| pc: major outage
`,
  );
  const long = maintenance(
    'long',
    `
## 2026-11-11 13:00 +09:00 Scheduled
| window: 2026-12-01 02:00 / 9999-12-05 04:00
| pc: under maintenance
`,
  );

  it('take no more days and months than others', () => {
    const { componentById, months } = site([old, long], '2026-11-22 21:00');
    expect(componentById.get('pc')?.bars).toHaveLength(90);
    expect(months.map(({ month }) => month)).toEqual(['2026-12', '0001-01']);
  });
});
