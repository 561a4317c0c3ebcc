import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockDigits } from '../calendar/zone.ts';
import { indexComponents } from '../derive/components.ts';
import { viewIncident } from '../derive/incident-view.ts';
import { parseFolder } from '../format/folder.ts';
import { type Instant, instant, MINUTE } from '../model/instant.ts';
import { stretches } from '../model/windows.ts';
import { readCstate } from './cstate.ts';
import { fileIn, folderWith, NOW, notesOf, planOf } from './fixtures/world.ts';

/** The beginning of all that is made up here, on the clock of Tokyo; minutes are counted from it. */
const DATE = instant(Date.parse('2018-06-13T15:54:00+09:00'));
const momentAt = (minutes: number): Instant => instant(DATE + minutes * MINUTE);
const digits = (minutes: number) => clockDigits(momentAt(minutes), 540);

const minutes = fc.oneof(
  fc.integer({ min: 0, max: 120 }),
  fc.integer({ min: -300, max: 4000 }),
  fc.constantFrom(0, 1, 60),
);
const label = fc.constantFrom(
  '*Investigating* -',
  '*Identified* -',
  '**Monitoring:**',
  '*Resolved* -',
  'Resolution:',
  '*Update* -',
  '**Update #2**:',
  '### Update\n\n',
  'edit:',
  '*Post-mortem* -',
  '*Withdrawn* -',
  '',
);
const time = fc.oneof(
  fc.constant(''),
  minutes.map((at) => ` {{< track "${digits(at)}:00" >}}`),
);
const dated = minutes.chain((at) =>
  fc.constantFrom(
    `**Update ${digits(at).slice(11)}**:`,
    `**${digits(at)}** –`,
    `### Update - ${Number(digits(at).slice(8, 10))}th June\n\n`,
    `**${digits(at).slice(11)} UTC**:`,
  ),
);
/** Each part has a word of its own, so that none is lost unseen. */
const body = fc
  .array(
    fc.record({
      lead: fc.oneof(label, dated),
      time,
      more: fc.constantFrom('', '\n\nMore of it.'),
      end: fc.constantFrom('\n\n', '\n\n---\n\n'),
    }),
    { maxLength: 5 },
  )
  .map((parts) =>
    parts.map(({ lead, time, more, end }, index) => `${lead} word${index}.${more}${time}${end}`).join(''),
  );
const head = fc.record({
  resolved: fc.constantFrom('true', 'false', 'yes', undefined),
  end: fc.option(minutes, { nil: undefined }),
  severity: fc.constantFrom('down', 'notice'),
});

describe('a history of cState', () => {
  it('is open here exactly if it is open there, is as long as there unless the report says otherwise, and loses no part', () => {
    fc.assert(
      fc.property(head, body, ({ resolved, end, severity }, text) => {
        const lines = [
          'title: Slow',
          `date: ${digits(0)}`,
          `severity: ${severity}`,
          'affected: [Sending]',
          ...(resolved === undefined ? [] : [`resolved: ${resolved}`]),
          ...(end === undefined ? [] : [`resolvedWhen: ${digits(end)}`]),
        ];
        const source = `---\n${lines.join('\n')}\n---\n\n${text}`;
        const plan = planOf(readCstate([{ path: 'slow.md', text: source }], 'Asia/Tokyo'));
        const [file] = plan.files.filter(({ path }) => path.startsWith('2018/'));
        const folder = folderWith({ [file?.path ?? '']: file?.text ?? '' });
        const { config, incidents, problems } = parseFolder(folder, NOW);
        const [incident] = incidents;
        expect(problems.filter(({ rule }) => rule !== 'promise-prose')).toEqual([]);
        if (!config || !incident) throw new Error(source);
        for (const [word] of text.matchAll(/word\d/g)) expect(file?.text).toContain(word);

        const view = viewIncident(incident, indexComponents(config), NOW, '2026-11-22');
        const isKnown = resolved !== undefined || (end !== undefined && end >= 0);
        if (isKnown) expect(view?.isOpen).toBe(resolved === 'false');

        const stretch = stretches('incident', incident.updates).at(-1);
        const notes = notesOf(plan);
        const isMoved = notes.some((note) => note.startsWith('guessed: it began at'));
        const isCut = notes.some((note) => note.startsWith('guessed: its end is the time of'));
        if (!isMoved) expect(stretch?.began?.at).toBe(DATE);
        else expect(stretch?.began?.at).toBeLessThan(DATE);
        if (resolved === 'false' || end === undefined || end < 0) return;
        if (isCut) expect(stretch?.ended?.at).toBeLessThan(momentAt(end));
        else expect(stretch?.ended?.at).toBe(momentAt(end));
        // What it did to its components is told while it is open.
        const isBrief = stretch?.ended?.at === stretch?.began?.at;
        if (severity === 'down' && !isBrief && !view?.isWithdrawn) expect(view?.effects.length).toBe(1);
      }),
      { numRuns: 300 },
    );
  });

  it('gives every file an id of its own, which it keeps in a second run, with the redirects of the first or without', () => {
    const path = fc.constantFrom(
      ...[
        'a.md',
        'a b.md',
        'a-b.md',
        'A.md',
        'index.md',
        'index/index.md',
        'a/index.md',
        'b/a.md',
        'b/a/index.md',
      ],
      ...['２.md', 'issues/a.md', 'b/issues/a.md', 'a-2.md', 'b-a.md'],
    );
    const rest = fc.constantFrom('', 'slug: a\n', 'url: /issues/a/\n', 'aliases: [/issues/a/, /b]\n');
    const own = fc.constantFrom('a', 'a-b', 'index-2', 'b-a');
    const files = fc.uniqueArray(fc.tuple(path, rest), { selector: ([name]) => name, maxLength: 6 });
    fc.assert(
      fc.property(files, fc.uniqueArray(own), (all, standing) => {
        const history = readCstate(
          all.map(([name, more]) => ({
            path: name,
            text: `---\ntitle: Slow\ndate: ${digits(0)}\nresolved: false\n${more}---\nOf ${name}.`,
          })),
          'Asia/Tokyo',
        );
        const others = Object.fromEntries(
          standing.map((id) => [
            `2017/${id}.md`,
            '---\ntitle: Another\n---\n\n## 2017-06-13 15:54 +09:00 Investigating\n\nOurs.\n',
          ]),
        );
        const first = planOf(history, folderWith(others));
        const outcomes = first.report.incidents.map(({ id, outcome }) => [id, outcome]);
        expect(new Set(outcomes.map(([id]) => id)).size).toBe(history.incidents.length);
        expect(outcomes.filter(([, outcome]) => outcome !== 'new')).toEqual([]);
        const made = first.files.filter(({ path: name }) => name.startsWith('2018/'));
        expect(made.length).toBe(history.incidents.length);
        const site = fileIn(first, 'site.yml');
        const folder = folderWith(
          { ...others, ...Object.fromEntries(made.map(({ path: name, text }) => [name, text])) },
          site,
        );
        for (const redirects of [fileIn(first, '/_redirects'), '']) {
          const again = planOf(history, folder, redirects);
          expect(again.report.incidents.map(({ id, outcome }) => [id, outcome])).toEqual(
            outcomes.map(([id]) => [id, 'unchanged']),
          );
          expect(again.files.map(({ text }) => text)).toEqual(
            first.files.filter((file) => !made.includes(file)).map(({ text }) => text),
          );
        }
      }),
    );
  });
});
