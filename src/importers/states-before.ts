import { changesOf } from '../derive/changes.ts';
import { plansIn } from '../derive/work.ts';
import { impliedStart } from '../format/states.ts';
import { digitsOn } from '../format/status.ts';
import type { Incident, StateLine, StateStep, Update } from '../model/incident.ts';
import { type Instant, instant, MINUTE } from '../model/instant.ts';
import { closes, opens } from '../model/phase.ts';
import type { State } from '../model/state.ts';
import { looksBack } from '../model/windows.ts';
import type { Tell } from './history.ts';

/** States by the ids of components. */
type StatesById = ReadonlyMap<string, State>;

/**
 * Dates what the other system knew of components `before` each update (by place), and no earlier update tells. A state that
 * the update found is the update's own, with a `~` before its time; another one stands for the least there is, a minute. So no
 * component is bad for longer than was said, but for what is told.
 */
export function withStatesBefore(incident: Incident, before: readonly StatesById[], tell: Tell): Incident {
  const missing = gapsOf(incident, before);
  if (missing.every(({ size }) => size === 0)) return incident;
  const plans = plansIn(incident.kind, incident.updates);
  const began = incident.updates.find(({ statements }) => statements.began)?.statements.began?.at;
  let isOver = looksBack(incident.kind, incident.updates[0]);
  const dated = incident.updates.map((update, index): Update => {
    isOver = closes(update.phase) || (isOver && !opens(update.phase));
    const gaps = missing[index] ?? new Map();
    if (gaps.size === 0 || plans.has(update)) return update;
    const states = update.statements.states.flatMap((line) => {
      const isKept = isOver && line.steps.at(-1)?.state !== 'operational';
      return isKept ? [line] : linesWith(gaps, line, update, began);
    });
    return { ...update, statements: { ...update.statements, states } };
  });
  const [first = incident.updates[0], ...rest] = withBeginning(dated, began, tell);
  const made: Incident = { ...incident, updates: [first, ...rest] };
  const left = gapsOf(made, before);
  made.updates.forEach((update, index) => {
    for (const [id, state] of missing[index] ?? [])
      tellGap(update, id, state, left[index]?.has(id) === true, tell);
  });
  return made;
}

/** What stood before each update there, and does not here. */
function gapsOf({ kind, updates }: Incident, before: readonly StatesById[]): readonly StatesById[] {
  return changesOf(kind, updates, new Set(updates)).map((changes, index) => {
    const there = before[index];
    return new Map(
      changes.flatMap(({ component, from }) => {
        const state = there?.get(component);
        return state === undefined || state === from ? [] : [[component, state] as const];
      }),
    );
  });
}

/** A line of an update, and one of its own for each state that some of its components had before. */
function linesWith(
  gaps: StatesById,
  line: StateLine,
  update: Update,
  began: Instant | undefined,
): readonly StateLine[] {
  const groups = Map.groupBy(line.components, (id) => gaps.get(id));
  return [...groups].map(([before, components]) => ({
    components,
    steps: before === undefined ? line.steps : stepsWith(before, line.steps[0], update, began),
  }));
}

function stepsWith(
  before: State,
  step: StateStep,
  update: Update,
  began: Instant | undefined,
): StateLine['steps'] {
  const { state } = step;
  const start = (step.from ?? impliedStart(step, update.statements, update)).at;
  if (before === state) return [{ state, from: about(start) }];
  const own = (update.statements.at ?? update.stamp).at;
  if (state !== 'operational' && start < own)
    return [
      { state: before, from: about(start) },
      { state, from: exactly(own) },
    ];
  const isEnd = step.from !== undefined || update.statements.ended !== undefined;
  // Nothing bad begins before the incident: where the stamp lies later, the minute is the one after.
  const isTooEarly = before !== 'operational' && began !== undefined && own - MINUTE < began;
  const later = instant(Math.min(own + MINUTE, update.stamp.at));
  const last = isEnd ? start : isTooEarly ? later : own;
  return [
    { state: before, from: about(last - MINUTE) },
    { state, from: exactly(last) },
  ];
}

/** What was bad before the first update began before it too: the beginning moves there, and nothing else with it. */
function withBeginning(
  updates: readonly Update[],
  began: Instant | undefined,
  tell: Tell,
): readonly Update[] {
  const starts = updates.flatMap(({ statements }) =>
    statements.states.flatMap(({ steps }) =>
      steps.flatMap(({ state, from }) => (state !== 'operational' && from ? [from.at] : [])),
    ),
  );
  if (began === undefined) return updates;
  const earliest = starts.reduce((least, at) => instant(Math.min(least, at)), began);
  if (earliest === began) return updates;
  return updates.map((update): Update => {
    const { statements, stamp } = update;
    if (statements.began?.at !== began) return update;
    tell(
      'guessed',
      'length',
      `it begins ${(began - earliest) / MINUTE} min earlier, at ${digitsOn(stamp, earliest)}: a component was bad before its first word`,
    );
    const isOwn = (statements.at ?? stamp).at === began;
    const states = isOwn ? statements.states.map((line) => startingAt(line, began)) : statements.states;
    return { ...update, statements: { ...statements, began: exactly(earliest), states } };
  });
}

/** A bad state that began with the incident keeps its time. */
function startingAt({ components, steps }: StateLine, began: Instant): StateLine {
  const [first, ...rest] = steps;
  const isImplied = first.from === undefined && first.state !== 'operational';
  return { components, steps: [isImplied ? { ...first, from: exactly(began) } : first, ...rest] };
}

function tellGap(update: Update, id: string, state: State, isLeft: boolean, tell: Tell): void {
  const { stamp, statements } = update;
  const from = statements.states.find(({ components }) => components.includes(id))?.steps[0].from;
  if (isLeft || from === undefined) {
    const words = `that ${id} was "${state}" before the update of ${stamp.digits}: no update says so`;
    tell('left out', 'state-before', words);
    return;
  }
  tell(
    'guessed',
    'state-before',
    `that ${id} was "${state}" from about ${digitsOn(stamp, from.at)}: it was so before the update of ${stamp.digits}, and no update says since when`,
  );
}

function about(at: number) {
  return { at: instant(at), about: true };
}

function exactly(at: Instant) {
  return { at, about: false };
}
