import { describe, expect, it } from 'vitest';
import { HEAD, phasesOf, textOf, updatesOf, written } from './fixtures/cstate.ts';
import { notesOf } from './fixtures/world.ts';

const OPEN = HEAD.replace('resolved: true', 'resolved: false').replace(/resolvedWhen.*\n/, '');
const ENDLESS = HEAD.replace(/resolvedWhen.*\n/, '');
const track = (time: string) => `{{< track "2018-06-13 ${time}:00" >}}`;

describe('an incident that is resolved by its head', () => {
  it('stays over where the text goes on later: what would open it again is an update', () => {
    const body = `*Investigating* - A ${track('15:54')}\n\n*Monitoring* - B ${track('17:45')}`;
    expect(phasesOf(body)).toEqual(['15:54 investigating', '17:30 resolved', '17:45 update']);
    expect(notesOf(written(body))).toContain(
      'guessed: that it is over, as its head says: the "monitoring" of 2018-06-13 08:45 UTC stands as an update',
    );
    const again = `*Investigating* - A ${track('15:54')}\n\n*Resolved* - B ${track('17:30')}\n\n*Investigating* - C ${track('18:00')}`;
    expect(phasesOf(again)).toEqual(['15:54 investigating', '17:30 resolved', '18:00 update']);
  });

  it('is resolved when its head says where the text opened it again before that', () => {
    const body = `*Investigating* - A ${track('15:54')}\n\n*Resolved* - B ${track('16:30')}\n\n*Investigating* - C ${track('17:00')}`;
    const reopened = ['15:54 investigating', '16:30 resolved', '17:00 investigating'];
    expect(phasesOf(body)).toEqual([...reopened, '17:30 resolved']);
    expect(phasesOf(body, ENDLESS)).toEqual([...reopened, '17:01 resolved']);
  });

  it('begins with an update in which it is open, so that what it did to its components is known', () => {
    for (const body of ['*Resolved* - All is well.', `*Resolved* - All is well. ${track('17:30')}`]) {
      expect(phasesOf(body)).toEqual(['15:54 investigating', '17:30 resolved']);
      expect(textOf(body)).toContain('began: 2018-06-13 15:54\nsending: partial outage\n');
      expect(textOf(body)).toContain('ended: 2018-06-13 17:30\n```\n\nAll is well.\n');
      expect(notesOf(written(body))).toContain(
        'guessed: its beginning stands without words: its first update is of the phase "resolved"',
      );
    }
    expect(phasesOf('*Post-mortem* - Why.')).toEqual([
      '15:54 investigating',
      '17:30 resolved',
      '17:31 postmortem',
    ]);
    expect(phasesOf('*Resolved* - All is well.', ENDLESS)).toEqual(['15:54 investigating', '15:55 resolved']);
    // All that the text says lies after the end.
    expect(phasesOf('**2018-06-13 17:40**: A.\n\n**2018-06-13 17:50**: B.')).toEqual([
      '15:54 investigating',
      '17:30 resolved',
      '17:40 update',
      '17:50 update',
    ]);
  });

  it.each(['*Resolved*', 'Resolution:'])(
    'was told of first by the text below its one addition, %s',
    (lead) => {
      const body = `${lead} The router was replaced.\n\nMail is late.`;
      expect(updatesOf(body.replace('*Resolved*', '*Resolved* -'))[0]).toBe(
        '15:54 investigating: the text below its additions, dated by the head',
      );
      expect(textOf(body.replace('*Resolved*', '*Resolved* -'))).toMatch(
        /Mail is late\.\n\n## 2018-06-13 17:30 \+09:00 Resolved\n[^#]*The router was replaced\./,
      );
      expect(notesOf(written(body.replace('*Resolved*', '*Resolved* -')))).toContain(
        'guessed: the text below its additions stood there first',
      );
    },
  );

  it('ends a minute after its last word where it says no time, however late the postmortem is', () => {
    const body = `Late.\n\n*Monitoring* - B ${track('16:30')}\n\n*Post-mortem* - C {{< track "2018-06-20 10:00:00" >}}`;
    expect(phasesOf(body, ENDLESS)).toEqual([
      '15:54 investigating',
      '16:30 monitoring',
      '16:31 resolved',
      '10:00 postmortem',
    ]);
  });
});

describe('an incident that is not resolved by its head', () => {
  it('stays open where its text says that it is over', () => {
    const body = 'Late.\n\n*Resolved* - Well.';
    expect(phasesOf(body, OPEN)).toEqual(['15:54 investigating', '15:55 update']);
    expect(notesOf(written(body, OPEN))).toContain(
      'guessed: that it is open, as its head says: the "resolved" of 2018-06-13 06:55 UTC stands as an update',
    );
  });

  it('has no end, and the report quotes the one that its head names', () => {
    const head = HEAD.replace('resolved: true', 'resolved: false');
    expect(phasesOf('Late.', head)).toEqual(['15:54 investigating']);
    expect(notesOf(written('Late.', head))).toContain(
      'left out: "resolvedWhen: 2018-06-13 17:30:00": its head says that it is not resolved',
    );
  });
});

describe('the beginning of an incident', () => {
  it('moves to an update that was posted before it, and the report says so', () => {
    const body = `*Investigating* - A ${track('15:30')}`;
    expect(textOf(body)).toContain('began: 2018-06-13 15:30\n');
    expect(notesOf(written(body))).toContain(
      'guessed: it began at 2018-06-13 15:30, with its first update: its head says 2018-06-13 15:54',
    );
  });

  it('does not move to a day in the text, which stays in sight', () => {
    const body = 'Late.\n\nMonday, June 11 - a note\n\n**Update Jun 13**: more\n\n**Update 25:30**: most';
    const text = textOf(body);
    expect(text).toContain('began: 2018-06-13 15:54\n');
    expect(text).toContain('Monday, June 11 - a note\n');
    expect(text).toContain('**Update 25:30**: most\n');
    expect(notesOf(written(body))).toContain(
      'guessed: "Monday, June 11" lies before its beginning: it stays a part of the text',
    );
  });
});
