import type { StateLine, Update } from '../model/incident.ts';
import { closes, type Kind, opens } from '../model/phase.ts';
import type { State } from '../model/state.ts';
import { plansIn } from './work.ts';

/** What an update made of a component, as its readers learned it. */
export interface Change {
  readonly component: string;
  readonly from: State;
  readonly to: State;
}

/**
 * What each update (by rising stamp) made of the components: those that it names, and those that it changes because it
 * closes the matter, reopens it or begins the work. Plans for a maintenance change nothing before. Updates `broughtIn` from
 * another system list what they name alone, plans too: what that system said of components is not ours to add to. It also
 * knew of states that none of its updates told; so what a line of theirs says of the time before its update goes before what
 * earlier updates said.
 */
export function changesOf(
  kind: Kind,
  updates: readonly Update[],
  broughtIn: ReadonlySet<Update>,
): readonly (readonly Change[])[] {
  const planned = new Map<string, State>();
  const stated = new Map<string, State>();
  const now = new Map<string, State>();
  const plans = plansIn(kind, updates);
  let isOver = false;
  return updates.map((update) => {
    const { phase, statements } = update;
    const isPlan = plans.has(update);
    const isBroughtIn = broughtIn.has(update);
    const said = statements.states.flatMap(({ components, steps }) =>
      components.map((id) => [id, (steps.at(-1) ?? steps[0]).state] as const),
    );
    const reopens = isOver && opens(phase);
    isOver = closes(phase) || (isOver && !reopens);
    // With a beginning of its own, or planned anew, it is a second stretch (`model/windows.ts`): nothing of the first holds.
    if (reopens && (statements.began || isPlan)) stated.clear();
    if (isPlan) {
      if (phase === 'cancelled') planned.clear();
      for (const [id, state] of said) planned.set(id, state);
      const asItIs = (component: string): Change => {
        const state = now.get(component) ?? 'operational';
        return { component, from: state, to: state };
      };
      return isBroughtIn ? said.map(([id]) => asItIs(id)) : [];
    }
    const next = new Map<string, State>([...(reopens ? stated : []), ...planned, ...said]);
    planned.clear();
    for (const [id, state] of next) stated.set(id, state);
    const named = new Set(said.map(([id]) => id));
    if (closes(phase)) {
      const asSaid = isBroughtIn ? named : new Set<string>();
      for (const id of [...now.keys(), ...next.keys()]) if (!asSaid.has(id)) next.set(id, 'operational');
    }
    const before = isBroughtIn ? statesBefore(update) : new Map<string, State>();
    const changes = [...next].map(([component, to]) => ({
      component,
      from: before.get(component) ?? now.get(component) ?? 'operational',
      to,
    }));
    for (const { component, to } of changes) now.set(component, to);
    return changes.filter(({ component, from, to }) => named.has(component) || (from !== to && !isBroughtIn));
  });
}

/** What an update's lines themselves say of the time before it. */
function statesBefore(update: Update): ReadonlyMap<string, State> {
  return new Map(
    update.statements.states.flatMap((line) => {
      const state = stateBefore(line, update);
      return state ? line.components.map((id) => [id, state] as const) : [];
    }),
  );
}

/** Of several states, the one that the last follows; a single one where it began before, or about then. */
function stateBefore({ steps }: StateLine, { statements, stamp }: Update): State | undefined {
  const followed = steps.at(-2);
  if (followed) return followed.state;
  const [{ state, from }] = steps;
  const isBefore = from !== undefined && (from.about || from.at < (statements.at ?? stamp).at);
  return isBefore ? state : undefined;
}
