import { describe, expect, it } from 'vitest';
import { incidentOf, japan, SITE, viewOf } from '../../tests/build-incident.ts';
import { promiseWords } from './said.ts';

const MADE = `
## 2008-09-07 16:00 +09:00 Update

- [ ] P1: Review the configuration by 2008-09-12
- [ ] P2: Study a more tolerant system
`;
const LATER = (line: string) => `\n## 2008-09-10 10:00 +09:00 Update\n\n${line}\n`;
const promises = (updates: string, asOf: string) => viewOf(incidentOf(updates), japan(asOf)).promises;

describe('a promise', () => {
  it('is open until its day is over in the site’s zone, then overdue', () => {
    const standing = (asOf: string) => promises(MADE, asOf).map((promise) => promise.standing);
    expect(standing('2008-09-12 23:59')).toEqual(['open', 'open']);
    expect(standing('2008-09-13 00:00')).toEqual(['overdue', 'open']);
    const berlin = viewOf(incidentOf(MADE), japan('2008-09-13 06:59'), {
      ...SITE,
      timeZone: 'Europe/Berlin',
    });
    expect(berlin.promises[0]?.standing).toBe('open');
  });

  it('may move, and shows every slip', () => {
    const moved =
      MADE + LATER('- [ ] P1: Review the configuration by 2008-10-01\n- [ ] P2: Study by 2008-12-01');
    const [first, second] = promises(moved, '2008-09-20 00:00');
    expect([first?.standing, first?.by, first?.moves.map(({ from, to }) => [from, to])]).toEqual([
      'open',
      '2008-10-01',
      [['2008-09-12', '2008-10-01']],
    ]);
    expect(second?.moves.map(({ from, to }) => [from, to])).toEqual([[undefined, '2008-12-01']]);
  });

  it('whose own words were redacted still tells what became of it', () => {
    const hash = 'a'.repeat(64);
    const gone = `\n## 2008-09-07 16:00 +09:00 Update\n\nredacted 2008-09-09 sha256:${hash} a name\n`;
    const [kept, open] = promises(
      gone + LATER('- [x] P1: Done\n- [ ] P2: Again by 2008-12-01'),
      '2008-09-20 00:00',
    );
    expect([kept?.standing, kept?.settled, open?.standing]).toEqual(['kept', kept?.opened, 'open']);
  });

  it('that is said again for the same day has not slipped', () => {
    const again = MADE + LATER('- [ ] P1: Review the configuration, still by 2008-09-12');
    expect(promises(again, '2008-09-11 00:00')[0]?.moves).toEqual([]);
  });

  it('is kept or dropped once and for all, in its own words', () => {
    const incident = incidentOf(MADE + LATER('- [x] P1: Reviewed and changed\n- [-] P2: Too dear'));
    const view = viewOf(incident, japan('2009-01-01 00:00'));
    expect(view.promises.map(({ id, standing, settled }) => [id, standing, settled])).toEqual([
      ['P1', 'kept', incident.updates[1]],
      ['P2', 'dropped', incident.updates[1]],
    ]);
    const words = view.promises.flatMap((promise) =>
      [promise.opened, promise.settled ?? promise.opened].map(
        (update) => promiseWords(view, promise, update, 'en').words,
      ),
    );
    expect(words).toEqual([
      'Review the configuration by 2008-09-12',
      'Reviewed and changed',
      'Study a more tolerant system',
      'Too dear',
    ]);
  });

  it('is as it stood at an earlier moment', () => {
    const kept = MADE + LATER('- [x] P1: Reviewed');
    expect(promises(kept, '2008-09-10 09:59')[0]?.standing).toBe('open');
  });
});
