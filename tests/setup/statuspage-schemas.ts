import { z } from 'zod';

/** The public bodies of Statuspage's API, version 2, as its pages send them: every key, in the order in which they stand. */

const id = z.string().regex(/^[0-9bcdfghjklmnpqrstvwxyz]{12}$/);
const time = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}(?:Z|[+-]\d{2}:\d{2})$/);
const componentStatus = z.enum([
  'operational',
  'degraded_performance',
  'partial_outage',
  'major_outage',
  'under_maintenance',
]);
const impact = z.enum(['none', 'maintenance', 'minor', 'major', 'critical']);

export const page = z.strictObject({
  id,
  name: z.string(),
  url: z.url(),
  time_zone: z.string(),
  updated_at: time,
});

export const status = z.strictObject({ indicator: impact, description: z.string() });

export const component = z
  .strictObject({
    id,
    name: z.string(),
    status: componentStatus,
    created_at: time,
    updated_at: time,
    position: z.int().positive(),
    description: z.string().nullable(),
    showcase: z.boolean(),
    start_date: z.iso.date().nullable(),
    group_id: id.nullable(),
    page_id: id,
    group: z.boolean(),
    only_show_if_degraded: z.boolean(),
    components: z.array(id).optional(),
  })
  .refine(({ group, components }) => group === (components !== undefined), 'a group names its children');

const affected = z.strictObject({
  code: id,
  name: z.string(),
  old_status: componentStatus,
  new_status: componentStatus,
});

const update = (statuses: z.ZodType<string>) =>
  z.strictObject({
    id,
    status: statuses,
    body: z.string(),
    incident_id: id,
    created_at: time,
    updated_at: time,
    display_at: time,
    affected_components: z.array(affected).nullable(),
    deliver_notifications: z.boolean(),
    custom_tweet: z.string().nullable(),
    tweet_id: z.number().nullable(),
  });

const matter = (statuses: z.ZodType<string>, impacts: z.ZodType<string>) => ({
  id,
  name: z.string(),
  status: statuses,
  created_at: time,
  updated_at: time,
  monitoring_at: time.nullable(),
  resolved_at: time.nullable(),
  impact: impacts,
  shortlink: z.url(),
  started_at: time,
  page_id: id,
  incident_updates: z.array(update(statuses)).min(1),
  components: z.array(component),
});

const incidentStatus = z.enum(['investigating', 'identified', 'monitoring', 'resolved', 'postmortem']);
const maintenanceStatus = z.enum(['scheduled', 'in_progress', 'verifying', 'completed']);

export const incident = z.strictObject({
  ...matter(incidentStatus, impact),
  // Captures from before 2023 lack it.
  reminder_intervals: z.null().optional(),
});

export const maintenance = z.strictObject({
  ...matter(maintenanceStatus, z.literal('maintenance')),
  scheduled_for: time,
  scheduled_until: time,
});

export const summary = z.strictObject({
  page,
  components: z.array(component),
  incidents: z.array(incident),
  scheduled_maintenances: z.array(maintenance),
  status,
});

const incidents = z.strictObject({ page, incidents: z.array(incident) });
const maintenances = z.strictObject({ page, scheduled_maintenances: z.array(maintenance) });

/** The body at each address below `/api/v2/`. */
export const bodies: Readonly<Record<string, z.ZodType>> = {
  'summary.json': summary,
  'status.json': z.strictObject({ page, status }),
  'components.json': z.strictObject({ page, components: z.array(component) }),
  'incidents.json': incidents,
  'incidents/unresolved.json': incidents,
  'incidents/ID.json': z.strictObject({ page, incident: z.union([incident, maintenance]) }),
  'scheduled-maintenances.json': maintenances,
  'scheduled-maintenances/upcoming.json': maintenances,
  'scheduled-maintenances/active.json': maintenances,
};

/** The keys of every object of a body, in their order: equal for two bodies of one shape. */
export function keysIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(keysIn);
  if (typeof value !== 'object' || value === null) return [];
  return [Object.keys(value).join(' '), ...Object.values(value).flatMap(keysIn)];
}

const ordered = (schema: z.ZodObject, ...left: readonly string[]) =>
  Object.keys(schema.shape)
    .filter((key) => !left.includes(key))
    .join(' ');

/** The keys of each kind of object, in the order of the original. */
export const KEY_ORDERS: ReadonlySet<string> = new Set([
  ...[page, status, affected, incident, maintenance, summary, update(incidentStatus)].map((one) =>
    ordered(one),
  ),
  ...['', 'components'].map((left) => ordered(component as unknown as z.ZodObject, left)),
  ordered(incident, 'reminder_intervals'),
  ...Object.values(bodies).map((one) => ordered(one as z.ZodObject)),
]);
