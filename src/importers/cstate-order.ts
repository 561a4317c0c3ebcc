import { codeIn } from '../format/code-lines.ts';
import { type Instant, instant, MINUTE } from '../model/instant.ts';
import { closes, type Phase } from '../model/phase.ts';
import { readProseTime } from './cstate-clock.ts';
import type { Dated } from './cstate-dates.ts';
import type { Part } from './cstate-prose.ts';
import type { Note } from './history.ts';

/** Which end is the newest, and what says so. */
interface Sign {
  readonly isNewestFirst: boolean;
  readonly by: string;
  /** Staff numbered or dated them one by one; all else is read between the lines. */
  readonly isSure?: boolean;
}

/** The parts of a text with the oldest first; a text that stands below what was added to it is a part of its own. */
export function inOrder(parts: readonly Part[], dated: Dated, notes: Note[]): readonly Part[] {
  const sign = signOf(parts, dated);
  const split = sign?.isNewestFirst === false ? parts : withBase(parts, sign, dated);
  if (split.length < 2) return split;
  if (split !== parts)
    notes.push({ kind: 'guessed', words: 'the text below its additions stood there first' });
  const { isNewestFirst, by, isSure } = sign ??
    byPosition(split) ?? { isNewestFirst: false, by: 'since nothing in them says otherwise' };
  const end = isNewestFirst ? 'newest' : 'oldest';
  if (!isSure) notes.push({ kind: 'guessed', words: `its updates stand with the ${end} first, ${by}` });
  else if (isNewestFirst) notes.push({ kind: 'mapped', words: 'its updates stand with the newest first' });
  if (!isNewestFirst) return split;
  const [first, ...rest] = split;
  return first && isBase(split) ? [first, ...rest.toReversed()] : split.toReversed();
}

/** What says nothing of itself stands above all else, where no other part is the one that opened. */
function isBase(parts: readonly Part[]): boolean {
  const [first, last] = [parts[0], parts.at(-1)];
  return (
    first !== undefined && isBare(first) && last !== undefined && !isBare(last) && !parts.some(isOpening)
  );
}

function signOf(parts: readonly Part[], dated: Dated): Sign | undefined {
  const of = (isNewestFirst: boolean | undefined, by: string, isSure = false): Sign | undefined =>
    isNewestFirst === undefined ? undefined : { isNewestFirst, by, isSure };
  return (
    of(falls(parts.map(({ track }) => (track === undefined ? undefined : sortable(track)))), 'track', true) ??
    of(falls(parts.map(({ lead }) => lead?.number)), 'numbers', true) ??
    of(byTimes(parts, dated), 'as their times say') ??
    of(byPhases(parts), 'as their phases say') ??
    byPosition(parts) ??
    of(byEnds(parts), 'as their phases say')
  );
}

/** Whether the last of the known values is less than the first; undefined where that cannot be said. */
function falls(values: readonly (number | string | undefined)[]): boolean | undefined {
  const known = values.filter((value) => value !== undefined);
  const [first, last] = [known[0], known.at(-1)];
  return known.length < 2 || first === undefined || last === undefined || first === last
    ? undefined
    : first > last;
}

/** One-digit hours would stand before others as text. */
function sortable(time: string): string {
  return time.replace(/(?<=[T ])(\d):/, '0$1:');
}

interface Walk {
  readonly count: number;
  /** How many lie before one that precedes them. */
  readonly breaks: number;
  readonly end: Instant;
}

/** A clock that names no day is read forward: in the wrong order it takes days to come to the end. */
function byTimes(parts: readonly Part[], dated: Dated): boolean | undefined {
  const [down, up] = [walk(parts, dated), walk(parts.toReversed(), dated)];
  if (down.count < 2) return undefined;
  const more = down.breaks - up.breaks || down.end - up.end;
  return more === 0 ? undefined : more > 0;
}

function walk(parts: readonly Part[], { at, staffClock: clock }: Dated): Walk {
  let [count, breaks, after] = [0, 0, at];
  for (const { lead } of parts) {
    const read = lead?.time === undefined ? undefined : readProseTime(lead.time, { after, clock });
    if (!read) continue;
    if (count > 0 && read.at < after) breaks++;
    count++;
    after = instant(Math.max(after, read.at));
  }
  return { count, breaks, end: after };
}

const RANK: readonly Phase[] = ['investigating', 'identified', 'monitoring', 'resolved', 'postmortem'];

function byPhases(parts: readonly Part[]): boolean | undefined {
  const [first, last] = endsOf(parts);
  if (first && last && isOpening(first) !== isOpening(last)) return isOpening(last);
  const ranks = parts.map(({ lead }) => RANK.indexOf(lead?.phase ?? 'update'));
  return falls(ranks.map((rank) => (rank === -1 ? undefined : rank)));
}

/** What is over, or told of when it is, stands at the end. */
function byEnds(parts: readonly Part[]): boolean | undefined {
  const [first, last] = endsOf(parts);
  return first && last && isLate(first) !== isLate(last) ? isLate(first) : undefined;
}

function endsOf(parts: readonly Part[]): readonly [Part | undefined, Part | undefined] {
  const told = parts.filter(({ lead }) => lead !== undefined);
  return [told[0], told.at(-1)];
}

function byPosition(parts: readonly Part[]): Sign | undefined {
  const [first, last] = [parts[0], parts.at(-1)];
  if (!first || !last || parts.every(isBare) || !(isBare(first) || isBare(last))) return undefined;
  return isBare(first)
    ? { isNewestFirst: false, by: 'since the text that says nothing of itself stands above them' }
    : { isNewestFirst: true, by: 'since the text that says nothing of itself stands below them' };
}

function isBare({ lead, track }: Part): boolean {
  return lead === undefined && track === undefined;
}

function isOpening({ lead }: Part): boolean {
  return lead?.phase === 'investigating';
}

function isLate({ lead }: Part): boolean {
  return lead?.phase !== undefined && (closes(lead.phase) || lead.phase === 'postmortem');
}

/** What is said of something that was told before. */
const ADDITIONS: ReadonlySet<Phase> = new Set<Phase>(['update', 'monitoring', 'resolved', 'withdrawn']);

/**
 * Where additions were put above a text that says nothing of itself, the last of them is one paragraph, and what stands
 * below it is that text.
 */
function withBase(
  parts: readonly Part[],
  sign: Sign | undefined,
  { at, staffClock: clock }: Dated,
): readonly Part[] {
  const last = parts.at(-1);
  if (!last?.lead || parts.some((part) => !part.lead || part.track !== undefined || isOpening(part)))
    return parts;
  const { phase, time, words } = last.lead;
  const isAdded = sign
    ? phase === undefined || ADDITIONS.has(phase)
    : parts.every(({ lead }) => lead?.phase !== undefined && ADDITIONS.has(lead.phase)) &&
      (parts.length === 1 || parts.every(({ lead }) => lead?.phase === 'update'));
  const read = time === undefined ? undefined : readProseTime(time, { after: at, clock });
  const isFirst = read !== undefined && read.at <= at + 5 * MINUTE;
  const lines = last.text.split('\n');
  const code = codeIn(last.text);
  const cut = lines.findIndex((line, index) => index > 0 && line.trim() === '' && !code.has(index));
  // Under a heading stand as many paragraphs as it has.
  if (!isAdded || isFirst || cut === -1 || words.startsWith('#')) return parts;
  const base = { text: lines.slice(cut).join('\n').trim(), found: 'the text below its additions' };
  return [...parts.slice(0, -1), { ...last, text: lines.slice(0, cut).join('\n') }, base];
}
