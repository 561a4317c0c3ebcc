import { clockDigits } from '../calendar/zone.ts';
import { type Instant, instant } from '../model/instant.ts';
import type { Kind } from '../model/phase.ts';
import type { DraftIncident, History, Note, PageFacts, SourceText } from './history.ts';
import { type JsonObject, objectOf, objectsIn, wordsOf } from './json.ts';
import { componentsOf } from './statuspage-components.ts';
import { readUpdates } from './statuspage-updates.ts';
import { oneLine, slugOf, unseenIn } from './text.ts';
import { readInstant } from './times.ts';

/**
 * Reads saved bodies of Statuspage's API: `{page, incidents}`, `{page, incident}`, `{page, scheduled_maintenances}`,
 * `{page, components}`, summaries, and lists or single incidents as its management API gives them. Never throws.
 */
export function readStatuspage(files: readonly SourceText[]): History {
  const notes: Note[] = [];
  const found = new Map<string, Found>();
  const listed: JsonObject[] = [];
  let page: PageFacts = {};
  let isPartial = false;
  const giveUp = (path: string, why: string) => {
    notes.push({ kind: 'left out', code: 'file', words: `${path}: ${why}` });
    isPartial = true;
  };
  for (const { path, text } of files) {
    const body = parsed(text);
    if (body === undefined) {
      giveUp(path, 'it is no JSON');
      continue;
    }
    const before = found.size + listed.length;
    let repeats = 0;
    page = { ...page, ...pageOf(objectOf(body)?.page) };
    for (const object of Array.isArray(body) ? objectsIn(body) : [objectOf(body) ?? {}]) {
      if (isComponent(object)) listed.push(object);
      else if (object.incident_updates === undefined)
        for (const one of objectsIn(object.components)) listed.push(one);
      for (const incident of incidentsIn(object)) {
        const id = wordsOf(incident.id) ?? `${path}-${found.size + 1}`;
        const twin = found.get(id);
        if (twin) repeats += 1;
        if (!twin || newer(incident, twin.body))
          found.set(id, { source: `${path}: ${id}`, id, body: incident });
      }
    }
    if (repeats > 0)
      notes.push({
        kind: 'mapped',
        code: 'repeats',
        words: `${path}: ${repeats} of its incidents stand in other files too: the newest of each was taken`,
      });
    if (found.size + listed.length > before || repeats > 0) continue;
    if (isEmptyList(body))
      notes.push({ kind: 'mapped', code: 'empty', words: `${path}: its lists are empty` });
    else giveUp(path, 'no incident, maintenance or component stands in it');
  }
  const bodies = [...found.values()];
  const incidents = bodies.flatMap((one) => {
    const draft = draftOf(one, page);
    if (draft) return [draft];
    giveUp(one.source, 'it says no time at which it was posted');
    return [];
  });
  for (const note of fieldsLeftOut(bodies.map(({ body }) => body))) notes.push(note);
  return {
    system: 'Statuspage',
    page,
    incidents: incidents.toSorted(
      (a, b) => a.updates[0].posted - b.updates[0].posted || (a.code < b.code ? -1 : 1),
    ),
    components: componentsOf(
      bodies.map(({ body }) => body),
      listed,
      notes,
    ),
    notes,
    isPartial,
  };
}

interface Found {
  readonly source: string;
  readonly id: string;
  readonly body: JsonObject;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) ?? undefined;
  } catch {
    return undefined;
  }
}

const LISTS_OF_INCIDENTS = ['incidents', 'scheduled_maintenances'] as const;
const LISTS = [...LISTS_OF_INCIDENTS, 'components'] as const;

function incidentsIn(body: JsonObject): readonly JsonObject[] {
  if (Array.isArray(body.incident_updates)) return [body];
  return [
    ...LISTS_OF_INCIDENTS.flatMap((key) => objectsIn(body[key])),
    ...objectsIn([body.incident]),
    ...objectsIn([body.scheduled_maintenance]),
  ];
}

/** The last page of a long list, or a kind of which there is none. */
function isEmptyList(body: unknown): boolean {
  if (Array.isArray(body)) return body.length === 0;
  const lists = LISTS.map((key) => objectOf(body)?.[key]).filter((list) => list !== undefined);
  return lists.length > 0 && lists.every((list) => Array.isArray(list) && list.length === 0);
}

/** The management API gives components as a bare list. */
function isComponent(body: JsonObject): boolean {
  return 'only_show_if_degraded' in body && 'showcase' in body;
}

function newer(one: JsonObject, other: JsonObject): boolean {
  const updates = (body: JsonObject) => objectsIn(body.incident_updates).length;
  const [a, b] = [readInstant(one.updated_at) ?? instant(0), readInstant(other.updated_at) ?? instant(0)];
  return a === b ? updates(one) > updates(other) : a > b;
}

function pageOf(value: unknown): PageFacts {
  const page = objectOf(value);
  const [name, url, zone] = [wordsOf(page?.name), wordsOf(page?.url), wordsOf(page?.time_zone)];
  return { ...(name ? { name: oneLine(name) } : {}), ...(url ? { url } : {}), ...(zone ? { zone } : {}) };
}

const OF_WORK: ReadonlySet<unknown> = new Set(['scheduled', 'in_progress', 'verifying', 'completed']);
const OF_TROUBLE: ReadonlySet<unknown> = new Set(['investigating', 'identified', 'monitoring', 'resolved']);

/** A scheduled time decides, then the statuses; its impact can be "maintenance" without its being planned. */
function kindOf(body: JsonObject): Kind {
  if (wordsOf(body.scheduled_for) !== undefined) return 'maintenance';
  for (const { status } of [body, ...objectsIn(body.incident_updates)]) {
    if (OF_WORK.has(status)) return 'maintenance';
    if (OF_TROUBLE.has(status)) return 'incident';
  }
  return body.impact === 'maintenance' ? 'maintenance' : 'incident';
}

/** Undefined where it says no time. */
function draftOf({ source, id, body }: Found, page: PageFacts): DraftIncident | undefined {
  const kind = kindOf(body);
  const { updates, notes } = readUpdates(body, kind, page.url);
  const [first, ...rest] = updates;
  if (!first) return undefined;
  const title = oneLine(wordsOf(body.name) ?? '');
  const day = clockDigits(startOf(body, first.began ?? first.window?.start ?? first.posted), 0).slice(0, 10);
  const slug = slugOf(title) || (kind === 'incident' ? 'incident' : 'maintenance');
  const code = slugOf(id, 80) || 'x';
  return {
    source,
    code,
    slug: `${day}-${slug}`,
    year: day.slice(0, 4),
    addresses: [`/incidents/${encodeURIComponent(id.toWellFormed())}`],
    title: title || `Untitled ${kind} of ${day}`,
    kind,
    updates: [first, ...rest],
    notes: [...notes, ...titleNotes(body.name)],
  };
}

function titleNotes(name: unknown): readonly Note[] {
  const written = wordsOf(name);
  if (written === undefined || oneLine(written) === '')
    return [{ kind: 'guessed', code: 'title', words: 'it has no title' }];
  return unseenIn(written).map((note) => ({ ...note, words: `of its title: ${note.words}` }));
}

function startOf(body: JsonObject, otherwise: Instant): Instant {
  return readInstant(body.scheduled_for) ?? otherwise;
}

/** Fields of an incident and of an update that come along; of all others it is said that they do not. */
const KNOWN: ReadonlySet<string> = new Set([
  ...[
    'id',
    'name',
    'status',
    'created_at',
    'updated_at',
    'monitoring_at',
    'resolved_at',
    'impact',
    'impact_override',
  ],
  ...['started_at', 'page_id', 'incident_updates', 'components', 'scheduled_for', 'scheduled_until'],
  ...[
    'postmortem_body',
    'postmortem_published_at',
    'body',
    'incident_id',
    'display_at',
    'affected_components',
    'custom_tweet',
  ],
]);

function fieldsLeftOut(bodies: readonly JsonObject[]): readonly Note[] {
  const counts = new Map<string, number>();
  const count = (owner: string, object: JsonObject) => {
    for (const [key, value] of Object.entries(object)) {
      const isSilent = value === null || value === '' || (Array.isArray(value) && value.length === 0);
      if (KNOWN.has(key) || isSilent) continue;
      counts.set(`${owner}.${key}`, (counts.get(`${owner}.${key}`) ?? 0) + 1);
    }
  };
  for (const body of bodies) {
    count('incident', body);
    for (const update of objectsIn(body.incident_updates)) count('update', update);
  }
  return [...counts].map(([field, times]) => ({
    kind: 'left out',
    code: 'field',
    words: `the field ${field}, ${times} times`,
  }));
}
