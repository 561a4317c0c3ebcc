import { describe, expect, it } from 'vitest';
import { incidentOf, japan, viewOf } from '../../tests/build-incident.ts';

const impact = (updates: string, asOf = japan('2020-01-01 00:00')) => {
  const { impact: now, impactFirst } = viewOf(incidentOf(updates), asOf);
  return impactFirst ? [now, impactFirst] : now;
};

describe('the impact', () => {
  it('is the worst over the incident’s life, not its last', () => {
    expect(
      impact(`
## 2008-09-05 05:10 +09:00 Investigating
| pc: major outage
## 2008-09-05 06:00 +09:00 Monitoring
| pc: degraded performance
`),
    ).toBe('major');
  });

  it('is critical only where no component that existed then was spared', () => {
    const all = (day: string) =>
      `## ${day} 05:10 +09:00 Investigating\n| pc, mobile, postcards: major outage\n\n## ${day} 06:00 +09:00 Resolved\n`;
    expect(impact(all('2008-09-05'))).toBe('critical');
    expect(impact(all('2012-09-05'))).toBe('major');
  });

  it('asks what existed at each moment, when a component comes or goes as well', () => {
    const spared = `## 2015-03-30 05:10 +09:00 Investigating\n| pc, mobile, web: major outage\n`;
    expect(impact(spared, japan('2015-03-31 23:59'))).toBe('major');
    expect(impact(spared, japan('2015-04-01 00:01'))).toBe('critical');
    const retired = '## 2015-04-02 05:10 +09:00 Investigating\n| postcards: major outage\n';
    expect(impact(retired)).toBe('none');
  });

  it('is what staff say it is, and shows what was first said', () => {
    const minor = '## 2008-09-05 05:10 +09:00 Investigating\n| pc: degraded performance\n';
    expect(impact(`${minor}| impact: major\n`)).toBe('major');
    expect(
      impact(`${minor}| impact: minor\n\n## 2008-09-06 06:00 +09:00 Update\n| impact: critical\n`),
    ).toEqual(['critical', 'minor']);
  });

  it('of nothing is none', () => {
    expect(impact('## 2008-09-05 05:10 +09:00 Investigating\n')).toBe('none');
  });
});
