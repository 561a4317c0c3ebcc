import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { incidentOf, japan, SITE, viewOf } from '../../tests/build-incident.ts';
import { MINUTE } from '../model/instant.ts';
import { causesIn, postmortemRows, summaryOf, timesOf } from './postmortem-list.ts';
import { deriveSite } from './site.ts';

const QUEUE = `
## 2008-09-05 05:10 +09:00 Investigating
| began: 02:39
| detected: 02:50
| cause: software
| pc: major outage
## 2008-09-05 22:20 +09:00 Resolved
| ended: 20:10
## 2008-09-06 10:00 +09:00 Monitoring
| began: 09:00
## 2008-09-06 12:00 +09:00 Resolved
| ended: 11:39
## 2008-09-07 16:00 +09:00 Postmortem

It broke.

- [ ] P1: Watch the queue by 2008-09-12
- [ ] P2: Write the runbook
`;

describe('the times of a postmortem', () => {
  it('count from the beginning: to the first word, to detection, and to the last end', () => {
    const site = deriveSite([incidentOf(QUEUE)], SITE, [], japan('2008-09-20 00:00'));
    const [row] = postmortemRows(site);
    expect(row?.times).toEqual({
      firstWord: 151 * MINUTE,
      detection: 11 * MINUTE,
      resolution: 33 * 60 * MINUTE,
    });
    expect(row?.openPromises).toBe(2);
    expect(causesIn(row ? [row] : [])).toEqual([['software', 1]]);
  });

  it('are absent where nothing is stated, and of planned work', () => {
    const open = viewOf(incidentOf('\n## 2008-09-05 05:10 +09:00 Investigating\n| pc: major outage\n'));
    expect(timesOf(open, undefined)).toEqual({});
    const work = viewOf(
      incidentOf('\n## 2008-09-05 05:10 +09:00 Completed\n| window: 2008-09-05 01:00 / 02:00\n', {
        kind: 'maintenance',
      }),
    );
    expect(timesOf(work, japan('2008-09-04 00:00'))).toEqual({});
  });

  it('are not those of a history that was first published elsewhere', () => {
    const incident = { ...incidentOf(QUEUE), imported: 'Statuspage' };
    const [row] = postmortemRows(deriveSite([incident], SITE, [], japan('2008-09-20 00:00')));
    expect(row?.times.firstWord).toBeUndefined();
    expect(row?.times.detection).toBe(11 * MINUTE);
  });
});

describe('a summary', () => {
  it('names the middle value, or the mean of the two in the middle, the range and n', () => {
    expect(summaryOf([3])).toEqual({ median: 3, least: 3, most: 3, n: 1 });
    expect(summaryOf([9, 1, 2])).toEqual({ median: 2, least: 1, most: 9, n: 3 });
    expect(summaryOf([9, 1, 2, 4])).toEqual({ median: 3, least: 1, most: 9, n: 4 });
    expect(summaryOf([])).toBeUndefined();
  });

  it('has as many values on either side of its median', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 1 }), (values) => {
        const { median = -1 } = summaryOf(values) ?? {};
        const below = values.filter((value) => value < median).length;
        const above = values.filter((value) => value > median).length;
        expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });
});
