import { type Instant, instant } from '../model/instant.ts';
import type { DraftComponent, Note } from './history.ts';
import { type JsonObject, objectsIn, wordsOf } from './json.ts';
import { namedOnly } from './statuspage-updates.ts';
import { oneLine } from './text.ts';
import { readInstant } from './times.ts';

interface Mention {
  readonly name: string;
  readonly first: Instant;
  readonly last: Instant;
}

/**
 * Every component that an update names, with its names through time; names, groups and first days also from lists of
 * components where such were saved. One that no update names and no list holds is in no history.
 */
export function componentsOf(
  incidents: readonly JsonObject[],
  listed: readonly JsonObject[],
  notes: Note[],
): readonly DraftComponent[] {
  const known = new Map(
    [...incidents.flatMap((incident) => objectsIn(incident.components)), ...listed].flatMap((component) => {
      const id = wordsOf(component.id);
      return id === undefined ? [] : [[id, component] as const];
    }),
  );
  const mentions = mentionsIn(incidents);
  const keys = new Set([
    ...mentions.keys(),
    ...listed.flatMap(({ id, group }) => (group === true ? [] : (wordsOf(id) ?? []))),
  ]);
  const all = [...keys].map((key): DraftComponent => {
    const row = known.get(key);
    const names = [...(mentions.get(key)?.values() ?? [])].toSorted((a, b) => a.last - b.last);
    const own = oneLine(wordsOf(row?.name) ?? '');
    const parted = names.map((mention) => ({ ...mention, ...partedName(mention.name, own) }));
    const latest = parted.at(-1);
    const name = own || latest?.name || key;
    const group = groupOf(row, known) ?? latest?.group;
    if (group !== undefined && row === undefined)
      notes.push({
        kind: 'guessed',
        code: 'group',
        words: `the component "${latest?.group} - ${name}" stands in a group "${group}"`,
      });
    const since = /^\d{4}-\d{2}-\d{2}$/.exec(String(row?.start_date ?? ''))?.[0];
    const description = oneLine(wordsOf(row?.description) ?? '');
    const named = Math.min(...names.map(({ first }) => first));
    const formerly = parted
      .filter((one) => one.name !== name)
      .map((one) => ({ name: one.name, last: one.last }));
    return {
      key,
      name,
      ...(group === undefined ? {} : { group }),
      ...(description === '' ? {} : { description }),
      ...(since === undefined ? {} : { since }),
      first: instant(Math.min(named, readInstant(row?.created_at) ?? Number.POSITIVE_INFINITY)),
      ...(Number.isFinite(named) ? { named: instant(named) } : {}),
      formerly,
    };
  });
  return all
    .map((one) => (Number.isFinite(one.first) ? one : { ...one, first: instant(0) }))
    .toSorted((a, b) => a.first - b.first || (a.key < b.key ? -1 : 1));
}

function mentionsIn(incidents: readonly JsonObject[]): ReadonlyMap<string, ReadonlyMap<string, Mention>> {
  const all = new Map<string, Map<string, Mention>>();
  const mention = (written: unknown, code: unknown, posted: Instant, happened: Instant) => {
    const name = oneLine(wordsOf(written) ?? '');
    const key = wordsOf(code) ?? name;
    if (key === '' || name === '') return;
    const byName = all.get(key) ?? new Map<string, Mention>();
    all.set(key, byName);
    const before = byName.get(name);
    byName.set(name, {
      name,
      first: instant(Math.min(happened, before?.first ?? happened)),
      last: instant(Math.max(posted, before?.last ?? posted)),
    });
  };
  for (const incident of incidents) {
    for (const update of objectsIn(incident.incident_updates)) {
      const posted = readInstant(update.created_at) ?? readInstant(update.display_at) ?? instant(0);
      const happened = readInstant(update.display_at) ?? posted;
      for (const { code, name } of objectsIn(update.affected_components))
        mention(name, code, posted, happened);
    }
    const made = readInstant(incident.created_at) ?? readInstant(incident.started_at);
    if (made === undefined) continue;
    for (const { id, name } of namedOnly(incident)) mention(name, id, made, made);
  }
  return all;
}

/** `Mail - Sending` is the component Sending of the group Mail; the component's own name, where known, decides. */
function partedName(name: string, own: string): { readonly name: string; readonly group?: string } {
  if (own !== '' && name.endsWith(` - ${own}`)) return { name: own, group: name.slice(0, -own.length - 3) };
  const cut = own === '' ? name.indexOf(' - ') : -1;
  return cut > 0 ? { name: name.slice(cut + 3), group: name.slice(0, cut) } : { name };
}

function groupOf(row: JsonObject | undefined, known: ReadonlyMap<string, JsonObject>): string | undefined {
  const id = wordsOf(row?.group_id);
  const group = id === undefined ? undefined : wordsOf(known.get(id)?.name);
  return group === undefined ? undefined : oneLine(group);
}
