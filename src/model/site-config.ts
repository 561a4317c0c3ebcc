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
