import type { Impact } from '../model/incident.ts';
import type { State } from '../model/state.ts';
import type { DraftUpdate, Note } from './history.ts';
import type { JsonObject } from './json.ts';
import { oneLine, slugOf } from './text.ts';

/** The three words of cState, and those of the kits for Hugo that spell Statuspage's. */
const STATE_OF: Readonly<Record<string, State>> = {
  down: 'major outage',
  disrupted: 'partial outage',
  notice: 'operational',
  'major-outage': 'major outage',
  'partial-outage': 'partial outage',
  'degraded-performance': 'degraded performance',
  'under-maintenance': 'under maintenance',
};
const IMPACT_OF: Readonly<Record<string, Impact>> = {
  down: 'major',
  disrupted: 'minor',
  notice: 'none',
  'major-outage': 'major',
  'partial-outage': 'minor',
  'degraded-performance': 'minor',
  'under-maintenance': 'maintenance',
};

/** What an incident of this severity did to what it affected: cState knows three, our format five. */
export function effect(
  affected: readonly string[],
  severity: string,
  notes: Note[],
): Pick<DraftUpdate, 'impact'> | Pick<DraftUpdate, 'states' | 'impact'> {
  const state = STATE_OF[severity];
  const impact = IMPACT_OF[severity];
  if (state === undefined || impact === undefined) {
    if (severity !== '')
      notes.push({ kind: 'left out', words: `the severity "${severity}", which cState does not have` });
    return affected.length === 0
      ? {}
      : { states: affected.map((name) => ({ component: keyOf(name), state: 'operational' })) };
  }
  if (affected.length === 0) {
    notes.push({
      kind: 'guessed',
      words: `the impact is "${impact}": its severity is "${severity}", and it names no component`,
    });
    return { impact };
  }
  notes.push({
    kind: 'guessed',
    words: `what it affected was in the state "${state}": its severity is "${severity}"`,
  });
  return {
    states: affected.map((name) => ({ component: keyOf(name), state })),
    ...(severity === 'notice' ? { impact } : {}),
  };
}

/** Names of components, as they are written, each once; what is no name is told of. */
export function affectedOf({ affected, affectedsystems }: JsonObject, notes: Note[]): readonly string[] {
  const all = [affected, affectedsystems].flatMap((value): readonly unknown[] =>
    Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [value],
  );
  const names = new Map<string, string>();
  for (const name of all) {
    const words = ['string', 'number', 'boolean'].includes(typeof name) ? oneLine(String(name)) : '';
    if (words !== '') names.set(keyOf(words), words);
    else if (typeof name === 'object' && name !== null)
      notes.push({ kind: 'left out', words: `that it affected ${JSON.stringify(name)}: it is no name` });
  }
  return [...names.values()];
}

/** `workers` and `Workers` are one. */
export function keyOf(name: string): string {
  return slugOf(name, 200) || oneLine(name).toLowerCase();
}
