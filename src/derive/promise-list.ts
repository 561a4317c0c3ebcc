import { dayOf, monthOf } from '../calendar/day.ts';
import type { Instant } from '../model/instant.ts';
import type { IncidentView } from './incident-view.ts';
import { oncePer } from './once.ts';
import { type Part, partsOf } from './parts.ts';
import type { PromiseView } from './promises.ts';
import type { Site } from './site.ts';

/** A promise, and the incident in which it was made. */
export interface ListedPromise {
  readonly view: IncidentView;
  readonly promise: PromiseView;
}

export type Standing = PromiseView['standing'];

/** What a reader asks for first stands first. */
export const STANDINGS = ['overdue', 'open', 'kept', 'dropped'] as const satisfies readonly Standing[];

/** How many promises stand how, and how often a day was moved. */
export type PromiseCounts = Readonly<Record<Standing, number>> & {
  readonly total: number;
  readonly moves: number;
};

/** Every promise of these incidents, the newest incident first, in the order in which they were made. */
export function promisesIn(views: readonly IncidentView[]): readonly ListedPromise[] {
  return views.flatMap((view) => view.promises.map((promise) => ({ view, promise })));
}

/** Those of one standing: what is due by its day, the nearest first; what is settled, the newest first. */
export function standingAs(standing: Standing, listed: readonly ListedPromise[]): readonly ListedPromise[] {
  const found = listed.filter(({ promise }) => promise.standing === standing);
  if (standing === 'kept' || standing === 'dropped')
    return found.toSorted((a, b) => settledAt(b) - settledAt(a));
  return found.toSorted((a, b) => (a.promise.by ?? '9').localeCompare(b.promise.by ?? '9', 'en'));
}

export function countPromises(listed: readonly ListedPromise[]): PromiseCounts {
  const count = (standing: Standing) => listed.filter(({ promise }) => promise.standing === standing).length;
  return {
    overdue: count('overdue'),
    open: count('open'),
    kept: count('kept'),
    dropped: count('dropped'),
    total: listed.length,
    moves: listed.reduce((sum, { promise }) => sum + promise.moves.length, 0),
  };
}

/** The counts of each incident that made any, in the order of the list. */
export function countByIncident(
  listed: readonly ListedPromise[],
): readonly { readonly view: IncidentView; readonly counts: PromiseCounts }[] {
  return [...Map.groupBy(listed, ({ view }) => view)].map(([view, own]) => ({
    view,
    counts: countPromises(own),
  }));
}

/** What a page of promises shows where there are many: all that is due, and of the settled ones the newest. */
export function current(listed: readonly ListedPromise[], limit: number): readonly ListedPromise[] {
  const settled = [...standingAs('kept', listed), ...standingAs('dropped', listed)]
    .toSorted((a, b) => settledAt(b) - settledAt(a))
    .slice(0, limit);
  const shown = new Set([...standingAs('overdue', listed), ...standingAs('open', listed), ...settled]);
  return listed.filter((one) => shown.has(one));
}

/** The pages of a long list of promises: by the time in which they were made, in the site's zone. */
export const promiseParts = oncePer(
  ({ views, config }: Pick<Site, 'views' | 'config'>): readonly Part<ListedPromise>[] => {
    const newest = promisesIn(views).toSorted(
      (a, b) => b.promise.opened.stamp.at - a.promise.opened.stamp.at,
    );
    return partsOf(newest, ({ promise }) => monthOf(dayOf(promise.opened.stamp.at, config.timeZone)));
  },
);

function settledAt({ promise }: ListedPromise): Instant {
  return (promise.settled ?? promise.opened).stamp.at;
}
