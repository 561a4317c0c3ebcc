import { purseOf } from '../markdown/outline.ts';
import type { Instant } from '../model/instant.ts';
import { type ComponentConfig, isGroup, leafComponents, type SiteConfig } from '../model/site-config.ts';
import { type Nearest, nearestWithin } from './nearest.ts';

/** What a file's rules must know of the world outside it. */
export interface Context {
  readonly config: SiteConfig;
  /** Groups by id, with the ids of the components in them. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly componentIds: ReadonlySet<string>;
  /** Ids of components by what they are called, in every language; names as `foldedName` gives them. */
  readonly idsByName: ReadonlyMap<string, string>;
  /** Paths of files that an incident may link, relative to the content folder. */
  readonly assets: ReadonlySet<string>;
  /** Ids of all incidents, for links from one to another. */
  readonly incidentIds: ReadonlySet<string>;
  readonly now: Instant;
  /** Finds what was probably meant. */
  readonly nearest: Nearest;
  /** Takes note of what a text costs to read; false once all of a file's texts together cost too much. */
  readonly afford: (text: string) => boolean;
}

/** How many names are looked at for the help in one file's problems, or in those of all files' names. */
export const HELP = 1_000_000;
/** And in those of all files together. */
const HELP_IN_ALL = 3_000_000;
/** What the texts of one file may cost to read, in steps of about 5 ns. */
const WORK = 400_000_000;

/** The same for the reading of one file, in which help has an end. */
export function contextOfFile(context: Context): Context {
  return { ...context, nearest: nearestWithin(HELP, context.nearest), afford: purseOf(WORK) };
}

export function contextOf(
  config: SiteConfig,
  world: Pick<Context, 'assets' | 'incidentIds' | 'now'>,
): Context {
  const groups = new Map<string, readonly string[]>();
  const visit = (components: readonly ComponentConfig[]) => {
    for (const component of components.filter(isGroup)) {
      groups.set(
        component.id,
        leafComponents(component.components).map((leaf) => leaf.id),
      );
      visit(component.components);
    }
  };
  visit(config.components);
  const leaves = leafComponents(config.components);
  const componentIds = new Set(leaves.map((leaf) => leaf.id));
  const idsByName = new Map(
    leaves.flatMap(({ id, name }) => Object.values(name).map((own) => [foldedName(own), id] as const)),
  );
  return {
    ...world,
    config,
    groups,
    componentIds,
    idsByName,
    nearest: nearestWithin(HELP_IN_ALL),
    afford: () => true,
  };
}

/** A name without case, width and blanks. */
export function foldedName(name: string): string {
  return name.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
}
