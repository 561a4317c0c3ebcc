import type { Instant } from './instant.ts';

/** One line of the public record: that a text was published, when, and after which line. */
export interface RecordLine {
  readonly seq: number;
  readonly kind:
    | 'update'
    | 'correction'
    | 'postmortem'
    | 'redaction'
    | 'incident'
    | 'file'
    | 'site'
    | 'genesis'
    | 'fork';
  readonly incident: string;
  readonly lang: string;
  readonly update: string;
  readonly published: Instant;
  readonly hash: string;
  readonly prev: string;
}

/** What was published so far, in order. Empty until the first release. */
export type PublicRecord = readonly RecordLine[];
