import { type Instant, instant } from '../model/instant.ts';
import { belongsTo, closes, type Kind, type Phase } from '../model/phase.ts';
import { STATES, type State } from '../model/state.ts';
import type { DraftState, DraftUpdate, Note, Tell } from './history.ts';
import { bodyToMarkdown } from './html.ts';
import { type JsonObject, objectsIn, wordsOf } from './json.ts';
import { postmortemToMarkdown } from './postmortem.ts';
import { asOpenAsThere, withSpans } from './statuspage-spans.ts';
import { readInstant } from './times.ts';

/** The updates of one incident, ready but for the component's ids, and what is to be told of them. */
export interface ReadUpdates {
  readonly updates: readonly DraftUpdate[];
  readonly notes: readonly Note[];
}

const PHASE_OF: ReadonlyMap<unknown, Phase> = new Map<unknown, Phase>([
  ['investigating', 'investigating'],
  ['identified', 'identified'],
  ['monitoring', 'monitoring'],
  ['resolved', 'resolved'],
  ['postmortem', 'postmortem'],
  ['scheduled', 'scheduled'],
  ['in_progress', 'in progress'],
  ['verifying', 'verifying'],
  ['completed', 'completed'],
  ['update', 'update'],
]);
/** Where the history mixes both kinds, the phase of the right one. */
const INSTEAD: ReadonlyMap<unknown, Phase> = new Map<unknown, Phase>([
  ['investigating', 'in progress'],
  ['identified', 'in progress'],
  ['monitoring', 'verifying'],
  ['resolved', 'completed'],
  ['scheduled', 'investigating'],
  ['in_progress', 'identified'],
  ['verifying', 'monitoring'],
  ['completed', 'resolved'],
]);

/** What is being read, and where its notes go. */
interface Reading {
  readonly incident: JsonObject;
  readonly kind: Kind;
  /** The address of the page, for links. */
  readonly base: string | undefined;
  readonly tell: Tell;
}

/** Reads `incident_updates` of an incident body, newest first as Statuspage gives them, and its own times. Never throws. */
export function readUpdates(incident: JsonObject, kind: Kind, base: string | undefined): ReadUpdates {
  const notes: Note[] = [];
  const tell: Tell = (kind, code, words) => void notes.push({ kind, code, words });
  const reading = { incident, kind, base, tell };
  const rows = objectsIn(incident.incident_updates).toReversed();
  const own = [incident.created_at, incident.started_at, incident.scheduled_for, incident.resolved_at]
    .map(readInstant)
    .find((at) => at !== undefined);
  const found = rows.length > 0 ? rows.flatMap((row) => readRow(row, own, reading)) : standIn(own, reading);
  // Sorting is stable: what shares a minute stays in the order of the list.
  const sorted = [...found, ...apartPostmortem(found, reading)].toSorted((a, b) => a.posted - b.posted);
  const settled = withNamed(asOpenAsThere(sorted, incident, kind, tell), incident, kind, tell);
  const started = incident.started_at ?? (rows.length === 0 ? incident.created_at : undefined);
  return { updates: withSpans(settled, { ...incident, started_at: started }, kind, tell), notes };
}

/** `own` is a time of the whole, for a row that has none. */
function readRow(row: JsonObject, own: Instant | undefined, reading: Reading): readonly DraftUpdate[] {
  const { tell } = reading;
  const created = readInstant(row.created_at);
  const posted = created ?? readInstant(row.display_at) ?? own;
  if (posted === undefined) {
    tell('left out', 'no-time', `an update without any time: ${JSON.stringify(row.body ?? '')}`);
    return [];
  }
  if (created === undefined) tell('guessed', 'no-time', 'an update without a time of posting');
  const shown = readInstant(row.display_at) ?? posted;
  if (shown > posted) {
    const words = 'an update shown at a later time than it was posted: the time of posting stands for both';
    tell('guessed', 'shown-later', words);
  }
  const changed = row.updated_at === row.created_at ? undefined : readInstant(row.updated_at);
  if (changed !== undefined && changed !== posted) {
    const words = 'that an update was changed after its posting: only its last words are known';
    tell('left out', 'edited', words);
  }
  return [updateOf(row, posted, instant(Math.min(shown, posted)), reading)];
}

/** An incident without updates: what closes it was said when it was over. */
function standIn(own: Instant | undefined, reading: Reading): readonly DraftUpdate[] {
  const { incident, kind, tell } = reading;
  if (own === undefined) return [];
  tell('guessed', 'no-updates', 'it has no updates: one without text stands for its status');
  const row = { status: incident.status };
  const end = instant(Math.max(own, readInstant(incident.resolved_at) ?? own));
  const at = closes(phaseOf(row, kind)) ? end : own;
  return [updateOf(row, at, at, reading)];
}

/** The management API gives a postmortem apart from the updates. */
function apartPostmortem(found: readonly DraftUpdate[], reading: Reading): readonly DraftUpdate[] {
  const { incident, tell } = reading;
  const body = wordsOf(incident.postmortem_body);
  if (body === undefined || found.some(({ phase }) => phase === 'postmortem')) return [];
  const published =
    readInstant(incident.postmortem_published_at) ?? readInstant(incident.postmortem_body_last_updated_at);
  if (published !== undefined)
    return [updateOf({ status: 'postmortem', body }, published, published, reading)];
  tell('left out', 'unpublished', 'a postmortem that was not published');
  return [];
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
    tell(
      'guessed',
      'named-only',
      `that ${name} was "${state}": the incident names it, and no update says how it was`,
    );
  return [{ ...first, states: [...first.states, ...states] }, ...rest];
}

function updateOf(
  row: JsonObject,
  posted: Instant,
  happened: Instant,
  { kind, base, tell }: Reading,
): DraftUpdate {
  const phase = phaseOf(row, kind);
  if (phase !== PHASE_OF.get(row.status))
    tell('guessed', 'phase', `the status "${String(row.status ?? '')}" as "${phase}"`);
  const raw = wordsOf(row.body) ?? '';
  const convert = phase === 'postmortem' ? postmortemToMarkdown : bodyToMarkdown;
  const { text, notes } = convert(raw, base);
  for (const note of notes) tell(note.kind, note.code ?? 'body', note.words);
  const tweet = wordsOf(row.custom_tweet);
  if (tweet !== undefined) tell('left out', 'tweet', `a post elsewhere: ${JSON.stringify(tweet)}`);
  return {
    posted,
    happened: { at: happened, about: false },
    phase,
    text,
    raw,
    states: statesOf(row, tell),
    found: '',
  };
}

function phaseOf({ status }: JsonObject, kind: Kind): Phase {
  const own = PHASE_OF.get(status);
  return own && belongsTo(kind, own) ? own : (INSTEAD.get(status) ?? 'update');
}

function statesOf(row: JsonObject, tell: Tell): readonly DraftState[] {
  return objectsIn(row.affected_components).flatMap((affected) => {
    const { code, name, old_status, new_status } = affected;
    const component = wordsOf(code) ?? wordsOf(name);
    const state = stateOf(new_status);
    if (component === undefined || state === undefined) {
      tell('left out', 'state', `the state "${spaced(new_status)}" of ${String(name ?? component)}`);
      return [];
    }
    const before = stateOf(old_status);
    if (before === undefined && wordsOf(old_status) !== undefined)
      tell('left out', 'state', `the state "${spaced(old_status)}" of ${String(name ?? component)} before`);
    return { component, state, ...(before === undefined ? {} : { before }) };
  });
}

/** Statuspage's `partial_outage` is our `partial outage`. */
function stateOf(word: unknown): State | undefined {
  return STATES.find((state) => state === spaced(word));
}

function spaced(word: unknown): string {
  return String(word ?? '').replaceAll('_', ' ');
}
