import { type Instant, instant, MINUTE } from '../model/instant.ts';
import { closes, type Phase } from '../model/phase.ts';
import { clockOf, readProseTime } from './cstate-clock.ts';
import type { Part } from './cstate-prose.ts';
import type { DraftUpdate, Note } from './history.ts';
import { NO_ZONE, readTimeOf } from './times.ts';

/** What the head of the file says of its times. */
export interface Facts {
  readonly date: Instant;
  /** Minutes ahead of UTC of the clock on which `date` is given. */
  readonly offset: number;
  readonly isResolved: boolean;
  /** `resolvedWhen`, where it lies after `date`. */
  readonly ended: Instant | undefined;
  readonly zone: string | undefined;
  /** Of a first update that does not say. */
  readonly firstPhase: Phase;
}

export type Told = Pick<DraftUpdate, 'posted' | 'happened' | 'phase' | 'text' | 'raw' | 'found' | 'ended'>;

interface Timed extends Part {
  readonly at: Instant | undefined;
}

/** The parts as updates by rising time, closed where the head says so; every guess is told. */
export function updatesOf(parts: readonly Part[], facts: Facts, notes: Note[]): readonly [Told, ...Told[]] {
  const { date, ended, isResolved, firstPhase } = facts;
  const guess = (words: string) => void notes.push({ kind: 'guessed', words });
  const whole = parts.length > 0 ? parts : [{ text: '', found: 'its head alone: it has no text' }];
  const ordered = isNewestFirst(whole) ? whole.toReversed() : whole;
  if (ordered !== whole) notes.push({ kind: 'mapped', words: 'its updates stand with the newest first' });
  const timed = withTimes(ordered, facts, guess);
  const told: Told[] = timed.map(({ at, text, raw = text, lead, found }, index) => {
    const phase = lead?.phase ?? (index === 0 ? firstPhase : 'update');
    if (index === 0 && lead?.phase === undefined)
      guess(`its first update is of the phase "${phase}": it names none`);
    if (at !== undefined) return { posted: at, phase, text, raw, found };
    if (index === 0) return { posted: date, phase, text, raw, found: `${found}, dated by the head` };
    if (closes(phase) && ended !== undefined)
      return { posted: ended, phase, text, raw, found: `${found}, dated by resolvedWhen` };
    const posted = between(timed, index, facts);
    guess(`the time of ${found}: it says none, so it stands ${posted.why}`);
    return {
      posted: posted.at,
      happened: { at: posted.at, about: true },
      phase,
      text,
      raw,
      found: `${found}, without a time`,
    };
  });
  const closing = told.findLastIndex(({ phase }) => closes(phase));
  const close = told[closing];
  if (close) {
    const end = ended !== undefined && ended <= close.posted ? ended : close.posted;
    if (ended !== undefined && ended > close.posted)
      guess('its end is the time of its closing update: resolvedWhen lies later');
    told[closing] = { ...close, ended: end };
  } else if (isResolved) {
    const last = instant(Math.max(...told.map(({ posted }) => posted)));
    const end = ended ?? instant(last + MINUTE);
    if (ended === undefined)
      guess(
        'when it ended: it says that it is resolved and not when, so it stands a minute after its last update',
      );
    told.push({
      posted: end,
      phase: 'resolved',
      text: '',
      raw: '',
      ended: end,
      found: ended === undefined ? 'resolved: true' : 'resolvedWhen',
    });
  }
  const [first, ...rest] = told.toSorted((a, b) => a.posted - b.posted);
  return [first ?? { posted: date, phase: firstPhase, text: '', raw: '', found: 'its head alone' }, ...rest];
}

function withTimes(parts: readonly Part[], facts: Facts, guess: (words: string) => void): readonly Timed[] {
  const { date, zone, offset } = facts;
  let after = date;
  return parts.map((part): Timed => {
    const { track, lead } = part;
    const tracked = track === undefined ? undefined : readTimeOf(track, zone);
    if (tracked !== undefined && tracked !== NO_ZONE) {
      after = instant(Math.max(after, tracked.at));
      if (tracked.isGuess) guess(`that "${track}" is spelled as no time is`);
      return { ...part, at: tracked.at };
    }
    const words = lead?.time;
    const read =
      words === undefined ? undefined : readProseTime(words, { after, offset: clockOf(zone, offset) });
    if (!read) {
      if (words !== undefined || track !== undefined)
        guess(`"${track ?? words}" is no time that a clock shows`);
      return { ...part, at: undefined };
    }
    if (read.isDayOnly) {
      guess(`"${words}" names no hour: noon stands for it`);
    } else if (read.taken.length > 0)
      guess(`the ${read.taken.join(' and the ')} of "${words}": what is known around it`);
    after = instant(Math.max(after, read.at));
    return { ...part, at: read.at };
  });
}

interface Guessed {
  readonly at: Instant;
  readonly why: string;
}

/**
 * Parts without a time stand before what comes next in time, a minute apart; where there is no room for all of them, or
 * nothing comes, after what precedes them.
 */
function between(parts: readonly Timed[], index: number, { date, ended }: Facts): Guessed {
  const isClosing = ({ lead }: Part) => lead?.phase !== undefined && closes(lead.phase);
  const anchor = Math.max(
    0,
    parts.slice(0, index).findLastIndex(({ at }) => at !== undefined),
  );
  const before = parts[anchor]?.at ?? date;
  if (parts[index]?.lead?.phase === 'postmortem' && ended !== undefined)
    return { at: instant(Math.max(ended, before) + MINUTE), why: 'a minute after the end' };
  const later = parts.findIndex((part, place) => place > index && (part.at !== undefined || isClosing(part)));
  const next = later === -1 ? ended : (parts[later]?.at ?? ended);
  const end = later === -1 ? parts.length : later;
  const isRoom = next !== undefined && next - (end - anchor - 1) * MINUTE > before;
  if (!isRoom)
    return {
      at: instant(before + (index - anchor) * MINUTE),
      why: `${index - anchor} min after what precedes it`,
    };
  const what = later === -1 ? 'the end' : 'what follows it';
  return { at: instant(next - (end - index) * MINUTE), why: `${end - index} min before ${what}` };
}

const RANK: readonly Phase[] = ['investigating', 'identified', 'monitoring', 'resolved', 'postmortem'];

/** By numbers, times, phases, or by which end has the text that says nothing of itself. Without a sign: the oldest first. */
function isNewestFirst(parts: readonly Part[]): boolean {
  if (parts.length < 2) return false;
  const falls = (values: readonly (number | string | undefined)[]) => {
    const known = values.filter((value) => value !== undefined);
    const [first, last] = [known[0], known.at(-1)];
    return known.length < 2 || first === undefined || last === undefined || first === last
      ? undefined
      : first > last;
  };
  const tracks = parts.map(({ track }) => (track === undefined ? undefined : sortable(track)));
  const numbers = parts.map(({ lead }) => lead?.number);
  const dated = parts.map(({ lead }) => /^\d{4}-\d{2}-\d{2}.*$/.exec(lead?.time ?? '')?.[0]);
  const bySign = falls(tracks) ?? falls(numbers) ?? falls(dated);
  if (bySign !== undefined) return bySign;
  const [first, last] = [parts[0], parts.at(-1)];
  if (first?.lead === undefined && first?.track === undefined) return false;
  if (last?.lead === undefined && last?.track === undefined && parts.some(({ lead }) => lead)) return true;
  const isOpening = ({ lead }: Part) => lead?.phase === 'investigating';
  if (first && last && isOpening(first) !== isOpening(last)) return isOpening(last);
  const ranks = parts.map(({ lead }) =>
    lead?.phase && RANK.includes(lead.phase) ? RANK.indexOf(lead.phase) : undefined,
  );
  return (
    falls(ranks) ??
    falls(parts.map(({ lead }) => /^\d{1,2}:\d{2}/.exec(lead?.time ?? '')?.[0]?.padStart(5, '0'))) ??
    false
  );
}

/** One-digit hours would stand before others as text. */
function sortable(time: string): string {
  return time.replace(/(?<=[T ])(\d):/, '0$1:');
}
