import { clockDigits, parseOffset } from '../calendar/zone.ts';
import {
  CAUSES,
  type Cause,
  IMPACTS,
  type Impact,
  type Loss,
  type StateLine,
  type Statements,
  type Window,
} from '../model/incident.ts';
import type { Instant, Moment, Stamp } from '../model/instant.ts';
import { closes, type Kind, opens, type Phase } from '../model/phase.ts';
import { type Context, foldedName } from './context.ts';
import { writeHeading } from './heading.ts';
import { isReserved, RESERVED_KEYS, type ReservedKey } from './keys.ts';
import { nearest } from './nearest.ts';
import { problem, type Report } from './problems.ts';
import { readRedactable, readTitle } from './redaction.ts';
import { readStates } from './states.ts';
import type { StatusEntry } from './status-block.ts';
import { readTime, type TimeReader } from './time.ts';
import { meantWord, phaseWord } from './words.ts';

/** The update to which a block belongs, as far as its reading depends on it. */
export interface StatusScene {
  readonly kind: Kind;
  readonly phase: Phase;
  readonly stamp: Stamp;
  /** The file's language, for words to write. */
  readonly lang: string;
  /** Whether the incident was over before this update. */
  readonly closed: boolean;
  /** Whether it was over at any time before, so that a correction can restate that end. */
  readonly everClosed: boolean;
  /** Nothing was said before. */
  readonly first: boolean;
  /** A maintenance that has not begun: its states are plans. */
  readonly planned: boolean;
  readonly context: Context;
  readonly report: Report;
}

export type StatementsDraft = { -readonly [K in keyof Statements]: Statements[K] };

/** Reads a block's entries; what cannot be read is reported and left out. */
export function readStatements(entries: readonly StatusEntry[], scene: StatusScene): Statements {
  const seen = new Map<string, number>();
  const draft: StatementsDraft = { states: [], lost: [] };
  const once = entries.filter((entry) => !isRepeated(entry, seen, scene));
  // A line of states leans on the block's own times, whatever their order.
  for (const entry of once) if (isReserved(entry.key)) readReserved(entry.key, entry, draft, scene);
  for (const entry of once) if (!isReserved(entry.key)) readComponentLine(entry, seen, draft, scene);
  const mixed = draft.lost.length > 1 && draft.lost.includes('nothing');
  const entry = once.find(({ key, value }) => key === 'lost' && isNothing(value));
  if (mixed && entry) scene.report(problem('lost-mixed', entry.valuePlace, lineOf(entry)));
  return draft;
}

/** `began: 02:39`. */
export function lineOf({ key, value }: Pick<StatusEntry, 'key' | 'value'>): string {
  return `${key}: ${value}`;
}

function isRepeated(entry: StatusEntry, seen: Map<string, number>, scene: StatusScene): boolean {
  if (entry.key === 'lost') return false;
  const before = seen.get(entry.key);
  if (before !== undefined) scene.report(problem('status-key-twice', entry.place, lineOf(entry), before));
  seen.set(entry.key, before ?? entry.place.line);
  return before !== undefined;
}

/** Bare times are a guess once an incident is over: the last one not after the stamp is most often the wrong day. */
export function timeReader(
  entry: StatusEntry,
  { closed, phase, stamp, context, report }: StatusScene,
): TimeReader {
  const full = phase === 'correction' || phase === 'postmortem' || (closed && !opens(phase));
  const line = (time: string) => lineOf({ ...entry, value: time });
  return { stamp, zone: context.config.timeZone, full, line, report };
}

function readReserved(
  key: ReservedKey,
  entry: StatusEntry,
  draft: StatementsDraft,
  scene: StatusScene,
): void {
  switch (key) {
    case 'began':
    case 'ended':
    case 'detected':
    case 'at':
      assign(draft, key, readPast(entry, scene));
      break;
    case 'next':
      assign(draft, key, readNext(entry, scene));
      break;
    case 'window':
      assign(draft, key, readWindow(entry, scene));
      break;
    case 'cause':
      assign(draft, key, readWord<Cause>(entry, CAUSES, 'causes', scene));
      break;
    case 'impact':
      assign(draft, key, readWord<Impact>(entry, IMPACTS, 'impacts', scene));
      break;
    case 'lost':
      draft.lost = [...draft.lost, ...readLoss(entry, scene)];
      break;
    case 'title':
      assign(draft, key, readTitle(entry.value, entry.valuePlace, scene.report));
      break;
    case 'late':
    case 'by':
      draft[key] = entry.value;
      break;
    case 'corrects':
      // Resolved against the whole file, in corrections.ts.
      break;
  }
}

function assign<K extends keyof StatementsDraft>(
  draft: StatementsDraft,
  key: K,
  value: StatementsDraft[K] | undefined,
): void {
  if (value !== undefined) draft[key] = value;
}

/** `2008-09-05 22:20`, on the heading's clock. */
export function digitsOn(stamp: Stamp, at: Instant): string {
  return clockDigits(at, parseOffset(stamp.offset) ?? 0);
}

function readPast(entry: StatusEntry, scene: StatusScene): Moment | undefined {
  const { stamp, phase, lang } = scene;
  if (entry.key === 'ended' && !canEnd(scene)) {
    const over = phaseWord(scene.kind === 'incident' ? 'resolved' : 'completed', lang);
    scene.report(
      problem(
        'ended-while-open',
        entry.place,
        lineOf(entry),
        writeHeading(stamp, over),
        phaseWord(phase, lang),
      ),
    );
    return undefined;
  }
  const moment = readTime(entry.value, entry.valuePlace, timeReader(entry, scene));
  if (!moment || moment.at <= stamp.at) return moment;
  scene.report(problem('time-ahead', entry.valuePlace, lineOf(entry), stamp.digits));
  return undefined;
}

/** Only an incident that is over, or is told of as over from its first word on, has an end. */
function canEnd({ kind, phase, closed, everClosed, first }: StatusScene): boolean {
  if (phase === 'correction') return everClosed;
  const isTale = first && kind === 'incident' && phase === 'update';
  return closes(phase) || phase === 'postmortem' || isTale || (closed && !opens(phase));
}

function readNext(entry: StatusEntry, scene: StatusScene): Instant | undefined {
  const { stamp } = scene;
  const moment = readTime(entry.value, entry.valuePlace, timeReader(entry, scene), { after: stamp.at });
  if (!moment || moment.at > stamp.at) return moment?.at;
  scene.report(problem('next-past', entry.valuePlace, lineOf(entry), stamp.digits));
  return undefined;
}

function readWindow(entry: StatusEntry, scene: StatusScene): Window | undefined {
  if (scene.kind !== 'maintenance') {
    scene.report(problem('window-kind', entry.place, lineOf(entry)));
    return undefined;
  }
  const [from, to, ...more] = entry.value.split(' / ');
  if (!from || !to || more.length > 0) {
    scene.report(problem('window-form', entry.valuePlace, lineOf(entry)));
    return undefined;
  }
  const reader = timeReader(entry, scene);
  const toPlace = { ...entry.valuePlace, column: entry.valuePlace.column + from.length + 3 };
  const bare = scene.planned ? { after: scene.stamp.at } : undefined;
  const start = readTime(
    from,
    entry.valuePlace,
    { ...reader, line: (time) => reader.line(`${time} / ${to}`) },
    bare,
  );
  if (start === undefined) return undefined;
  // The start binds it to a day, so that a bare end is no guess anywhere.
  const endReader = { ...reader, full: false, line: (time: string) => reader.line(`${from} / ${time}`) };
  const end = readTime(to, toPlace, endReader, { after: start.at });
  if (end === undefined) return undefined;
  if (end.at > start.at) return { start: start.at, end: end.at };
  const [first, last] = [digitsOn(scene.stamp, end.at), digitsOn(scene.stamp, start.at)];
  scene.report(problem('window-order', entry.valuePlace, lineOf(entry), `window: ${first} / ${last}`));
  return undefined;
}

function readWord<Word extends string>(
  entry: StatusEntry,
  known: readonly Word[],
  list: 'causes' | 'impacts',
  scene: StatusScene,
): Word | undefined {
  const word = known.find((candidate) => candidate === entry.value.toLowerCase());
  if (word !== undefined) return word;
  const longer = known.filter((candidate) => candidate.startsWith(entry.value.toLowerCase()));
  const cut = entry.value.length > 3 && longer.length === 1 ? longer[0] : undefined;
  const meant = meantWord(entry.value, list) ?? cut ?? nearest(entry.value, known);
  const write = meant ? `${entry.key}: ${meant}` : `Write one of: ${known.join(', ')}.`;
  scene.report(problem('status-value', entry.valuePlace, lineOf(entry), write, known.join(', ')));
  return undefined;
}

/** `nothing` in whichever language we speak. */
function isNothing(value: string): boolean {
  return value.toLowerCase() === 'nothing' || value === 'なし';
}

function readLoss(entry: StatusEntry, scene: StatusScene): readonly Loss[] {
  if (!isNothing(entry.value)) {
    const loss = readRedactable(entry.value, entry.valuePlace, scene.report);
    return loss ? [loss] : [];
  }
  if (scene.phase === 'correction') return ['nothing'];
  scene.report(problem('lost-nothing', entry.valuePlace, lineOf(entry)));
  return [];
}

/** In one line; a line of prose with commas in it is told of once or twice, not for every word. */
const TOLD_UNKNOWN = 10;
/** How many names a message goes through. */
const LISTED = 40;

function listed(names: readonly string[]): string {
  const more = names.length > LISTED ? `, and ${names.length - LISTED} more` : '';
  return names.slice(0, LISTED).join(', ') + more;
}

function readComponentLine(
  entry: StatusEntry,
  seen: Map<string, number>,
  draft: StatementsDraft,
  scene: StatusScene,
): void {
  const ids = entry.key.split(',').map((id) => id.trim());
  const known: string[] = [];
  let column = entry.place.column;
  let unknown = 0;
  for (const id of ids) {
    const place = { ...entry.place, column };
    column += id.length + 2;
    const instead = (words: string) =>
      lineOf({ ...entry, key: ids.map((other) => (other === id ? words : other)).join(', ') });
    const children = scene.context.groups.get(id);
    if (children) scene.report(problem('status-group', place, lineOf(entry), instead(children.join(', '))));
    else if (!scene.context.componentIds.has(id)) {
      unknown += 1;
      if (unknown > TOLD_UNKNOWN) return;
      const all = [...scene.context.componentIds, ...RESERVED_KEYS];
      const near = scene.context.idsByName.get(foldedName(id)) ?? scene.context.nearest(id, all);
      const line = near ? instead(near) : 'Name a component, or add this one to site.yml.';
      scene.report(problem('status-key', place, lineOf(entry), line, listed(all)));
      // Of what was meant as a time or a word, states would be told besides.
      if (!near || isReserved(near)) return;
    } else if (ids.length > 1 && seen.has(id)) {
      scene.report(problem('status-key-twice', place, lineOf(entry), seen.get(id) ?? place.line));
    } else {
      seen.set(id, entry.place.line);
      known.push(id);
    }
  }
  const steps = readStates(entry, draft, scene);
  if (steps && known.length > 0)
    draft.states = [...draft.states, { components: known, steps } satisfies StateLine];
}
