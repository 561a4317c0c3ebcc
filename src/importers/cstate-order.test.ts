import { describe, expect, it } from 'vitest';
import { HEAD, phasesOf, read, textOf, written } from './fixtures/cstate.ts';
import { fileIn, notesOf, planOf } from './fixtures/world.ts';

/** The texts in the order in which they stand in the file that is written. */
const wordsIn = (text: string) => text.match(/^(?:First|Half|More|Sorry)\b/gm);
const orderOf = (body: string) => notesOf(written(body)).filter((note) => note.includes('its updates stand'));

describe('updates with clocks', () => {
  it('stand with the oldest first where the clocks rise, whatever stands below them', () => {
    const body = '**Update 16:30**: Half.\n\n**Update 16:45**: More.\n\nSorry for the trouble.';
    expect(phasesOf(body)).toEqual(['16:30 update', '16:45 update', '17:30 resolved']);
    expect(textOf(body)).toContain('More.\n\nSorry for the trouble.');
    expect(orderOf(body)).toEqual(['guessed: its updates stand with the oldest first, as their times say']);
  });

  it('stand with the newest first where the clocks fall, above the text or below it', () => {
    for (const body of [
      'First.\n\n**Update 16:45**: More.\n\n**Update 16:30**: Half.',
      '**Update 16:45**: More.\n\n**Update 16:30**: Half.\n\nFirst.',
      '**16:45**: More.\n\n**16:30**: Half.\n\nFirst.',
    ]) {
      expect(phasesOf(body)).toEqual([
        '15:54 investigating',
        '16:30 update',
        '16:45 update',
        '17:30 resolved',
      ]);
      expect(wordsIn(textOf(body))).toEqual(['First', 'Half', 'More']);
      expect(orderOf(body)).toEqual(['guessed: its updates stand with the newest first, as their times say']);
    }
  });

  it('may go past midnight, and past the year', () => {
    const head = HEAD.replace('2018-06-13 17:30', '2018-06-14 17:30');
    expect(phasesOf('First.\n\n**Update 23:30**: Half.\n\n**Update 00:30**: More.', head)).toEqual([
      '15:54 investigating',
      '23:30 update',
      '00:30 update',
      '17:30 resolved',
    ]);
    const year = HEAD.replace('2018-06-13 15', '2018-12-31 15').replace('2018-06-13 17', '2019-01-01 17');
    const body = 'First.\n\n**Update Jan 1 01:00**: More.\n\n**Update Dec 31 23:00**: Half.';
    expect(wordsIn(textOf(body, year))).toEqual(['First', 'Half', 'More']);
    expect(textOf(body, year)).toContain('## 2018-12-31 23:00');
    expect(textOf(body, year)).toContain('## 2019-01-01 01:00');
  });

  it.each([
    ['2021-10-31 01:30', '**02:15**: Half.\n\n**03:15**: More.', ['02:15 +02:00', '03:15 +01:00']],
    [
      '2021-10-31 01:30',
      '**02:45**: Half.\n\n**02:15**: More.\n\n**03:15**: Sorry.',
      ['02:45 +02:00', '02:15 +01:00', '03:15 +01:00'],
    ],
    ['2021-03-28 01:30', '**03:15**: Half.\n\n**03:45**: More.', ['03:15 +02:00', '03:45 +02:00']],
    ['2021-03-27 23:30', '**Update Mar 28 03:15**: Half.', ['03:15 +02:00']],
    ['2021-10-30 23:30', '**03:15**: Half.', ['03:15 +01:00']],
  ])('are read on the clock as it is put forward and back: %s %j', (date, body, stamps) => {
    const site = 'name: Mail\nurl: https://a.example\nlanguages: [en]\ntimeZone: Europe/Prague\n';
    const text = `---\ntitle: Slow\ndate: ${date}\nresolved: false\naffected: [Mail]\n---\nFirst.\n\n${body}`;
    const folder = { name: 'incidents', incidents: [], assets: new Map() };
    const plan = planOf(read(text, 'a.md', 'Europe/Prague'), {
      ...folder,
      site: { path: 'site.yml', bytes: new TextEncoder().encode(site) },
    });
    const written = fileIn(plan, '/a.md').match(/(?<=^## \S+ )\d\d:\d\d \S+(?= Update$)/gm);
    expect(written).toEqual(stamps);
  });
});

describe('updates without times', () => {
  it('stand as their phases say', () => {
    expect(phasesOf('*Resolved* - A.\n\n*Monitoring* - B.\n\n*Investigating* - C.')).toEqual([
      '15:54 investigating',
      '17:29 monitoring',
      '17:30 resolved',
    ]);
    expect(wordsIn(textOf('*Resolved* - More.\n\n*Update* - Half.\n\nFirst.'))).toEqual([
      'First',
      'Half',
      'More',
    ]);
    expect(wordsIn(textOf('*Update* - Half.\n\n*Resolved* - More.\n\nSorry.'))).toEqual([
      'Half',
      'More',
      'Sorry',
    ]);
  });

  it('leave what stands below them alone where it is theirs: code, the paragraphs under a heading', () => {
    expect(phasesOf('*Resolved* - A.\n```\nlog\n\nlog\n```')).toHaveLength(2);
    expect(textOf('*Resolved* - A.\n```\nlog\n\nlog\n```')).toContain('```\nlog\n\nlog\n```');
    expect(phasesOf('### Resolved\n\nA.\n\nB.')).toEqual(['15:54 investigating', '17:30 resolved']);
    expect(textOf('### Resolved\n\nA.\n\nB.')).toContain('A.\n\nB.\n');
  });

  it('that name a day and no hour stand at about noon', () => {
    const head = HEAD.replace('2018-06-13 17:30', '2018-06-16 17:30');
    expect(textOf('First.\n\n### Update - 15th June\n\nHalf.', head)).toContain(
      '## 2018-06-15 12:00 +09:00 Update\n\n```status\nat: ~2018-06-15 12:00\n```\n\nHalf.\n',
    );
  });
});
