import type { Redaction } from '../model/incident.ts';
import type { Place } from '../model/problem.ts';
import { canonicalText } from '../record/canonical.ts';
import { looksRedacted, readTombstone } from '../record/tombstone.ts';
import { problem, type Report } from './problems.ts';
import type { Block } from './split.ts';
import { type PlaceOf, readBlock, type StatusEntry } from './status-block.ts';

const MAX_UPDATE = 64 * 1024;

/** An update's lines told apart, not yet understood. */
export interface RawUpdate {
  readonly heading: string;
  readonly headingPlace: Place;
  readonly entries: readonly StatusEntry[];
  /** Canonical: no blanks at line ends, no blank lines at its ends. */
  readonly text: string;
  /** The line in the file of the text's first line. */
  readonly textLine: number;
  readonly redaction?: Redaction;
  /** From the heading on, as it is published. */
  readonly canonical: string;
}

/** Tells an update's heading, status block and text apart. `block`'s first line is a heading. */
export function readUpdate(file: string, block: Block, report: Report): RawUpdate {
  const lines = block.lines.map((line) => line.trimEnd());
  const place: PlaceOf = (index, column = 0) => ({ file, line: block.start + index, column: column + 1 });
  const headingPlace = place(0, block.column);
  const canonical = canonicalText(block.lines);
  // No unit of a string takes more than three bytes: most need no count.
  const isTooLarge = 3 * canonical.length > MAX_UPDATE && bytesIn(canonical) > MAX_UPDATE;
  if (isTooLarge) report(problem('update-size', headingPlace, `${bytesIn(canonical)} bytes`));

  const { entries, next } = readBlock(lines, skipBlank(lines, 1), place, report);
  const end = lines.findLastIndex((line) => line !== '') + 1;
  const start = Math.min(skipBlank(lines, next), end);
  // Of what is too large nothing else is judged.
  const text = isTooLarge ? '' : lines.slice(start, end).join('\n');
  reportMisplacedStatus(text, (index) => place(start + index), report);
  const redaction = readTombstone(text);
  if (!redaction && looksRedacted(text)) report(problem('redaction-form', place(start), text));
  const raw = {
    heading: block.heading ?? lines[0] ?? '',
    headingPlace,
    entries,
    text,
    textLine: block.start + start,
    canonical,
  };
  return redaction ? { ...raw, redaction } : raw;
}

function bytesIn(text: string): number {
  return new TextEncoder().encode(text).length;
}

function skipBlank(lines: readonly string[], from: number): number {
  const found = lines.findIndex((line, index) => index >= from && line !== '');
  return found === -1 ? lines.length : found;
}

function reportMisplacedStatus(text: string, place: PlaceOf, report: Report): void {
  if (!/status/i.test(text)) return;
  text.split('\n').forEach((line, index) => {
    if (/^ {0,3}(?:`{3,}|~{3,})[ \t]*status$/i.test(line))
      report(problem('status-place', place(index), line));
  });
}
