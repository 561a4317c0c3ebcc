import type { Update } from '../model/incident.ts';
import type { IncidentView } from './incident-view.ts';
import { correctionsOf } from './said.ts';

/** What a pair of errata, a span in a chart and a component in a list take on a page, in characters. */
const PAIR = 300;
const SPAN = 150;
const COMPONENT = 60;
const HEADING = /^ {0,3}(?:#|=+[ \t]*$|-+[ \t]*$)/m;

/**
 * About how many characters a page holds a second time so that it can show how it read at `then`, when what it shows
 * besides is how it read at `next`: texts that were corrected, sections and lists that grew, and the chart.
 */
export function repeatedAt(then: IncidentView, next: IncidentView): number {
  const before = new Set<Update>(then.updates);
  const fresh = next.updates.filter((update) => !before.has(update));
  const stamps = new Set(fresh.map(({ statements }) => statements.corrects));
  const corrected = then.updates.filter(({ stamp }) => stamps.has(stamp.at));
  const isResectioned = [...fresh, ...corrected].some((update) => hasSections(then, update));
  const isLossy = fresh.some(({ statements, phase }) => statements.lost.length > 0 || phase === 'withdrawn');
  const spans = then.effects.reduce((all, effect) => all + effect.spans.length, 0);
  return (
    sum(corrected, (update) => lengthIn(then, update) + PAIR * pairsOn(then, update)) +
    (isResectioned
      ? sum(then.updates, (update) => (hasSections(then, update) ? lengthIn(then, update) : 0))
      : 0) +
    (isLossy ? sum(then.updates, ({ statements }) => sum(statements.lost, lengthOfLoss)) : 0) +
    SPAN * spans +
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

function hasSections(view: IncidentView, update: Update): boolean {
  return textsOf(view, update).some((text) => HEADING.test(text));
}

function pairsOn(view: IncidentView, update: Update): number {
  return sum(correctionsOf(view, update), ({ forRead }) => forRead.length);
}

function lengthOfLoss(loss: Update['statements']['lost'][number]): number {
  return loss !== 'nothing' && 'words' in loss ? loss.words.length : 0;
}

function sum<One>(all: readonly One[], of: (one: One) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}
