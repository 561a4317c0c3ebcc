import { describe, expect, it } from 'vitest';
import { incidentOf, japan, SITE } from '../../tests/build-incident.ts';
import { facetValues, searchRecords } from './search-records.ts';
import { deriveSite } from './site.ts';

const hash = 'a'.repeat(64);
const incident = incidentOf(
  `
## 2008-09-05 05:10 +09:00 Investigating
| pc: major outage
| lost: mail before 02:39

About 7 % of mail is lost.
## 2008-09-05 22:20 +09:00 Resolved
## 2008-09-06 10:00 +09:00 Correction
| corrects: 2008-09-05 05:10

- For: About 7 %
- Read: About 17 %
## 2008-09-07 10:00 +09:00 Update

redacted 2008-09-09 sha256:${hash} a name
`,
  {
    translations: {
      ja: '\n## 2008-09-05 05:10 +09:00 調査中\n| lost: 2時39分より前のメール\n\n約7 %を失いました。\n',
    },
  },
);
const site = deriveSite([incident], SITE, [], japan('2008-09-20 00:00'));
const [english, japanese] = searchRecords(site);

describe('what a search can find', () => {
  it('is each incident in each language, as it reads after its errata', () => {
    expect([english?.url, japanese?.url]).toEqual(['/incidents/failure/', '/ja/incidents/failure/']);
    expect(english?.content).toContain('About 17 % of mail is lost.');
    expect(english?.content).not.toContain('About 7 % of mail');
    expect(japanese?.content).toContain('約7 %を失いました。');
    expect(japanese?.content).toContain('2時39分より前のメール');
  });

  it('holds no word that was redacted, nor the line that stands for it', () => {
    expect(english?.content).not.toContain('a name');
  });

  it('can be narrowed by component, kind, year, loss and language, in the words of the page', () => {
    expect(japanese?.facets).toEqual({
      component: ['PC mail'],
      kind: ['障害'],
      year: ['2008'],
      loss: ['失われたものあり'],
      language: ['English', '日本語'],
    });
    expect(facetValues(site, 'en').loss).toEqual(['Something was lost']);
  });
});
