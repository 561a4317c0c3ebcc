import { beginsWork } from '../../derive/work.ts';
import type { Update } from '../../model/incident.ts';
import { closes, type Kind, opens } from '../../model/phase.ts';
import type { State } from '../../model/state.ts';

/** What an update made of a component, as its readers learned it. */
export interface Change {
  readonly component: string;
  readonly from: State;
  readonly to: State;
}

/**
 * What each update (by rising stamp) made of the components: those that it names, and those that it changes because it
 * closes the matter, reopens it or begins the work. Plans for a maintenance change nothing before. Updates `broughtIn` from
 * another system list what they name alone: what that system said of components is not ours to add to.
 */
export function changesOf(
  kind: Kind,
  updates: readonly Update[],
  broughtIn: ReadonlySet<Update>,
): readonly (readonly Change[])[] {
  const planned = new Map<string, State>();
  const stated = new Map<string, State>();
  const now = new Map<string, State>();
  let isPlan = kind === 'maintenance';
  let isOver = false;
  return updates.map((update) => {
    const { phase, statements } = update;
    const said = statements.states.flatMap(({ components, steps }) =>
      components.map((id) => [id, (steps.at(-1) ?? steps[0]).state] as const),
    );
    if (kind === 'maintenance') isPlan = phase === 'scheduled' || (isPlan && !beginsWork(phase));
    const reopens = isOver && opens(phase);
    isOver = closes(phase) || (isOver && !reopens);
    // With a beginning of its own, or planned anew, it is a second stretch (`model/windows.ts`): nothing of the first holds.
    if (reopens && (statements.began || isPlan)) stated.clear();
    if (isPlan) {
      if (phase === 'cancelled') planned.clear();
      for (const [id, state] of said) planned.set(id, state);
      return [];
    }
    const next = new Map<string, State>([...(reopens ? stated : []), ...planned, ...said]);
    planned.clear();
    for (const [id, state] of next) stated.set(id, state);
    const named = new Set(said.map(([id]) => id));
    if (closes(phase)) {
      const asSaid = broughtIn.has(update) ? named : new Set<string>();
      for (const id of [...now.keys(), ...next.keys()]) if (!asSaid.has(id)) next.set(id, 'operational');
    }
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

/** The last update (by rising stamp) that names a component, or that ended or reopened the matter for all of them. */
export function lastWordOn(id: string, updates: readonly Update[]): Update | undefined {
  let isOver = false;
  return updates
    .filter(({ phase, statements }) => {
      const turns = closes(phase) || (isOver && opens(phase));
      if (turns) isOver = closes(phase);
      return turns || statements.states.some(({ components }) => components.includes(id));
    })
    .at(-1);
}
