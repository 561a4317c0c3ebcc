import { clockDigits } from '../calendar/zone.ts';
import { instant, MINUTE } from '../model/instant.ts';
import { closes, opens } from '../model/phase.ts';
import { type Facts, isAfterwards, type Told } from './cstate-updates.ts';
import type { Note } from './history.ts';

/**
 * The updates of an incident that is over here exactly if its head says so, for as long as its head says, and that begins
 * with an update in which it is open. `told` by rising time. Every guess is told.
 */
export function asItsHeadSays(
  told: readonly Told[],
  facts: Facts,
  notes: Note[],
): readonly [Told, ...Told[]] {
  const guess = (words: string) => void notes.push({ kind: 'guessed', words });
  const ending = facts.isOver === true ? closed(told, facts, guess) : told;
  const spoken = facts.isOver === undefined ? ending : without(ending, facts.isOver, guess);
  const [first, ...rest] = withEnd(spoken, facts, guess);
  const { dated, firstPhase } = facts;
  const beginning = { phase: firstPhase, text: '', raw: '', found: BY_DATE };
  if (first && !isAfterwards(first.phase)) return [first, ...rest];
  if (first) guess(`its beginning stands without words: its first update is of the phase "${first.phase}"`);
  const posted = instant(Math.min(dated.at, first?.posted ?? dated.at));
  return [{ posted, ...beginning }, ...(first ? [first, ...rest] : [])];
}

/** The updates of what cState calls informational: it is no incident, and so over with its first word. */
export function asNews(told: readonly Told[], { dated }: Facts, notes: Note[]): readonly [Told, ...Told[]] {
  notes.push({ kind: 'guessed', words: 'it is over as it begins: it is informational, and no incident' });
  const [first, ...rest] = told.map((update): Told => ({ ...update, phase: 'update' }));
  const ended = instant(Math.min(dated.at, first?.posted ?? dated.at));
  const beginning: Told = { posted: ended, phase: 'update', text: '', raw: '', found: BY_DATE };
  return [{ ...(first ?? beginning), ended }, ...rest];
}

const BY_DATE = 'the date of its head';

type Guess = (words: string) => void;

/** With a closing update, where none of them is the last word up to the end that the head names. */
function closed(told: readonly Told[], { ended, dated }: Facts, guess: Guess): readonly Told[] {
  const lastWord = told.findLast(({ phase }) => opens(phase) || closes(phase));
  if (lastWord && closes(lastWord.phase)) return told;
  const close = told.findLastIndex(({ phase }) => closes(phase));
  const reopened = told.slice(close + 1).filter(({ phase }) => opens(phase));
  if (close !== -1 && ended !== undefined && reopened.every(({ posted }) => posted > ended)) return told;
  const last = told.findLast(({ phase }) => phase !== 'postmortem')?.posted ?? dated.at;
  const end = ended ?? instant(last + MINUTE);
  if (ended === undefined)
    guess(
      'when it ended: it says that it is resolved and not when, so it stands a minute after its last update',
    );
  const found = ended === undefined ? 'resolved: true' : 'resolvedWhen';
  return [...told, { posted: end, phase: 'resolved' as const, text: '', raw: '', found }].toSorted(
    (a, b) => a.posted - b.posted,
  );
}

/** What speaks against the head is an *update*: what opens it again once it is over, and what closes it while it is not. */
function without(told: readonly Told[], isOver: boolean, guess: Guess): readonly Told[] {
  const speaksFor = isOver ? closes : opens;
  const speaksAgainst = isOver ? opens : closes;
  const last = told.findLastIndex(({ phase }) => speaksFor(phase));
  return told.map((update, index) => {
    const { phase, posted } = update;
    if (index < last || !speaksAgainst(phase)) return update;
    guess(
      `that it is ${isOver ? 'over' : 'open'}, as its head says: the "${phase}" of ${clockDigits(posted, 0)} UTC stands as an update`,
    );
    return { ...update, phase: 'update' };
  });
}

/** Its end in the update that closes it. */
function withEnd(told: readonly Told[], { ended }: Facts, guess: Guess): readonly Told[] {
  const place = told.findLastIndex(({ phase }) => closes(phase));
  return told.map((update, index) => {
    if (index !== place) return update;
    if (ended !== undefined && ended > update.posted)
      guess('its end is the time of its closing update: resolvedWhen lies later');
    return { ...update, ended: instant(Math.min(ended ?? update.posted, update.posted)) };
  });
}
