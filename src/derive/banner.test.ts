import { describe, expect, it } from 'vitest';
import { incidentOf, japan, SITE } from '../../tests/build-incident.ts';
import { bannerOf } from './banner.ts';
import { deriveSite } from './site.ts';

const banner = (updates: string, asOf = '2008-09-05 12:00') =>
  bannerOf(deriveSite(updates === '' ? [] : [incidentOf(updates)], SITE, [], japan(asOf)));

describe('the banner', () => {
  it('is quiet where nothing is wrong', () => {
    expect(banner('')).toEqual({ tone: 'quiet', state: 'operational', headline: 'none' });
  });

  it('is as loud as the worst component', () => {
    const tones = ['degraded performance', 'partial outage', 'major outage', 'under maintenance'].map(
      (state) => banner(`## 2008-09-05 05:10 +09:00 Investigating\n| pc: ${state}\n`).tone,
    );
    expect(tones).toEqual(['degraded', 'partial', 'major', 'maintenance']);
  });

  it('never hides an open incident behind good news', () => {
    const open = '## 2008-09-05 05:10 +09:00 Investigating\n\nWe are looking into it.\n';
    expect(banner(open)).toMatchObject({ tone: 'open', headline: 'openThoughOperational' });
    expect(banner(`${open}\n## 2008-09-05 06:00 +09:00 Resolved\n`).tone).toBe('quiet');
  });
});
