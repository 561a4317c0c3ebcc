import { startOfDay } from '../../calendar/day.ts';
import type { IncidentView } from '../../derive/incident-view.ts';
import type { ComponentView, Site } from '../../derive/site.ts';
import { type Instant, instant } from '../../model/instant.ts';
import { type ComponentConfig, isGroup } from '../../model/site-config.ts';
import { timeIn } from '../desk.ts';
import { lastWordOn } from './affected.ts';
import { idNames } from './ids.ts';
import { type ComponentStatus, statusOfState } from './statuses.ts';
import type { Publications } from './statuspage-desk.ts';

/** A component or a group, as it is now. */
export interface ComponentBody {
  readonly id: string;
  readonly name: string;
  readonly status: ComponentStatus;
  readonly created_at: string;
  readonly updated_at: string;
  /** From 1, among the components of one group. */
  readonly position: number;
  readonly description: string | null;
  readonly showcase: boolean;
  /** `2006-04-01`. */
  readonly start_date: string | null;
  readonly group_id: string | null;
  readonly page_id: string;
  readonly group: boolean;
  readonly only_show_if_degraded: boolean;
  /** Of a group only: the ids of what stands in it. */
  readonly components?: readonly string[];
}

/** The rows of a site's components. */
export interface ComponentRows {
  /** Those that exist. */
  readonly present: readonly ComponentBody[];
  /** Those that an incident names, retired ones too: as they are now, and once it is over as it left them. */
  readonly of: (view: IncidentView) => readonly ComponentBody[];
  /** Names what of the components an incident that is over shows, and does not say itself. */
  readonly nameOf: (view: IncidentView) => string;
}

interface ComponentDesk {
  readonly site: Site;
  readonly lang: string;
  readonly idOf: (name: string) => string;
  readonly publications: Publications;
}

/** Every component and group, a group before what stands in it, each in the order of `site.yml`. */
export function componentRows(desk: ComponentDesk): ComponentRows {
  const rows = rowsOf(desk.site.components, undefined, desk);
  const byId = new Map(rows.map((row) => [row.view.component.id, row]));
  const names = new Map(rows.map(({ view, body }) => [view.component.id, standingOf(body)]));
  return {
    present: rows.filter(({ view }) => view.exists).map(({ body }) => body),
    of: (view) =>
      view.components.flatMap((id) => {
        const row = byId.get(id);
        return row ? [view.isOpen ? row.body : asLeftBy(view, row, desk)] : [];
      }),
    nameOf: ({ components }) => components.map((id) => names.get(id) ?? '').join(),
  };
}

interface Row {
  readonly view: ComponentView;
  /** Looked for once: it may be far down in the record. */
  readonly created: Instant;
  readonly body: ComponentBody;
}

function rowsOf(
  views: readonly ComponentView[],
  group: ComponentConfig | undefined,
  desk: ComponentDesk,
): readonly Row[] {
  return views.flatMap((view, index) => {
    const children = rowsOf(view.children, view.component, desk);
    const created = createdAt(view, desk.site);
    return [{ view, created, body: componentBody(view, created, index + 1, group, desk) }, ...children];
  });
}

function componentBody(
  view: ComponentView,
  created: Instant,
  position: number,
  group: ComponentConfig | undefined,
  desk: ComponentDesk,
): ComponentBody {
  const { component, state, children } = view;
  const { site, lang, idOf } = desk;
  const time = timeIn(site);
  const idOfComponent = ({ id }: ComponentConfig) => idOf(idNames.component(id));
  const present = children.filter(({ exists }) => exists);
  return {
    id: idOfComponent(component),
    name: component.name[lang] ?? component.id,
    status: statusOfState(state),
    created_at: time(created),
    updated_at: time(instant(Math.max(created, changedAt(view, desk)))),
    position,
    description: component.description?.[lang] ?? null,
    showcase: !isGroup(component),
    start_date: component.since ?? null,
    group_id: group ? idOfComponent(group) : null,
    page_id: idOf(idNames.page),
    group: isGroup(component),
    only_show_if_degraded: false,
    ...(isGroup(component) ? { components: present.map((child) => idOfComponent(child.component)) } : {}),
  };
}

/** Its first day; of one that was always there, its first word here: in an incident, or in the record. */
function createdAt({ component, views, children }: ComponentView, site: Site): Instant {
  if (component.since) return startOfDay(component.since, site.config.timeZone);
  if (children.length > 0) return instant(Math.min(...children.map((child) => createdAt(child, site))));
  const line = site.record.find(({ kind, incident }) => kind === 'site' && incident === component.id);
  const first = [line?.published, views.at(-1)?.updates[0].stamp.at].filter((at) => at !== undefined);
  return first.length > 0 ? instant(Math.min(...first)) : instant(0);
}

/** A row but for how the component is now. */
function standingOf({ status: _status, updated_at: _updated, ...row }: ComponentBody): string {
  return JSON.stringify(row);
}

/** What is over leaves all operational; what others did to a component since is not this incident's to say. */
function asLeftBy(incident: IncidentView, { view, created, body }: Row, desk: ComponentDesk): ComponentBody {
  const changed = spokenOfAt(incident, view.component.id, desk);
  const updated = instant(Math.max(created, changed));
  return { ...body, status: 'operational', updated_at: timeIn(desk.site)(updated) };
}

/** When an update last spoke of its state. */
function changedAt({ component, views, children }: ComponentView, desk: ComponentDesk): number {
  const own = views.map((view) => spokenOfAt(view, component.id, desk));
  return Math.max(0, ...own, ...children.map((child) => changedAt(child, desk)));
}

function spokenOfAt(view: IncidentView, id: string, { publications }: ComponentDesk): number {
  const last = lastWordOn(id, view.updates);
  return last ? publications(view).created(last) : 0;
}
