import { dayOf } from '../calendar/day.ts';
import { type Instant, instant, type Stamp } from '../model/instant.ts';
import type { RecordLine } from '../model/record.ts';
import { type IncidentView, viewIncident } from './incident-view.ts';
import { firstPublished, knownAt, type Ledger } from './published.ts';
import { repeatedAt } from './repeats.ts';
import type { Site } from './site.ts';

/** An incident as its readers knew it when one of its updates was first published, or as they know it now. */
export interface Version {
  /** The moment for which the view is true. */
  readonly asOf: Instant;
  readonly view: IncidentView;
  /** The line that made it; absent for the present. */
  readonly line?: RecordLine;
}

/** An incident through time. */
export interface Versions {
  /** The stamps of the updates that made each earlier version, by first publication: several where one build published them. */
  readonly steps: readonly (readonly [Stamp, ...Stamp[]])[];
  /** The stamp of what was published last, also where that was all. */
  readonly last: Stamp | undefined;
  /** One for each step, and the present behind them. */
  readonly versions: readonly [...Version[], Version];
}

/** Further back than this, a page steps no more: an incident is worked through once for each. */
const MOST = 100;
/** Nor further back than so many characters carry it: the page holds all that read otherwise then. */
const MOST_REPEATED = 2 * 1024 * 1024;

/**
 * Each way in which an incident's page read, by the order of publication, and how it reads now. One that was said at once
 * and never amended has the present alone.
 */
export function versionsOf(view: IncidentView, site: Site): Versions {
  const { incident } = view;
  const { ledger, config, index } = site;
  const published = firstPublished(ledger);
  const present: Version = { asOf: site.asOf, view };
  const builds = buildsOf(view, ledger);
  const last = builds.at(-1)?.stamps.at(-1);
  if (builds.length < 2) return { steps: [], last, versions: [present] };
  const then: { readonly stamps: readonly [Stamp, ...Stamp[]]; readonly version: Version }[] = [];
  let repeated = 0;
  for (const { stamps, line } of builds.slice(-MOST).reverse()) {
    const known = knownAt(incident, line, ledger);
    if (!known) continue;
    const asOf = instant(Math.max(line.published, ...known.updates.map((update) => update.stamp.at)));
    const own = viewIncident(known, index, asOf, dayOf(asOf, config.timeZone), published);
    if (!own) continue;
    repeated += repeatedAt(own, then[0]?.version.view ?? view);
    if (repeated > MOST_REPEATED) break;
    then.unshift({ stamps, version: { asOf, view: own, line } });
  }
  return {
    steps: then.map(({ stamps }) => stamps),
    last,
    versions: [...then.map(({ version }) => version), present],
  };
}

/** The builds that published updates of an incident: their stamps, and the last of their lines about these. */
function buildsOf(
  { incident, updates }: IncidentView,
  ledger: Ledger,
): readonly { readonly stamps: readonly [Stamp, ...Stamp[]]; readonly line: RecordLine }[] {
  const lines = updates
    .flatMap(({ stamp }) => {
      const line = ledger.lineOf(incident.id, incident.lang, stamp.at);
      return line ? [{ stamp, line }] : [];
    })
    .toSorted((a, b) => a.line.seq - b.line.seq);
  const builds: { stamps: [Stamp, ...Stamp[]]; line: RecordLine }[] = [];
  for (const { stamp, line } of lines) {
    const build = builds.at(-1);
    if (build && build.line.published === line.published) {
      build.stamps.push(stamp);
      build.line = line;
    } else builds.push({ stamps: [stamp], line });
  }
  return builds;
}

/** One thing on the page that held over some versions. */
export interface Run<Value> {
  readonly value: Value;
  /** The first and the last version, from 0, in which it stood so. */
  readonly from: number;
  readonly to: number;
  /** It stands so now. */
  readonly isPresent: boolean;
  /** The last version of the run. */
  readonly version: Version;
}

/**
 * What a page says in a list (facts, rungs, sections, entries), member by member: how each read over the versions. Members
 * stand in the order of now; those that are gone stand behind what they last stood behind. Values are plain data, save that
 * an update stands for itself: it never changes.
 */
export function runsOf<Value>(
  versions: Versions['versions'],
  read: (version: Version) => readonly Value[],
  keyOf: (value: Value) => string,
): readonly Run<Value>[] {
  const lists = versions.map((version) => new Map(read(version).map((value) => [keyOf(value), value])));
  return orderOf(lists).flatMap((key) => runsOfOne(versions, (_, at) => lists[at]?.get(key)));
}

/** The same for one thing that stands once, or not at all. */
export function runsOfOne<Value>(
  versions: Versions['versions'],
  read: (version: Version, at: number) => Value | undefined,
): readonly Run<Value>[] {
  const runs: Run<Value>[] = [];
  versions.forEach((version, at) => {
    const value = read(version, at);
    if (value === undefined) return;
    const open = runs.at(-1);
    const isPresent = at === versions.length - 1;
    if (open?.to === at - 1 && isSame(value, open.value)) {
      runs[runs.length - 1] = { value, from: open.from, to: at, isPresent, version };
    } else runs.push({ value, from: at, to: at, isPresent, version });
  });
  return runs;
}

function orderOf(lists: readonly ReadonlyMap<string, unknown>[]): readonly string[] {
  const order: string[] = [];
  const known = new Set<string>();
  for (const list of lists.toReversed()) {
    // To look for the places of known members takes the square of their number.
    if (list.keys().every((key) => known.has(key))) continue;
    let place = 0;
    for (const key of list.keys()) {
      if (known.has(key)) place = order.indexOf(key) + 1;
      else {
        order.splice(place, 0, key);
        known.add(key);
        place += 1;
      }
    }
  }
  return order;
}

/** Plain data compared member by member; an update never changes, and its stamp stands for it. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!isObject(one) || !isObject(other)) return false;
  if (isUpdate(one) && isUpdate(other)) return isSame(one.stamp, other.stamp);
  const isOnlyThere = (name: string) => !(name in one) && other[name] !== undefined;
  return (
    Object.keys(one).every((name) => isSame(one[name], other[name])) && !Object.keys(other).some(isOnlyThere)
  );
}

function isUpdate(value: Readonly<Record<string, unknown>>): boolean {
  return 'canonical' in value && 'stamp' in value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
