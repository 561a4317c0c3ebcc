import type { Impact, Window } from '../model/incident.ts';
import type { Instant } from '../model/instant.ts';
import type { Kind, Phase } from '../model/phase.ts';
import type { State } from '../model/state.ts';

/** A file of another system as it was read; `path` is relative to what was named, with `/`. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

/** What the report tells of one place: `mapped` by a rule, `guessed` where nothing said it, `left out` where we have no place for it. */
export interface Note {
  readonly kind: 'mapped' | 'guessed' | 'left out';
  readonly words: string;
  /** What it is about, whatever names and figures its words hold: a summary counts by it. */
  readonly code?: string;
}

/** Where a reader leaves its notes. */
export type Tell = (kind: Note['kind'], code: string, words: string) => void;

/** Another system's whole history, in our nouns; times are whole minutes. */
export interface History {
  /** `Statuspage`; what `imported:` says. */
  readonly system: string;
  /** What it says of the page itself, for a `site.yml` that is not there yet. */
  readonly page: PageFacts;
  readonly incidents: readonly DraftIncident[];
  /** By rising time of first mention. */
  readonly components: readonly DraftComponent[];
  /** Of the whole, and of files from which nothing came. */
  readonly notes: readonly Note[];
  /** Files with times that say no zone, where none was named; nothing can be made of them. */
  readonly zoneless?: readonly string[];
  /** Something that should hold an incident could not be read. */
  readonly isPartial: boolean;
}

export interface PageFacts {
  readonly name?: string;
  readonly url?: string;
  readonly zone?: string;
}

export interface DraftIncident {
  /** Where it was found: `incidents.json: w554d74dv18j`, `2021-06-02-outage.md`. */
  readonly source: string;
  /** What the other system names it by; small letters, digits and hyphens. */
  readonly code: string;
  /** The id that it would like to have, and the year of its folder. */
  readonly slug: string;
  readonly year: string;
  /** Paths at which the other system served it. */
  readonly addresses: readonly string[];
  readonly title: string;
  readonly kind: Kind;
  /** By rising time of posting. */
  readonly updates: readonly [DraftUpdate, ...DraftUpdate[]];
  readonly notes: readonly Note[];
}

export interface DraftUpdate {
  readonly posted: Instant;
  /** When what it tells happened, where that is known apart from the posting. */
  readonly happened?: { readonly at: Instant; readonly about: boolean };
  readonly phase: Phase;
  /** Markdown. */
  readonly text: string;
  /** The same as the other system holds it, for showing it letter for letter where its Markdown cannot stand. */
  readonly raw: string;
  readonly states: readonly DraftState[];
  readonly began?: Instant;
  readonly ended?: Instant;
  readonly impact?: Impact;
  readonly window?: Window;
  /** How it was found in its source, for the report; empty where there is one way only. */
  readonly found: string;
}

export interface DraftState {
  /** The `key` of a component. */
  readonly component: string;
  readonly state: State;
  /** What it was before the update, where the other system says so. */
  readonly before?: State;
}

export interface DraftComponent {
  /** What the other system knows it by. */
  readonly key: string;
  readonly name: string;
  /** The name of the group it stands in. */
  readonly group?: string;
  readonly description?: string;
  /** When it was first mentioned. */
  readonly first: Instant;
  /** The day on which it came to be, where that was said. */
  readonly since?: string;
  /** When an incident first names it, where something else mentions it too. */
  readonly named?: Instant;
  /** Earlier names, with the moment at which each was last used; by rising time. */
  readonly formerly: readonly { readonly name: string; readonly last: Instant }[];
}
