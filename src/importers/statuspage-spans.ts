import { IMPACTS, type Impact, type Window } from '../model/incident.ts';
import { type Instant, instant, MINUTE } from '../model/instant.ts';
import { closes, type Kind, opens, type Phase } from '../model/phase.ts';
import type { DraftState, DraftUpdate, Tell } from './history.ts';
import type { JsonObject } from './json.ts';
import { readInstant } from './times.ts';

const STARTS_WORK: ReadonlySet<Phase> = new Set<Phase>(['in progress', 'verifying', 'completed']);
const OVER: ReadonlySet<unknown> = new Set(['resolved', 'postmortem', 'completed']);
const OPEN: ReadonlySet<unknown> = new Set([
  ...['investigating', 'identified', 'monitoring'],
  ...['scheduled', 'in_progress', 'verifying'],
]);

/**
 * The updates (by rising time of posting) as open or as over as the incident is at the other system, which knows it from
 * `resolved_at` and `status`, while our format reads it from the updates. What had to give way for that is told.
 */
export function asOpenAsThere(
  updates: readonly DraftUpdate[],
  incident: JsonObject,
  kind: Kind,
  tell: Tell,
): readonly DraftUpdate[] {
  const isOver = isOverThere(incident);
  const lastOpening = updates.findLastIndex(({ phase }) => opens(phase));
  const lastClosing = updates.findLastIndex(({ phase }) => closes(phase));
  if (isOver === undefined || updates.length === 0) return updates;
  if (!isOver) {
    // A postmortem as its first word would say that it is over.
    const says = (phase: Phase) => closes(phase) || (lastOpening === -1 && phase === 'postmortem');
    return asAdditions(updates, lastOpening, says, 'it is still open there', tell);
  }
  if (lastClosing > lastOpening) return updates;
  const resolved = readInstant(incident.resolved_at);
  const opened = updates[lastOpening]?.posted;
  if (lastClosing !== -1 && opened !== undefined && (resolved === undefined || resolved <= opened))
    return asAdditions(updates, lastClosing, opens, 'it was over before', tell);
  return withEnd(updates, lastOpening, resolved, kind, tell);
}

/** Undefined where nothing says it. What is unresolved there has no `resolved_at`, also where it was resolved once before. */
function isOverThere({ status, resolved_at }: JsonObject): boolean | undefined {
  if (readInstant(resolved_at) !== undefined || OVER.has(status)) return true;
  return OPEN.has(status) ? false : undefined;
}

function asAdditions(
  updates: readonly DraftUpdate[],
  after: number,
  isMeant: (phase: Phase) => boolean,
  why: string,
  tell: Tell,
): readonly DraftUpdate[] {
  return updates.map((update, index) => {
    if (index <= after || !isMeant(update.phase)) return update;
    tell('guessed', 'open', `an update of the phase "${update.phase}" as "update": ${why}`);
    return { ...update, phase: 'update' };
  });
}

function withEnd(
  updates: readonly DraftUpdate[],
  lastOpening: number,
  resolved: Instant | undefined,
  kind: Kind,
  tell: Tell,
): readonly DraftUpdate[] {
  const end = resolved ?? updates.at(-1)?.posted ?? instant(0);
  const posted = instant(Math.max(end, updates[lastOpening]?.posted ?? end));
  const phase = kind === 'maintenance' ? 'completed' : 'resolved';
  const when =
    resolved === undefined ? 'no time is given, and its last update’s stands for it' : '"resolved_at"';
  tell(
    'guessed',
    'open',
    `it is over there, and no update says so: "${phase}" without words stands for that (${when})`,
  );
  const closing: DraftUpdate = {
    posted,
    happened: { at: end, about: false },
    phase,
    text: '',
    raw: '',
    states: [],
    found: 'resolved_at',
  };
  const later = updates.findIndex((update, index) => index > lastOpening && update.posted >= posted);
  return updates.toSpliced(later === -1 ? updates.length : later, 0, closing);
}

/** Beginning, end, impact and window, each in the update that can bear it. */
export function withSpans(
  updates: readonly DraftUpdate[],
  incident: JsonObject,
  kind: Kind,
  tell: Tell,
): readonly DraftUpdate[] {
  const earliest = instant(Math.min(...updates.map(happenedAt)));
  const start = updates.findIndex(({ phase }) => kind === 'incident' || STARTS_WORK.has(phase));
  const last = updates.findLastIndex(({ phase }) => closes(phase));
  const window = kind === 'maintenance' ? windowOf(incident, tell) : undefined;
  const word = String(incident.impact_override ?? incident.impact ?? '');
  const impact = IMPACTS.find(
    (one): one is Impact => one === word && !(one === 'maintenance' && kind === 'maintenance'),
  );
  const plans = new Set(
    updates.flatMap(({ states }) =>
      states.filter(({ state }) => state === 'under maintenance').map(({ component }) => component),
    ),
  );
  const told = readInstant(incident.started_at);
  if (kind === 'incident' && told !== undefined && told > earliest)
    tell(
      'guessed',
      'start',
      'it would have started after its first update: the time of that update is its beginning',
    );
  const first = updates[start];
  const began =
    first === undefined
      ? undefined
      : kind === 'incident'
        ? instant(Math.min(told ?? earliest, earliest))
        : beganWork(first.phase, happenedAt(first), window);
  const resolved = readInstant(incident.resolved_at);
  const made = updates.map((update, index) => {
    const end = index === last ? (resolved ?? happenedAt(update)) : happenedAt(update);
    const isPlan = kind === 'maintenance' && (start === -1 || index < start);
    return {
      ...update,
      states: isPlan ? planned(update.states, plans, tell) : update.states,
      ...(index === start && began !== undefined ? { began } : {}),
      ...(closes(update.phase)
        ? { ended: instant(Math.max(Math.min(end, update.posted), began ?? end)) }
        : {}),
      ...(index === 0 && impact !== undefined ? { impact } : {}),
      ...(index === 0 && window ? { window } : {}),
    };
  });
  if (kind === 'incident') tellLength(made, incident, tell);
  return made;
}

function happenedAt({ posted, happened }: DraftUpdate): Instant {
  return happened?.at ?? posted;
}

/** An end lies at or before the update that tells it, and no beginning after the first update: both can move. */
function tellLength(updates: readonly DraftUpdate[], incident: JsonObject, tell: Tell): void {
  const [started, resolved] = [readInstant(incident.started_at), readInstant(incident.resolved_at)];
  const { began } = updates.find((update) => update.began !== undefined) ?? {};
  const { ended } = updates.findLast(({ phase }) => opens(phase) || closes(phase)) ?? {};
  if (started === undefined || resolved === undefined || began === undefined || ended === undefined) return;
  const [here, there] = [(ended - began) / MINUTE, (resolved - started) / MINUTE];
  if (here !== there)
    tell(
      'guessed',
      'length',
      `it lasts ${here} min: "started_at" and "resolved_at", ${there} min apart, cannot stand as they are`,
    );
}

function beganWork(phase: Phase, at: Instant, window: Window | undefined): Instant {
  return phase === 'completed' && window && window.start <= at ? window.start : at;
}

function windowOf(incident: JsonObject, tell: Tell): Window | undefined {
  const start = readInstant(incident.scheduled_for);
  const end = readInstant(incident.scheduled_until);
  if (start === undefined) {
    tell('left out', 'window', 'its window: no time is given for it');
    return undefined;
  }
  if (end !== undefined && end > start) return { start, end };
  tell('guessed', 'window', 'its window ends an hour after its start: no end is given that lies after it');
  return { start, end: instant(start + 60 * MINUTE) };
}

/** Statuspage lists what a planned work will touch in the state of the day; the plan is what it will be. */
function planned(
  states: readonly DraftState[],
  plans: ReadonlySet<string>,
  tell: Tell,
): readonly DraftState[] {
  return states.map((one) => {
    if (one.state !== 'operational' || !plans.has(one.component)) return one;
    tell(
      'guessed',
      'planned',
      'before the work a component that was to be maintained is planned "under maintenance"',
    );
    return { ...one, state: 'under maintenance' };
  });
}
