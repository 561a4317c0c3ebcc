import type { Statements, StateStep, Update } from '../model/incident.ts';
import type { Moment } from '../model/instant.ts';
import type { Place } from '../model/problem.ts';
import { STATES, type State } from '../model/state.ts';
import { nearest } from './nearest.ts';
import { problem } from './problems.ts';
import { digitsOn, lineOf, type StatementsDraft, type StatusScene, timeReader } from './status.ts';
import type { StatusEntry } from './status-block.ts';
import { BARE_FORM, FULL_FORM, readTime } from './time.ts';
import { meantWord } from './words.ts';

/** One part of a line, `operational from 20:10`, and the line with other words in its place. */
interface Part {
  readonly text: string;
  readonly isFirst: boolean;
  readonly place: Place;
  readonly line: (words: string) => string;
}

/**
 * Reads `major outage from 02:39, operational from 20:10`: one state, or several in rising order of time. Gives undefined
 * where any of them cannot be read: half a line would be another history.
 */
export function readStates(
  entry: StatusEntry,
  block: StatementsDraft,
  scene: StatusScene,
): readonly [StateStep, ...StateStep[]] | undefined {
  const steps = partsOf(entry).map((part) => readStep(part, entry, scene));
  const [first, ...rest] = steps.flatMap((step) => step ?? []);
  if (!first || rest.length + 1 < steps.length) return undefined;
  const times = [first.from ?? impliedStart(first, block, scene), ...rest.map(({ from }) => from)];
  const rising = times.every((time, index) => index === 0 || (times[index - 1]?.at ?? 0) < (time?.at ?? 0));
  if (rising) return [first, ...rest];
  const shown = times.map((time) => (time ? digitsOn(scene.stamp, time.at) : '')).join(', ');
  scene.report(problem('state-order', entry.valuePlace, lineOf(entry), shown));
  return undefined;
}

function partsOf(entry: StatusEntry): readonly Part[] {
  const parts = entry.value.split(',');
  let column = entry.valuePlace.column;
  return parts.map((part, index) => {
    const place = { ...entry.valuePlace, column: column + part.length - part.trimStart().length };
    column += part.length + 1;
    const trimmed = parts.map((other) => other.trim());
    const line = (words: string) => lineOf({ ...entry, value: trimmed.with(index, words).join(', ') });
    return { text: part.trim(), isFirst: index === 0, place, line };
  });
}

/** Where the first state of a line without `from` begins, as its own block tells it: a `began` of other updates is not known here. */
export function impliedStart(
  { state }: StateStep,
  { began, ended, at }: Pick<Statements, 'began' | 'ended' | 'at'>,
  { stamp }: Pick<Update, 'stamp'>,
): Moment {
  const own = state === 'operational' ? ended : began;
  return own ?? at ?? { at: stamp.at, about: false };
}

/** `partial outage until 10:00` begins with a state, whatever else it says. */
function stateBefore(words: string): State | undefined {
  const small = words.toLowerCase();
  return STATES.find((state) => small.startsWith(state) && !/^[a-z]/.test(small.slice(state.length)));
}

/** `major` and `maintenance` are parts of one state's name each; `outage` is a part of two. */
function stateOfWord(word: string): State | undefined {
  const part = word.toLowerCase().trim();
  const found = part.length < 4 ? [] : STATES.filter((state) => state.split(' ').includes(part));
  return found.length === 1 ? found[0] : undefined;
}

function readStep(
  { text, isFirst, place, line }: Part,
  entry: StatusEntry,
  scene: StatusScene,
): StateStep | undefined {
  const cut = text.indexOf(' from ');
  const word = cut === -1 ? text : text.slice(0, cut);
  const time = cut === -1 ? undefined : text.slice(cut + 6);
  const state = STATES.find((candidate) => candidate === word.toLowerCase());
  if (!state) {
    const meant =
      meantWord(word, 'states') ?? stateBefore(word) ?? stateOfWord(word) ?? nearest(word, STATES);
    const words = time === undefined ? meant : `${meant} from ${time}`;
    const write = meant ? line(words ?? meant) : `Write one of: ${STATES.join(', ')}.`;
    scene.report(problem('state-word', place, lineOf(entry), write, STATES.join(', ')));
    return undefined;
  }
  if (time === undefined) {
    if (isFirst) return { state };
    const form = timeReader(entry, scene).full ? FULL_FORM : BARE_FORM;
    scene.report(problem('state-from', place, lineOf(entry), line(`${state} from ${form}`)));
    return undefined;
  }
  if (scene.planned) {
    scene.report(problem('state-planned', place, lineOf(entry), line(state)));
    return undefined;
  }
  const reader = { ...timeReader(entry, scene), line: (other: string) => line(`${state} from ${other}`) };
  const from = readTime(time, { ...place, column: place.column + text.length - time.length }, reader);
  if (!from) return undefined;
  if (from.at <= scene.stamp.at) return { state, from };
  scene.report(problem('time-ahead', place, lineOf(entry), scene.stamp.digits));
  return undefined;
}
