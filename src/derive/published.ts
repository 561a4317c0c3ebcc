import type { Incident, Update } from '../model/incident.ts';
import { compactInstant, type Instant, MINUTE, readCompact } from '../model/instant.ts';
import type { PublicRecord, RecordLine } from '../model/record.ts';
import { chainValue, headOf } from '../record/log.ts';

/** The public record, asked of by what it tells. */
export interface Ledger {
  readonly record: PublicRecord;
  /** What a reader can write down to know the whole record by. */
  readonly head: string;
  /** The lines about an incident, in order. */
  readonly linesOf: (incident: string) => readonly RecordLine[];
  /** The line that published an update's text in a language, below the last fork; front matter without a stamp. */
  readonly lineOf: (incident: string, lang: string, stamp?: Instant) => RecordLine | undefined;
  /** Whether one build published both. */
  readonly isOneBuild: (a: RecordLine, b: RecordLine) => boolean;
  readonly chainOf: (line: RecordLine) => string;
}

export function ledgerOf(record: PublicRecord): Ledger {
  const byIncident = new Map<string, RecordLine[]>();
  // By incident, language and stamp, without a name to be spelled: these are asked for more than all else.
  const texts = new Map<string, Map<string, Map<Instant | undefined, RecordLine>>>();
  const firsts = new Map<string, RecordLine>();
  let genesis = 0;
  for (const line of record) {
    const { kind, incident, seq } = line;
    if (kind === 'genesis') genesis = seq;
    if (kind === 'fork') texts.clear();
    if (kind === 'genesis' || kind === 'fork' || kind === 'site') continue;
    const lines = byIncident.get(incident);
    if (lines) lines.push(line);
    else byIncident.set(incident, [line]);
    const key = nameOf(line);
    if (!firsts.has(key)) firsts.set(key, line);
    if (kind === 'file') continue;
    const own = inside(inside(texts, incident), line.lang);
    const stamp = readCompact(line.update);
    if (!own.has(stamp)) own.set(stamp, line);
  }
  return {
    record,
    head: headOf(record),
    linesOf: (incident) => byIncident.get(incident) ?? [],
    lineOf: (incident, lang, stamp) => texts.get(incident)?.get(lang)?.get(stamp),
    isOneBuild: (a, b) => {
      const [one, other] = [firsts.get(nameOf(a)) ?? a, firsts.get(nameOf(b)) ?? b];
      return one.published === other.published || (one.seq <= genesis && other.seq <= genesis);
    },
    chainOf: (line) => record[line.seq]?.prev ?? chainValue(line),
  };
}

function inside<Key, Value>(maps: Map<string, Map<Key, Value>>, name: string): Map<Key, Value> {
  const known = maps.get(name) ?? new Map<Key, Value>();
  maps.set(name, known);
  return known;
}

function nameOf({ incident, lang, update }: RecordLine): string {
  return `${incident} ${lang} ${update}`;
}

/** The record as it stood at a moment. */
export function recordAt(record: PublicRecord, asOf: Instant): PublicRecord {
  const after = record.findIndex(({ published }) => published > asOf);
  return after === -1 ? record : record.slice(0, after);
}

/** Incidents and record as their readers knew them at a moment; where there is no record, by the stamps. */
export function asItStood(
  incidents: readonly Incident[],
  record: PublicRecord,
  at: Instant,
): { readonly incidents: readonly Incident[]; readonly record: PublicRecord } {
  if (record.length === 0) return { incidents, record };
  const then = recordAt(record, at);
  const [ledger, last] = [ledgerOf(then), then.at(-1)];
  const known = last ? incidents.flatMap((incident) => knownAt(incident, last, ledger) ?? []) : [];
  return { incidents: known, record: then };
}

/** When an update was first published. */
export type FirstPublished = (incident: Incident, update: Update) => Instant;

/** Where there is no record, an update counts as published at its stamp. */
export const byStamp: FirstPublished = (_incident, update) => update.stamp.at;

/** As the record has it. Without any record, by the stamps. */
export function firstPublished({ record, lineOf }: Ledger): FirstPublished {
  if (record.length === 0) return byStamp;
  return ({ id, lang }, { stamp }) => lineOf(id, lang, stamp.at)?.published ?? stamp.at;
}

/**
 * The incident as its readers knew it once `line` was published: the texts of that line and of those above it, and the
 * translations that the same build published with them. Undefined where nothing of it was.
 */
export function knownAt(incident: Incident, line: RecordLine, ledger: Ledger): Incident | undefined {
  const knows = (lang: string, stamp?: Instant) => {
    const own = ledger.lineOf(incident.id, lang, stamp);
    return own !== undefined && own.seq <= line.seq;
  };
  const came = (lang: string, stamp?: Instant) => {
    const own = ledger.lineOf(incident.id, lang, stamp);
    return own !== undefined && (own.seq <= line.seq || ledger.isOneBuild(own, line));
  };
  const [first, ...rest] = incident.updates.filter(({ stamp }) => knows(incident.lang, stamp.at));
  if (!first) return undefined;
  const stamps = new Set([first, ...rest].map(({ stamp }) => stamp.at));
  const translations = [...incident.translations].flatMap(([lang, translation]) => {
    if (!came(lang)) return [];
    const updates = [...translation.updates].filter(([stamp]) => stamps.has(stamp) && came(lang, stamp));
    return [[lang, { ...translation, updates: new Map(updates) }] as const];
  });
  return { ...incident, updates: [first, ...rest], translations: new Map(translations) };
}

/** The lines of an incident that were there once `line` was, with those of its build that are about what was known then. */
export function linesKnownAt(
  { id, updates }: { readonly id: string; readonly updates: readonly Update[] },
  line: RecordLine,
  { linesOf, isOneBuild }: Ledger,
): readonly RecordLine[] {
  const stamps = new Set(updates.map(({ stamp }) => compactInstant(stamp.at)));
  return linesOf(id).filter((own) => {
    const [stamp = ''] = own.update.split(' ', 1);
    const isKnown = stamp === '' || stamps.has(stamp);
    return own.seq <= line.seq || (own.kind !== 'redaction' && isKnown && isOneBuild(own, line));
  });
}

/**
 * The updates that an imported file brought with it: published elsewhere before, so neither late nor news here. Those that
 * came after its first build are ordinary.
 */
export function broughtIn(incident: Incident, ledger: Ledger): readonly Update[] {
  if (incident.imported === undefined) return [];
  const front = ledger.lineOf(incident.id, incident.lang);
  if (!front) return incident.updates;
  return incident.updates.filter(({ stamp }) => {
    const line = ledger.lineOf(incident.id, incident.lang, stamp.at);
    return line !== undefined && ledger.isOneBuild(front, line);
  });
}

/**
 * When an imported history came into the record; undefined for any other. What the record began with bears the times of its
 * stamps: it came with the line that says so.
 */
export function broughtInOn(incident: Incident, { record, linesOf }: Ledger): Instant | undefined {
  const [first] = linesOf(incident.id);
  if (incident.imported === undefined || !first) return undefined;
  const genesis = record.find(({ kind }) => kind === 'genesis');
  return genesis && first.seq < genesis.seq ? genesis.published : first.published;
}

/** Two people may write at once, and a build takes its time: nobody calls that late. */
const PUNCTUAL = 15 * MINUTE;

/** When an update was first published, where that differs much from its stamp and it was not brought in from elsewhere. */
export function publishedApart(incident: Incident, update: Update, ledger: Ledger): Instant | undefined {
  const line = ledger.lineOf(incident.id, incident.lang, update.stamp.at);
  if (!line || Math.abs(line.published - update.stamp.at) <= PUNCTUAL) return undefined;
  return broughtIn(incident, ledger).includes(update) ? undefined : line.published;
}
