import { beginsWork } from '../../derive/work.ts';
import type { Update } from '../../model/incident.ts';
import { closes, type Kind } from '../../model/phase.ts';
import type { State } from '../../model/state.ts';

/** What an update made of a component, as its readers learned it. */
export interface Change {
  readonly component: string;
  readonly from: State;
  readonly to: State;
}

/**
 * What each update (by rising stamp) made of the components: those that it names, and those that it changes because it
 * closes the matter or begins the work. Plans for a maintenance change nothing before. Updates `broughtIn` from another
 * system list what they name alone: what that system said of components is not ours to add to.
 */
export function changesOf(
  kind: Kind,
  updates: readonly Update[],
  broughtIn: ReadonlySet<Update>,
): readonly (readonly Change[])[] {
  const planned = new Map<string, State>();
  const now = new Map<string, State>();
  let isPlan = kind === 'maintenance';
  return updates.map((update) => {
    const { phase, statements } = update;
    const said = statements.states.flatMap(({ components, steps }) =>
      components.map((id) => [id, (steps.at(-1) ?? steps[0]).state] as const),
    );
    if (kind === 'maintenance') isPlan = phase === 'scheduled' || (isPlan && !beginsWork(phase));
    if (isPlan) {
      if (phase === 'cancelled') planned.clear();
      for (const [id, state] of said) planned.set(id, state);
      return [];
    }
    const next = new Map<string, State>([...planned, ...said]);
    planned.clear();
    if (closes(phase)) for (const id of [...now.keys(), ...next.keys()]) next.set(id, 'operational');
    const named = new Set(said.map(([id]) => id));
    const changes = [...next].map(([component, to]) => ({
      component,
      from: now.get(component) ?? 'operational',
      to,
    }));
    for (const { component, to } of changes) now.set(component, to);
    return changes.filter(
      ({ component, from, to }) => named.has(component) || (from !== to && !broughtIn.has(update)),
    );
  });
}
