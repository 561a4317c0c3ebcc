import { IMPACTS, type Impact, type Window } from '../model/incident.ts';
import { type Instant, instant, MINUTE } from '../model/instant.ts';
import { belongsTo, closes, type Kind, type Phase } from '../model/phase.ts';
import { STATES, type State } from '../model/state.ts';
import type { DraftState, DraftUpdate, Note } from './history.ts';
import { bodyToMarkdown, isHtml } from './html.ts';
import { type JsonObject, objectsIn, wordsOf } from './json.ts';
import { readInstant } from './times.ts';

/** The updates of one incident, ready but for the component's ids, and what is to be told of them. */
export interface ReadUpdates {
  readonly updates: readonly DraftUpdate[];
  readonly notes: readonly Note[];
}

const PHASE_OF: Readonly<Record<string, Phase>> = {
  investigating: 'investigating',
  identified: 'identified',
  monitoring: 'monitoring',
  resolved: 'resolved',
  postmortem: 'postmortem',
  scheduled: 'scheduled',
  in_progress: 'in progress',
  verifying: 'verifying',
  completed: 'completed',
};
/** Where the history mixes both kinds, the phase of the right one. */
const INSTEAD: Readonly<Record<string, Phase>> = {
  investigating: 'in progress',
  identified: 'in progress',
  monitoring: 'verifying',
  resolved: 'completed',
  scheduled: 'investigating',
  in_progress: 'identified',
  verifying: 'monitoring',
  completed: 'resolved',
};
const STARTS_WORK: ReadonlySet<Phase> = new Set<Phase>(['in progress', 'verifying', 'completed']);

/** Reads `incident_updates` of an incident body, newest first as Statuspage gives them, and its own times. Never throws. */
export function readUpdates(incident: JsonObject, kind: Kind, base: string | undefined): ReadUpdates {
  const notes: Note[] = [];
  const tell = (kind: Note['kind'], words: string) => void notes.push({ kind, words });
  const rows = objectsIn(incident.incident_updates).toReversed();
  const own =
    readInstant(incident.created_at) ??
    readInstant(incident.started_at) ??
    readInstant(incident.scheduled_for);
  const found = rows.flatMap((row) => {
    const posted = readInstant(row.created_at) ?? readInstant(row.display_at) ?? own;
    if (posted === undefined) {
      tell('left out', `an update without any time: ${JSON.stringify(row.body ?? '')}`);
      return [];
    }
    if (readInstant(row.created_at) === undefined) tell('guessed', 'an update without a time of posting');
    const shown = readInstant(row.display_at) ?? posted;
    if (shown > posted)
      tell(
        'guessed',
        'an update shown at a later time than it was posted: the time of posting stands for both',
      );
    if (readInstant(row.updated_at) !== undefined && row.updated_at !== row.created_at)
      if (readInstant(row.updated_at) !== posted)
        tell('left out', 'that an update was changed after its posting: only its last words are known');
    return [updateOf(row, posted, instant(Math.min(shown, posted)), kind, base, tell)];
  });
  if (rows.length === 0 && own !== undefined) {
    tell('guessed', 'it has no updates: one without text stands for its status');
    found.push(updateOf({ status: incident.status }, own, own, kind, base, tell));
  }
  const postmortem = wordsOf(incident.postmortem_body);
  const told =
    readInstant(incident.postmortem_published_at) ?? readInstant(incident.postmortem_body_last_updated_at);
  if (postmortem !== undefined && !found.some(({ phase }) => phase === 'postmortem')) {
    if (told === undefined) tell('left out', 'a postmortem that was not published');
    else found.push(updateOf({ status: 'postmortem', body: postmortem }, told, told, kind, base, tell));
  }
  // Sorting is stable: what shares a minute stays in the order of the list.
  const sorted = found.toSorted((a, b) => a.posted - b.posted);
  tellGaps(rows, tell);
  return { updates: withSpans(withNamed(sorted, incident, kind, tell), incident, kind, tell), notes };
}

/** What stood before an update is told by the updates before it; where Statuspage knew otherwise, we have no place for it. */
function tellGaps(rows: readonly JsonObject[], tell: Tell): void {
  const known = new Map<unknown, unknown>();
  for (const row of rows) {
    for (const { code, name, old_status: before, new_status: after } of objectsIn(row.affected_components)) {
      const told = known.get(code) ?? 'operational';
      if (wordsOf(before) !== undefined && before !== told)
        tell('left out', `that ${name} was "${before}" before an update: no update of it says so`);
      known.set(code, after);
    }
  }
}

/** Components that the incident lists, and of which no update says anything: named in its first, so that they are found. */
export function namedOnly(incident: JsonObject): readonly JsonObject[] {
  const updates = objectsIn(incident.incident_updates);
  const told = new Set(updates.flatMap((row) => objectsIn(row.affected_components).map(({ code }) => code)));
  return objectsIn(incident.components).filter(
    ({ id, name, group }) => wordsOf(id) && wordsOf(name) && group !== true && !told.has(id),
  );
}

function withNamed(
  updates: readonly DraftUpdate[],
  incident: JsonObject,
  kind: Kind,
  tell: Tell,
): readonly DraftUpdate[] {
  const named = namedOnly(incident);
  const [first, ...rest] = updates;
  if (!first || named.length === 0) return updates;
  const state: State =
    kind === 'maintenance' && first.phase === 'scheduled' ? 'under maintenance' : 'operational';
  const states = named.map(({ id }) => ({ component: String(id), state }));
  for (const { name } of named)
    tell('guessed', `that ${name} was "${state}": the incident names it, and no update says how it was`);
  return [{ ...first, states: [...first.states, ...states] }, ...rest];
}

type Tell = (kind: Note['kind'], words: string) => void;

function updateOf(
  row: JsonObject,
  posted: Instant,
  happened: Instant,
  kind: Kind,
  base: string | undefined,
  tell: Tell,
): DraftUpdate {
  const status = String(row.status ?? '');
  const own = PHASE_OF[status];
  const phase = own && belongsTo(kind, own) ? own : (INSTEAD[status] ?? 'update');
  if (phase !== own) tell('guessed', `the status "${status}" as "${phase}"`);
  const raw = wordsOf(row.body) ?? '';
  // A postmortem is written in Markdown; every other body is plain text or HTML.
  const { text, notes } =
    phase === 'postmortem' && !isHtml(raw) ? { text: raw, notes: [] } : bodyToMarkdown(raw, base);
  for (const note of notes) tell(note.kind, note.words);
  const tweet = wordsOf(row.custom_tweet);
  if (tweet !== undefined) tell('left out', `a post elsewhere: ${JSON.stringify(tweet)}`);
  return {
    posted,
    happened: { at: happened, about: false },
    phase,
    text,
    raw,
    states: statesOf(row, tell),
    found: 'incident_updates',
  };
}

function statesOf(row: JsonObject, tell: Tell): readonly DraftState[] {
  return objectsIn(row.affected_components).flatMap((affected) => {
    const component = wordsOf(affected.code) ?? wordsOf(affected.name);
    const word = String(affected.new_status ?? '').replaceAll('_', ' ');
    const state = STATES.find((one): one is State => one === word);
    if (component === undefined || state === undefined) {
      tell('left out', `the state "${word}" of ${String(affected.name ?? component)}`);
      return [];
    }
    return { component, state };
  });
}

/** Beginning, end, impact and window, each in the update that can bear it. */
function withSpans(
  updates: readonly DraftUpdate[],
  incident: JsonObject,
  kind: Kind,
  tell: Tell,
): readonly DraftUpdate[] {
  const starts = updates.map(({ posted, happened }) => happened?.at ?? posted);
  const told = readInstant(incident.started_at);
  const earliest = instant(Math.min(...starts));
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
  if (kind === 'incident' && told !== undefined && told > earliest)
    tell('guessed', 'it would have started after its first update: the time of that update is its beginning');
  return updates.map((update, index) => {
    const { posted, happened, phase } = update;
    const at = happened?.at ?? posted;
    const began =
      index !== start
        ? undefined
        : kind === 'incident'
          ? instant(Math.min(told ?? earliest, earliest))
          : beganWork(phase, at, window);
    const resolved = index === last ? readInstant(incident.resolved_at) : undefined;
    const ended = closes(phase) ? instant(Math.min(resolved ?? at, posted)) : undefined;
    const isPlan = kind === 'maintenance' && (start === -1 || index < start);
    return {
      ...update,
      states: isPlan ? planned(update.states, plans, tell) : update.states,
      ...(began === undefined ? {} : { began }),
      ...(ended === undefined ? {} : { ended: instant(Math.max(ended, began ?? ended)) }),
      ...(index === 0 && impact !== undefined ? { impact } : {}),
      ...(index === 0 && window ? { window } : {}),
    };
  });
}

function beganWork(phase: Phase, at: Instant, window: Window | undefined): Instant {
  return phase === 'completed' && window && window.start <= at ? window.start : at;
}

function windowOf(incident: JsonObject, tell: Tell): Window | undefined {
  const start = readInstant(incident.scheduled_for);
  const end = readInstant(incident.scheduled_until);
  if (start === undefined) {
    tell('left out', 'its window: no time is given for it');
    return undefined;
  }
  if (end !== undefined && end > start) return { start, end };
  tell('guessed', 'its window ends an hour after its start: no end is given that lies after it');
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
    tell('guessed', 'before the work a component that was to be maintained is planned "under maintenance"');
    return { ...one, state: 'under maintenance' };
  });
}
