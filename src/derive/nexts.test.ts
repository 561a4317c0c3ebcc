import { describe, expect, it } from 'vitest';
import { incidentOf, japan, viewOf } from '../../tests/build-incident.ts';
import { compactInstant, type Instant } from '../model/instant.ts';
import type { RecordLine } from '../model/record.ts';
import { latestOf } from './incident-view.ts';
import { isErrataSlip, nextsOf } from './nexts.ts';
import { firstPublished, ledgerOf } from './published.ts';

const OPENED = `
## 2008-09-05 05:10 +09:00 Investigating
| next: 12:00

About 7 % of mail.
`;
const CAME = '## 2008-09-05 12:00 +09:00 Update\n\nStill at it.\n';
const SLIP = '## 2008-09-05 06:00 +09:00 Correction\n| corrects: 2008-09-05 05:10\n\n- For: 7\n- Read: 17\n';

const standing = (updates: string, asOf: string) =>
  viewOf(incidentOf(updates), japan(asOf)).nexts.map((next) => next.standing);

describe('a promised next update', () => {
  it('is due until its time, and missed after it', () => {
    expect(standing(OPENED, '2008-09-05 12:00')).toEqual(['due']);
    expect(standing(OPENED, '2008-09-05 12:01')).toEqual(['missed']);
  });

  it('is kept by an update in time, and late after it', () => {
    expect(standing(OPENED + CAME, '2008-09-06 00:00')).toEqual(['kept']);
    expect(standing(OPENED + CAME.replace('12:00', '12:01'), '2008-09-06 00:00')).toEqual(['late']);
  });

  it('is not kept by errata alone', () => {
    expect(standing(OPENED + SLIP, '2008-09-05 12:01')).toEqual(['missed']);
    expect(viewOf(incidentOf(OPENED + SLIP + CAME)).nexts[0]?.came?.phase).toBe('update');
  });

  it('is judged each for itself', () => {
    const two = OPENED + CAME.replace('\n\n', '\n| next: 13:00\n\n');
    expect(standing(two, '2008-09-05 12:30')).toEqual(['kept', 'due']);
  });
});

describe('by the record', () => {
  const incident = incidentOf(
    `${OPENED}${CAME.replace('12:00', '11:50')}\n## 2008-09-05 11:55 +09:00 Update\n`,
  );
  const { updates } = incident;
  const line = (row: number, published: Instant): RecordLine => ({
    seq: row + 1,
    kind: 'update',
    incident: 'failure',
    lang: 'en',
    update: compactInstant(updates[row]?.stamp.at as Instant),
    published,
    hash: '',
    prev: '',
  });
  const judged = (record: readonly RecordLine[], asOf: string) => {
    const published = firstPublished(ledgerOf(record));
    return nextsOf(updates, japan(asOf), (update) => published(incident, update))[0];
  };

  it('first publication decides, not the stamp', () => {
    const late = [
      line(0, japan('2008-09-05 05:10')),
      line(1, japan('2008-09-05 12:40')),
      line(2, japan('2008-09-05 12:20')),
    ];
    expect(judged(late, '2008-09-05 13:00')).toMatchObject({
      standing: 'late',
      came: updates[2],
      cameAt: japan('2008-09-05 12:20'),
    });
  });

  it('and where there is none, the stamps do', () => {
    expect(judged([], '2008-09-05 12:30')).toMatchObject({
      standing: 'kept',
      cameAt: japan('2008-09-05 11:50'),
    });
  });

  it('a translation that came later is not a first publication', () => {
    const record = [
      line(0, japan('2008-09-05 05:10')),
      line(1, japan('2008-09-05 11:50')),
      { ...line(1, japan('2008-09-05 15:00')), lang: 'ja' },
    ];
    expect(judged(record, '2008-09-05 16:00')?.standing).toBe('kept');
  });
});

describe('an errata slip', () => {
  const last = (updates: string) =>
    isErrataSlip(incidentOf(OPENED + updates).updates[1] ?? incidentOf(OPENED).updates[0]);

  it('is a correction of For–Read lines alone, in whichever language', () => {
    expect(last(SLIP)).toBe(true);
    expect(last(SLIP.replace('For', '誤').replace('Read', '正'))).toBe(true);
    expect(last(SLIP.replace(/\n- For[\s\S]*/, ''))).toBe(true);
  });

  it('tells nothing else', () => {
    expect(last(`${SLIP}\nWe are sorry.\n`)).toBe(false);
    expect(last(SLIP.replace('\n\n', '\n| cause: hardware\n\n'))).toBe(false);
    expect(last(SLIP.replace('\n\n', '\n| lost: mail\n\n'))).toBe(false);
    expect(last(CAME)).toBe(false);
  });
});

describe('what was said last', () => {
  const latest = (updates: string) => latestOf(viewOf(incidentOf(updates))).phase;

  it('is the newest update, which errata alone never displace', () => {
    expect(latest(OPENED + SLIP)).toBe('investigating');
    expect(latest(`${OPENED}${SLIP}\nWe are sorry.\n`)).toBe('correction');
    expect(latest(OPENED + SLIP + CAME)).toBe('update');
  });

  it('is not the postmortem, which is another document, unless there is nothing else', () => {
    const postmortem = '## 2008-09-06 12:00 +09:00 Postmortem\n\nWhy it failed.\n';
    expect(latest(OPENED + CAME + postmortem)).toBe('update');
    expect(latest(postmortem)).toBe('postmortem');
  });
});
