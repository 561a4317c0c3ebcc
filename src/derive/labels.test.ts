import { expect, it } from 'vitest';
import type { Update } from '../model/incident.ts';
import { instant } from '../model/instant.ts';
import type { Phase } from '../model/phase.ts';
import { phaseLabel } from './labels.ts';

/** The words for the last of an incident's updates. */
function lastLabel(lang: string, ...phases: readonly [Phase, ...Phase[]]): string {
  const updates = phases.map((phase, index): Update => {
    const stamp = { at: instant(index), digits: '', offset: '+00:00' };
    return {
      stamp,
      phase,
      statements: { states: [], lost: [] },
      text: '',
      forRead: [],
      promises: [],
      files: [],
      canonical: '',
      line: 1,
    };
  });
  const all = updates as [Update, ...Update[]];
  return phaseLabel(all.at(-1) ?? all[0], { kind: 'incident', updates: all }, lang);
}

it('an update is a further report while the incident is open, an addition once it is over', () => {
  expect(lastLabel('ja', 'investigating', 'update')).toBe('続報');
  expect(lastLabel('ja', 'investigating', 'resolved', 'update')).toBe('追記');
  expect(lastLabel('ja', 'investigating', 'withdrawn', 'correction', 'update')).toBe('追記');
  expect(lastLabel('ja', 'postmortem', 'update')).toBe('追記');
});

it('what reopened an incident makes its updates further reports again', () => {
  expect(lastLabel('ja', 'resolved', 'monitoring', 'update')).toBe('続報');
});

it('a language with one word for both uses it for both', () => {
  expect(lastLabel('en', 'resolved', 'update')).toBe('Update');
});

it('every other phase has one word, whenever it comes', () => {
  expect(lastLabel('ja', 'resolved', 'correction')).toBe('訂正');
  expect(lastLabel('ja', 'update')).toBe('続報');
});

it('what comes later does not change the word', () => {
  const [first] = ['update', 'resolved'] as const;
  const stamp = (at: number) => ({ at: instant(at), digits: '', offset: '+00:00' });
  const make = (phase: Phase, at: number): Update => ({
    stamp: stamp(at),
    phase,
    statements: { states: [], lost: [] },
    text: '',
    forRead: [],
    promises: [],
    files: [],
    canonical: '',
    line: 1,
  });
  const update = make(first, 1);
  const updates = [make('investigating', 0), update, make('resolved', 2)] as const;
  expect(phaseLabel(update, { kind: 'incident', updates }, 'ja')).toBe('続報');
});
