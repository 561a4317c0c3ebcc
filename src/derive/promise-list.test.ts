import { describe, expect, it } from 'vitest';
import { incidentOf, japan, viewOf } from '../../tests/build-incident.ts';
import { countByIncident, countPromises, current, promisesIn, standingAs } from './promise-list.ts';

const QUEUE = `
## 2008-09-01 10:00 +09:00 Postmortem

- [ ] P1: Watch the queue by 2008-09-20
- [ ] P2: Write the runbook
- [ ] P3: Buy a disk by 2008-09-05
## 2008-09-04 10:00 +09:00 Update

- [ ] P3: Buy a disk by 2008-09-08
## 2008-09-07 10:00 +09:00 Update

- [ ] P3: Buy a disk by 2008-09-09
`;
const DISK = `
## 2008-09-02 10:00 +09:00 Postmortem

- [ ] P1: Test the copies by 2008-09-11
- [ ] P2: Count the copies by 2008-09-12
- [ ] P3: Move the copies
## 2008-09-03 10:00 +09:00 Update

- [x] P1: All copies were tested
## 2008-09-04 10:00 +09:00 Update

- [-] P3: They are safe where they are
## 2008-09-05 10:00 +09:00 Update

- [x] P2: Counted
`;
const at = japan('2008-09-10 12:00');
const listed = promisesIn([
  viewOf(incidentOf(DISK, { id: 'disk' }), at),
  viewOf(incidentOf(QUEUE, { id: 'queue' }), at),
]);
const names = (found: typeof listed) => found.map(({ view, promise }) => `${view.id} ${promise.id}`);

describe('the promises of a site', () => {
  it('stand by what became of them: what is due by its day, what is settled by the newest', () => {
    expect(names(standingAs('overdue', listed))).toEqual(['queue P3']);
    expect(names(standingAs('open', listed))).toEqual(['queue P1', 'queue P2']);
    expect(names(standingAs('kept', listed))).toEqual(['disk P2', 'disk P1']);
    expect(names(standingAs('dropped', listed))).toEqual(['disk P3']);
  });

  it('are counted as a whole and by incident, with every slip', () => {
    expect(countPromises(listed)).toEqual({ total: 6, overdue: 1, open: 2, kept: 2, dropped: 1, moves: 2 });
    expect(countByIncident(listed).map(({ view, counts }) => [view.id, counts.total, counts.moves])).toEqual([
      ['disk', 3, 0],
      ['queue', 3, 2],
    ]);
  });

  it('of a long list show all that is due and the newest that is settled', () => {
    expect(names(current(listed, 1))).toEqual(['disk P2', 'queue P1', 'queue P2', 'queue P3']);
  });
});
