import { describe, expect, it } from 'vitest';
import { incidentOf, japan, spansIn, viewOf } from '../../tests/build-incident.ts';
import type { Incident } from '../model/incident.ts';

const PLANNED = `
## 2008-09-01 10:00 +09:00 Scheduled
| window: 2008-09-05 02:00 / 04:00
| pc: under maintenance
`;
const maintenance = (updates: string) => incidentOf(updates, { kind: 'maintenance' });
const windows = (incident: Incident) => {
  const { plan } = viewOf(incident);
  return [...(plan?.moved.map(({ window }) => window) ?? []), plan?.window];
};
const between = (start: string, end: string) => ({ start: japan(start), end: japan(end) });

describe('a planned maintenance', () => {
  it('is nothing but a plan, whatever the clock says', () => {
    const incident = maintenance(PLANNED);
    const standing = (digits: string) => {
      const view = viewOf(incident, japan(digits));
      return [view.plan?.standing, view.effects.length, view.courses.length, view.duration, view.isOpen];
    };
    expect(standing('2008-09-05 01:59')).toEqual(['ahead', 0, 0, 0, true]);
    expect(standing('2008-09-05 02:00')).toEqual(['now', 0, 0, 0, true]);
    expect(standing('2008-09-05 03:59')).toEqual(['now', 0, 0, 0, true]);
    expect(standing('2008-09-05 04:00')).toEqual(['unclosed', 0, 0, 0, true]);
    expect(viewOf(incident).began.at).toBe(japan('2008-09-05 02:00'));
  });

  it('is rescheduled by a restated window, and says so', () => {
    const incident = maintenance(`${PLANNED}
## 2008-09-03 10:00 +09:00 Update
| window: 2008-09-06 02:00 / 05:00
`);
    expect(windows(incident)).toEqual([
      between('2008-09-05 02:00', '2008-09-05 04:00'),
      between('2008-09-06 02:00', '2008-09-06 05:00'),
    ]);
    expect(viewOf(incident).plan?.moved[0]?.at).toBe(japan('2008-09-03 10:00'));
    expect(viewOf(incident, japan('2008-09-02 00:00')).plan?.moved).toEqual([]);
  });

  it('is voided when it is cancelled', () => {
    const view = viewOf(maintenance(`${PLANNED}\n## 2008-09-04 10:00 +09:00 Cancelled\n`));
    expect([view.isOpen, view.effects, view.courses, view.impact]).toEqual([false, [], [], 'none']);
    expect(view.plan?.standing).toBe('settled');
  });

  it('stays voided when work begins without a new plan, and can be planned anew', () => {
    const cancelled = `${PLANNED}\n## 2008-09-04 10:00 +09:00 Cancelled\n`;
    const begun = viewOf(maintenance(`${cancelled}\n## 2008-09-05 02:00 +09:00 In progress\n`));
    expect(begun.effects).toEqual([]);
    const anew = viewOf(
      maintenance(`${cancelled}
## 2008-09-04 12:00 +09:00 Scheduled
| window: 2008-09-05 12:00 / 13:00
| mobile: under maintenance
## 2008-09-05 12:00 +09:00 In progress
## 2008-09-05 12:40 +09:00 Completed
`),
    );
    expect(spansIn(anew)).toEqual(['mobile: under maintenance 12:00–12:40']);
    expect(anew.courses).toHaveLength(1);
  });
});

describe('a maintenance that is planned again after it was completed', () => {
  const AGAIN = `${PLANNED}
## 2008-09-05 02:10 +09:00 In progress
## 2008-09-05 03:10 +09:00 Completed
## 2008-09-05 04:00 +09:00 Scheduled
| window: 2008-09-05 12:00 / 13:00
| mobile: under maintenance
`;
  it('is ahead once more, and what was done stays done', () => {
    const view = viewOf(maintenance(AGAIN), japan('2008-09-05 05:00'));
    expect([view.plan?.standing, spansIn(view)]).toEqual(['ahead', ['pc: under maintenance 02:10–03:10']]);
  });

  it('goes on in a window of its own', () => {
    const view = viewOf(maintenance(`${AGAIN}\n## 2008-09-05 12:05 +09:00 In progress\n`));
    expect(view.courses).toHaveLength(2);
    expect(spansIn(view)).toEqual(['pc: under maintenance 02:10–03:10', 'mobile: under maintenance 12:05–']);
  });
});

describe('a maintenance under way', () => {
  const BEGUN = `${PLANNED}\n## 2008-09-05 02:10 +09:00 In progress\n`;

  it('makes the plan a fact from the stamp of "in progress" on', () => {
    const view = viewOf(maintenance(BEGUN), japan('2008-09-05 02:30'));
    expect(spansIn(view)).toEqual(['pc: under maintenance 02:10–']);
    expect(view.plan?.standing).toBe('settled');
    expect(view.impact).toBe('maintenance');
  });

  it('has no announced end once its window is over', () => {
    expect(viewOf(maintenance(BEGUN), japan('2008-09-05 04:00')).plan?.standing).toBe('unclosed');
  });

  it('moves its end alone', () => {
    const incident = maintenance(`${PLANNED}
## 2008-09-05 02:10 +09:00 In progress
| window: 02:10 / 06:00
`);
    expect(windows(incident)).toEqual([
      between('2008-09-05 02:00', '2008-09-05 04:00'),
      between('2008-09-05 02:00', '2008-09-05 06:00'),
    ]);
  });

  it('goes on where its first word says, and ends where its last one says', () => {
    const updates = `${PLANNED}
## 2008-09-05 02:10 +09:00 In progress
| began: 02:05
| mobile: degraded performance
## 2008-09-05 03:30 +09:00 Verifying
## 2008-09-05 04:10 +09:00 Completed
| ended: 03:50
`;
    expect(spansIn(viewOf(maintenance(updates)))).toEqual([
      'pc: under maintenance 02:05–03:50',
      'mobile: degraded performance 02:05–03:50',
    ]);
  });

  it('began when that is stated later, with all that its first word says', () => {
    const updates = `${PLANNED}
## 2008-09-05 02:10 +09:00 In progress
| mobile: degraded performance
## 2008-09-05 02:30 +09:00 Correction
| corrects: 2008-09-05 02:10
| began: 2008-09-05 02:05
`;
    expect(spansIn(viewOf(maintenance(updates)))).toEqual([
      'pc: under maintenance 02:05–',
      'mobile: degraded performance 02:05–',
    ]);
  });

  it('that is broken off ends there', () => {
    const view = viewOf(maintenance(`${BEGUN}\n## 2008-09-05 02:50 +09:00 Cancelled\n`));
    expect(spansIn(view)).toEqual(['pc: under maintenance 02:10–02:50']);
  });
});

describe('a maintenance that is only said to be completed', () => {
  it('began at its window’s start', () => {
    const view = viewOf(maintenance(`${PLANNED}\n## 2008-09-05 03:30 +09:00 Completed\n`));
    expect(spansIn(view)).toEqual(['pc: under maintenance 02:00–03:30']);
  });

  it('lasted no time where it was completed before its window', () => {
    const view = viewOf(maintenance(`${PLANNED}\n## 2008-09-05 01:30 +09:00 Completed\n`));
    expect([view.effects, view.duration]).toEqual([[], 0]);
  });
});
