import type { Instant, Moment, Stamp } from './instant.ts';
import type { Kind, Phase } from './phase.ts';
import type { State } from './state.ts';

/** What can be at fault; one word, so that a record of many incidents can be counted. */
export const CAUSES = [
  'hardware',
  'software',
  'configuration',
  'capacity',
  'network',
  'third party',
  'security',
  'human',
  'unknown',
] as const;
export type Cause = (typeof CAUSES)[number];

/** How much of the service an incident took away, from nothing to all of it. */
export const IMPACTS = ['none', 'maintenance', 'minor', 'major', 'critical'] as const;
export type Impact = (typeof IMPACTS)[number];

/** One incident or maintenance: all that its file and its translations say. */
export interface Incident {
  /** The file's base name, for ever. */
  readonly id: string;
  /** Where the file lies in the content folder: `2008/2008-09-05-hardware-failure.md`. */
  readonly path: string;
  readonly kind: Kind;
  readonly title: Redactable;
  /** The language that the file is written in. */
  readonly lang: string;
  /** The system that published this history first, if it was brought in from elsewhere. */
  readonly imported?: string;
  /** Never empty; by rising stamp, whatever their order in the file. */
  readonly updates: readonly [Update, ...Update[]];
  /** By language. */
  readonly translations: ReadonlyMap<string, Translation>;
  /** The front matter's canonical text (FORMAT.md, "Canonical text"). */
  readonly front: string;
}

/** One dated, immutable addition to an incident. */
export interface Update {
  readonly stamp: Stamp;
  readonly phase: Phase;
  readonly statements: Statements;
  /** Markdown below the heading and the `status` block; no blanks at line ends, no blank lines at its ends. */
  readonly text: string;
  readonly forRead: readonly ForRead[];
  readonly promises: readonly PromiseLine[];
  /** Stands in place of the text once that was redacted. */
  readonly redaction?: Redaction;
  /** Names of the files that the text links, relative to the incident's folder; each once, in order. */
  readonly files: readonly string[];
  /** The update as it is published, compared and hashed (FORMAT.md, "Canonical text"). */
  readonly canonical: string;
  /** The heading's line in the file, from 1. */
  readonly line: number;
}

/** What an update states in its `status` block. Times are instants: a bare time was resolved when it was read. */
export interface Statements {
  readonly began?: Moment;
  readonly ended?: Moment;
  readonly detected?: Moment;
  /** When what the update tells happened, if not at its stamp. */
  readonly at?: Moment;
  /** When the next update will come. */
  readonly next?: Instant;
  readonly window?: Window;
  readonly states: readonly StateLine[];
  /** What is lost for good, in the file's order. */
  readonly lost: readonly Loss[];
  readonly cause?: Cause;
  readonly impact?: Impact;
  readonly title?: Redactable;
  /** The stamp of the update that this one corrects. */
  readonly corrects?: Instant;
  /** Why the update is stamped before one that was already published. */
  readonly late?: string;
  /** The role that speaks. */
  readonly by?: string;
}

/** A time planned for a maintenance. */
export interface Window {
  readonly start: Instant;
  readonly end: Instant;
}

/** Components that went through the same states together, in rising order of time. */
export interface StateLine {
  readonly components: readonly string[];
  readonly steps: readonly [StateStep, ...StateStep[]];
}

export interface StateStep {
  readonly state: State;
  /** Absent in a line's first step where the file leaves it to the rules (FORMAT.md, "States"). */
  readonly from?: Moment;
}

/** `nothing` withdraws, in a correction, what the corrected update said was lost. */
export type Loss = Redactable | 'nothing';

/** Words that a redaction may have taken away. */
export type Redactable = { readonly words: string } | { readonly redaction: Redaction };

/** What stands where words were taken away: when, why, and what proves the original. */
export interface Redaction {
  /** `2024-05-01`. */
  readonly date: string;
  /** Of the update's canonical text as it was; 64 hexadecimal digits. */
  readonly sha256: string;
  readonly reason: string;
}

/** One line of an errata slip: "for … read …" (誤 … 正 …). */
export interface ForRead {
  readonly wrong: string;
  readonly right: string;
}

/** What a line of an update does with a promise: opens (or moves) it, says it is kept, or drops it. */
export interface PromiseLine {
  /** `P1`. */
  readonly id: string;
  readonly mark: 'open' | 'kept' | 'dropped';
  /** The promise, how it was kept, or why not; without the id and the mark. */
  readonly words: string;
  /** `2008-09-12`: the day by which it is promised, in the site's zone. */
  readonly by?: string;
}

/** An incident's words in another language. What it lacks is shown in the incident's own. */
export interface Translation {
  readonly lang: string;
  readonly path: string;
  readonly title?: Redactable;
  /** By the stamp's instant. */
  readonly updates: ReadonlyMap<Instant, TranslatedUpdate>;
  readonly front: string;
}

export interface TranslatedUpdate {
  readonly text: string;
  readonly title?: Redactable;
  /** Matched to the original's by order. */
  readonly lost: readonly Loss[];
  readonly forRead: readonly ForRead[];
  readonly promises: readonly PromiseLine[];
  readonly redaction?: Redaction;
  readonly files: readonly string[];
  readonly canonical: string;
  readonly line: number;
}
