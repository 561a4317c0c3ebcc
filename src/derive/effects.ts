import type { Update } from '../model/incident.ts';
import type { Instant, Moment } from '../model/instant.ts';
import type { Kind } from '../model/phase.ts';
import { type State, worst } from '../model/state.ts';
import { type Stretch, stretches } from '../model/windows.ts';
import { type StartOfWork, startOfWork } from './work.ts';

/** A component in one state for a while; `to` is absent while it lasts. */
export interface Span {
  readonly state: State;
  readonly from: Moment;
  readonly to?: Moment;
}

/** What an incident did to one component: its bad states, in order of time, none overlapping. */
export interface Effect {
  readonly component: string;
  readonly spans: readonly Span[];
}

/** A stretch of an incident with the times that the rules give it. */
export interface Course {
  readonly began: Moment;
  /** What was first stated, where it was restated since. */
  readonly beganFirst?: Moment;
  readonly ended?: Moment;
  readonly endedFirst?: Moment;
}

/** How an incident ran, as its updates (by rising stamp) tell it. */
export interface Run {
  /** Empty before a maintenance begins. */
  readonly courses: readonly Course[];
  readonly effects: readonly Effect[];
}

interface Point {
  readonly state: State;
  readonly from: Moment;
}

type Track = ReadonlyMap<string, readonly Point[]>;

/** Works out the states of each component over time (FORMAT.md, "States"). */
export function runOf(kind: Kind, updates: readonly Update[]): Run {
  const parts = stretches(kind, updates).flatMap((stretch) => {
    const work = kind === 'maintenance' ? startOfWork(stretch) : undefined;
    return kind === 'maintenance' && !work ? [] : [{ stretch, work, track: trackOf(stretch, work) }];
  });
  const spans = new Map<string, readonly Span[]>();
  for (const { stretch, track } of parts) {
    for (const [component, points] of track)
      spans.set(component, followedBy(spans.get(component) ?? [], spansOf(points, stretch.ended)));
  }
  const effects = componentsIn(updates).map((component) => ({
    component,
    spans: spans.get(component) ?? [],
  }));
  return {
    courses: parts.map(({ stretch, work, track }) => courseOf(stretch, work, track)),
    effects,
  };
}

/** Every component that a line names, planned ones too. */
export function componentsIn(updates: readonly Update[]): readonly string[] {
  const named = new Set<string>();
  for (const { statements } of updates)
    for (const { components } of statements.states) for (const component of components) named.add(component);
  return [...named];
}

/** The state that an incident gives a component at a moment. */
export function stateAt(effect: Effect, at: Instant): State {
  const span = effect.spans.find(({ from, to }) => from.at <= at && (!to || at < to.at));
  return span?.state ?? 'operational';
}

/** The worst state that an effect ever held. */
export function worstOf(effect: Effect): State {
  return worst(effect.spans.map(({ state }) => state));
}

/** How long the courses lasted together, in milliseconds, up to a moment where one goes on; what they share counts once. */
export function durationOf(courses: readonly Course[], asOf: Instant): number {
  let total = 0;
  let counted = Number.NEGATIVE_INFINITY;
  for (const { began, ended } of courses.toSorted((a, b) => a.began.at - b.began.at)) {
    const end = ended?.at ?? asOf;
    total += Math.max(0, end - Math.max(began.at, counted));
    counted = Math.max(counted, end);
  }
  return total;
}

function trackOf(stretch: Stretch, work: StartOfWork | undefined): Track {
  const track = new Map<string, Point[]>();
  const latest = new Map<string, Instant>();
  for (const update of stretch.told) {
    if (work && update.stamp.at < work.plansFrom) continue;
    for (const { components, steps } of update.statements.states) {
      const [first, ...rest] = steps;
      const from = first.from ?? impliedStart(first.state, update, stretch, work);
      const points = [
        { state: first.state, from },
        ...rest.map((step) => ({ state: step.state, from: step.from ?? from })),
      ];
      const last = Math.max(...points.map((point) => point.from.at)) as Instant;
      for (const component of components) {
        const known = track.get(component);
        const before = latest.get(component) ?? from.at;
        // Mostly an update goes on from the last: nothing that was said is replaced.
        if (known && before < from.at) known.push(...points);
        else track.set(component, [...(known ?? []).filter((point) => point.from.at < from.at), ...points]);
        latest.set(component, Math.max(before, last) as Instant);
      }
    }
  }
  return track;
}

/** Where a line leaves the time of its first state to the rules. */
function impliedStart(state: State, update: Update, stretch: Stretch, work: StartOfWork | undefined): Moment {
  const { began, ended, at } = update.statements;
  const said = at ?? { at: update.stamp.at, about: false };
  if (work && update.stamp.at < work.update.stamp.at) return work.from;
  if (state === 'operational') return ended ?? said;
  if (update === work?.update) return work.from;
  if (update === stretch.updates[0] && stretch.began) return stretch.began;
  return began ?? said;
}

function courseOf(stretch: Stretch, work: StartOfWork | undefined, track: Track): Course {
  const [first] = stretch.updates;
  const { ended } = stretch;
  const bad = [...track.values()].flat().filter(({ state }) => state !== 'operational');
  const [firstState] = bad.map(({ from }) => from).toSorted((a, b) => a.at - b.at);
  const posted = first.statements.at ?? { at: first.stamp.at, about: false };
  const implied = work?.from ?? firstState ?? posted;
  const began = stretch.began ?? (ended && ended.at < implied.at ? ended : implied);
  const beganFirst = firstIfRestated(stretch.beganStated, began);
  const endedFirst = ended && firstIfRestated(stretch.endedStated, ended);
  return {
    began,
    ...(beganFirst ? { beganFirst } : {}),
    ...(ended ? { ended } : {}),
    ...(endedFirst ? { endedFirst } : {}),
  };
}

function firstIfRestated(stated: readonly Moment[], now: Moment): Moment | undefined {
  const [first] = stated;
  return first && (first.at !== now.at || first.about !== now.about) ? first : undefined;
}

/** Points as spans of bad states; at the end of a stretch all is operational again. */
function spansOf(points: readonly Point[], ended: Moment | undefined): readonly Span[] {
  const within = points.filter((point) => !ended || point.from.at < ended.at);
  return within.flatMap((point, index) => {
    const next = within[index + 1]?.from ?? ended;
    if (point.state === 'operational' || (next && next.at <= point.from.at)) return [];
    return [{ state: point.state, from: point.from, ...(next ? { to: next } : {}) }];
  });
}

/** What a later stretch says of a component holds from its first time on. */
function followedBy(earlier: readonly Span[], later: readonly Span[]): readonly Span[] {
  const [first] = later;
  if (!first) return earlier;
  const kept = earlier.flatMap((span) => {
    if (span.from.at >= first.from.at) return [];
    return [!span.to || span.to.at > first.from.at ? { ...span, to: first.from } : span];
  });
  return [...kept, ...later];
}
