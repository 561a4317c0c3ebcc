import type { ChannelConfig } from './channel.ts';

/** Words in each language of the site, by its tag (`ja`, `en`). Every language of the site is there. */
export type Localized = Readonly<Record<string, string>>;

/** All that `site.yml` says. */
export interface SiteConfig {
  readonly name: Localized;
  /** The site's address without a slash at its end; it may have a path. */
  readonly url: string;
  /** The first is the default. */
  readonly languages: readonly [string, ...string[]];
  /** An IANA name. */
  readonly timeZone: string;
  readonly components: readonly ComponentConfig[];
  /** What the feeds' ids begin with: `status.example.com,2026` (RFC 4151). */
  readonly feedAuthority: string;
  /** A line for every page's foot: who speaks here. */
  readonly about?: Localized;
  /** Where a reader in need finds a person. */
  readonly support?: Link;
  readonly footer: readonly Link[];
  /** Sign-up for mail at another service. */
  readonly signUp?: Link;
  /** Whom `npm run announce` tells. */
  readonly channels: readonly ChannelConfig[];
}

export interface Link {
  readonly name: Localized;
  readonly url: string;
}

/** A component, or a group of them when `components` is not empty. */
export interface ComponentConfig {
  /** For ever. */
  readonly id: string;
  readonly name: Localized;
  readonly description?: Localized;
  /** The first day on which it existed, in the site's zone: `2006-04-01`. */
  readonly since?: string;
  /** The last day on which it existed. */
  readonly until?: string;
  /** What it was called, and where it stood, up to and including a day; by rising `until`. */
  readonly formerly: readonly FormerName[];
  readonly components: readonly ComponentConfig[];
}

export interface FormerName {
  readonly until: string;
  readonly name?: Localized;
  /** The id of the group it stood in. */
  readonly group?: string;
}

export function isGroup(component: ComponentConfig): boolean {
  return component.components.length > 0;
}

/** Every component that is not a group, in the file's order. */
export function leafComponents(components: readonly ComponentConfig[]): readonly ComponentConfig[] {
  return components.flatMap((component) =>
    isGroup(component) ? leafComponents(component.components) : [component],
  );
}

/** Every component that is not a group, with the id of the group it stands in; empty for none. */
export function leavesWithGroups(
  { components }: Pick<SiteConfig, 'components'>,
  group = '',
): readonly { readonly component: ComponentConfig; readonly group: string }[] {
  return components.flatMap((component) =>
    isGroup(component) ? leavesWithGroups(component, component.id) : [{ component, group }],
  );
}

/** What the component was called on a day (`2018-09-30`, in the site's zone); what was published under an earlier name keeps it. */
export function nameOn(component: ComponentConfig, day: string): Localized {
  return component.formerly.find((former) => former.name && day <= former.until)?.name ?? component.name;
}

/** The id of the group in which the component stood on a day; `group` is where it stands now. */
export function groupOn(component: ComponentConfig, group: string, day: string): string {
  return (
    component.formerly.find((former) => former.group !== undefined && day <= former.until)?.group ?? group
  );
}
