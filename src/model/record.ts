import type { Instant } from './instant.ts';

/** What a line of the public record tells. */
export const RECORD_KINDS = [
  'update',
  'correction',
  'postmortem',
  'redaction',
  'incident',
  'file',
  'site',
  'genesis',
  'fork',
] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** One line of the public record: that a text was published, when, and after which line (FORMAT.md, "The public record"). */
export interface RecordLine {
  /** Its number, from 1. */
  readonly seq: number;
  readonly kind: RecordKind;
  /** The incident's id; the component's in a `site` line; empty in `genesis` and `fork`. */
  readonly incident: string;
  /** The language of a text; empty where there is none. */
  readonly lang: string;
  /** `20080905T1320Z`; in a line of a file a blank and its name behind it; in `genesis` and `fork` the line's own words. */
  readonly update: string;
  readonly published: Instant;
  /** SHA-256 of what was published, in hexadecimal digits. */
  readonly hash: string;
  /** The chain value of the line above. */
  readonly prev: string;
}

/** What was published so far, in order. Empty where nothing was. */
export type PublicRecord = readonly RecordLine[];
