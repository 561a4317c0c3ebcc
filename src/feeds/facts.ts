import { dayOf } from '../calendar/day.ts';
import { lossOf } from '../derive/said.ts';
import { wordsFor } from '../i18n/words.ts';
import { escapeHtml } from '../markdown/legible.ts';
import type { StateLine, StateStep, Update, Window } from '../model/incident.ts';
import type { Moment } from '../model/instant.ts';
import { nameOn } from '../model/site-config.ts';
import { around, saidHtml, timeHtml } from './html.ts';
import type { Telling } from './telling.ts';

/** A line of what an update states: a plain name, and values as HTML. */
export interface Fact {
  readonly name: string;
  readonly values: readonly string[];
}

/** What the update itself states, the components first; empty where it has no `status` block. */
export function factsOf(telling: Telling): readonly Fact[] {
  const { update, lang, view } = telling;
  const isWork = view.kind === 'maintenance';
  const { incident: labels, causes, impacts } = wordsFor(lang);
  const { began, ended, detected, window, next, cause, impact, states } = update.statements;
  const fact = (name: string, ...values: readonly string[]): readonly Fact[] =>
    values.length > 0 ? [{ name, values }] : [];
  const time = (moment: Moment) => timeHtml(moment, telling);
  return [
    ...stateFacts(states, telling),
    ...(window ? fact(labels.planned, ...windowValues(window, telling)) : []),
    ...(began
      ? fact(isWork ? labels.started : labels.began, time(began), ...firstBegan(began, telling))
      : []),
    ...(ended ? fact(isWork ? labels.finished : labels.ended, time(ended)) : []),
    ...(detected ? fact(labels.detected, time(detected)) : []),
    ...fact(labels.lost, ...lossValues(telling)),
    ...(cause ? fact(labels.cause, escapeHtml(causes[cause])) : []),
    ...(impact ? fact(labels.impact, escapeHtml(impacts[impact])) : []),
    ...(next === undefined ? [] : fact(labels.next, time({ at: next, about: false }))),
  ];
}

/** In an item nobody reads more names; and an item stands in the feed of each. */
export const MOST_NAMED = 25;

/** The states that an update gives; of the components beyond the first, how many there are and which states they have. */
function stateFacts(lines: readonly StateLine[], telling: Telling): readonly Fact[] {
  const { feed, states, time } = wordsFor(telling.lang);
  let room = MOST_NAMED;
  let more = 0;
  const others = new Set<string>();
  const named = lines.flatMap((line) => {
    const components = line.components.slice(0, room);
    const left = line.components.length - components.length;
    room -= components.length;
    more += left;
    if (left > 0) for (const { state } of line.steps) others.add(states[state]);
    return components.length > 0 ? [stateFact({ ...line, components }, telling)] : [];
  });
  if (more === 0) return named;
  return [...named, { name: feed.moreComponents(more), values: [escapeHtml([...others].join(time.list))] }];
}

function stateFact({ components, steps }: StateLine, telling: Telling): Fact {
  const { view, update, at, lang, site } = telling;
  const { states, time } = wordsFor(lang);
  const day = dayOf(at, site.config.timeZone);
  const isPlan = view.kind === 'maintenance' && view.courses.length === 0;
  const names = components.map((id) => {
    const component = site.index.byId.get(id);
    return component ? (nameOn(component, day)[lang] ?? id) : id;
  });
  const values = steps.map((step, index) => {
    const state = escapeHtml(states[step.state]);
    if (isPlan) return state;
    const until = steps[index + 1]?.from;
    const from = timeHtml(sinceOf(step, update), telling);
    return `${state} ${from}${escapeHtml(time.dash)}${until ? timeHtml(until, telling) : ''}`.trimEnd();
  });
  return { name: names.join(time.list), values };
}

/** Where a line leaves its time to the rules, what the same update says of beginning and end holds (FORMAT.md, "States"). */
function sinceOf({ from, state }: StateStep, { statements, stamp }: Update): Moment {
  const implied = state === 'operational' ? statements.ended : statements.began;
  return from ?? implied ?? statements.at ?? { at: stamp.at, about: false };
}

function firstBegan(began: Moment, telling: Telling): readonly string[] {
  const course = telling.view.courses.find(
    (one) => one.began.at === began.at && one.began.about === began.about,
  );
  if (!course?.beganFirst) return [];
  return [around(wordsFor(telling.lang).incident.firstStated, timeHtml(course.beganFirst, telling))];
}

function windowValues(window: Window, telling: Telling): readonly string[] {
  const { incident: labels } = wordsFor(telling.lang);
  const moved = telling.view.plan?.moved.find(({ at }) => at === telling.update.stamp.at);
  return [
    windowHtml(window, telling),
    ...(moved ? [`<del>${windowHtml(moved.window, telling)}</del> ${escapeHtml(labels.moved)}`] : []),
  ];
}

function windowHtml({ start, end }: Window, telling: Telling): string {
  const [from, to] = [start, end].map((at) => timeHtml({ at, about: false }, telling));
  return `${from}${escapeHtml(wordsFor(telling.lang).time.dash)}${to}`;
}

function lossValues({ view, update, lang }: Telling): readonly string[] {
  return update.statements.lost.map((loss, index) =>
    loss === 'nothing'
      ? escapeHtml(wordsFor(lang).incident.lostWithdrawn)
      : saidHtml(lossOf(view, { update, index }, lang), lang),
  );
}
