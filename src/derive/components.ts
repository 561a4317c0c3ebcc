import { endOfDay, startOfDay } from '../calendar/day.ts';
import type { Instant } from '../model/instant.ts';
import { type ComponentConfig, leafComponents, type SiteConfig } from '../model/site-config.ts';

/** The span of time in which a component exists; open where `site.yml` names no day. */
export interface Lifetime {
  readonly from: number;
  readonly to: number;
}

/** From the first moment of `since` to the last of `until`, in the site's zone. */
function lifetime(component: ComponentConfig, zone: string): Lifetime {
  return {
    from: component.since ? startOfDay(component.since, zone) : Number.NEGATIVE_INFINITY,
    to: component.until ? endOfDay(component.until, zone) : Number.POSITIVE_INFINITY,
  };
}

/** Leaf components by id, each with its lifetime and its group; made once for a site. */
export interface ComponentIndex {
  readonly leaves: readonly ComponentConfig[];
  readonly byId: ReadonlyMap<string, ComponentConfig>;
  readonly lifetimes: ReadonlyMap<string, Lifetime>;
  readonly groupOf: ReadonlyMap<string, ComponentConfig>;
}

export function indexComponents(config: SiteConfig): ComponentIndex {
  const leaves = leafComponents(config.components);
  const groupOf = new Map<string, ComponentConfig>();
  const byId = new Map<string, ComponentConfig>();
  const visit = (components: readonly ComponentConfig[], group?: ComponentConfig) => {
    for (const component of components) {
      byId.set(component.id, component);
      if (group) groupOf.set(component.id, group);
      visit(component.components, component);
    }
  };
  visit(config.components);
  const lifetimes = new Map(leaves.map((leaf) => [leaf.id, lifetime(leaf, config.timeZone)] as const));
  return { leaves, byId, lifetimes, groupOf };
}

/** The leaf components that exist at a moment. */
export function existingAt(index: ComponentIndex, at: Instant): readonly ComponentConfig[] {
  return index.leaves.filter((leaf) => {
    const life = index.lifetimes.get(leaf.id);
    return life !== undefined && life.from <= at && at < life.to;
  });
}
