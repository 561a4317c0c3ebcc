import { dayOf, monthOf } from '../calendar/day.ts';
import type { Measure } from '../i18n/words.ts';
import type { Cause } from '../model/incident.ts';
import type { IncidentView } from './incident-view.ts';
import { oncePer } from './once.ts';
import { type Part, partsOf } from './parts.ts';
import { broughtIn, firstPublished } from './published.ts';
import type { Site } from './site.ts';

/** Spans in milliseconds from an incident's beginning; absent where it does not state what is measured. */
export type Times = Readonly<Partial<Record<Measure, number>>>;

/** One row of the index of postmortems. */
export interface PostmortemRow {
  readonly view: IncidentView;
  readonly times: Times;
  /** How many of its promises are open or overdue. */
  readonly openPromises: number;
}

/** What a reader may know of a few values: a mean of so few would say more than it knows. */
export interface Summary {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly n: number;
}

/** Every incident with a postmortem, the newest first. */
export function postmortemRows({ withPostmortem, ledger }: Site): readonly PostmortemRow[] {
  const published = firstPublished(ledger);
  return withPostmortem.map((view) => {
    const [first] = view.updates;
    const isOwnWord = !broughtIn(view.incident, ledger).includes(first);
    return {
      view,
      times: timesOf(view, isOwnWord ? published(view.incident, first) : undefined),
      openPromises: view.promises.filter(({ standing }) => standing === 'open' || standing === 'overdue')
        .length,
    };
  });
}

/**
 * How long an incident took, from its beginning: to the first publication, to its detection, and to its last end. Nothing of
 * a maintenance, which is announced before it begins, nor of a false alarm.
 */
export function timesOf(view: IncidentView, firstWord: number | undefined): Times {
  if (view.kind === 'maintenance' || view.isWithdrawn) return {};
  const began = view.began.at;
  const ended = view.courses.at(-1)?.ended?.at;
  return {
    ...(firstWord === undefined ? {} : { firstWord: Math.max(0, firstWord - began) }),
    ...(view.detected ? { detection: Math.max(0, view.detected.at - began) } : {}),
    ...(ended === undefined ? {} : { resolution: ended - began }),
  };
}

/** Undefined where there is no value. The median of an even number is the mean of the two in the middle. */
export function summaryOf(values: readonly number[]): Summary | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const n = sorted.length;
  const [least, most] = [sorted[0], sorted[n - 1]];
  if (least === undefined || most === undefined) return undefined;
  const [low = least, high = least] = [sorted[Math.ceil(n / 2) - 1], sorted[Math.floor(n / 2)]];
  return { median: (low + high) / 2, least, most, n };
}

/** How many postmortems name each cause, the commonest first; of equals the first of the list. */
export function causesIn(rows: readonly PostmortemRow[]): readonly (readonly [Cause, number])[] {
  const named = rows.flatMap(({ view }) => view.cause ?? []);
  return [...Map.groupBy(named, (cause) => cause)]
    .map(([cause, found]) => [cause, found.length] as const)
    .toSorted(([, a], [, b]) => b - a);
}

/** The pages of a long index: by when the incident began, in the site's zone. */
export const postmortemParts = oncePer((site: Site): readonly Part<PostmortemRow>[] =>
  partsOf(postmortemRows(site), ({ view }) => monthOf(dayOf(view.began.at, site.config.timeZone))),
);
