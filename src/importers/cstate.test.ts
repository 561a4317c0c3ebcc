import { describe, expect, it } from 'vitest';
import { readCstate } from './cstate.ts';
import { HEAD, phasesOf, read, updatesOf, written } from './fixtures/cstate.ts';
import { fileIn, folderWith, notesOf, planOf } from './fixtures/world.ts';

describe('a file of cState', () => {
  it('becomes an incident that begins at its date and ends when it was resolved', () => {
    expect(fileIn(written('Mail is delivered late.'), '2018/2018-06-13-slow.md')).toBe(`---
title: Sending is slow
lang: en
imported: cState
---

## 2018-06-13 15:54 +09:00 Investigating

\`\`\`status
began: 2018-06-13 15:54
sending: partial outage
\`\`\`

Mail is delivered late.

## 2018-06-13 17:30 +09:00 Resolved

\`\`\`status
ended: 2018-06-13 17:30
\`\`\`
`);
  });

  it('leads from its old address to the new one, with and without the last slash', () => {
    const plan = written('');
    expect(fileIn(plan, '/_redirects')).toBe(
      '/issues/2018-06-13-slow /incidents/2018-06-13-slow/ 301\n/issues/2018-06-13-slow/ /incidents/2018-06-13-slow/ 301\n',
    );
    expect(fileIn(plan, '.conf')).toContain('location = /issues/2018-06-13-slow { return 301');
  });

  it('is served below its folder, as Hugo spells that, or where its head says', () => {
    const slow = `---\n${HEAD}---\nSlow.`;
    const addressOf = (path: string, text = slow) => read(text, path).incidents[0]?.addresses[0];
    expect(addressOf('content/issues/2018/slow.md')).toBe('/issues/2018/slow/');
    expect(addressOf('content/issues/2018/slow/index.md')).toBe('/issues/2018/slow/');
    expect(addressOf('sub/Größe - Ä (1).md')).toBe(`/issues/sub/${encodeURIComponent('größe-ä-1')}/`);
    const head = (line: string) => `---\n${HEAD}${line}\n---\nSlow.`;
    expect(addressOf('2018/slow.md', head('slug: Mail'))).toBe('/issues/2018/mail/');
    expect(addressOf('2018/slow.md', head('url: /old.html'))).toBe('/old.html');
  });

  it('has an id of its own where others have its name, and keeps it in a second run', () => {
    const paths = ['a/index.md', 'b/index.md', 'index/index.md', 'slow.md', 'sub/slow.md'];
    const files = paths.map((path) => ({
      path: `content/issues/${path}`,
      text: `---\n${HEAD}---\nOf ${path}.`,
    }));
    const first = planOf(readCstate(files, 'Asia/Tokyo'));
    const ids = first.report.incidents.map(({ id }) => id);
    expect(ids).toEqual(['a', 'b', 'index-2', 'slow', 'sub-slow']);
    const own = first.files.filter(({ path }) => path.startsWith('2018/'));
    const folder = folderWith(Object.fromEntries(own.map(({ path, text }) => [path, text])));
    const redirects = fileIn(first, '/_redirects');
    expect(redirects).toContain('/issues/sub/slow/ /incidents/sub-slow/ 301\n');
    for (const known of [redirects, '']) {
      const again = planOf(readCstate(files, 'Asia/Tokyo'), folder, known);
      expect(again.report.incidents.map(({ id, outcome }) => [id, outcome])).toEqual(
        ids.map((id) => [id, 'unchanged']),
      );
      expect(fileIn(again, '/_redirects')).toBe(redirects);
    }
  });

  it('that is called index.md is named by its folder, and without that by its title', () => {
    const plan = planOf(read(`---\n${HEAD}---\nSlow.`, 'index.md'));
    expect(plan.report.incidents[0]).toMatchObject({ id: 'sending-is-slow', addresses: [] });
    expect(notesOf(plan)).toContain('left out: its old address: its folder would name it, and was not read');
  });

  it('keeps its id where another was served at its address too, and the report says which of them that leads to', () => {
    const files = ['a', 'b'].map((name) => ({
      path: `${name}.md`,
      text: `---\n${HEAD}slug: slow\n---\nOf ${name}.`,
    }));
    const first = planOf(readCstate(files, 'Asia/Tokyo'));
    expect(fileIn(first, '/_redirects').split('\n')[0]).toBe('/issues/slow /incidents/a/ 301');
    expect(notesOf(first)).toContain(
      'left out: that /issues/slow/ and /issues/slow leads to it: another was served there too, /incidents/a/',
    );
    const folder = folderWith({ '2018/a.md': fileIn(first, '/a.md'), '2018/b.md': fileIn(first, '/b.md') });
    const again = planOf(readCstate(files, 'Asia/Tokyo'), folder, fileIn(first, '/_redirects'));
    expect(again.report.incidents.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['a', 'unchanged'],
      ['b', 'unchanged'],
    ]);
  });

  it('gives way to an incident of the site’s own that has its name', () => {
    const own = '---\ntitle: Another\n---\n\n## 2018-06-13 15:54 +09:00 Investigating\n\nNot from cState.\n';
    const folder = folderWith({ '2018/2018-06-13-slow.md': own });
    const history = read(`---\n${HEAD}---\nSlow.`);
    const first = planOf(history, folder);
    expect(first.report.incidents[0]).toMatchObject({ id: '2018-06-13-slow-2', outcome: 'new' });
    expect(fileIn(first, '/_redirects')).toContain(
      '/issues/2018-06-13-slow/ /incidents/2018-06-13-slow-2/ 301',
    );
    expect(notesOf(first)).toContain(
      'mapped: its id is 2018-06-13-slow-2: 2018-06-13-slow is an incident of the site that did not come from cState',
    );
    const both = folderWith({
      '2018/2018-06-13-slow.md': own,
      '2018/2018-06-13-slow-2.md': fileIn(first, '-2.md'),
    });
    for (const redirects of [fileIn(first, '/_redirects'), ''])
      expect(planOf(history, both, redirects).report.incidents[0]).toMatchObject({
        id: '2018-06-13-slow-2',
        outcome: 'unchanged',
      });
  });

  it('affected what has a number or a yes for a name; what is no name is told of', () => {
    const plan = written('', HEAD.replace('affected:\n  - Sending', 'affected: [404, true, 1.5, {a: b}]'));
    expect(plan.report.components.map(({ name }) => name)).toEqual(['404', 'true', '1.5']);
    expect(fileIn(plan, '.md')).toContain('component-404, true, component-1-5: partial outage');
    expect(notesOf(plan)).toContain('left out: that it affected {"a":"b"}: it is no name');
  });

  it('that is informational is no incident: it is over as it begins, and changes no state', () => {
    const head = 'title: We are moving\ndate: 2018-06-13 15:54\ninformational: true\nresolved: false\n';
    const plan = written(
      'Next week.',
      `${head}severity: down\naffected: [Sending]\nresolvedWhen: 2018-06-20\n`,
    );
    expect(fileIn(plan, '.md')).toContain(`## 2018-06-13 15:54 +09:00 Update

\`\`\`status
began: 2018-06-13 15:54
ended: 2018-06-13 15:54
sending: operational
impact: none
\`\`\`

Next week.
`);
    expect(notesOf(plan)).toEqual(
      expect.arrayContaining([
        'guessed: it is over as it begins: it is informational, and no incident',
        'left out: "resolvedWhen: 2018-06-20": it is informational',
        'left out: the severity "down": it is informational',
      ]),
    );
    expect(phasesOf('*Investigating* - A.\n\n*Resolved* - B.', head)).toEqual([
      '15:54 update',
      '15:55 update',
    ]);
  });

  it('is open where nothing says that it is over', () => {
    expect(updatesOf('Slow.', 'title: Slow\ndate: 2018-06-13 15:54\nresolved: false\n')).toEqual([
      '15:54 investigating: the text, dated by the head',
    ]);
  });

  it('names what its head says and a file cannot', () => {
    expect(notesOf(written('', `${HEAD}pin: 3\n`))).toContain('left out: "pin: 3" of its head');
  });

  it('tells where it was resolved before it began, and where it does not say when', () => {
    const plan = written('', HEAD.replace('2018-06-13 17:30:00', '2018-04-13 17:30:00'));
    expect(notesOf(plan)).toEqual(
      expect.arrayContaining([
        'left out: "resolvedWhen: 2018-04-13 17:30:00": it lies before the beginning',
        'guessed: when it ended: it says that it is resolved and not when, so it stands a minute after its last update',
      ]),
    );
    expect(fileIn(plan, '.md')).toContain('15:55 +09:00 Resolved');
  });

  it.each(['2018-06-13T9:54:00+09:00', '2018-06-13T009:54:00+09:00'])(
    'reads the hour of %s, and says that it is a guess',
    (date) => {
      const plan = written('', HEAD.replace('2018-06-13 15:54:00', date));
      expect(fileIn(plan, '.md')).toContain('## 2018-06-13 09:54 +09:00');
      expect(notesOf(plan)).toContain(`guessed: that "${date}" is 2018-06-13 00:54 UTC`);
    },
  );
});

describe('the head of a cState file', () => {
  const titleOf = (text: string) => {
    const [incident] = planOf(read(text)).report.incidents;
    return [incident?.notes[0]?.words, incident?.updates[0]?.stamp];
  };

  it.each([
    ['YAML front matter', `---\n${HEAD}---\nSlow.`],
    ['YAML front matter', `\uFEFF---\r\n${HEAD.replaceAll('\n', '\r\n')}---\r\nSlow.\r`],
    ['front matter without its first line', `${HEAD}---\nSlow.`],
    [
      'TOML front matter',
      '+++\ntitle = "Slow"\ndate = 2018-06-13T15:54:00+09:00\nseverity = "down"\naffected = ["Sending"]\n+++\nSlow.',
    ],
    ['TOML front matter', '+++\ntitle = "Slow"\ndate = 2018-06-13 15:54:00\n+++\nSlow.'],
    ['JSON front matter', '{\n"title": "Slow",\n"date": "2018-06-13 15:54"\n}\nSlow.'],
    ['lines of "Key: value"', 'Title: Slow: very\nDate: 2018-06-13 15:54\nSeverity: down\n\nSlow.'],
    [
      'YAML front matter, which is no plain YAML, line by line',
      '---\ntitle: Slow: very\ndate: 2018-06-13 15:54\n---\nSlow.',
    ],
    [
      'TOML front matter, which is no plain TOML, line by line',
      '+++\ntitle = Slow\ndate = 2018-06-13 15:54\n+++\nSlow.',
    ],
  ])('may be %s', (found, text) => {
    expect(titleOf(text)).toEqual([`its head: ${found}`, '2018-06-13 15:54 +09:00']);
  });

  it('that is none leaves the file out, and says so', () => {
    const { incidents, notes, isPartial } = read('Just words.\n');
    expect([incidents.length, isPartial]).toEqual([0, true]);
    expect(notes).toEqual([
      { kind: 'left out', words: '2018-06-13-slow.md: nothing at its head says what it is' },
    ]);
  });

  it('names the files whose times say no zone, where none was named', () => {
    expect(readCstate([{ path: 'a.md', text: `---\n${HEAD}---\n` }], undefined).zoneless).toEqual(['a.md']);
    const zoned = '---\ntitle: Slow\ndate: 2018-06-13T15:54:00+09:00\n---\n';
    expect(readCstate([{ path: 'a.md', text: zoned }], undefined).zoneless).toEqual([]);
  });

  it.each([
    ['2018-06-13T05:00:00Z', '14:00', '15:30'],
    ['2018-06-13T14:00:00+09:00', '14:00', '15:30'],
    ['2018-06-13T07:00:00+02:00', '14:00', '15:30'],
  ])('that names the offset of its date, %s, names that of its other times', (date, began, ended) => {
    const clock = date.slice(0, 11).replace('T', ' ');
    const hour = Number(date.slice(11, 13));
    const at = (later: number, minutes = '00') =>
      `${clock}${String(hour + later).padStart(2, '0')}:${minutes}:00`;
    const text = `---\ntitle: Slow\ndate: ${date}\nresolved: true\nresolvedWhen: ${at(1, '30')}\n---\n*Investigating* - A {{< track "${at(0)}" >}}\n\n*Monitoring* - B {{< track "${at(1)}" >}}`;
    const history = read(text);
    expect(history.zoneless).toEqual([]);
    const plan = planOf(history);
    expect(plan.report.incidents[0]?.updates.map(({ stamp }) => stamp.slice(11, 16))).toEqual([
      began,
      '15:00',
      ended,
    ]);
    expect(notesOf(plan).some((note) => note.includes('the zone of its other times'))).toBe(
      !date.endsWith('+09:00'),
    );
    expect(read(text, 'a.md', undefined).zoneless).toEqual([]);
  });

  it('of the site’s own issues alone is read, where a theme brings samples along', () => {
    const text = `---\n${HEAD}---\nSlow.`;
    const settings = (title: string) => `title: ${title}\nbaseURL: https://old.example.com\n`;
    const history = readCstate(
      [
        { path: 'archive/content/issues/b.md', text },
        { path: 'content/issues/a.md', text },
        { path: 'exampleSite/content/issues/c.md', text },
        { path: 'exampleSite/config.yml', text: settings('Sample') },
        { path: 'hugo.yaml', text: settings('Tayori Mail') },
        { path: 'themes/cstate/exampleSite/content/issues/d.md', text },
        { path: 'themes/cstate/README.md', text: 'cState' },
      ],
      'Asia/Tokyo',
    );
    expect(history.incidents.map(({ source }) => source)).toEqual(['content/issues/a.md']);
    expect([history.page.name, history.isPartial]).toEqual(['Tayori Mail', false]);
    expect(history.notes.map(({ words }) => words)).toEqual([
      'exampleSite/, 2 of its files: a theme, or its sample',
      'themes/, 2 of its files: a theme, or its sample',
      'archive/content/issues/b.md: it does not lie among the issues',
    ]);
  });

  it('may leave the zone, the name and the components to the settings of the site', () => {
    const settings =
      'title: Tayori Mail\nbaseURL: https://old.example.com\ntimeZone: Asia/Tokyo\nparams:\n  systems:\n    - name: Web mail\n      category: Mail\n';
    const history = readCstate(
      [
        { path: 'config.yml', text: settings },
        { path: 'content/pages/about.md', text: '---\ntitle: About\n---\n' },
        { path: 'content/issues/2018-06-13-slow.md', text: `---\n${HEAD}---\n![graph](/g.png)\n` },
      ],
      undefined,
    );
    expect([history.isPartial, history.notes.at(-1)?.words]).toEqual([
      false,
      'content/pages/about.md: it does not lie among the issues',
    ]);
    expect(history.page).toEqual({ name: 'Tayori Mail', url: 'https://old.example.com', zone: 'Asia/Tokyo' });
    const plan = planOf(history);
    expect(plan.report.components).toEqual([{ id: 'web-mail', name: 'Web mail', group: 'mail' }]);
    expect(fileIn(plan, '.md')).toContain('![graph](https://old.example.com/g.png)');
  });
});

describe('updates in the text of a cState file', () => {
  it('are told apart by the shortcode, with the newest first', () => {
    const body = `*Resolved* - All is well. {{< track "2018-06-13 17:20:00" >}}

*Monitoring* - A fix is in.

It holds. {{< track "2018-06-13 16:50:00" >}}

*Investigating* - Mail is late. {{< track "2018-06-13 15:54:00" >}}
`;
    expect(updatesOf(body)).toEqual([
      '15:54 investigating: {{< track "2018-06-13 15:54:00" >}} and "*Investigating* -"',
      '16:50 monitoring: {{< track "2018-06-13 16:50:00" >}} and "*Monitoring* -"',
      '17:20 resolved: {{< track "2018-06-13 17:20:00" >}} and "*Resolved* -"',
    ]);
    expect(fileIn(written(body), '.md')).toContain('A fix is in.\n\nIt holds.\n');
    expect(notesOf(written(body))).toContain(
      'guessed: its end is the time of its closing update: resolvedWhen lies later',
    );
  });

  it('are told apart by the shortcode where it stands before what it dates', () => {
    const head =
      'title = "Slow"\ndate = 2018-06-13T06:54:00.000Z\nseverity = "degraded-performance"\naffectedsystems = ["Sending"]\nresolved = true\n';
    const plan = planOf(
      read(
        `+++\n${head}+++\nLate.\n{{< track "2018-06-13T07:29:00.000Z" >}}Better.\n\nMuch.\n{{< track "2018-06-13T08:00:00.000Z" >}}**Resolved:** Well.`,
      ),
    );
    expect(
      plan.report.incidents[0]?.updates.map(({ stamp, phase }) => `${stamp.slice(11, 16)} ${phase}`),
    ).toEqual(['15:54 investigating', '16:29 update', '17:00 resolved']);
    expect(fileIn(plan, '.md')).toContain('Better.\n\nMuch.\n');
    expect(fileIn(plan, '.md')).toContain('sending: degraded performance\n');
  });

  it('that say no time stand after what precedes them where there is no end to stand before, and no room', () => {
    const open = HEAD.replace(/resolved.*\n/g, '');
    expect(updatesOf('Late.\n\n*Update* - A.\n\n*Update* - B.', open).map((row) => row.slice(0, 5))).toEqual([
      '15:54',
      '15:55',
      '15:56',
    ]);
    const brief = HEAD.replace('17:30:00', '15:56:00');
    const text = fileIn(written('Late.\n\n*Update* - A.\n\n*Update* - B.\n\n*Update* - C.', brief), '.md');
    expect(text.match(/^[A-C]\.$/gm)).toEqual(['A.', 'B.', 'C.']);
    expect(text.match(/15:5\d \+09:00 \w+/g)?.map((words) => words.slice(3, 5))).toEqual([
      '54',
      '55',
      '56',
      '57',
      '58',
    ]);
  });

  it('may stand under words in brackets', () => {
    const head = HEAD.replace('15:54:00', '15:54:00-00:00').replace('17:30:00', '17:30:00-00:00');
    expect(updatesOf('[FINAL message]\nWell.\n\n[Initial message]\nLate.', head)).toEqual([
      '00:54 investigating: "[Initial message]", dated by the head',
      '02:29 update: "[FINAL message]", without a time',
      '02:30 resolved: resolvedWhen',
    ]);
  });

  it('may end with a postmortem that stands above them all', () => {
    expect(
      updatesOf(
        '*Post-mortem*\n\nA disk.\n\n---\n\n*Update* -\nBetter. {{< track "2018-06-13 16:50:00" >}}\n\n*Investigating* - Late. {{< track "2018-06-13 15:54:00" >}}',
      ),
    ).toEqual([
      '15:54 investigating: {{< track "2018-06-13 15:54:00" >}} and "*Investigating* -"',
      '16:50 update: {{< track "2018-06-13 16:50:00" >}} and "*Update* -"',
      '17:30 resolved: resolvedWhen',
      '17:31 postmortem: "*Post-mortem*", without a time',
    ]);
  });

  it('stand with the newest first where the last of them is the one that opens', () => {
    expect(updatesOf('*Update* - Well.\n\n*Investigating* - Late.').map((row) => row.split(':')[1])).toEqual([
      '54 investigating',
      '29 update',
      '30 resolved',
    ]);
  });

  it('are told apart by their words, and the last of them ends it', () => {
    expect(updatesOf('Late.\n\n**Update 16:30**\n\nBetter.\n\n*Resolved* - Well.')).toEqual([
      '15:54 investigating: the text, dated by the head',
      '16:30 update: "**Update 16:30**"',
      '17:30 resolved: "*Resolved* -", dated by resolvedWhen',
    ]);
  });

  it('may name their zone, and go past midnight', () => {
    const head = HEAD.replace('2018-06-13 17:30', '2018-06-14 17:30');
    expect(updatesOf('Late.\n\n**Update 14:30 UTC**: Better.\n\n**Update 15:30 UTC**: Best.', head)).toEqual([
      '15:54 investigating: the text, dated by the head',
      '23:30 update: "**Update 14:30 UTC**:"',
      '00:30 update: "**Update 15:30 UTC**:"',
      '17:30 resolved: resolvedWhen',
    ]);
  });

  it('may be divided by lines of hyphens, and then have no time', () => {
    expect(updatesOf('Late.\n\n---\n\nBetter.\n\n---\n\nBest.')).toEqual([
      '15:54 investigating: the text, dated by the head',
      '17:28 update: a line of hyphens before it, without a time',
      '17:29 update: a line of hyphens before it, without a time',
      '17:30 resolved: resolvedWhen',
    ]);
    expect(fileIn(written('Late.\n\n---\n\nBetter.'), '.md')).toContain('at: ~2018-06-13 17:29');
  });

  it('may be items of a list that begin with a time', () => {
    expect(
      updatesOf(
        'Late.\n\nUpdates:\n\n- Wed Jun 13 07:24:02 UTC: Better.\n  Much.\n- `2018-06-13T17:00:00+09:00`: Best.\n',
      ).slice(1, 3),
    ).toEqual([
      '16:24 update: "- Wed Jun 13 07:24:02 UTC:"',
      '17:00 update: "- `2018-06-13T17:00:00+09:00`:"',
    ]);
  });

  it('may have been put above the text that they add to', () => {
    const text = fileIn(written('_UPDATE #2_: Best.\n\n_UPDATE_: Better.\n\nLate.\n\nVery.'), '.md');
    expect(text.indexOf('Late.\n\nVery.')).toBeLessThan(text.indexOf('Better.'));
    expect(text.indexOf('Better.')).toBeLessThan(text.indexOf('Best.'));
  });

  it.each([
    '**API** was down.',
    'Cause:\nUnknown',
    '- none as of now',
    'We update: nothing.',
    '```\nUpdate: x\n\n---\n```',
    'Heading\n---\n\ntext',
  ])('are not invented: %j', (body) => {
    expect(updatesOf(body)).toEqual([
      '15:54 investigating: the text, dated by the head',
      '17:30 resolved: resolvedWhen',
    ]);
  });
});

describe('what a cState file holds and a published one may not', () => {
  it('a comment is taken out and told of, and in code stays', () => {
    const plan = written('Late. <!-- call Bob -->\n\n    <!-- code -->\n');
    expect(notesOf(plan)).toContain('left out: an HTML comment: <!-- call Bob -->');
    expect(fileIn(plan, '.md')).toContain('Late.\n\n    <!-- code -->');
  });

  it('a shortcode stays as it is written', () => {
    const plan = written('{{< figure src="a.png" >}}');
    expect(plan.report.incidents[0]?.outcome).toBe('new');
    expect(notesOf(plan)).toContain(
      'left out: what the shortcode figure would show: it stands as it is written',
    );
  });

  it('a link to a file that did not come along is shown as it is written', () => {
    const plan = written('See ![graph](graph.png).');
    expect(plan.report.incidents[0]?.outcome).toBe('new');
    expect(notesOf(plan)).toContain(
      'left out: what the link "graph.png" led to: it is shown as it is written',
    );
  });

  it('a text that breaks our rules stands letter for letter, and one that is dated ahead is refused', () => {
    const plan = written('<img src="graph.png">');
    expect(plan.report.incidents[0]?.outcome).toBe('new');
    expect(notesOf(plan)).toContain(
      'guessed: some of its texts stand letter for letter, since as Markdown they would break link-missing',
    );
    const ahead = written('', HEAD.replaceAll('2018-', '2028-'));
    expect(ahead.report.incidents[0]).toMatchObject({
      outcome: 'refused',
      problems: [{ rule: 'heading-future' }, { rule: 'heading-future' }],
    });
    expect(fileIn(ahead, '.md')).toBe('');
  });
});
