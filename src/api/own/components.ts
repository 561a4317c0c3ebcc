import { address, paths } from '../../derive/addresses.ts';
import type { DayBar } from '../../derive/days.ts';
import type { Overall } from '../../derive/overall.ts';
import type { ComponentView } from '../../derive/site.ts';
import { isGroup } from '../../model/site-config.ts';
import type { State } from '../../model/state.ts';
import type { Desk } from '../desk.ts';
import { clockOf, orNull } from './times.ts';

/** What each component is doing, and its last 90 days. */
export interface ComponentsBody {
  readonly $schema: string;
  /** The moment for which it is true. */
  readonly asOf: string;
  readonly timeZone: string;
  readonly status: Pick<Overall, 'indicator' | 'description'>;
  readonly groups: readonly GroupBody[];
  /** In the order of the site; retired ones too. */
  readonly components: readonly ComponentBody[];
}

export interface GroupBody {
  readonly id: string;
  readonly name: string;
  readonly state: State;
  readonly group: string | null;
}

export interface ComponentBody {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly url: string;
  readonly group: string | null;
  readonly since: string | null;
  readonly until: string | null;
  readonly exists: boolean;
  readonly state: State;
  /** `1 − (major + 0.3 × partial) / window`; null where it did not exist in these days. */
  readonly uptime: { readonly share: number; readonly days: number } | null;
  /** The oldest first, today last. */
  readonly days: readonly DayBody[];
}

export interface DayBody {
  readonly day: string;
  readonly state: State;
  readonly existed: boolean;
  readonly amended: boolean;
  /** How long it was in each bad state, the worst first. */
  readonly times: readonly { readonly state: State; readonly seconds: number }[];
  readonly incidents: readonly string[];
}

export function componentsBody(desk: Desk): ComponentsBody {
  const { site, lang } = desk;
  const { indicator, description } = site.overall;
  const all = [...site.componentById.values()];
  return {
    $schema: site.config.url + paths.schema('components'),
    asOf: clockOf(site).time(site.asOf),
    timeZone: site.config.timeZone,
    status: { indicator, description },
    groups: all
      .filter(({ component }) => isGroup(component))
      .map(({ component, state }) => ({
        id: component.id,
        name: component.name[lang] ?? component.id,
        state,
        group: site.index.groupOf.get(component.id)?.id ?? null,
      })),
    components: all.filter(({ component }) => !isGroup(component)).map((view) => componentBody(view, desk)),
  };
}

function componentBody(view: ComponentView, { site, lang }: Desk): ComponentBody {
  const { component, state, exists, uptime, bars } = view;
  return {
    id: component.id,
    name: component.name[lang] ?? component.id,
    description: component.description?.[lang] ?? null,
    url: address(site.config, lang, paths.component(component.id)),
    group: site.index.groupOf.get(component.id)?.id ?? null,
    since: component.since ?? null,
    until: component.until ?? null,
    exists,
    state,
    uptime: orNull(uptime, ({ share, days }) => ({ share, days })),
    days: bars.map(dayBody),
  };
}

function dayBody({ day, state, existed, amended, times, incidents }: DayBar): DayBody {
  return {
    day,
    state,
    existed,
    amended,
    times: times.map((time) => ({ state: time.state, seconds: Math.round(time.length / 1000) })),
    incidents: incidents.map(({ id }) => id),
  };
}
