import { IMPACTS, type Impact } from '../model/incident.ts';
import { type Instant, instant } from '../model/instant.ts';
import type { State } from '../model/state.ts';
import type { ComponentIndex } from './components.ts';
import type { Effect } from './effects.ts';
import { overallStatus } from './overall.ts';

/** A moment at which there is one more, or one less, of something. */
interface Change {
  readonly at: number;
  readonly by: 1 | -1;
  /** A bad state of a component; without one, a component that comes or goes. */
  readonly state?: State;
}

/** The worst that the whole site would have been by this incident alone, over its life up to a moment. */
export function impactOf(effects: readonly Effect[], index: ComponentIndex, asOf: Instant): Impact {
  const places = [livesIn(index), inOrder(effects.flatMap((effect) => badIn(effect, index)))].map(
    (changes) => ({ changes, next: 0 }),
  );
  const counts = new Map<State | undefined, number>();

  let found: Impact = 'none';
  for (const at of momentsOf(effects, index, asOf)) {
    for (const place of places) {
      for (let one = place.changes[place.next]; one && one.at <= at; one = place.changes[++place.next])
        counts.set(one.state, (counts.get(one.state) ?? 0) + one.by);
    }
    const { indicator } = overallStatus(statesIn(counts));
    if (IMPACTS.indexOf(indicator) > IMPACTS.indexOf(found)) found = indicator;
    if (found === IMPACTS.at(-1)) break;
  }
  return found;
}

/** Each state that some component has; those that have no bad one are operational. */
function statesIn(counts: ReadonlyMap<State | undefined, number>): readonly State[] {
  const bad = [...counts].flatMap(([state, count]) => (state && count > 0 ? [{ state, count }] : []));
  const spared = (counts.get(undefined) ?? 0) - bad.reduce((sum, { count }) => sum + count, 0);
  return [...bad.map(({ state }) => state), ...(spared > 0 ? (['operational'] as const) : [])];
}

const LIVES = new WeakMap<ComponentIndex, readonly Change[]>();

/** When components came and went, in order. */
function livesIn(index: ComponentIndex): readonly Change[] {
  const known =
    LIVES.get(index) ?? inOrder([...index.lifetimes.values()].flatMap(({ from, to }) => over(from, to)));
  LIVES.set(index, known);
  return known;
}

function inOrder(changes: readonly Change[]): readonly Change[] {
  return changes.toSorted((a, b) => a.at - b.at);
}

/** What is said of a component counts while there is such a component. */
function badIn({ component, spans }: Effect, { lifetimes }: ComponentIndex): readonly Change[] {
  const life = lifetimes.get(component);
  if (!life) return [];
  return spans.flatMap(({ state, from, to }) =>
    over(Math.max(from.at, life.from), Math.min(to?.at ?? Number.POSITIVE_INFINITY, life.to), state),
  );
}

function over(from: number, to: number, state?: State): readonly Change[] {
  if (from >= to) return [];
  const own = state === undefined ? {} : { state };
  return [
    { at: from, by: 1, ...own },
    { at: to, by: -1, ...own },
  ];
}

/** The moments at which it can have become worse, in order: a state began, or a component came or went while one lasted. */
function momentsOf(effects: readonly Effect[], index: ComponentIndex, asOf: Instant): readonly Instant[] {
  const spans = effects.flatMap((effect) => effect.spans);
  const from = spans.reduce((first, span) => Math.min(first, span.from.at), Number.POSITIVE_INFINITY);
  const to = spans.reduce((last, span) => Math.max(last, span.to?.at ?? asOf), Number.NEGATIVE_INFINITY);
  const within = livesIn(index).flatMap(({ at }) => (from < at && at < to ? instant(at) : []));
  return [...new Set([...spans.map((span) => span.from.at), ...within])].sort((a, b) => a - b);
}
