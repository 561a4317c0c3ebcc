import { describe, expect, it } from 'vitest';
import { incidentOf, japan } from '../../tests/build-incident.ts';
import { turnsBetween } from './due.ts';

const PLANNED = `
## 2008-09-01 10:00 +09:00 Scheduled
| window: 2008-09-05 02:00 / 04:00
`;

describe('what the clock turns', () => {
  const turns = (
    updates: string,
    from: string,
    to: string,
    kind: 'maintenance' | 'incident' = 'maintenance',
  ) =>
    turnsBetween(japan(from), japan(to), [incidentOf(updates, { kind })], 'Asia/Tokyo').map(
      ({ what }) => what,
    );

  it('is a day, once it is midnight in the site’s own zone', () => {
    expect(turns(PLANNED, '2008-09-03 23:02', '2008-09-03 23:59')).toEqual([]);
    expect(turns(PLANNED, '2008-09-03 23:02', '2008-09-04 00:02')).toEqual(['day']);
  });

  it('is the opening and the passing of a window, and nothing between', () => {
    expect(turns(PLANNED, '2008-09-05 01:02', '2008-09-05 01:59')).toEqual([]);
    expect(turns(PLANNED, '2008-09-05 01:02', '2008-09-05 02:00')).toEqual(['window']);
    expect(turns(PLANNED, '2008-09-05 02:00', '2008-09-05 03:59')).toEqual([]);
    expect(turns(PLANNED, '2008-09-05 03:02', '2008-09-05 04:02')).toEqual(['window']);
  });

  it('is a window no more once its work is called off, or the work has begun', () => {
    const called = `${PLANNED}\n## 2008-09-02 10:00 +09:00 Cancelled\n`;
    expect(turns(called, '2008-09-05 01:02', '2008-09-05 02:02')).toEqual([]);
    const begun = `${PLANNED}\n## 2008-09-05 01:30 +09:00 In progress\n`;
    expect(turns(begun, '2008-09-05 01:32', '2008-09-05 02:02')).toEqual([]);
    // Nobody said that it is over.
    expect(turns(begun, '2008-09-05 03:02', '2008-09-05 04:02')).toEqual(['window']);
  });

  it('is nothing in an incident', () => {
    expect(
      turns(
        '\n## 2008-09-05 01:00 +09:00 Investigating\n',
        '2008-09-05 01:02',
        '2008-09-05 02:02',
        'incident',
      ),
    ).toEqual([]);
  });
});
