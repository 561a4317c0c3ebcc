import type { StateLine, StateStep, Update } from '../model/incident.ts';
import { HOUR, type Instant, instant, type Moment } from '../model/instant.ts';
import { type Kind, opens, type Phase } from '../model/phase.ts';
import { type Stretch, stretches } from '../model/windows.ts';
import type { Context } from './context.ts';
import { writeHeading } from './heading.ts';
import { problem, type Report } from './problems.ts';
import { digitsOn, lineOf } from './status.ts';
import { WINDOW_FORM, writeTime } from './time.ts';
import type { RawUpdate } from './update.ts';
import { phaseWord } from './words.ts';

interface Read {
  readonly update: Update;
  readonly raw: RawUpdate;
}

interface Scene {
  readonly kind: Kind;
  readonly zone: string;
  /** The file's language, for words to write. */
  readonly lang: string;
  readonly report: Report;
}

/** With these a maintenance begins; what was said of states before was a plan. */
export const BEGINS_WORK: ReadonlySet<Phase> = new Set<Phase>(['in progress', 'verifying', 'completed']);

/** What can be judged only of an incident up to some update: its ends, and states outside of them. Updates by rising stamp. */
export function checkStretches(
  kind: Kind,
  lang: string,
  reads: readonly Read[],
  { config }: Context,
  report: Report,
): void {
  const scene = { kind, zone: config.timeZone, lang, report };
  const updates = reads.map(({ update }) => update);
  checkWindow(reads, scene);
  reads.forEach((read, index) => {
    const { began, ended, at, states } = read.update.statements;
    if (!began && !ended && !at && states.length === 0) return;
    const known = stretches(kind, updates.slice(0, index + 1));
    const home = homeOf(read.update, known);
    if (!home) return;
    checkEnd(read, home, scene);
    if (kind === 'maintenance' && !updates.slice(0, index + 1).some(({ phase }) => BEGINS_WORK.has(phase)))
      return;
    for (const line of states) for (const step of line.steps) checkStep(step, line, read, home, scene);
  });
}

/** The stretch of which an update speaks: a correction, of that of the update which it corrects. */
function homeOf({ stamp, statements }: Update, known: readonly Stretch[]): Stretch | undefined {
  const holds = (at: Instant | undefined) =>
    known.find(({ updates }) => updates.some((update) => update.stamp.at === at));
  return holds(statements.corrects) ?? holds(stamp.at);
}

function checkWindow(reads: readonly Read[], { report }: Scene): void {
  const plan = reads.find(({ update }) => update.phase === 'scheduled');
  if (!plan || reads.some(({ raw }) => raw.entries.some(({ key }) => key === 'window'))) return;
  report(problem('window-missing', plan.raw.headingPlace, plan.raw.heading, `window: ${WINDOW_FORM}`));
}

function checkEnd(read: Read, { began, ended }: Stretch, { zone, report }: Scene): void {
  const { stamp, statements } = read.update;
  if (!began || !ended || ended.at >= began.at) return;
  if (began !== statements.began && ended !== statements.ended && ended !== statements.at) return;
  const key = statements.ended ? 'ended' : statements.began ? 'began' : 'at';
  const { place, line } = entryOf(read, key);
  const nextDay = instant(ended.at + 24 * HOUR);
  const write =
    key === 'ended' && nextDay >= began.at && nextDay <= stamp.at
      ? `ended: ${writeTime(nextDay, stamp.offset, zone)}`
      : 'Correct one of the two times; across midnight, write the date.';
  report(
    problem('ended-before-began', place, line, digitsOn(stamp, ended.at), digitsOn(stamp, began.at), write),
  );
}

function checkStep(step: StateStep, line: StateLine, read: Read, home: Stretch, scene: Scene): void {
  const { stamp } = read.update;
  const isBad = step.state !== 'operational';
  const { began, ended } = home;
  if (isBad && step.from && began && step.from.at < began.at)
    reportEarly(step.from, began, line, read, scene);
  if (!ended || (began && ended.at < began.at)) return;
  const from = step.from ?? (isBad ? impliedStart(read.update, home) : undefined);
  if (!from || (isBad ? from.at < ended.at : from.at <= ended.at)) return;
  // Without a time of its own it begins with the incident, even where that was over in the same minute.
  if (!step.from && from === began) return;
  const { place, line: shown } = entryOf(read, line.components.join(', '));
  const write = lateState(step, read, scene);
  scene.report(
    problem('state-after-ended', place, shown, digitsOn(stamp, from.at), digitsOn(stamp, ended.at), write),
  );
}

function impliedStart(update: Update, home: Stretch): Moment {
  const { began, at } = update.statements;
  const own = update === home.updates[0] ? (home.began ?? began) : began;
  return own ?? at ?? { at: update.stamp.at, about: false };
}

function lateState(step: StateStep, { update }: Read, { kind, lang }: Scene): string {
  if (kind === 'maintenance') return 'Give the state the time at which it began; or state a later "ended".';
  if (!step.from && !opens(update.phase)) {
    return `Say since when: "${step.state} from YYYY-MM-DD HH:MM"; or, while it lasts, use the phase Monitoring.`;
  }
  return writeHeading(update.stamp, phaseWord('monitoring', lang));
}

/** Most often a bare time that belongs to the stamp's own day was read as one of the day before. */
function reportEarly(
  from: Moment,
  began: Moment,
  line: StateLine,
  read: Read,
  { zone, report }: Scene,
): void {
  const { stamp } = read.update;
  const { place, line: shown } = entryOf(read, line.components.join(', '));
  const nextDay = instant(from.at + 24 * HOUR);
  const clock = digitsOn(stamp, from.at).slice(11);
  const isNextDay = nextDay >= began.at && nextDay <= stamp.at;
  const write =
    isNextDay && shown.includes(`from ${clock}`)
      ? shown.replace(`from ${clock}`, `from ${writeTime(nextDay, stamp.offset, zone)}`)
      : `Write a time between ${digitsOn(stamp, began.at)} and ${stamp.digits}; or, if it did begin then:\nbegan: ${writeTime(from.at, stamp.offset, zone)}`;
  report(
    problem('state-before-began', place, shown, digitsOn(stamp, from.at), digitsOn(stamp, began.at), write),
  );
}

function entryOf({ raw }: Read, key: string) {
  const near =
    raw.entries.find((entry) => entry.key === key) ??
    raw.entries.find((entry) => key.split(', ').some((id) => entry.key.split(', ').includes(id)));
  return near
    ? { place: near.valuePlace, line: lineOf(near) }
    : { place: raw.headingPlace, line: raw.heading };
}
