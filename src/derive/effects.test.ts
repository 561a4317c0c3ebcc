import { describe, expect, it } from 'vitest';
import { incidentOf, japan, spansIn, viewOf } from '../../tests/build-incident.ts';

const spans = (updates: string) => spansIn(viewOf(incidentOf(updates)));
const course = (updates: string) =>
  viewOf(incidentOf(updates)).courses.map(({ began, beganFirst, ended, endedFirst }) => ({
    began: began.at,
    ended: ended?.at,
    ...(beganFirst ? { beganFirst: beganFirst.at } : {}),
    ...(endedFirst ? { endedFirst: endedFirst.at } : {}),
  }));

const OPENED = `
## 2008-09-05 05:10 +09:00 Investigating
| began: 02:39
| pc, mobile: major outage
`;
const RESOLVED = `
## 2008-09-05 22:20 +09:00 Resolved
| ended: 20:10
`;

describe('a state without a time of its own', () => {
  it('begins with the incident when the first update gives it', () => {
    expect(spans(OPENED)).toEqual(['pc: major outage 02:39–', 'mobile: major outage 02:39–']);
  });

  it('begins with the incident even where that is stated later', () => {
    const updates = `
## 2008-09-05 05:10 +09:00 Investigating
| pc: major outage
## 2008-09-05 06:00 +09:00 Identified
| began: 02:39
`;
    expect(spans(updates)).toEqual(['pc: major outage 02:39–']);
  });

  it('begins at the stamp when a later update gives it', () => {
    const updates = `${OPENED}
## 2008-09-05 07:00 +09:00 Update
| pc: degraded performance
`;
    expect(spans(updates)).toEqual([
      'pc: major outage 02:39–07:00',
      'pc: degraded performance 07:00–',
      'mobile: major outage 02:39–',
    ]);
  });

  it('begins at its update’s own "at", "began", and, if operational, "ended"', () => {
    const updates = `
## 2008-09-05 05:10 +09:00 Investigating
| at: 04:00
| pc: degraded performance
## 2008-09-05 07:00 +09:00 Update
| at: 06:30
| mobile: partial outage
## 2008-09-05 22:20 +09:00 Resolved
| ended: 20:10
| pc: operational
`;
    expect(spans(updates)).toEqual([
      'pc: degraded performance 04:00–20:10',
      'mobile: partial outage 06:30–20:10',
    ]);
  });
});

describe('a component’s line', () => {
  it('replaces all that was said from its first time on', () => {
    const updates = `
## 2008-09-05 05:10 +09:00 Investigating
| began: 02:39
| pc: degraded performance from 02:39, major outage from 03:00, partial outage from 04:00
## 2008-09-05 07:00 +09:00 Update
| pc: partial outage from 02:50, degraded performance from 05:00
`;
    expect(spans(updates)).toEqual([
      'pc: degraded performance 02:39–02:50',
      'pc: partial outage 02:50–05:00',
      'pc: degraded performance 05:00–',
    ]);
  });

  it('that is operational from some time withdraws what was wrong', () => {
    const updates = `${OPENED}
## 2008-09-05 07:00 +09:00 Update
| mobile: operational from 02:39
`;
    expect(spans(updates)).toEqual(['pc: major outage 02:39–']);
    expect(viewOf(incidentOf(updates)).components).toEqual(['pc', 'mobile']);
  });

  it('in a closed incident returns at the end where it does not say so itself', () => {
    const updates = `${OPENED}${RESOLVED}
## 2008-09-06 11:10 +09:00 Update
| postcards: major outage from 2008-09-05 03:00, degraded performance from 2008-09-05 05:00
`;
    expect(spans(updates)).toContain('postcards: degraded performance 05:00–20:10');
  });
});

describe('the end', () => {
  it('returns every component', () => {
    expect(spans(OPENED + RESOLVED)).toEqual([
      'pc: major outage 02:39–20:10',
      'mobile: major outage 02:39–20:10',
    ]);
  });

  it('is the stamp where no one states it, and the end stated before where someone did', () => {
    const silent = `${OPENED}
## 2008-09-05 22:20 +09:00 Resolved
`;
    expect(course(silent)).toEqual([{ began: japan('2008-09-05 02:39'), ended: japan('2008-09-05 22:20') }]);
    const looking = `${OPENED}
## 2008-09-05 21:00 +09:00 Postmortem
| ended: 2008-09-05 20:10
## 2008-09-05 22:20 +09:00 Resolved
`;
    expect(course(looking)[0]?.ended).toBe(japan('2008-09-05 20:10'));
  });

  it('does not move when what is closed is closed again', () => {
    const updates = `${OPENED}${RESOLVED}
## 2008-09-06 10:00 +09:00 Resolved

All delayed mail has arrived too.
`;
    expect(course(updates)).toEqual([{ began: japan('2008-09-05 02:39'), ended: japan('2008-09-05 20:10') }]);
  });

  it('is never before the beginning where no one states that', () => {
    const updates = `
## 2008-09-05 22:20 +09:00 Resolved
| ended: 20:10
`;
    expect(course(updates)).toEqual([{ began: japan('2008-09-05 20:10'), ended: japan('2008-09-05 20:10') }]);
    expect(viewOf(incidentOf(updates)).duration).toBe(0);
  });

  it('of an incident told by a postmortem alone is stated there', () => {
    const view = viewOf(
      incidentOf(`
## 2008-09-09 10:00 +09:00 Postmortem
| began: 2008-09-05 02:39
| ended: 2008-09-05 20:10
| pc: major outage
`),
    );
    expect([view.phase, view.isOpen, spansIn(view)]).toEqual([
      'resolved',
      false,
      ['pc: major outage 02:39–20:10'],
    ]);
  });
});

describe('a restated time', () => {
  it('keeps the first one beside it', () => {
    const updates = `${OPENED}${RESOLVED}
## 2008-09-06 10:00 +09:00 Correction
| corrects: 2008-09-05 05:10
| began: 2008-09-05 01:00
| ended: 2008-09-05 19:00
`;
    expect(course(updates)).toEqual([
      {
        began: japan('2008-09-05 01:00'),
        beganFirst: japan('2008-09-05 02:39'),
        ended: japan('2008-09-05 19:00'),
        endedFirst: japan('2008-09-05 20:10'),
      },
    ]);
    expect(spans(updates)).toEqual(['pc: major outage 01:00–19:00', 'mobile: major outage 01:00–19:00']);
  });
});

describe('a reopened incident', () => {
  const AGAIN = `${OPENED}${RESOLVED}
## 2008-09-05 23:00 +09:00 Investigating
`;
  it('was never over where it states no beginning', () => {
    expect(course(AGAIN)).toEqual([{ began: japan('2008-09-05 02:39'), ended: undefined }]);
    expect(spans(AGAIN)).toEqual(['pc: major outage 02:39–', 'mobile: major outage 02:39–']);
    const closed = `${AGAIN}
## 2008-09-05 23:30 +09:00 Correction
| corrects: 2008-09-05 22:20
| ended: 2008-09-05 20:05
## 2008-09-05 23:50 +09:00 Resolved
`;
    expect(course(closed)[0]?.ended).toBe(japan('2008-09-05 23:50'));
  });

  const TWICE = `${OPENED}${RESOLVED}
## 2008-09-06 09:00 +09:00 Investigating
| began: 08:30
| pc: partial outage
## 2008-09-06 10:00 +09:00 Resolved
| ended: 09:40
`;
  it('has a second window where it states one, and their sum', () => {
    const view = viewOf(incidentOf(TWICE));
    expect(spansIn(view)).toEqual([
      'pc: major outage 02:39–20:10',
      'pc: partial outage 2008-09-06 08:30–2008-09-06 09:40',
      'mobile: major outage 02:39–20:10',
    ]);
    expect(view.courses).toHaveLength(2);
    expect(view.duration / 60_000).toBe(17 * 60 + 31 + 70);
  });

  it('is corrected in the window of the corrected update', () => {
    const updates = `${TWICE}
## 2008-09-07 09:00 +09:00 Correction
| corrects: 2008-09-05 05:10
| began: 2008-09-05 02:00
| mobile: degraded performance from 2008-09-05 02:00
## 2008-09-07 10:00 +09:00 Postmortem
| began: 2008-09-06 08:00
`;
    expect(course(updates).map(({ began, beganFirst }) => [began, beganFirst])).toEqual([
      [japan('2008-09-05 02:00'), japan('2008-09-05 02:39')],
      [japan('2008-09-06 08:00'), japan('2008-09-06 08:30')],
    ]);
    expect(spans(updates)).toEqual([
      'pc: major outage 02:00–20:10',
      'pc: partial outage 2008-09-06 08:00–2008-09-06 09:40',
      'mobile: degraded performance 02:00–20:10',
    ]);
  });

  it('counts once what two windows share', () => {
    const view = viewOf(
      incidentOf(`${OPENED}${RESOLVED}
## 2008-09-05 23:00 +09:00 Investigating
| began: 20:00
| pc: degraded performance
## 2008-09-05 23:30 +09:00 Resolved
| ended: 21:10
`),
    );
    expect(view.duration / 60_000).toBe(18 * 60 + 31);
    expect(spansIn(view)).toEqual([
      'pc: major outage 02:39–20:00',
      'pc: degraded performance 20:00–21:10',
      'mobile: major outage 02:39–20:10',
    ]);
  });
});

describe('a withdrawn incident', () => {
  it('has no effects and no impact, but keeps its page and its words', () => {
    const view = viewOf(
      incidentOf(`${OPENED.replace('| pc', '| impact: critical\n| pc')}
## 2008-09-05 06:00 +09:00 Withdrawn

A false alarm.
`),
    );
    expect([view.isOpen, view.isWithdrawn, view.effects, view.impact]).toEqual([false, true, [], 'none']);
    expect([view.updates.length, view.components]).toEqual([2, ['pc', 'mobile']]);
  });
});
