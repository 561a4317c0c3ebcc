import { readOpener } from '../model/heading.ts';
import type { Redaction } from '../model/incident.ts';
import type { Instant } from '../model/instant.ts';
import { canonicalFront, canonicalText } from '../record/canonical.ts';
import { sha256 } from '../record/hash.ts';
import { partsOf, type RedactableField, writeTombstone } from '../record/tombstone.ts';
import { readHeading } from './heading.ts';
import { writeYamlLine } from './yaml.ts';

/** What is to be taken away, in a file of whatever language. */
export interface Target {
  readonly field: RedactableField;
  /** The stamp of the update in which it stands; without one, the title of the front matter is meant. */
  readonly stamp?: Instant;
  /** Which of the update's losses, from 0. */
  readonly index: number;
}

/** A file without what was taken away. */
export interface RedactedText {
  readonly text: string;
  /** The line of the tombstone, from 1. */
  readonly line: number;
  readonly sha256: string;
}

/**
 * Puts a tombstone in place of the target; its hash is that of the update's, or the front matter's, canonical text as it
 * stands. `source` is the file as it was saved: of all else no byte changes, be it line ends, blanks or a byte order mark.
 * Undefined where the file has no such part that stands by itself.
 */
export function redactText(
  source: string,
  target: Target,
  { date, reason }: Pick<Redaction, 'date' | 'reason'>,
): RedactedText | undefined {
  const lines = linesOf(source);
  const block = blockOf(lines, target.stamp);
  if (!block) return undefined;
  const bare = lines.slice(block.start, block.end).map(({ words }) => words);
  const canonical = target.stamp === undefined ? canonicalFront(bare) : canonicalText(bare);
  const part = placeOf(canonical, target);
  if (!part) return undefined;
  const hash = sha256(canonical);
  const tombstone = writeTombstone({ date, sha256: hash, reason });
  const [from, to] = [block.start + part.start, block.start + part.end];
  const replaced = { words: spelled(target, tombstone), end: lines[to - 1]?.end ?? '' };
  const kept = [...lines.slice(0, from), replaced, ...lines.slice(to)];
  const mark = source.slice(0, source.length - textAfterMark(source).length);
  return {
    text: mark + kept.map(({ words, end }) => words + end).join(''),
    line: from + 1,
    sha256: hash,
  };
}

function spelled({ field, stamp }: Target, tombstone: string): string {
  if (field === 'text') return tombstone;
  return stamp === undefined ? writeYamlLine(field, tombstone) : `${field}: ${tombstone}`;
}

interface Line {
  readonly words: string;
  /** CRLF, CR or LF; empty in a last line without one. */
  readonly end: string;
}

function linesOf(source: string): readonly Line[] {
  const found = textAfterMark(source).matchAll(/([^\r\n]*)(\r\n|\r|\n|$)/g);
  const lines = [...found].map(([, words = '', end = '']) => ({ words, end }));
  return lines.filter(({ words, end }) => words !== '' || end !== '');
}

function textAfterMark(source: string): string {
  return source.startsWith('\ufeff') ? source.slice(1) : source;
}

/** The lines of an update, or those above the first one; indexes from 0, `end` left out. */
interface Lines {
  readonly start: number;
  readonly end: number;
}

function blockOf(lines: readonly Line[], stamp: Instant | undefined): Lines | undefined {
  const headings = lines.flatMap(({ words }, index) => (readOpener(words) ? [index] : []));
  if (stamp === undefined) return { start: 0, end: headings[0] ?? lines.length };
  const at = headings.findIndex((index) => readHeading(lines[index]?.words ?? '').stamp?.at === stamp);
  const start = headings[at];
  return start === undefined ? undefined : { start, end: headings[at + 1] ?? lines.length };
}

/** Where the target stands among the lines of a canonical text, which are those of the file as far as it goes. */
function placeOf(canonical: string, { field, index }: Target): Lines | undefined {
  let start = 0;
  let count = 0;
  for (const part of partsOf(canonical)) {
    const end = start + part.text.split('\n').length;
    if (part.field === field && count++ === index) return { start, end };
    start = end;
  }
  return undefined;
}
