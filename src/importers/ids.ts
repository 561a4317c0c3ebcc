import { isIncidentId } from '../format/folder.ts';
import type { DraftIncident, History, Note } from './history.ts';

/** The id of an incident, and what is to be told of it. */
export interface ChosenId {
  readonly id: string;
  readonly notes: readonly Note[];
}

/** What of ids is there already. */
export interface KnownIds {
  /** Those that an earlier import gave, by the old address. */
  readonly earlier: ReadonlyMap<string, string>;
  /** Those of all files of the content folder, and of them those that say they were brought in from this system. */
  readonly standing: ReadonlySet<string>;
  readonly imported: ReadonlySet<string>;
}

/**
 * An id for each: the one that an earlier import gave it; else day and title, with what the other system calls it where two
 * are alike, or where another incident of the site has that name.
 */
export function idsFor(
  { incidents, system }: History,
  { earlier, standing, imported }: KnownIds,
): ReadonlyMap<DraftIncident, ChosenId> {
  const wanted = Map.groupBy(incidents, ({ slug }) => slug);
  const given = new Set(earlier.values());
  const taken = new Set<string>();
  // A file of this system to which no old address leads is one whose redirects were thrown away.
  const isFree = (id: string) =>
    isIncidentId(id) && !taken.has(id) && !given.has(id) && (!standing.has(id) || imported.has(id));
  const choose = ({ slug, code, addresses }: DraftIncident): ChosenId => {
    const coded = code === slug || code.endsWith(`-${slug}`) ? code : `${slug}-${code}`;
    const own = (wanted.get(slug)?.length ?? 0) > 1 ? coded : slug;
    const before = addresses.map((from) => earlier.get(from)).find((id) => id && !taken.has(id));
    let id = before ?? (isFree(own) ? own : coded);
    for (let number = 2; id !== before && !isFree(id); number++) id = `${own}-${number}`;
    const isOfSite = id !== own && standing.has(own) && !imported.has(own);
    const words = `its id is ${id}: ${own} is an incident of the site that did not come from ${system}`;
    return { id, notes: isOfSite ? [{ kind: 'mapped', words }] : [] };
  };
  return new Map(
    incidents.map((draft) => {
      const chosen = choose(draft);
      taken.add(chosen.id);
      return [draft, chosen] as const;
    }),
  );
}
