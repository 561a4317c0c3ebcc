import type { Instant } from '../model/instant.ts';
import { paths } from './addresses.ts';
import { componentParts } from './component-parts.ts';
import type { IncidentView } from './incident-view.ts';
import { asPart } from './inputs.ts';
import type { Shown } from './output-text.ts';
import { postmortemParts } from './postmortem-list.ts';
import { promiseParts } from './promise-list.ts';
import type { Site } from './site.ts';

/** A page that the site has in each of its languages. */
export interface ListedPage {
  /** Without its language. */
  readonly path: string;
  /** Absent where more goes into it than certain incidents. */
  readonly shown?: Shown;
}

/** Every page but those of single incidents, and but the one that says that there is no such page. */
export function* listPages(site: Site): Iterable<ListedPage> {
  for (const path of FIXED) yield { path };
  const months = site.months.map(({ month }) => month);
  for (const { month, views } of site.months)
    yield { path: paths.historyMonth(month), shown: asPart(months, month, views) };
  for (const [id, component] of site.componentById) {
    yield { path: paths.component(id) };
    const parts = componentParts(component, site);
    const names = parts.map(({ name }) => name);
    for (const { name, values } of parts)
      yield { path: paths.componentIn(id, name), shown: asPart(names, name, values) };
  }
  for (const { name } of postmortemParts(site)) yield { path: paths.postmortemsIn(name) };
  for (const { name } of promiseParts(site)) yield { path: paths.promisesIn(name) };
}

const FIXED = [
  paths.front,
  paths.history,
  paths.maintenance,
  paths.postmortems,
  paths.promises,
  paths.subscribe,
  paths.search,
  paths.record,
] as const;

/** Where the pages of an incident are. */
export function pagesOf({ id, postmortem }: IncidentView): readonly string[] {
  return postmortem.length > 0 ? [paths.incident(id), paths.postmortem(id)] : [paths.incident(id)];
}

/** When an incident last said something new. */
export function changedAt(view: IncidentView, { ledger }: Site): Instant {
  const newest = view.updates.at(-1) ?? view.updates[0];
  return ledger.linesOf(view.id).at(-1)?.published ?? newest.stamp.at;
}
