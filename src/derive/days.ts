import { addDays, type Day, dayOf, endOfDay, startOfDay } from '../calendar/day.ts';
import type { Instant } from '../model/instant.ts';
import { closes, opens } from '../model/phase.ts';
import { compareStates, type State, worst } from '../model/state.ts';
import type { Lifetime } from './components.ts';
import type { IncidentView } from './incident-view.ts';

/** A while in which a component was not operational, at its worst where incidents overlap. */
export interface BadTime {
  readonly state: State;
  readonly from: Instant;
  readonly to: Instant;
  readonly incidents: readonly IncidentView[];
}

/** One day of a component's bar. */
export interface DayBar {
  readonly day: Day;
  readonly state: State;
  /** How long each bad state lasted on that day, worst first, in milliseconds. */
  readonly times: readonly { readonly state: State; readonly length: number }[];
  /** False before `since` and after `until`: nothing is drawn. */
  readonly existed: boolean;
  /** An incident of that day was added to after it was over. */
  readonly amended: boolean;
  readonly incidents: readonly IncidentView[];
}

/** How many days the bars show. */
export const BAR_DAYS = 90;

/** The bad times of every component, from all incidents at once: by component, in order of time, none overlapping. */
export function badTimes(
  views: readonly IncidentView[],
  asOf: Instant,
): ReadonlyMap<string, readonly BadTime[]> {
  const byComponent = new Map<string, BadTime[]>();
  for (const view of views) {
    for (const { component, spans } of view.effects) {
      const times = byComponent.get(component) ?? [];
      byComponent.set(component, times);
      for (const { state, from, to } of spans) {
        const end = to?.at ?? asOf;
        if (from.at < end) times.push({ state, from: from.at, to: end, incidents: [view] });
      }
    }
  }
  return new Map([...byComponent].map(([component, times]) => [component, flatten(times)]));
}

/** Where times overlap, the worst holds; what touches and is equal becomes one. The order of the input changes nothing. */
export function flatten(times: readonly BadTime[]): readonly BadTime[] {
  const edges = [...new Set(times.flatMap(({ from, to }) => [from, to]))].toSorted((a, b) => a - b);
  const sorted = times.toSorted((a, b) => a.from - b.from || compareIds(a, b));
  const flat: BadTime[] = [];
  let next = 0;
  let running: BadTime[] = [];
  edges.forEach((from, index) => {
    running = running.filter((time) => time.to > from);
    for (let time = sorted[next]; time?.from === from; time = sorted[next]) {
      running.push(time);
      next++;
    }
    const to = edges[index + 1];
    if (to === undefined || running.length === 0) return;
    const state = worst(running.map((time) => time.state));
    const incidents = [...new Set(running.flatMap((time) => time.incidents))];
    const last = flat.at(-1);
    if (last?.to === from && last.state === state && isSame(last.incidents, incidents)) {
      flat[flat.length - 1] = { ...last, to };
    } else flat.push({ state, from, to, incidents });
  });
  return flat;
}

function compareIds(a: BadTime, b: BadTime): number {
  const [x = '', y = ''] = [a.incidents[0]?.id, b.incidents[0]?.id];
  return x < y ? -1 : x > y ? 1 : 0;
}

function isSame(some: readonly IncidentView[], others: readonly IncidentView[]): boolean {
  const known = new Set(some);
  return some.length === others.length && others.every((view) => known.has(view));
}

/** A day of the site's zone, from its first moment to the first one after it. */
export interface DaySpan {
  readonly day: Day;
  readonly from: Instant;
  readonly to: Instant;
}

/** The days that the bars show, today last; worked out once for a site. */
export function lastDays(asOf: Instant, zone: string): readonly DaySpan[] {
  const first = addDays(dayOf(asOf, zone), 1 - BAR_DAYS);
  let from = startOfDay(first, zone);
  return Array.from({ length: BAR_DAYS }, (_, index) => {
    const day = addDays(first, index);
    const span = { day, from, to: endOfDay(day, zone) };
    from = span.to;
    return span;
  });
}

/** A component's days, the newest last. */
export function dayBars(
  times: readonly BadTime[],
  life: Lifetime,
  days: readonly DaySpan[],
): readonly DayBar[] {
  let next = 0;
  return days.map(({ day, from, to }) => {
    const inside: BadTime[] = [];
    for (let time = times[next]; time && time.from < to; time = times[next]) {
      if (time.to > from) inside.push(time);
      if (time.to > to) break;
      next++;
    }
    return dayBar(day, inside, { from: Math.max(from, life.from), to: Math.min(to, life.to) });
  });
}

/** `part` is what of the day the component existed. */
function dayBar(day: Day, times: readonly BadTime[], part: Lifetime): DayBar {
  const inside = times.flatMap(({ state, from, to, incidents }) => {
    const length = Math.min(to, part.to) - Math.max(from, part.from);
    return length > 0 ? [{ state, length, incidents }] : [];
  });
  const lengths = new Map<State, number>();
  for (const { state, length } of inside) lengths.set(state, (lengths.get(state) ?? 0) + length);
  const incidents = [...new Set(inside.flatMap((time) => time.incidents))];
  return {
    day,
    state: worst(lengths.keys()),
    times: [...lengths]
      .map(([state, length]) => ({ state, length }))
      .toSorted((a, b) => compareStates(b.state, a.state)),
    existed: part.from < part.to,
    amended: incidents.some(isAmended),
    incidents,
  };
}

/** Whether anything was added to what is over since it was said to be over. */
function isAmended({ isOpen, updates }: IncidentView): boolean {
  if (isOpen) return false;
  const opening = updates.findLastIndex(({ phase }) => opens(phase));
  const closing = updates.findIndex(({ phase }, index) => index > opening && closes(phase));
  return Math.max(closing, 0) < updates.length - 1;
}

/** What a state takes from the uptime: a partial outage three tenths, degraded performance and maintenance nothing. */
const WEIGHTS: Readonly<Record<State, number>> = {
  operational: 0,
  'under maintenance': 0,
  'degraded performance': 0,
  'partial outage': 0.3,
  'major outage': 1,
};

/** Over what window, and which share of it, a component was up. */
export interface Uptime {
  /** Between 0 and 1. */
  readonly share: number;
  /** Days of the window on which the component existed, today among them. */
  readonly days: number;
}

/**
 * `1 − (major + 0.3 × partial) / window` over these days up to the moment (today is one of them), clipped to the
 * component's life; undefined where it did not exist in them.
 */
export function uptime(
  times: readonly BadTime[],
  life: Lifetime,
  days: readonly DaySpan[],
  asOf: Instant,
): Uptime | undefined {
  const start = Math.max(days[0]?.from ?? asOf, life.from);
  const end = Math.min(asOf, life.to);
  if (start >= end) return undefined;
  const lost = times.reduce((sum, { state, from, to }) => {
    const length = Math.max(0, Math.min(to, end) - Math.max(from, start));
    return sum + WEIGHTS[state] * length;
  }, 0);
  const existed = days.filter(({ from, to }) => from < end && to > start);
  return { share: 1 - lost / (end - start), days: existed.length };
}
