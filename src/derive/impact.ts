import { IMPACTS, type Impact } from '../model/incident.ts';
import { type Instant, instant } from '../model/instant.ts';
import type { State } from '../model/state.ts';
import { type ComponentIndex, existingAt } from './components.ts';
import { type Effect, stateAt } from './effects.ts';
import { overallStatus } from './overall.ts';

/** The worst that the whole site would have been by this incident alone, over its life up to a moment. */
export function impactOf(effects: readonly Effect[], index: ComponentIndex, asOf: Instant): Impact {
  const byComponent = new Map(effects.map((effect) => [effect.component, effect]));
  let found: Impact = 'none';
  for (const at of changesOf(effects, index, asOf)) {
    const states = existingAt(index, at).map((leaf): State => {
      const effect = byComponent.get(leaf.id);
      return effect ? stateAt(effect, at) : 'operational';
    });
    const { indicator } = overallStatus(states);
    if (IMPACTS.indexOf(indicator) > IMPACTS.indexOf(found)) found = indicator;
  }
  return found;
}

/** The moments at which it can have become worse: a state began, or a component came or went while one lasted. */
function changesOf(effects: readonly Effect[], index: ComponentIndex, asOf: Instant): ReadonlySet<Instant> {
  const spans = effects.flatMap((effect) => effect.spans);
  const from = Math.min(...spans.map((span) => span.from.at));
  const to = Math.max(...spans.map((span) => span.to?.at ?? asOf));
  const lives = [...index.lifetimes.values()].flatMap((life) => [life.from, life.to]);
  const within = lives.filter((at) => from < at && at < to).map(instant);
  return new Set([...spans.map((span) => span.from.at), ...within]);
}
