import { type Instant, instant, MINUTE } from '../model/instant.ts';
import { closes, type Phase } from '../model/phase.ts';
import { readProseTime } from './cstate-clock.ts';
import type { Dated } from './cstate-dates.ts';
import { inOrder } from './cstate-order.ts';
import type { Part } from './cstate-prose.ts';
import type { DraftUpdate, Note } from './history.ts';
import { NO_ZONE, readTimeOf } from './times.ts';

/** What the head of the file says. */
export interface Facts {
  readonly dated: Dated;
  /** Undefined where the head does not say it. */
  readonly isOver: boolean | undefined;
  /** `resolvedWhen`, where it does not lie before `date`. */
  readonly ended: Instant | undefined;
  /** Of a first update that does not say. */
  readonly firstPhase: Phase;
}

export type Told = Pick<DraftUpdate, 'posted' | 'happened' | 'phase' | 'text' | 'raw' | 'found' | 'ended'>;

interface Timed extends Part {
  readonly at: Instant | undefined;
  /** The day was said, and no hour. */
  readonly about?: boolean;
}

type Guess = (words: string) => void;

/** The parts as updates by rising time; every guess is told. */
export function updatesOf(parts: readonly Part[], facts: Facts, notes: Note[]): readonly Told[] {
  const { dated, ended, firstPhase } = facts;
  const guess: Guess = (words) => void notes.push({ kind: 'guessed', words });
  const whole = parts.length > 0 ? parts : [{ text: '', found: 'its head alone: it has no text' }];
  const timed = withTimes(inOrder(whole, dated, notes), dated, guess);
  const told = timed.map((part, index): Told => {
    const { at, about, text, raw = text, lead, found } = part;
    const phase = lead?.phase ?? (index === 0 ? firstPhase : 'update');
    const own = { phase, text, raw };
    if (index === 0 && lead?.phase === undefined)
      guess(`its first update is of the phase "${phase}": it names none`);
    if (at !== undefined) return { posted: at, ...(about ? { happened: { at, about } } : {}), ...own, found };
    if (closes(phase) && ended !== undefined)
      return { posted: ended, ...own, found: `${found}, dated by resolvedWhen` };
    if (index === 0 && !isAfterwards(phase))
      return { posted: dated.at, ...own, found: `${found}, dated by the head` };
    const posted = between(timed, index, facts);
    guess(`the time of ${found}: it says none, so it stands ${posted.why}`);
    return {
      posted: posted.at,
      happened: { at: posted.at, about: true },
      ...own,
      found: `${found}, without a time`,
    };
  });
  return told.toSorted((a, b) => a.posted - b.posted);
}

/** Whether there was something to be told of before: it is no first word. */
export function isAfterwards(phase: Phase): boolean {
  return closes(phase) || phase === 'postmortem';
}

function withTimes(
  parts: readonly Part[],
  { at: date, clock, staffClock }: Dated,
  guess: Guess,
): readonly Timed[] {
  let after = date;
  return parts.map((part): Timed => {
    const { track, lead } = part;
    const tracked = track === undefined ? undefined : readTimeOf(track, clock);
    if (tracked !== undefined && tracked !== NO_ZONE) {
      after = instant(Math.max(after, tracked.at));
      if (tracked.isGuess) guess(`that "${track}" is spelled as no time is`);
      return { ...part, at: tracked.at };
    }
    const words = lead?.time;
    const read = words === undefined ? undefined : readProseTime(words, { after, clock: staffClock });
    if (!read) {
      if (words !== undefined || track !== undefined)
        guess(`"${track ?? words}" is no time that a clock shows`);
      return { ...withWords(part), at: undefined };
    }
    const { at, isDayOnly, taken } = read;
    if (isDayOnly && at < date) {
      if (dayOf(at) === dayOf(date)) return { ...part, at: undefined };
      guess(`"${words}" lies before its beginning: it stays a part of the text`);
      return { ...withWords(part), at: undefined };
    }
    if (isDayOnly) guess(`"${words}" names no hour: noon stands for it`);
    else if (taken.length > 0) guess(`the ${taken.join(' and the ')} of "${words}": what is known around it`);
    after = instant(Math.max(after, at));
    return { ...part, at, about: isDayOnly };
  });

  function dayOf(at: Instant): string {
    return staffClock.shows(at).slice(0, 10);
  }
}

/** Words that were taken for a time and give none stay in sight. */
function withWords<Of extends Part>(part: Of): Of {
  const { lead, text } = part;
  if (lead?.time === undefined) return part;
  const words = lead.words.replace(/^[-*+]\s+(?!$)/, '');
  const back = (own: string) => `${words}${words.startsWith('#') ? '\n\n' : ' '}${own}`.trim();
  return { ...part, text: back(text), ...(part.raw === undefined ? {} : { raw: back(part.raw) }) };
}

interface Guessed {
  readonly at: Instant;
  readonly why: string;
}

/**
 * Parts without a time stand before what comes next in time, a minute apart; where there is no room for all of them, or
 * nothing comes, after what precedes them.
 */
function between(parts: readonly Timed[], index: number, { dated, ended }: Facts): Guessed {
  const isClosing = ({ lead }: Part) => lead?.phase !== undefined && closes(lead.phase);
  const anchor = Math.max(
    0,
    parts.slice(0, index).findLastIndex(({ at }) => at !== undefined),
  );
  const before = parts[anchor]?.at ?? dated.at;
  if (parts[index]?.lead?.phase === 'postmortem' && ended !== undefined)
    return { at: instant(Math.max(ended, before) + MINUTE), why: 'a minute after the end' };
  const later = parts.findIndex((part, place) => place > index && (part.at !== undefined || isClosing(part)));
  const next = later === -1 ? ended : (parts[later]?.at ?? ended);
  const end = later === -1 ? parts.length : later;
  const isRoom = next !== undefined && next - (end - anchor - 1) * MINUTE > before;
  if (!isRoom) {
    const minutes = Math.max(1, index - anchor);
    return { at: instant(before + minutes * MINUTE), why: `${minutes} min after what precedes it` };
  }
  const what = later === -1 ? 'the end' : 'what follows it';
  return { at: instant(next - (end - index) * MINUTE), why: `${end - index} min before ${what}` };
}
