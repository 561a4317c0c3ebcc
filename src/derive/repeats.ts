import type { Update } from '../model/incident.ts';
import type { IncidentView } from './incident-view.ts';
import { correctionsOf } from './said.ts';

/** What each takes on a page besides its words, in characters. */
const PAIR = 300;
const PART = 500;
const LOSS = 300;
const PROMISE = 500;
const MOVE = 400;
const SPAN = 500;
const COMPONENT = 100;
const HEADING = /^ {0,3}(?:#|=+[ \t]*$|-+[ \t]*$)/gm;

/**
 * About how many characters a page holds a second time so that it can show how it read at `then`, when what it shows
 * besides is how it read at `next`: texts that were corrected, sections and lists that grew, and the chart.
 */
export function repeatedAt(then: IncidentView, next: IncidentView): number {
  const before = new Set<Update>(then.updates);
  const fresh = next.updates.filter((update) => !before.has(update));
  const stamps = new Set(fresh.map(({ statements }) => statements.corrects));
  const corrected = then.updates.filter(({ stamp }) => stamps.has(stamp.at));
  const isResectioned = [...fresh, ...corrected].some((update) => headingsIn(then, update) > 0);
  const isLossy = fresh.some(({ statements, phase }) => statements.lost.length > 0 || phase === 'withdrawn');
  const isMoved = fresh.some(({ statements }) => statements.window);
  const promised = new Set(fresh.flatMap(({ promises }) => promises.map(({ id }) => id)));
  return (
    sum(corrected, (update) => lengthIn(then, update) + PAIR * pairsOn(then, update)) +
    (isResectioned ? sum(then.updates, (update) => sectionsIn(then, update)) : 0) +
    (isLossy ? sum(then.updates, ({ statements }) => sum(statements.lost, lengthOfLoss)) : 0) +
    (isMoved ? MOVE * (then.plan?.moved.length ?? 0) : 0) +
    sum(then.promises, ({ id, moves }) => (promised.has(id) ? PROMISE + MOVE * moves.length : 0)) +
    SPAN * sum(then.effects, ({ spans }) => spans.length) +
    COMPONENT * then.components.length
  );
}

function textsOf({ incident }: IncidentView, update: Update): readonly string[] {
  const others = [...incident.translations.values()].map(({ updates }) => updates.get(update.stamp.at)?.text);
  return [update.text, ...others.filter((text) => text !== undefined)];
}

/** In the language in which it is longest. */
function lengthIn(view: IncidentView, update: Update): number {
  return Math.max(...textsOf(view, update).map((text) => text.length));
}

function headingsIn(view: IncidentView, update: Update): number {
  return Math.max(...textsOf(view, update).map((text) => text.match(HEADING)?.length ?? 0));
}

function sectionsIn(view: IncidentView, update: Update): number {
  const headings = headingsIn(view, update);
  return headings > 0 ? PART * headings + lengthIn(view, update) : 0;
}

function pairsOn(view: IncidentView, update: Update): number {
  return sum(correctionsOf(view, update), ({ forRead }) => forRead.length);
}

function lengthOfLoss(loss: Update['statements']['lost'][number]): number {
  return LOSS + (loss !== 'nothing' && 'words' in loss ? loss.words.length : 0);
}

function sum<One>(all: readonly One[], of: (one: One) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}
