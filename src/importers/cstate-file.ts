import { clockDigits } from '../calendar/zone.ts';
import { instant } from '../model/instant.ts';
import { dateOf, endOf } from './cstate-dates.ts';
import { affectedOf, effect } from './cstate-effects.ts';
import { readFront } from './cstate-front.ts';
import { addressesOf, settled } from './cstate-links.ts';
import { readParts } from './cstate-prose.ts';
import { updatesOf } from './cstate-updates.ts';
import type { DraftIncident, Note, SourceText } from './history.ts';
import { wordsOf } from './json.ts';
import { oneLine, slugOf } from './text.ts';
import { NO_ZONE, readTimeOf } from './times.ts';

/** A file as an incident. */
export interface ReadFile {
  readonly draft: DraftIncident;
  /** Names of components, as they are written. */
  readonly affected: readonly string[];
}

/** Why a file is no incident. */
export interface LeftOut {
  readonly why: string;
  /** Nobody would miss it: a draft, a page that lists others. */
  readonly isMeant?: boolean;
}

const MAPPED: ReadonlySet<string> = new Set([
  'title',
  'date',
  'resolved',
  'resolvedwhen',
  'severity',
  'affected',
  'affectedsystems',
  'resolved_on',
  'section',
  'draft',
  'aliases',
  'slug',
  'url',
]);

/** Reads one page of the issues; a relative link is completed by `base`. Never throws. */
export function readFile(
  { path, text }: SourceText,
  zone: string | undefined,
  base: string | undefined,
): ReadFile | LeftOut {
  const name = (path.split('/').at(-1) ?? path).replace(/\.(?:md|markdown)$/i, '');
  if (name === '_index') return { why: 'it lists other pages', isMeant: true };
  const front = readFront(text);
  if (!front) return { why: 'nothing at its head says what it is' };
  const { fields, body, found, isGuess } = front;
  if (String(fields.draft) === 'true')
    return { why: 'it is a draft, and was never published', isMeant: true };
  const notes: Note[] = [{ kind: isGuess ? 'guessed' : 'mapped', words: `its head: ${found}` }];
  const dated = dateOf(fields.date, name, zone, notes);
  if (dated === NO_ZONE || dated === undefined)
    return { why: dated ?? 'neither its head nor its name says a date' };
  const ended = endOf(fields.resolvedwhen ?? fields.resolved_on, dated.at, zone, notes);
  if (ended === NO_ZONE) return { why: NO_ZONE };
  const isResolved =
    /^(?:true|yes|1)$/i.test(String(fields.resolved ?? '')) ||
    (fields.resolved === undefined && ended !== undefined);
  const severity = String(fields.severity ?? '')
    .toLowerCase()
    .trim();
  const { parts, notes: proseNotes } = readParts(body);
  notes.push(...proseNotes);
  if (zone === undefined && parts.some(({ track }) => track !== undefined && readTimeOf(track) === NO_ZONE))
    return { why: NO_ZONE };
  const facts = {
    date: dated.at,
    offset: dated.offset,
    isResolved,
    ended,
    zone,
    firstPhase: severity === 'notice' ? ('update' as const) : ('investigating' as const),
  };
  const told = updatesOf(
    parts.map((part) => settled(part, base, notes)),
    facts,
    notes,
  );
  for (const [key, value] of Object.entries(fields)) {
    const isSilent = value === null || value === '';
    if (!MAPPED.has(key) && !isSilent)
      notes.push({ kind: 'left out', words: `"${key}: ${JSON.stringify(value)}" of its head` });
  }
  const began = instant(Math.min(dated.at, ...told.map(({ posted }) => posted)));
  const [first, ...rest] = told;
  const title = oneLine(
    wordsOf(fields.title) ?? (typeof fields.title === 'number' ? String(fields.title) : ''),
  );
  if (title === '') notes.push({ kind: 'guessed', words: 'its title is the name of its file' });
  const slug = slugOf(name, 80) || 'incident';
  const day = clockDigits(dated.at, 0).slice(0, 10);
  const affected = affectedOf(fields);
  const draft: DraftIncident = {
    source: path,
    code: slug,
    slug,
    year: /^\d{4}(?=-)/.exec(slug)?.[0] ?? day.slice(0, 4),
    addresses: addressesOf(name, fields),
    title: title || name,
    kind: 'incident',
    updates: [
      { ...first, began, states: [], ...effect(affected, severity, notes) },
      ...rest.map((update) => ({ ...update, states: [] })),
    ],
    notes,
  };
  return { draft, affected };
}
