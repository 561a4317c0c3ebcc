import type { Update } from '../model/incident.ts';
import { compactInstant, type Instant } from '../model/instant.ts';
import type { PublicRecord } from '../model/record.ts';

/** When an update of the incident with this id was first published. */
export type FirstPublished = (incident: string, update: Update) => Instant;

/** Where there is no record, an update counts as published at its stamp. */
export const byStamp: FirstPublished = (_incident, update) => update.stamp.at;

/** As the record has it; what it does not hold is published now. Without any record, by the stamps. */
export function firstPublished(record: PublicRecord, asOf: Instant): FirstPublished {
  if (record.length === 0) return byStamp;
  const known = new Map<string, Instant>();
  for (const { kind, incident, update, published } of record) {
    const isText = kind === 'update' || kind === 'correction' || kind === 'postmortem';
    const key = `${incident}/${update}`;
    if (isText && !known.has(key)) known.set(key, published);
  }
  return (incident, update) => known.get(`${incident}/${compactInstant(update.stamp.at)}`) ?? asOf;
}
