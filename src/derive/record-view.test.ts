import { describe, expect, it } from 'vitest';
import { deployed, folderOf, SITE_FILE, tokyo } from '../../tests/deployments.ts';
import { judgeFolder, pastOf } from '../format/judge.ts';
import { forkRecord } from '../record/extend.ts';
import { sha256 } from '../record/hash.ts';
import { broughtInOn, publishedApart } from './published.ts';
import { recordView, type Told } from './record-view.ts';
import { deriveSite, type Site } from './site.ts';

const OPENED = `---
title: Mail is slow
---

## 2008-09-05 05:10 +09:00 Investigating

About 7 % of mail is slow.
`;
const IN_TIME = '\n## 2008-09-05 06:00 +09:00 Update\n\nMail is still slow.\n';
const LATE = '\n## 2008-09-05 06:30 +09:00 Update\n\nThe queue is long.\n';
const CORRECTED = `
## 2008-09-05 07:00 +09:00 Correction

\`\`\`status
corrects: 2008-09-05 05:10
\`\`\`

- For: About 7 %
- Read: About 17 %
`;
const HISTORY = `---
title: Mail stood still
imported: the old bulletin board
---

## 2001-03-04 05:10 +09:00 Resolved

Mail moves again.
`;
const at = (time: string) => tokyo(`2008-09-05 ${time}`);
const stamps = (told: readonly Told[]) => told.map(({ update }) => update?.stamp.digits.slice(11));
const first = deployed([], { 'slow.md': OPENED }, at('05:12'));
const second = deployed(first.record, { 'slow.md': OPENED + IN_TIME }, at('06:15'));

function incidentIn(site: Site, id: string) {
  const view = site.viewById.get(id);
  if (!view) throw new Error(`The site has no incident "${id}".`);
  return view;
}

describe('the record’s page', () => {
  it('tells what the record began with', () => {
    const view = recordView(first.site);
    expect(view).toMatchObject({ forks: [], corrections: [], redactions: [], late: [] });
    expect(view.genesis?.update).toBe('6 lines brought in on 2008-09-04, unwitnessed');
  });

  it('lists every correction with the line that published it', () => {
    const { site } = deployed(second.record, { 'slow.md': OPENED + IN_TIME + CORRECTED }, at('07:01'));
    const { corrections } = recordView(site);
    expect(stamps(corrections)).toEqual(['07:00']);
    expect(corrections[0]?.line).toMatchObject({ seq: 9, kind: 'correction' });
  });

  it('calls late what came more than 15 minutes after its stamp, and nothing else', () => {
    const texts = { 'slow.md': OPENED + IN_TIME + LATE };
    const late = (time: string) => recordView(deployed(second.record, texts, at(time)).site).late;
    expect(stamps(late('06:45'))).toEqual([]);
    expect(stamps(late('06:46'))).toEqual(['06:30']);
  });

  it('tells of an imported history when and from where it came, and does not call it late', () => {
    const { site } = deployed(second.record, { 'slow.md': OPENED + IN_TIME, 'old.md': HISTORY }, at('09:00'));
    const view = recordView(site);
    const { incident, updates } = incidentIn(site, 'old');
    expect(view.late).toEqual([]);
    expect(view.imported).toMatchObject([{ system: 'the old bulletin board', on: at('09:00') }]);
    expect(publishedApart(incident, updates[0], site.ledger)).toBeUndefined();
  });

  it('tells of an imported history that the record began with, by the line that says so', () => {
    const { site } = deployed([], { 'old.md': HISTORY }, at('09:00'));
    expect(broughtInOn(incidentIn(site, 'old').incident, site.ledger)).toBe(at('09:00'));
  });

  it('lists a redaction with the update that it is of', () => {
    const said = OPENED.slice(OPENED.indexOf('## ')).trimEnd();
    const hidden = OPENED.replace(
      'About 7 % of mail is slow.',
      `redacted 2008-09-06 sha256:${sha256(said)} personal data`,
    );
    const { site } = deployed(second.record, { 'slow.md': hidden + IN_TIME }, at('10:00'));
    const { redactions } = recordView(site);
    expect(redactions.map(({ line }) => line.kind)).toEqual(['redaction']);
    expect(redactions[0]?.update?.stamp.digits).toBe('2008-09-05 05:10');
  });

  it('lists a component that came or was renamed since the record began, and none that it began with', () => {
    const renamed = SITE_FILE.replace(
      '{ ja: 携帯, en: Mobile }',
      '{ ja: 携帯, en: Mobile mail }, formerly: [{ name: { ja: 携帯, en: Mobile }, until: 2008-09-05 }]',
    );
    const more = `${renamed}  - { id: calendar, name: { ja: 予定表, en: Calendar }, since: 2008-09-06 }\n`;
    const texts = { 'slow.md': OPENED + IN_TIME, 'site.yml': more };
    const { site } = deployed(second.record, texts, tokyo('2008-09-06 10:00'));
    expect(recordView(second.site).components).toEqual([]);
    expect(recordView(site).components.map(({ incident }) => incident)).toEqual(['calendar', 'mobile']);
  });

  it('tells a fork for ever, with what was abandoned, and takes nothing entered anew for a change', () => {
    const abandoned = 'a'.repeat(64);
    const fork = { reason: 'the host was restored from an old copy', abandoned, known: [] };
    const third = deployed(second.record, { 'slow.md': OPENED + IN_TIME + CORRECTED }, at('07:01'));
    const record = forkRecord(third.record, third.judged.pieces, fork, at('11:00'));
    const site = deriveSite(
      [incidentIn(third.site, 'slow').incident],
      third.site.config,
      record,
      at('11:00'),
    );
    const { forks, components, late, corrections } = recordView(site);
    expect(forks).toMatchObject([
      { abandoned, reason: fork.reason, line: { seq: 10 }, changed: [], gone: [] },
    ]);
    expect({ components, late }).toEqual({ components: [], late: [] });
    expect(corrections.map(({ line }) => line.seq)).toEqual([9]);
  });

  it('lists what reads otherwise below a fork, and what is not published any more', () => {
    const fork = { reason: 'tidied', abandoned: 'a'.repeat(64), known: [] };
    const texts = { 'slow.md': OPENED.replace('7 %', '0.1 %') };
    const { pieces } = judgeFolder(folderOf(texts), pastOf([]), at('11:00'));
    const record = forkRecord(second.record, pieces, fork, at('11:00'));
    const [view] = recordView(deriveSite([], second.site.config, record, at('11:00'))).forks;
    expect(view?.changed.map(({ update }) => update)).toEqual(['20080904T2010Z']);
    expect(view?.gone.map(({ update }) => update)).toEqual(['20080904T2100Z']);
  });
});
