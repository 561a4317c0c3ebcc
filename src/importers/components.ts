import { dayOf } from '../calendar/day.ts';
import type { NewComponent } from '../format/add-components.ts';
import { isReserved } from '../format/keys.ts';
import type { ComponentConfig, SiteConfig } from '../model/site-config.ts';
import { isGroup } from '../model/site-config.ts';
import type { DraftComponent, Note } from './history.ts';
import { slugOf } from './text.ts';

/** What the site has already, as far as names and ids go. */
export type KnownComponents = Pick<SiteConfig, 'components' | 'timeZone'>;

/** Which component of the site each of another system's is, and those that the site has not. */
export interface MatchedComponents {
  /** Ids by key. */
  readonly ids: ReadonlyMap<string, string>;
  readonly added: readonly NewComponent[];
  readonly notes: readonly Note[];
}

/**
 * Matches by name, in whatever language, of today or of before, and by the id that a name makes. What matches nothing is
 * new; its first day is the one it was given, else that of its first mention.
 */
export function matchComponents(
  drafts: readonly DraftComponent[],
  { components, timeZone }: KnownComponents,
): MatchedComponents {
  // What is called so today goes before what is known by it, and that before what was called so once.
  const tiers = {
    name: new Map<string, string>(),
    id: new Map<string, string>(),
    former: new Map<string, string>(),
  };
  const groups = new Map<string, string>();
  const taken = new Set<string>();
  const enter = (tier: keyof typeof tiers, name: string, id: string) => {
    if (!tiers[tier].has(folded(name))) tiers[tier].set(folded(name), id);
  };
  const find = (name: string) =>
    tiers.name.get(folded(name)) ?? tiers.id.get(slugOf(name)) ?? tiers.former.get(folded(name));
  const visit = (all: readonly ComponentConfig[]) => {
    for (const one of all) {
      taken.add(one.id);
      for (const name of Object.values(one.name)) {
        if (isGroup(one)) groups.set(folded(name), groups.get(folded(name)) ?? one.id);
        else enter('name', name, one.id);
      }
      if (!isGroup(one)) enter('id', one.id, one.id);
      for (const { name = {} } of isGroup(one) ? [] : one.formerly)
        for (const words of Object.values(name)) enter('former', words, one.id);
      visit(one.components);
    }
  };
  visit(components);
  const ids = new Map<string, string>();
  const added: NewComponent[] = [];
  const notes: Note[] = [];
  const free = (name: string) => freeId(name, taken);
  for (const draft of drafts) {
    const { key, name, group, description, since, first, formerly } = draft;
    const known = find(name);
    if (known !== undefined) {
      ids.set(key, known);
      notes.push({ kind: 'mapped', words: `the component "${name}" is ${known}` });
      continue;
    }
    const id = free(name);
    ids.set(key, id);
    enter('name', name, id);
    enter('id', id, id);
    const groupId = group === undefined ? undefined : (groups.get(folded(group)) ?? free(group));
    if (group !== undefined && groupId !== undefined) groups.set(folded(group), groupId);
    const day = since ?? (first > 0 ? dayOf(first, timeZone) : undefined);
    const earlier = formerly.map((one) => ({ name: one.name, until: dayOf(one.last, timeZone) }));
    const kept = earlier.filter(
      ({ until }, index) => !earlier.slice(index + 1).some((later) => later.until === until),
    );
    for (const former of kept) enter('former', former.name, id);
    added.push({
      id,
      name,
      ...(description === undefined ? {} : { description }),
      ...(day === undefined ? {} : { since: day }),
      formerly: kept,
      ...(group === undefined || groupId === undefined ? {} : { group: { id: groupId, name: group } }),
    });
    notes.push({ kind: 'mapped', words: `the component "${name}" is new: ${id}` });
    if (since === undefined && day !== undefined)
      notes.push({ kind: 'guessed', words: `${id} exists since ${day}, the day on which it is first named` });
    for (const one of earlier) {
      const words = `${id} was called "${one.name}" until ${one.until}, the last day on which it is named so`;
      if (kept.includes(one)) notes.push({ kind: 'guessed', words });
      else notes.push({ kind: 'left out', words: `${words}: it had another name by the end of that day` });
    }
  }
  return { ids, added, notes };
}

function folded(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

function freeId(name: string, taken: Set<string>): string {
  const plain = slugOf(name, 40);
  const begun =
    /^[a-z]/.test(plain) && !isReserved(plain)
      ? plain
      : ['component', plain].filter((part) => part !== '').join('-');
  let id = begun;
  for (let number = 2; taken.has(id); number++) id = `${begun}-${number}`;
  taken.add(id);
  return id;
}
