import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { incidentOf, japan, viewOf } from '../../tests/build-incident.ts';
import { addDays, dayOf, endOfDay, startOfDay } from '../calendar/day.ts';
import { HOUR, type Instant, instant, MINUTE } from '../model/instant.ts';
import { compareStates, STATES, type State, worst } from '../model/state.ts';
import type { Lifetime } from './components.ts';
import { BAR_DAYS, type BadTime, badTimes, dayBars, flatten, lastDays, uptime } from './days.ts';
import type { IncidentView } from './incident-view.ts';

const ALWAYS: Lifetime = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
const BAD = STATES.filter((state) => state !== 'operational');
const views = Array.from({ length: 5 }, (_, index) => ({ id: `i${index}`, isOpen: true }) as IncidentView);

/** Times in minutes after `start`, as several incidents give them. */
function badTime(start: number, longest: number): fc.Arbitrary<BadTime> {
  return fc
    .record({
      state: fc.constantFrom<State>(...BAD),
      from: fc.integer({ min: 0, max: longest }),
      length: fc.integer({ min: 1, max: longest }),
      view: fc.constantFrom(...views),
    })
    .map(({ state, from, length, view }) => ({
      state,
      from: instant(start + from * MINUTE),
      to: instant(start + (from + length) * MINUTE),
      incidents: [view],
    }));
}

const stateAmong = (times: readonly BadTime[], at: number) =>
  worst(times.filter(({ from, to }) => from <= at && at < to).map(({ state }) => state));

describe('overlapping times', () => {
  const few = fc.array(badTime(0, 40), { maxLength: 8 });

  it('hold at every minute the worst of what was there, and nothing where nothing was', () => {
    fc.assert(
      fc.property(few, (times) => {
        const flat = flatten(times);
        for (let at = 0; at <= 80 * MINUTE; at += MINUTE)
          expect(stateAmong(flat, at)).toBe(stateAmong(times, at));
      }),
    );
  });

  it('become times in order that neither overlap nor are empty', () => {
    fc.assert(
      fc.property(few, (times) => {
        const flat = flatten(times);
        flat.forEach((time, index) => {
          expect(time.from).toBeLessThan(time.to);
          expect(time.from).toBeGreaterThanOrEqual(flat[index - 1]?.to ?? 0);
        });
      }),
    );
  });

  it('name the incidents that were there', () => {
    fc.assert(
      fc.property(few, (times) => {
        for (const { from, incidents } of flatten(times)) {
          const there = times.filter((time) => time.from <= from && from < time.to);
          expect(new Set(incidents)).toEqual(new Set(there.flatMap((time) => time.incidents)));
        }
      }),
    );
  });

  it('are the same in whatever order they are given, and when flattened again', () => {
    fc.assert(
      fc.property(
        few.chain((times) =>
          fc.tuple(fc.constant(times), fc.shuffledSubarray(times, { minLength: times.length })),
        ),
        ([times, shuffled]) => {
          expect(flatten(shuffled)).toEqual(flatten(times));
          expect(flatten(flatten(times)).map(({ from, to, state }) => [from, to, state])).toEqual(
            flatten(times).map(({ from, to, state }) => [from, to, state]),
          );
        },
      ),
    );
  });
});

describe('uptime', () => {
  const asOf = instant(Date.UTC(2026, 5, 1, 9, 30));
  const zone = fc.constantFrom(
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Tokyo',
    'America/Sao_Paulo',
  );
  const start = Date.UTC(2026, 1, 20);
  const times = fc.array(badTime(start, 100 * 24 * 60), { maxLength: 6 }).map(flatten);
  const life = fc.tuple(fc.integer({ min: -20, max: 110 }), fc.integer({ min: 0, max: 130 })).map(
    ([from, length]): Lifetime => ({
      from: start + from * 24 * HOUR,
      to: start + (from + length) * 24 * HOUR,
    }),
  );

  it('is what counting every minute gives', () => {
    const weights: Partial<Record<State, number>> = { 'major outage': 1, 'partial outage': 0.3 };
    fc.assert(
      fc.property(times, fc.oneof(fc.constant(ALWAYS), life), zone, (bad, alive, inZone) => {
        const from = startOfDay(addDays(dayOf(asOf, inZone), -89), inZone);
        let window = 0;
        let lost = 0;
        for (let at: number = from; at < asOf; at += MINUTE) {
          if (at < alive.from || at >= alive.to) continue;
          window++;
          lost += weights[stateAmong(bad, at)] ?? 0;
        }
        const found = uptime(bad, alive, lastDays(asOf, inZone), asOf);
        if (window === 0) expect(found).toBeUndefined();
        else expect(found?.share).toBeCloseTo(1 - lost / window, 9);
      }),
      { numRuns: 25 },
    );
  });

  it('lies between 0 and 1', () => {
    fc.assert(
      fc.property(times, life, zone, (bad, alive, inZone) => {
        const { share, days } = uptime(bad, alive, lastDays(asOf, inZone), asOf) ?? { share: 1, days: 1 };
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
        expect(days).toBeGreaterThanOrEqual(1);
        expect(days).toBeLessThanOrEqual(BAR_DAYS);
      }),
    );
  });

  it('is nothing before a component exists, and after it is retired for 90 days', () => {
    expect(
      uptime([], { from: asOf, to: Number.POSITIVE_INFINITY }, lastDays(asOf, 'Asia/Tokyo'), asOf),
    ).toBeUndefined();
    expect(
      uptime([], { from: 0, to: asOf - 91 * 24 * HOUR }, lastDays(asOf, 'Asia/Tokyo'), asOf),
    ).toBeUndefined();
    const young: Lifetime = { from: asOf - 25 * HOUR, to: Number.POSITIVE_INFINITY };
    expect(uptime([], young, lastDays(asOf, 'UTC'), asOf)).toEqual({ share: 1, days: 2 });
  });

  it('counts an incident older than the window that is still open', () => {
    const whole: BadTime = { state: 'major outage', from: instant(0), to: asOf, incidents: [] };
    expect(uptime([whole], ALWAYS, lastDays(asOf, 'Asia/Tokyo'), asOf)?.share).toBe(0);
    expect(
      uptime([{ ...whole, state: 'degraded performance' }], ALWAYS, lastDays(asOf, 'Asia/Tokyo'), asOf)
        ?.share,
    ).toBe(1);
  });
});

describe('the bars', () => {
  const bad = (state: State, from: Instant, to: Instant): BadTime => ({ state, from, to, incidents: [] });

  it('are 90 days, today last, and hold every minute once', () => {
    const zone = fc.constantFrom('Europe/Berlin', 'Australia/Lord_Howe', 'America/Sao_Paulo');
    const asOf = instant(Date.UTC(2018, 11, 1, 5));
    fc.assert(
      fc.property(
        fc.array(badTime(Date.UTC(2018, 8, 1), 60 * 24 * 60), { maxLength: 6 }),
        zone,
        (given, inZone) => {
          const times = flatten(given).flatMap((time) =>
            time.from < asOf ? [{ ...time, to: instant(Math.min(time.to, asOf)) }] : [],
          );
          const bars = dayBars(times, ALWAYS, lastDays(asOf, inZone));
          expect(bars.map(({ day }) => day)).toEqual(
            Array.from({ length: BAR_DAYS }, (_, index) =>
              addDays(dayOf(asOf, inZone), index - BAR_DAYS + 1),
            ),
          );
          for (const bar of bars) {
            const start = startOfDay(bar.day, inZone);
            const end = endOfDay(bar.day, inZone);
            const inside = times.filter((time) => time.from < end && time.to > start);
            const sum = inside.reduce(
              (all, time) => all + Math.min(time.to, end) - Math.max(time.from, start),
              0,
            );
            expect(bar.times.reduce((all, { length }) => all + length, 0)).toBe(sum);
            expect(bar.state).toBe(worst(inside.map(({ state }) => state)));
            expect(bar.times.map(({ state }) => state)).toEqual(
              bar.times.map(({ state }) => state).toSorted((a, b) => compareStates(b, a)),
            );
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('split at midnight of the site’s zone', () => {
    const times = [bad('major outage', japan('2008-09-05 23:00'), japan('2008-09-06 02:00'))];
    const bars = dayBars(times, ALWAYS, lastDays(japan('2008-09-07 12:00'), 'Asia/Tokyo')).slice(-3);
    expect(bars.map(({ times: [time] }) => (time?.length ?? 0) / HOUR)).toEqual([1, 2, 0]);
    const touching = [bad('major outage', japan('2008-09-05 23:00'), japan('2008-09-06 00:00'))];
    const days = dayBars(touching, ALWAYS, lastDays(japan('2008-09-07 12:00'), 'Asia/Tokyo')).slice(-3);
    expect(days.map(({ state }) => state)).toEqual(['major outage', 'operational', 'operational']);
  });

  it('draw nothing before a component existed and after it was retired, and clip what lies across', () => {
    const life: Lifetime = { from: japan('2008-09-04 00:00'), to: japan('2008-09-06 00:00') };
    const times = [bad('partial outage', japan('2008-09-03 20:00'), japan('2008-09-06 08:00'))];
    const bars = dayBars(times, life, lastDays(japan('2008-09-07 12:00'), 'Asia/Tokyo')).slice(-5);
    expect(bars.map(({ existed, times: [time] }) => [existed, (time?.length ?? 0) / HOUR])).toEqual([
      [false, 0],
      [true, 24],
      [true, 24],
      [false, 0],
      [false, 0],
    ]);
  });

  const story = (more: string) => {
    const view = viewOf(
      incidentOf(`
## 2008-09-05 05:10 +09:00 Investigating
| began: 02:39
| pc: major outage
## 2008-09-05 21:00 +09:00 Monitoring
## 2008-09-05 22:20 +09:00 Resolved
| ended: 20:10
${more}`),
    );
    const asOf = japan('2008-09-07 12:00');
    const bars = dayBars(badTimes([view], asOf).get('pc') ?? [], ALWAYS, lastDays(asOf, 'Asia/Tokyo'));
    return bars.find(({ day }) => day === '2008-09-05')?.amended;
  };

  it('are ticked where the story was added to once it was said to be over', () => {
    expect(story('')).toBe(false);
    expect(story('## 2008-09-06 11:10 +09:00 Update\n\nPostcards too.')).toBe(true);
    expect(story('## 2008-09-06 11:10 +09:00 Monitoring\n\n## 2008-09-06 12:00 +09:00 Resolved\n')).toBe(
      false,
    );
    expect(story('## 2008-09-06 11:10 +09:00 Investigating\n')).toBe(false);
  });
});

describe('bad times', () => {
  it('reach to the moment where an incident goes on, and are clipped to none of its future', () => {
    const view = viewOf(incidentOf('## 2008-01-05 05:10 +09:00 Investigating\n| pc, mobile: major outage\n'));
    const asOf = japan('2008-09-07 12:00');
    const times = badTimes([view], asOf);
    expect([...times.keys()]).toEqual(['pc', 'mobile']);
    expect(times.get('pc')).toEqual([
      { state: 'major outage', from: japan('2008-01-05 05:10'), to: asOf, incidents: [view] },
    ]);
  });
});
