import { isDay } from '../calendar/day.ts';
import type { Redaction } from '../model/incident.ts';
import { sha256 } from './hash.ts';

const TOMBSTONE = /^redacted (\d{4}-\d{2}-\d{2}) sha256:([0-9a-f]{64}) (\S.*)$/;

/** Reads a tombstone, `redacted 2024-05-01 sha256:… personal data`; undefined for any other text. */
export function readTombstone(text: string): Redaction | undefined {
  const [, date, hash, reason] = TOMBSTONE.exec(text) ?? [];
  if (!date || !hash || !reason || !isDay(date)) return undefined;
  return { date, sha256: hash, reason };
}

/** The line that stands in place of what was redacted. */
export function writeTombstone({ date, sha256: hash, reason }: Redaction): string {
  return `redacted ${date} sha256:${hash} ${reason}`;
}

/** Whether the text was meant as a tombstone, whole or not. */
export function looksRedacted(text: string): boolean {
  return /^redacted\s+(?:\d|sha256:)/i.test(text);
}

/** What a redaction may replace: a value in the front matter or the status block, or the text as a whole. */
export type RedactableField = 'title' | 'lost' | 'text';

/** A canonical text's parts, each a line or a few; joined by LF they are the text again. */
export interface Part {
  readonly text: string;
  /** Absent where no redaction may touch it. */
  readonly field?: RedactableField;
  /** What stands there of a redaction. */
  readonly tombstone?: Redaction;
}

/** As YAML allows, the key may be quoted, and its value begin in the next line. */
const FIELD = /^(["']?)(title|lost)\1[ \t]*:(?:[ \t\n]+(.*))?$/s;

/** Cuts the canonical text of front matter or of an update into what a redaction may replace, and what it may not. */
export function partsOf(canonical: string): readonly Part[] {
  const lines = canonical.split('\n');
  if (lines[0] === '---') return joinValues(lines).map(fieldPart);
  const first = lines.findIndex((line, index) => index > 0 && line !== '');
  const end = lines[first] === '```status' ? lines.indexOf('```', first) : -1;
  const start = lines.findIndex((line, index) => index > Math.max(0, end) && line !== '');
  const head = start === -1 ? lines : lines.slice(0, start);
  const parts = head.map((line, index) => (index > first && index < end ? fieldPart(line) : { text: line }));
  if (start === -1) return parts;
  const text = lines.slice(start).join('\n');
  return [...parts, withTombstone({ text, field: 'text' }, text)];
}

/** In YAML a value may go on in lines that are indented. */
function joinValues(lines: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const line of lines) {
    if (/^[ \t]/.test(line) && joined.length > 0) joined.push(`${joined.pop()}\n${line}`);
    else joined.push(line);
  }
  return joined;
}

function fieldPart(text: string): Part {
  const [, , field, value = ''] = FIELD.exec(text) ?? [];
  if (field !== 'title' && field !== 'lost') return { text };
  return withTombstone({ text, field }, /^(["']).*\1$/s.test(value) ? value.slice(1, -1) : value);
}

function withTombstone(part: Part, value: string): Part {
  const tombstone = readTombstone(value);
  return tombstone ? { ...part, tombstone } : part;
}

/** Every tombstone in the canonical text of an update or of front matter. */
export function tombstonesIn(canonical: string): readonly Redaction[] {
  if (!canonical.includes('redacted ')) return [];
  return partsOf(canonical).flatMap(({ tombstone }) => tombstone ?? []);
}

/** Whether a tombstone stands in place of an update's whole text, so that nothing of what it said or linked is left. */
export function isTextRedacted(canonical: string): boolean {
  if (!canonical.includes('redacted ')) return false;
  return partsOf(canonical).some(({ field, tombstone }) => field === 'text' && tombstone !== undefined);
}

/**
 * Whether `now` is what redactions make of a text with the hash `was`: some of it gave way to a tombstone that bears this
 * hash. Where the text as it was is known, all else must stand as it stood (heading, states, every other value), or give
 * way to a tombstone with the hash that the text had then: it may be redacted again before the first time is published.
 */
export function isRedactionOf(now: string, was: string, text?: string): boolean {
  const after = partsOf(now);
  if (!after.some(({ tombstone }) => tombstone?.sha256 === was)) return false;
  if (text === undefined) return true;
  let before = partsOf(text);
  if (after.length !== before.length) return false;
  for (let hash = was; ; hash = sha256(joinParts(before))) {
    const next = before.map((old, index) => {
      const part = after[index];
      return part?.tombstone?.sha256 === hash && part.field === old.field ? part : old;
    });
    if (next.every((part, index) => part.text === before[index]?.text)) break;
    before = next;
  }
  return joinParts(before) === now;
}

function joinParts(parts: readonly Part[]): string {
  return parts.map(({ text }) => text).join('\n');
}
