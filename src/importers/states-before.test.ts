import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deployed } from '../../tests/deployments.ts';
import { everyText } from '../../tests/setup/texts.ts';
import { statuspageTexts } from '../api/statuspage/files.ts';
import { idNames, statuspageId } from '../api/statuspage/ids.ts';
import type { UpdateBody } from '../api/statuspage/update.ts';
import { linkResolver } from '../derive/links.ts';
import { fileIn, NOW, notesOf, planOf } from './fixtures/world.ts';
import { readStatuspage } from './statuspage.ts';

type Status =
  | 'operational'
  | 'under_maintenance'
  | 'degraded_performance'
  | 'partial_outage'
  | 'major_outage';

/** `Sending: partial_outage → operational`; a row of one update. */
interface Row {
  readonly name: string;
  readonly old: Status;
  readonly new: Status;
}

interface Saved {
  readonly status: string;
  /** Minutes after the incident was created. */
  readonly at: number;
  readonly rows: readonly Row[];
}

const CREATED = Date.parse('2018-06-13T01:00:00Z');
const time = (minutes: number) => new Date(CREATED + minutes * 60_000).toISOString();
const row = (name: string, old: Status, now: Status): Row => ({ name, old, new: now });

/** An incident as Statuspage gives it, the newest update first. */
function saved(updates: readonly Saved[], more: object = {}) {
  const last = updates.at(-1);
  const isOver = last?.status === 'resolved' || last?.status === 'completed';
  return {
    id: 'w554d74dv18j',
    name: 'Mail is slow',
    status: last?.status,
    impact: 'minor',
    created_at: time(0),
    started_at: time(0),
    resolved_at: isOver ? time(last.at) : null,
    incident_updates: updates
      .map(({ status, at, rows }, index) => ({
        ...{ id: `u${index}`, status, body: `Word ${index}.` },
        ...{ created_at: time(at), updated_at: time(at), display_at: time(at) },
        affected_components:
          rows.length === 0
            ? null
            : rows.map(({ name, old, new: now }) => ({
                ...{ code: name, name, old_status: old, new_status: now },
              })),
      }))
      .toReversed(),
    ...more,
  };
}

/** What `/api/v2/` gives back of it, oldest first, with what the import wrote and told. */
function there(incident: object) {
  const history = readStatuspage([{ path: 'saved.json', text: JSON.stringify([incident]) }]);
  const plan = planOf(history);
  const texts = Object.fromEntries(
    plan.files.filter(({ path }) => !path.startsWith('_')).map(({ path, text }) => [path, text]),
  );
  const [made] = plan.report.incidents;
  const { site } = deployed([], texts, NOW);
  const path = `api/v2/incidents/${statuspageId(idNames.incident(made?.id ?? ''))}.json`;
  const files = everyText(statuspageTexts(site, { resolve: linkResolver(site, new Map()) }), site);
  const body = files.find((file) => file.path === path)?.body ?? '{}';
  const updates: readonly UpdateBody[] = JSON.parse(body).incident.incident_updates;
  return {
    text: fileIn(plan, '.md'),
    notes: notesOf(plan),
    codes: made?.notes.filter(({ kind }) => kind === 'left out').map(({ code }) => code) ?? [],
    view: site.views[0],
    rows: updates
      .toReversed()
      .map(({ affected_components: found }) =>
        (found ?? []).map((one) => row(nameIn(one.name), one.old_status, one.new_status)).sort(byName),
      ),
  };
}

/** `Mail - Sending` stands in a group of the site's. */
const nameIn = (name: string) => name.replace('Mail - ', '');
const byName = (a: Row, b: Row) => (a.name < b.name ? -1 : 1);
const rowsOf = (updates: readonly Saved[]) => updates.map(({ rows }) => rows.toSorted(byName));
/** How many minutes a component was bad for, all states together. */
const badMinutes = ({ view }: ReturnType<typeof there>, id: string) =>
  (view?.effects.find(({ component }) => component === id)?.spans ?? [])
    .map(({ from, to }) => ((to?.at ?? NOW) - from.at) / 60_000)
    .reduce((sum, minutes) => sum + minutes, 0);

describe('what Statuspage knew of a component before an update', () => {
  it('comes back where the update found it so, and makes nothing bad for longer', () => {
    const updates: readonly Saved[] = [
      { status: 'investigating', at: 0, rows: [row('Sending', 'operational', 'operational')] },
      { status: 'identified', at: 20, rows: [row('Sending', 'partial_outage', 'partial_outage')] },
      { status: 'monitoring', at: 30, rows: [row('Sending', 'operational', 'operational')] },
      { status: 'resolved', at: 60, rows: [] },
    ];
    const made = there(saved(updates));
    expect(made.rows).toEqual(rowsOf(updates));
    expect(made.text).toContain('sending: partial outage from ~2018-06-13 10:20\n');
    expect(made.text).toContain('sending: operational from ~2018-06-13 10:30\n');
    expect(made.notes).toContain(
      'guessed: that sending was "partial outage" from about 2018-06-13 10:20: it was so before the update of 2018-06-13 10:20, and no update says since when',
    );
    expect(badMinutes(made, 'sending')).toBe(10);
  });

  it('comes back of the first update, whose component was bad before and is so from the beginning', () => {
    const updates: readonly Saved[] = [
      { status: 'investigating', at: 0, rows: [row('Sending', 'major_outage', 'major_outage')] },
      { status: 'resolved', at: 25, rows: [row('Sending', 'major_outage', 'operational')] },
    ];
    const made = there(saved(updates));
    expect(made.rows).toEqual(rowsOf(updates));
    expect(made.text).toContain('began: 2018-06-13 10:00\nsending: major outage from ~2018-06-13 10:00\n');
    expect(badMinutes(made, 'sending')).toBe(25);
    expect(made.view?.duration).toBe(25 * 60_000);
  });

  it('comes back of a first update that tells of what began before it', () => {
    const updates: readonly Saved[] = [
      { status: 'investigating', at: 0, rows: [row('Sending', 'major_outage', 'partial_outage')] },
      { status: 'resolved', at: 20, rows: [row('Sending', 'partial_outage', 'operational')] },
    ];
    const made = there(saved(updates, { started_at: time(-10) }));
    expect(made.rows).toEqual(rowsOf(updates));
    expect(made.text).toContain(
      'sending: major outage from ~2018-06-13 09:50, partial outage from 2018-06-13 10:00\n',
    );
    expect(badMinutes(made, 'sending')).toBe(30);
  });

  it('moves the beginning by the one minute that it needs, says so, and leaves other components as they were', () => {
    const updates: readonly Saved[] = [
      {
        status: 'investigating',
        at: 0,
        rows: [
          row('Address book', 'operational', 'partial_outage'),
          row('Sending', 'major_outage', 'degraded_performance'),
        ],
      },
      { status: 'resolved', at: 20, rows: [row('Sending', 'degraded_performance', 'operational')] },
    ];
    const made = there(saved(updates));
    expect(made.rows).toEqual(rowsOf(updates));
    expect(made.text).toContain('began: 2018-06-13 09:59\n');
    expect(made.notes).toContain(
      'guessed: it begins 1 min earlier, at 2018-06-13 09:59: a component was bad before its first word',
    );
    expect(badMinutes(made, 'sending')).toBe(21);
    expect(badMinutes(made, 'address-book')).toBe(20);
  });

  it('stands for a minute before what the update tells of it, where no update told of it', () => {
    const updates: readonly Saved[] = [
      { status: 'investigating', at: 0, rows: [row('Sending', 'operational', 'operational')] },
      { status: 'resolved', at: 43, rows: [row('Sending', 'major_outage', 'operational')] },
    ];
    const made = there(saved(updates, { resolved_at: time(41) }));
    expect(made.rows).toEqual(rowsOf(updates));
    expect(made.text).toContain(
      'sending: major outage from ~2018-06-13 10:40, operational from 2018-06-13 10:41\n',
    );
    expect(made.notes).toContain(
      'guessed: that sending was "major outage" from about 2018-06-13 10:40: it was so before the update of 2018-06-13 10:43, and no update says since when',
    );
    expect(badMinutes(made, 'sending')).toBe(1);
  });

  it('comes back of a component that was taken off the incident, and put on it again', () => {
    const updates: readonly Saved[] = [
      { status: 'investigating', at: 0, rows: [row('Sending', 'operational', 'partial_outage')] },
      { status: 'identified', at: 10, rows: [row('Address book', 'operational', 'partial_outage')] },
      { status: 'identified', at: 20, rows: [row('Sending', 'operational', 'major_outage')] },
      { status: 'resolved', at: 30, rows: [] },
    ];
    const made = there(saved(updates));
    expect(made.rows).toEqual(rowsOf(updates));
    expect(made.text).toContain(
      'sending: operational from ~2018-06-13 10:19, major outage from 2018-06-13 10:20\n',
    );
  });

  it('is what the updates told where it says nothing, and where it says what no state is', () => {
    const updates: readonly Saved[] = [
      { status: 'investigating', at: 0, rows: [row('Sending', 'operational', 'partial_outage')] },
      { status: 'resolved', at: 10, rows: [row('Sending', 'partial_outage', 'operational')] },
    ];
    const withOld = (old_status: string | null) => {
      const all = saved(updates);
      const [resolved, first] = all.incident_updates;
      const affected = resolved?.affected_components?.map((one) => ({ ...one, old_status }));
      return there({ ...all, incident_updates: [{ ...resolved, affected_components: affected }, first] });
    };
    expect(withOld(null).rows).toEqual(rowsOf(updates));
    expect(withOld(null).codes).toEqual([]);
    expect(withOld('asleep').rows).toEqual(rowsOf(updates));
    expect(withOld('asleep').notes).toContain('left out: the state "asleep" of Sending before');
  });

  it('comes back of updates that shared a minute', () => {
    const updates: readonly Saved[] = [
      { status: 'investigating', at: 0, rows: [row('Sending', 'operational', 'operational')] },
      { status: 'investigating', at: 0, rows: [row('Sending', 'partial_outage', 'major_outage')] },
      { status: 'investigating', at: 0, rows: [row('Sending', 'partial_outage', 'partial_outage')] },
      { status: 'resolved', at: 10, rows: [] },
    ];
    const made = there(saved(updates));
    expect(made.rows).toEqual(rowsOf(updates));
    expect(made.text).toContain('began: 2018-06-13 10:00\n');
  });

  it('comes back of what is still bad when all is over', () => {
    const updates: readonly Saved[] = [
      { status: 'investigating', at: 0, rows: [row('Sending', 'operational', 'operational')] },
      { status: 'resolved', at: 10, rows: [row('Sending', 'partial_outage', 'partial_outage')] },
    ];
    const made = there(saved(updates));
    expect(made.rows).toEqual(rowsOf(updates));
    expect(badMinutes(made, 'sending')).toBe(1);
    expect(made.notes).toContain(
      'guessed: sending was still shown with "partial outage" when it was resolved: what is over returns to operational',
    );
  });

  it('is told of where it has no place', () => {
    const updates: readonly Saved[] = [
      { status: 'investigating', at: 0, rows: [row('Sending', 'operational', 'partial_outage')] },
      { status: 'resolved', at: 10, rows: [row('Sending', 'major_outage', 'partial_outage')] },
    ];
    const made = there(saved(updates));
    expect(made.notes).toContain(
      'left out: that sending was "major outage" before the update of 2018-06-13 10:10: no update says so',
    );
    expect(badMinutes(made, 'sending')).toBe(10);
  });

  it('is left out, and told of, where the first word was a postmortem and all is over', () => {
    const updates: readonly Saved[] = [
      { status: 'postmortem', at: 0, rows: [] },
      { status: 'update', at: 1, rows: [row('Sending', 'partial_outage', 'partial_outage')] },
    ];
    const made = there(saved(updates));
    expect(made.codes).toEqual(['still-bad']);
    expect(made.text).toContain('Word 1.');
  });

  it('comes back of a maintenance, whose plan names components as they are', () => {
    const window = { scheduled_for: time(60), scheduled_until: time(120), impact: 'maintenance' };
    const updates: readonly Saved[] = [
      { status: 'scheduled', at: 0, rows: [row('Sending', 'operational', 'operational')] },
      { status: 'in_progress', at: 60, rows: [row('Sending', 'under_maintenance', 'under_maintenance')] },
      { status: 'completed', at: 90, rows: [row('Sending', 'under_maintenance', 'operational')] },
    ];
    const made = there(saved(updates, window));
    expect(made.rows).toEqual(rowsOf(updates));
    expect(badMinutes(made, 'sending')).toBe(30);
  });

  describe('in whatever history of components', () => {
    const status = fc.constantFrom<Status>(
      ...(['operational', 'under_maintenance', 'degraded_performance'] as const),
      ...(['partial_outage', 'major_outage'] as const),
    );
    const one = fc.record({
      name: fc.constantFrom('Sending', 'Address book', 'Web mail'),
      old: status,
      new: status,
    });
    const rows = fc.uniqueArray(one, { selector: ({ name }) => name, maxLength: 3 });
    const said = fc.record({
      status: fc.constantFrom('investigating', 'identified', 'monitoring'),
      after: fc.nat(4),
      rows,
    });
    // What a closing update makes worse has no place: what is over returns to operational.
    const closing = fc.record({
      status: fc.constant('resolved'),
      after: fc.nat(4),
      rows: rows.map((found) => found.map((each): Row => ({ ...each, new: 'operational' }))),
    });
    const histories = fc
      .tuple(fc.array(said, { minLength: 1, maxLength: 6 }), fc.option(closing))
      .map(([updates, end]): readonly Saved[] => {
        const all = end ? [...updates, end] : updates;
        return all.map(({ after: _, ...update }, index) => ({
          ...update,
          at: all.slice(0, index + 1).reduce((sum, { after }) => sum + after, 0),
        }));
      });

    it('comes back, and the report says by how much the beginning moved', () => {
      fc.assert(
        fc.property(histories, fc.nat(3), (all, early) => {
          const made = there(saved(all, { started_at: time(-early) }));
          expect(made.rows).toEqual(rowsOf(all));
          expect(made.codes).toEqual([]);
          const hasMoved = made.notes.some((note) => note.includes('it begins 1 min earlier'));
          const began = early + (hasMoved ? 1 : 0);
          expect(made.text).toContain(`began: 2018-06-13 ${began === 0 ? '10:00' : `09:${60 - began}`}\n`);
        }),
        { numRuns: 150 },
      );
    });

    it('changes the minutes of a component by no more than one for each guess that is told', () => {
      fc.assert(
        fc.property(histories, (all) => {
          const made = there(saved(all));
          const plain = saved(all);
          const without = there({
            ...plain,
            incident_updates: plain.incident_updates.map((update) => ({
              ...update,
              affected_components: (update.affected_components ?? []).map((each) => ({
                ...each,
                old_status: null,
              })),
            })),
          });
          for (const id of ['sending', 'address-book', 'web-mail']) {
            const told = made.notes.filter((note) => note.startsWith(`guessed: that ${id} was`)).length;
            const more = badMinutes(made, id) - badMinutes(without, id);
            expect(Math.abs(more), `${id}: ${more} min, ${told} told`).toBeLessThanOrEqual(told);
          }
        }),
        { numRuns: 100 },
      );
    });
  });
});
