import { addDays, type Day, dayOf, monthOf } from '../calendar/day.ts';
import type { Incident } from '../model/incident.ts';
import type { Instant } from '../model/instant.ts';
import type { PublicRecord } from '../model/record.ts';
import { type ComponentConfig, isGroup, type SiteConfig } from '../model/site-config.ts';
import { STATES, type State, worst } from '../model/state.ts';
import { type ComponentIndex, existingAt, indexComponents } from './components.ts';
import {
  type BadTime,
  badTimes,
  type DayBar,
  type DaySpan,
  dayBars,
  lastDays,
  type Uptime,
  uptime,
} from './days.ts';
import { stateAt } from './effects.ts';
import { type IncidentView, viewIncident, worstNow } from './incident-view.ts';
import { type Overall, overallStatus } from './overall.ts';
import { firstPublished, knownAt, type Ledger, ledgerOf } from './published.ts';

/** All that pages, feeds and API render; true for the moment `asOf`. */
export interface Site {
  readonly config: SiteConfig;
  readonly record: PublicRecord;
  readonly ledger: Ledger;
  readonly standing: PublicStanding;
  readonly asOf: Instant;
  readonly today: Day;
  readonly index: ComponentIndex;
  readonly overall: Overall;
  /** Groups and components in the order of `site.yml`; retired ones too. */
  readonly components: readonly ComponentView[];
  /** Groups and components alike. */
  readonly componentById: ReadonlyMap<string, ComponentView>;
  /** Newest beginning first. */
  readonly views: readonly IncidentView[];
  readonly viewById: ReadonlyMap<string, IncidentView>;
  readonly neighbours: ReadonlyMap<string, Neighbours>;
  readonly withPostmortem: readonly IncidentView[];
  /** The worst first, of equals the newest. */
  readonly openIncidents: readonly IncidentView[];
  /** Begun and not ended, or inside a window that no one confirmed or closed. */
  readonly maintenanceNow: readonly IncidentView[];
  /** By their windows, the nearest first. */
  readonly maintenanceAhead: readonly IncidentView[];
  /** Completed, cancelled or withdrawn, in the order of `views`. */
  readonly maintenancePast: readonly IncidentView[];
  /** The last 15 days, the newest first, with what began on each. */
  readonly recent: readonly { readonly day: Day; readonly views: readonly IncidentView[] }[];
  /** Months in which anything began, the newest first. */
  readonly months: readonly { readonly month: string; readonly views: readonly IncidentView[] }[];
}

/** What readers must know of the build itself. */
export interface PublicStanding {
  /** Made by `release`: the record, and not a copy of it. */
  readonly isRelease: boolean;
  /** Ids of published incidents of which something more is written, but could not be published yet. */
  readonly withheldIn: ReadonlySet<string>;
  /** How many incidents are written of which nothing could be published yet. */
  readonly withheldNew: number;
  /** The moment in the past at which the site stood so; absent for the present. */
  readonly stoodAt?: Instant;
}

/** As `build` makes it. */
export const LOCAL_COPY: PublicStanding = { isRelease: false, withheldIn: new Set(), withheldNew: 0 };

export interface ComponentView {
  readonly component: ComponentConfig;
  readonly state: State;
  readonly exists: boolean;
  /** Empty for a group. */
  readonly bars: readonly DayBar[];
  readonly uptime?: Uptime;
  /** Newest first; empty for a group. */
  readonly views: readonly IncidentView[];
  readonly children: readonly ComponentView[];
}

export interface Neighbours {
  readonly previous?: IncidentView;
  readonly next?: IncidentView;
}

const RECENT_DAYS = 15;

/**
 * Works out everything from what was published by `asOf`. Pure: the same input gives the same site. Incidents are those of
 * a folder without errors.
 */
export function deriveSite(
  incidents: readonly Incident[],
  config: SiteConfig,
  record: PublicRecord,
  asOf: Instant,
  standing: PublicStanding = LOCAL_COPY,
): Site {
  const zone = config.timeZone;
  const today = dayOf(asOf, zone);
  const index = indexComponents(config);
  const ledger = ledgerOf(record);
  const published = firstPublished(ledger);
  const last = record.at(-1);
  const views = incidents
    .flatMap((incident) => (last ? (knownAt(incident, last, ledger) ?? []) : incident))
    .flatMap((incident) => viewIncident(incident, index, asOf, today, published) ?? [])
    .toSorted((a, b) => b.began.at - a.began.at || (a.id < b.id ? 1 : -1));
  const open = views.filter((view) => view.isOpen);
  const maintenance = open.filter((view) => view.kind === 'maintenance');
  const [ahead, now] = [maintenance.filter(isAhead), maintenance.filter((view) => !isAhead(view))];
  const states = statesNow(open, index, asOf);
  const bad = badTimes(views, asOf);
  const byComponent = groupBy(views, (view) => view.components);
  const world = { index, states, bad, byComponent, asOf, days: lastDays(asOf, zone) };
  const components = config.components.map((component) => viewComponent(component, world));
  return {
    config,
    record,
    ledger,
    standing,
    asOf,
    today,
    index,
    overall: overallStatus(existingAt(index, asOf).map((leaf) => states.get(leaf.id) ?? 'operational')),
    components,
    componentById: new Map(withChildren(components).map((view) => [view.component.id, view])),
    views,
    viewById: new Map(views.map((view) => [view.id, view])),
    neighbours: neighboursOf(views),
    withPostmortem: views.filter((view) => view.postmortem.length > 0),
    openIncidents: worstFirst(
      open.filter((view) => view.kind === 'incident'),
      asOf,
    ),
    maintenanceNow: now,
    maintenanceAhead: ahead.toReversed().toSorted((a, b) => plannedStart(a) - plannedStart(b)),
    maintenancePast: views.filter((view) => view.kind === 'maintenance' && !view.isOpen),
    recent: recentDays(views, today, zone, asOf),
    months: [...groupBy(views, (view) => [monthOf(dayOf(view.began.at, zone))])].map(([month, found]) => ({
      month,
      views: found,
    })),
  };
}

/** In an outage the worst is the answer; of equals the newest. */
function worstFirst(views: readonly IncidentView[], asOf: Instant): readonly IncidentView[] {
  const badness = (view: IncidentView) => STATES.indexOf(worstNow(view, asOf));
  return views.toSorted((a, b) => badness(b) - badness(a));
}

/** Announced, and the time for it has not come. */
function isAhead({ phase, plan }: IncidentView): boolean {
  return phase === 'scheduled' && (plan === undefined || plan.standing === 'ahead');
}

function plannedStart({ plan, began }: IncidentView): Instant {
  return plan?.window.start ?? began.at;
}

/**
 * The moment for which a site of these incidents is true: `now`, or the newest stamp where that lies ahead. `check` lets
 * a stamp lie ahead by a few minutes, and what is posted counts as said.
 */
export function presentOf(incidents: readonly Incident[], now: Instant): Instant {
  return incidents.reduce((latest, { updates }) => {
    const newest = updates.at(-1)?.stamp.at ?? latest;
    return newest > latest ? newest : latest;
  }, now);
}

/** What each component is doing now; only what is open can make it anything but operational. */
function statesNow(
  open: readonly IncidentView[],
  index: ComponentIndex,
  asOf: Instant,
): ReadonlyMap<string, State> {
  const effects = open.flatMap((view) => view.effects);
  return new Map(
    index.leaves.map((leaf) => {
      const own = effects.filter((effect) => effect.component === leaf.id);
      return [leaf.id, worst(own.map((effect) => stateAt(effect, asOf)))];
    }),
  );
}

interface ComponentWorld {
  readonly index: ComponentIndex;
  readonly states: ReadonlyMap<string, State>;
  readonly bad: ReadonlyMap<string, readonly BadTime[]>;
  readonly byComponent: ReadonlyMap<string, readonly IncidentView[]>;
  readonly asOf: Instant;
  readonly days: readonly DaySpan[];
}

function viewComponent(component: ComponentConfig, world: ComponentWorld): ComponentView {
  if (isGroup(component)) {
    const children = component.components.map((child) => viewComponent(child, world));
    const present = children.filter((child) => child.exists);
    const state = worst(present.map((child) => child.state));
    return { component, state, exists: present.length > 0, bars: [], views: [], children };
  }
  const life = world.index.lifetimes.get(component.id) ?? { from: -Infinity, to: Infinity };
  const times = world.bad.get(component.id) ?? [];
  const share = uptime(times, life, world.days, world.asOf);
  return {
    component,
    state: world.states.get(component.id) ?? 'operational',
    exists: life.from <= world.asOf && world.asOf < life.to,
    bars: dayBars(times, life, world.days),
    ...(share ? { uptime: share } : {}),
    views: world.byComponent.get(component.id) ?? [],
    children: [],
  };
}

function withChildren(components: readonly ComponentView[]): readonly ComponentView[] {
  return components.flatMap((view) => [view, ...withChildren(view.children)]);
}

function neighboursOf(views: readonly IncidentView[]): ReadonlyMap<string, Neighbours> {
  return new Map(
    views.map((view, position) => {
      const previous = views[position + 1];
      const next = views[position - 1];
      return [view.id, { ...(previous ? { previous } : {}), ...(next ? { next } : {}) }];
    }),
  );
}

/** A plan for a later hour of today is no news yet. */
function recentDays(views: readonly IncidentView[], today: Day, zone: string, asOf: Instant): Site['recent'] {
  const begun = views.filter((view) => !isAhead(view) || view.began.at <= asOf);
  const byDay = groupBy(begun, (view) => [dayOf(view.began.at, zone)]);
  return Array.from({ length: RECENT_DAYS }, (_, back) => {
    const day = addDays(today, -back);
    return { day, views: byDay.get(day) ?? [] };
  });
}

function groupBy<Value>(
  values: readonly Value[],
  keysOf: (value: Value) => readonly string[],
): ReadonlyMap<string, readonly Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    for (const key of keysOf(value)) {
      const group = groups.get(key);
      if (group) group.push(value);
      else groups.set(key, [value]);
    }
  }
  return groups;
}
