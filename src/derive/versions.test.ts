import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deployed, tokyo } from '../../tests/deployments.ts';
import { instant } from '../model/instant.ts';
import { factKey, factsOf } from './facts.ts';
import { titleOf } from './said.ts';
import { runsOf, runsOfOne, type Version, type Versions, versionsOf } from './versions.ts';

const OPENED = `---
title: Mail is slow
---

## 2008-09-05 05:10 +09:00 Investigating

\`\`\`status
pc: degraded performance
next: 05:40
\`\`\`

Mail is slow.
`;
const SECOND = `
## 2008-09-05 06:00 +09:00 Update

\`\`\`status
title: Mail stands still
pc: major outage
\`\`\`

No mail moves.
`;
const THIRD = '\n## 2008-09-05 07:00 +09:00 Resolved\n\nMail is fast.\n';
const MISSED = `
## 2008-09-05 05:50 +09:00 Update

\`\`\`status
late: it was written in another branch
\`\`\`

A disk has failed.
`;
const at = (time: string) => tokyo(`2008-09-05 ${time}`);
const first = deployed([], { 'slow.md': OPENED }, at('05:12'));
const second = deployed(first.record, { 'slow.md': OPENED + SECOND }, at('06:15'));
const third = deployed(second.record, { 'slow.md': OPENED + SECOND + THIRD }, at('07:01'));
const late = deployed(third.record, { 'slow.md': OPENED + SECOND + THIRD + MISSED }, at('07:30'));

function versionsIn({ site }: typeof first): Versions {
  const view = site.viewById.get('slow');
  if (!view) throw new Error('The site has lost its incident.');
  return versionsOf(view, site);
}

describe('the versions of an incident', () => {
  it('are the present alone where it was said at once', () => {
    expect(versionsIn(first)).toMatchObject({ steps: [], versions: [{ asOf: at('05:12') }] });
  });

  it('are one for each publication, each as of its moment, and the present', () => {
    const { steps, versions } = versionsIn(third);
    expect(steps.flat().map(({ digits }) => digits.slice(11))).toEqual(['05:10', '06:00', '07:00']);
    expect(versions.map(({ asOf }) => asOf)).toEqual([at('05:10'), at('06:15'), at('07:01'), at('07:01')]);
    expect(versions.map(({ view }) => view.isOpen)).toEqual([true, true, false, false]);
    expect(versions.map(({ view }) => titleOf(view, 'en').words)).toEqual([
      'Mail is slow',
      'Mail stands still',
      'Mail stands still',
      'Mail stands still',
    ]);
  });

  it('come in the order of publication: what was stamped early and published late is in none before', () => {
    const { steps, versions } = versionsIn(late);
    expect(steps.flat().map(({ digits }) => digits.slice(11))).toEqual(['05:10', '06:00', '07:00', '05:50']);
    expect(versions.map(({ view }) => view.updates.length)).toEqual([1, 2, 3, 4, 4]);
  });
});

describe('an incident of hundreds of updates', () => {
  const stamp = (minute: number) => new Date(at('05:10') + 540 * 60_000 + minute * 60_000).toISOString();
  const update = (minute: number, phase: string, rest: string) =>
    `## ${stamp(minute).slice(0, 16).replace('T', ' ')} +09:00 ${phase}\n\n${rest}\n\n`;
  const block = (...lines: readonly string[]) => `\`\`\`status\n${lines.join('\n')}\n\`\`\`\n\nWords.`;
  const versionsOfAll = (count: number, of: (index: number) => string, front = 'title: Mail is slow') => {
    const first = front.includes('maintenance') ? 'Scheduled' : 'Investigating';
    const later = front.includes('maintenance') ? 'Scheduled' : 'Update';
    const text = Array.from({ length: count }, (_, index) => update(index, index ? later : first, of(index)));
    const site = deployed([], { 'slow.md': `---\n${front}\n---\n\n${text.join('')}` }, at('23:50'));
    return versionsIn(site).versions.length - 1;
  };

  it('is stepped through as far back as a page can carry', () => {
    const section = (length: number) => (index: number) =>
      `### Part ${index % 5}\n\n${'Words. '.repeat(length)}`;
    expect(versionsOfAll(60, section(50)), 'what a person writes').toBe(60);
    expect(
      versionsOfAll(400, () => 'Words.'),
      'never further than this',
    ).toBe(100);
    const losses = (index: number) =>
      block(...Array.from({ length: 12 }, (_, row) => `lost: the thing ${index} ${row}`));
    const window = (index: number) => block(`window: 2008-12-${10 + (index % 9)} 02:00 / 04:00`);
    for (const [name, versions] of [
      ['sections', versionsOfAll(300, section(200))],
      ['losses', versionsOfAll(250, losses)],
      ['windows', versionsOfAll(400, window, 'title: Mail is slow\nkind: maintenance')],
    ] as const) {
      expect(versions, name).toBeGreaterThan(0);
      expect(versions, name).toBeLessThan(60);
    }
  });
});

describe('updates that one build published', () => {
  it('make one version: nobody read the page between them', () => {
    const both = deployed(first.record, { 'slow.md': OPENED + SECOND + THIRD }, at('07:01'));
    const { steps, versions } = versionsIn(both);
    expect(steps.map((stamps) => stamps.map(({ digits }) => digits.slice(11)))).toEqual([
      ['05:10'],
      ['06:00', '07:00'],
    ]);
    expect(versions.map(({ view }) => view.updates.length)).toEqual([1, 3, 3]);
  });
});

describe('what stood over some versions', () => {
  const { versions } = versionsIn(third);

  it('is told once for each way in which it read, with the versions over which it did', () => {
    const runs = runsOf(versions, ({ view, asOf }) => factsOf(view, asOf, 'en'), factKey);
    const over = (name: string) =>
      runs.filter(({ value }) => value.name === name).map(({ from, to, isPresent }) => [from, to, isPresent]);
    expect(over('next')).toEqual([[0, 0, false]]);
    expect(over('impact')).toEqual([
      [0, 0, false],
      [1, 3, true],
    ]);
    expect(over('began')).toEqual([[0, 3, true]]);
  });

  it('ends where it was not there', () => {
    const runs = runsOfOne(versions, ({ view }) => (view.updates.length === 2 ? undefined : 'there'));
    expect(runs.map(({ from, to, isPresent }) => [from, to, isPresent])).toEqual([
      [0, 0, false],
      [2, 3, true],
    ]);
  });

  it('gives every version its own members back, and the present their order', () => {
    const [{ view }] = versions;
    const lists = fc.array(fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(lists, fc.array(fc.integer({ min: 0, max: 2 })), (keys, marks) => {
        const read = ({ asOf }: Version) => keys[asOf]?.map((key) => `${key}${marks[asOf] ?? 0}`) ?? [];
        const times = keys.map((_, index): Version => ({ asOf: instant(index), view })) as [Version];
        const runs = runsOf(times, read, (value) => value.slice(0, 1));
        for (const [index, version] of times.entries()) {
          const shown = runs.filter(({ from, to }) => from <= index && index <= to).map(({ value }) => value);
          expect(shown.toSorted()).toEqual(read(version).toSorted());
          for (const run of runs) expect(run.isPresent).toBe(run.to === times.length - 1);
        }
        const last = times.at(-1) as Version;
        expect(runs.filter(({ isPresent }) => isPresent).map(({ value }) => value)).toEqual(read(last));
      }),
    );
  });
});
