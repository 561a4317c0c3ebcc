import { describe, expect, it } from 'vitest';
import { incidentOf, japan, SITE } from '../../tests/build-incident.ts';
import { archiveOf } from './archive.ts';
import { deriveSite } from './site.ts';

const failure = (id: string, began: string, state: string) =>
  incidentOf(`\n## ${began} +09:00 Investigating\n| pc: ${state}\n## 2012-01-01 10:00 +09:00 Resolved\n`, {
    id,
  });
const incidents = [
  failure('one', '2008-09-30 23:50', 'degraded performance'),
  failure('two', '2008-09-05 10:00', 'major outage'),
  failure('three', '2010-01-01 00:10', 'partial outage'),
];
const { months, today } = deriveSite(incidents, SITE, [], japan('2010-03-15 12:00'));
const years = archiveOf(months, today);

describe('the archive', () => {
  it('has every year, quiet ones too, the newest first, with how much began in it and how bad it was', () => {
    expect(years.map(({ year, count, worst }) => [year, count, worst])).toEqual([
      ['2010', 1, 'partial outage'],
      ['2009', 0, 'operational'],
      ['2008', 2, 'major outage'],
    ]);
  });

  it('files an incident under the month in which it began, on the site’s clocks', () => {
    const found = years.flatMap((year) => year.months).filter(({ count }) => count > 0);
    expect(found.map(({ month, count }) => [month, count])).toEqual([
      ['2010-01', 1],
      ['2008-09', 2],
    ]);
  });

  it('says of a month before the first entry, or to come, nothing at all', () => {
    const covered = years.flatMap((year) => year.months.filter(({ isCovered }) => isCovered));
    expect(covered.map(({ month }) => month).toSorted()).toHaveLength(4 + 12 + 3);
  });

  it('of nothing is empty', () => {
    expect(archiveOf([], today)).toEqual([]);
  });
});
