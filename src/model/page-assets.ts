import type { Problem } from './problem.ts';

/** The kinds of pages that are dressed apart, so that none carries what another one needs. */
export const SUITS = ['article', 'front', 'list', 'subscribe', 'search'] as const;
export type Suit = (typeof SUITS)[number];

/** What a page bears inline, so that it is whole in one answer. */
export interface PageAssets {
  /** JavaScript, without the element around it. */
  readonly script: string;
  readonly style: string;
  /** A Content-Security-Policy that lets in these two and nothing else. */
  readonly policy: string;
}

/** What a preview marks on its pages. */
export interface PreviewNotes {
  /** The content folder, as it was named. */
  readonly folder: string;
  readonly problems: readonly Problem[];
  /** `ID 20080905T1320Z`: updates that are not in the record yet. */
  readonly drafts: ReadonlySet<string>;
  /** The id of the incident that a file is of. */
  readonly idOf: (path: string) => string;
}

/** What each kind of page bears. */
export type SiteAssets = Readonly<Record<Suit, PageAssets>>;
