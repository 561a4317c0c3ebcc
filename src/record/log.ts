import { formatInstant, type Instant, instant } from '../model/instant.ts';
import { type PublicRecord, RECORD_KINDS, type RecordKind, type RecordLine } from '../model/record.ts';
import { sha256 } from './hash.ts';

/** What stands as `prev` in the first line. */
const BEGINNING = '0'.repeat(64);

/** A line as it is written, without its line end: JSON with sorted keys and no spaces. */
export function writeLine({ hash, incident, kind, lang, prev, published, seq, update }: RecordLine): string {
  return JSON.stringify({
    hash,
    incident,
    kind,
    lang,
    prev,
    published: formatInstant(published),
    seq,
    update,
  });
}

/** The log as it is served: a line end behind every line. */
export function writeLog(record: PublicRecord): string {
  return record.map((line) => `${writeLine(line)}\n`).join('');
}

/** The SHA-256 of a line as it is written: what the next line bears as `prev`, and what a reader can write down. */
export function chainValue(line: RecordLine): string {
  return sha256(writeLine(line));
}

/** The chain value of the last line; 64 zeros where there is none. */
export function headOf(record: PublicRecord): string {
  const last = record.at(-1);
  return last ? chainValue(last) : BEGINNING;
}

/** Why a text is no record, from its first faulty line on. */
export interface LogFault {
  /** From 1. */
  readonly line: number;
  readonly read: string;
  readonly why: string;
}

/** A log as far as it is one; `lines` end above the fault, if there is one. */
export interface ReadLog {
  readonly lines: PublicRecord;
  readonly fault?: LogFault;
}

/** Reads a log and recomputes its chain. Never throws. */
export function readLog(text: string): ReadLog {
  const rows = text.split('\n');
  const rest = rows.pop();
  const lines: RecordLine[] = [];
  let prev = BEGINNING;
  for (const row of rows) {
    const found = readRow(row, lines.at(-1), prev);
    if (typeof found === 'string') return { lines, fault: { line: lines.length + 1, read: row, why: found } };
    lines.push(found);
    prev = sha256(row);
  }
  if (rest) {
    const why = 'the line has no end: the log was cut off there';
    return { lines, fault: { line: lines.length + 1, read: rest, why } };
  }
  if (lines.length > 0) return { lines };
  return { lines, fault: { line: 1, read: '', why: 'there is no line' } };
}

/** The line, or why it is none. */
function readRow(row: string, above: RecordLine | undefined, prev: string): RecordLine | string {
  const line = lineIn(row);
  if (typeof line === 'string') return line;
  const seq = (above?.seq ?? 0) + 1;
  if (line.seq !== seq) return `it is numbered ${line.seq}, and the next number is ${seq}`;
  if (line.prev !== prev) return `its "prev" is not the SHA-256 of the line above, which is ${prev}`;
  const isFree = above?.kind === 'fork' || line.kind === 'fork';
  if (above && !isFree && line.published < above.published) {
    return `it says to be published before the line above it, at ${formatInstant(above.published)}`;
  }
  const isOwn = line.kind === 'genesis' || line.kind === 'fork';
  if (isOwn && line.hash !== sha256(line.update)) return 'its "hash" is not the SHA-256 of its words';
  return line;
}

const HEX = /^[0-9a-f]{64}$/;

function lineIn(row: string): RecordLine | string {
  let value: unknown;
  try {
    value = JSON.parse(row);
  } catch {
    return 'it is no JSON';
  }
  if (typeof value !== 'object' || value === null) return 'it is no JSON object';
  const { hash, incident, kind, lang, prev, published, seq, update } = value as Record<string, unknown>;
  const isText = [hash, incident, kind, lang, prev, published, update].every(
    (one) => typeof one === 'string',
  );
  const at = Date.parse(String(published));
  const isWhole =
    isText &&
    HEX.test(String(hash)) &&
    HEX.test(String(prev)) &&
    !Number.isNaN(at) &&
    (RECORD_KINDS as readonly unknown[]).includes(kind);
  if (!isWhole) return 'a field is missing, or is none';
  const line: RecordLine = {
    seq: Number(seq),
    kind: kind as RecordKind,
    incident: String(incident),
    lang: String(lang),
    update: String(update),
    published: instant(at),
    hash: String(hash),
    prev: String(prev),
  };
  return writeLine(line) === row ? line : 'it is not spelled as the one JSON of its fields';
}

/** What a new line tells; the log gives it its number and its place in the chain. */
export type Draft = Omit<RecordLine, 'seq' | 'prev'>;

/** The log with further lines. None is published before the line above it, save a fork and the line directly below one. */
export function append(record: PublicRecord, drafts: readonly Draft[]): PublicRecord {
  const lines = [...record];
  let prev = headOf(record);
  for (const draft of drafts) {
    const above = lines.at(-1);
    const isFree = above === undefined || above.kind === 'fork' || draft.kind === 'fork';
    const floor = isFree ? draft.published : above.published;
    const published: Instant = draft.published < floor ? floor : draft.published;
    const line = { ...draft, published, seq: lines.length + 1, prev };
    lines.push(line);
    prev = chainValue(line);
  }
  return lines;
}

/** A line that the log writes of itself. */
function ownDraft(kind: 'genesis' | 'fork', words: string, published: Instant): Draft {
  return { kind, incident: '', lang: '', update: words, published, hash: sha256(words) };
}

/** `41 lines brought in on 2026-11-23, unwitnessed`: nobody outside saw those above it being published. */
export function genesisDraft(lines: number, now: Instant): Draft {
  const day = formatInstant(now).slice(0, 10);
  return ownDraft('genesis', `${lines} lines brought in on ${day}, unwitnessed`, now);
}

/** `abandons 3a7b…: the host was restored from an old copy`: the way out of a broken record, told for ever. */
export function forkDraft(abandoned: string, reason: string, now: Instant): Draft {
  return ownDraft('fork', `abandons ${abandoned}: ${reason.replace(/\s+/g, ' ').trim()}`, now);
}

/** What a fork's line says: the head that it abandons, and why. */
export function readFork({ update }: RecordLine): { readonly abandoned: string; readonly reason: string } {
  const [, abandoned = '', reason = ''] = /^abandons ([0-9a-f]{64}): (.*)$/.exec(update) ?? [];
  return { abandoned, reason };
}
