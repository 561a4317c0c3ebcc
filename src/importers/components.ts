import { dayOf } from '../calendar/day.ts';
import type { NewComponent } from '../format/add-components.ts';
import { isReserved } from '../format/keys.ts';
import { instant } from '../model/instant.ts';
import type { ComponentConfig, SiteConfig } from '../model/site-config.ts';
import { isGroup } from '../model/site-config.ts';
import type { DraftComponent, Note, Tell } from './history.ts';
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
 * Matches by group and name, in whatever language, of today or of before, and by the id that these make; by the name alone
 * where it is one component's on both sides. What matches nothing is new; its first day is the one it was given, or an
 * earlier one on which an incident names it, else that of its first mention.
 */
export function matchComponents(
  drafts: readonly DraftComponent[],
  { components, timeZone }: KnownComponents,
): MatchedComponents {
  const site = new Directory(components);
  const places = Map.groupBy(drafts, ({ name }) => folded(name));
  const isAlone = (name: string) =>
    new Set((places.get(folded(name)) ?? []).map(({ group = '' }) => folded(group))).size < 2;
  const ids = new Map<string, string>();
  const owners = new Map<string, DraftComponent>();
  const added: NewComponent[] = [];
  const notes: Note[] = [];
  const tell: Tell = (kind, code, words) => void notes.push({ kind, code, words });
  for (const draft of drafts) {
    const { key, name, group } = draft;
    const shown = group === undefined || isAlone(name) ? `"${name}"` : `"${name}" of "${group}"`;
    const known = site.find(name, group, isAlone(name));
    if (known !== undefined) {
      const owner = owners.get(known);
      ids.set(key, known);
      const words = `the component ${shown} is ${known}`;
      if (owner) tell('guessed', 'one-name', `${words} (${key}), as ${owner.key} is`);
      else if (group !== undefined && !site.holds(known, group))
        tell(
          'guessed',
          'other-group',
          `${words}, the only one of its name: it stands in no group "${group}" here`,
        );
      else tell('mapped', 'component', words);
      owners.set(known, owner ?? draft);
      continue;
    }
    const id = site.add(name, group, isAlone(name));
    const groupId = group === undefined ? undefined : site.groupOf(group);
    ids.set(key, id);
    owners.set(id, draft);
    tell('mapped', 'component', `the component ${shown} is new: ${id}`);
    const since = firstDay(draft, id, timeZone, tell);
    const formerly = earlierNames(draft, id, timeZone, tell);
    for (const former of formerly) site.enter('former', former.name, id);
    added.push({
      id,
      name,
      ...(draft.description === undefined ? {} : { description: draft.description }),
      ...(since === undefined ? {} : { since }),
      formerly,
      ...(group === undefined || groupId === undefined ? {} : { group: { id: groupId, name: group } }),
    });
  }
  return { ids, added, notes };
}

/** The components of a site as an import finds them, with those that it adds. */
class Directory {
  // What is called so today goes before what is known by it, and that before what was called so once.
  private readonly tiers = {
    name: new Map<string, Set<string>>(),
    id: new Map<string, Set<string>>(),
    former: new Map<string, Set<string>>(),
  };
  private readonly placed = new Map<string, string>();
  private readonly homes = new Map<string, readonly string[]>();
  private readonly groups = new Map<string, string>();
  private readonly taken = new Set<string>();

  constructor(components: readonly ComponentConfig[]) {
    this.visit(components, []);
  }

  /** `isAlone`: the other system has one of this name. */
  find(name: string, group: string | undefined, isAlone: boolean): string | undefined {
    const { name: today, id, former } = this.tiers;
    const here = this.placed.get(placeOf(group, name));
    if (here !== undefined) return here;
    const own = only(id.get(slugOf(`${group ?? ''} ${name}`)));
    if (group !== undefined && own !== undefined) return own;
    if (!isAlone) return undefined;
    if (today.has(folded(name))) return only(today.get(folded(name)));
    return only(id.get(slugOf(name))) ?? only(former.get(folded(name)));
  }

  /** Whether the component stands in a group of this name. */
  holds(id: string, group: string): boolean {
    return this.homes.get(id)?.includes(folded(group)) ?? false;
  }

  /** The id of the group of this name, a new one where there is none. */
  groupOf(name: string): string {
    const id = this.groups.get(folded(name)) ?? this.freeId(name);
    this.groups.set(folded(name), id);
    return id;
  }

  /** The id of a new one: of its name, and of its group too where the name alone would not tell it. */
  add(name: string, group: string | undefined, isAlone: boolean): string {
    const isTold = isAlone && !this.tiers.name.has(folded(name));
    const id = this.freeId(isTold || group === undefined ? name : `${group} ${name}`);
    this.enter('name', name, id);
    this.enter('id', id, id);
    this.placed.set(placeOf(group, name), id);
    this.homes.set(id, group === undefined ? [] : [folded(group)]);
    return id;
  }

  enter(tier: keyof Directory['tiers'], name: string, id: string): void {
    const key = folded(name);
    this.tiers[tier].set(key, (this.tiers[tier].get(key) ?? new Set()).add(id));
  }

  private visit(all: readonly ComponentConfig[], groupNames: readonly string[]): void {
    for (const one of all) {
      this.taken.add(one.id);
      const names = Object.values(one.name);
      if (isGroup(one)) {
        for (const name of names) this.groups.set(folded(name), this.groups.get(folded(name)) ?? one.id);
        this.visit(one.components, names);
        continue;
      }
      this.enter('id', one.id, one.id);
      this.homes.set(
        one.id,
        groupNames.map((name) => folded(name)),
      );
      for (const name of names) {
        this.enter('name', name, one.id);
        for (const group of groupNames.length > 0 ? groupNames : [''])
          this.placed.set(placeOf(group, name), one.id);
      }
      for (const { name = {} } of one.formerly)
        for (const words of Object.values(name)) this.enter('former', words, one.id);
    }
  }

  private freeId(name: string): string {
    const plain = slugOf(name, 40);
    const begun =
      /^[a-z]/.test(plain) && !isReserved(plain)
        ? plain
        : ['component', plain].filter((part) => part !== '').join('-');
    let id = begun;
    for (let number = 2; this.taken.has(id); number++) id = `${begun}-${number}`;
    this.taken.add(id);
    return id;
  }
}

function firstDay(
  { since, first, named = instant(0) }: DraftComponent,
  id: string,
  zone: string,
  tell: Tell,
): string | undefined {
  if (since === undefined) {
    const day = first > 0 ? dayOf(first, zone) : undefined;
    if (day !== undefined)
      tell('guessed', 'since', `${id} exists since ${day}, the day on which it is first named`);
    return day;
  }
  const day = named > 0 ? dayOf(named, zone) : since;
  if (day >= since) return since;
  tell(
    'guessed',
    'since',
    `${id} exists since ${day}, when an incident names it; its first day was given as ${since}`,
  );
  return day;
}

function earlierNames({ formerly }: DraftComponent, id: string, zone: string, tell: Tell) {
  const earlier = formerly.map((one) => ({ name: one.name, until: dayOf(one.last, zone) }));
  return earlier.filter((one, index) => {
    const words = `${id} was called "${one.name}" until ${one.until}, the last day on which it is named so`;
    const isLast = !earlier.slice(index + 1).some(({ until }) => until === one.until);
    if (isLast) tell('guessed', 'formerly', words);
    else tell('left out', 'formerly', `${words}: it had another name by the end of that day`);
    return isLast;
  });
}

/** The one of them; undefined where there are more, or none. */
function only(ids: ReadonlySet<string> | undefined): string | undefined {
  const [first, second] = ids ?? [];
  return second === undefined ? first : undefined;
}

function placeOf(group: string | undefined, name: string): string {
  return JSON.stringify([folded(group ?? ''), folded(name)]);
}

function folded(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}
