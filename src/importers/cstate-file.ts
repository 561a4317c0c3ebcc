import { clockDigits } from '../calendar/zone.ts';
import { instant } from '../model/instant.ts';
import { type Dated, dateOf, endOf } from './cstate-dates.ts';
import { affectedOf, effect } from './cstate-effects.ts';
import { asItsHeadSays, asNews } from './cstate-end.ts';
import { readFront } from './cstate-front.ts';
import { addressesOf, pageOf, settled } from './cstate-links.ts';
import { type Part, readParts } from './cstate-prose.ts';
import { type Told, updatesOf } from './cstate-updates.ts';
import type { DraftIncident, Note, SourceText } from './history.ts';
import { type JsonObject, wordsOf } from './json.ts';
import { oneLine, slugOf, unseenIn } from './text.ts';
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
  'informational',
  'section',
  'draft',
  'aliases',
  'slug',
  'url',
]);

/** What holds for every page of the issues. */
export interface Section {
  /** Of times that name no zone. */
  readonly zone: string | undefined;
  /** The old site's address, which completes relative links. */
  readonly base: string | undefined;
}

/** Reads one page of the issues; `below` is its path below their folder. Never throws. */
export function readFile(
  { path, text }: SourceText,
  below: string,
  { zone, base }: Section,
): ReadFile | LeftOut {
  const page = pageOf(below);
  const name = page.split('/').at(-1) ?? page;
  if (name === '_index') return { why: 'it lists other pages', isMeant: true };
  const front = readFront(text);
  if (!front) return { why: 'nothing at its head says what it is' };
  const { fields, body, found, isGuess } = front;
  if (isTrue(fields.draft)) return { why: 'it is a draft, and was never published', isMeant: true };
  const notes: Note[] = [{ kind: isGuess ? 'guessed' : 'mapped', words: `its head: ${found}` }];
  const dated = dateOf(fields.date, name, zone, notes);
  if (dated === NO_ZONE || dated === undefined)
    return { why: dated ?? 'neither its head nor its name says a date' };
  const isNews = isTrue(fields.informational);
  const said = String(fields.severity ?? '')
    .toLowerCase()
    .trim();
  const severity = isNews ? 'notice' : said;
  if (isNews && said !== '' && said !== severity)
    notes.push({ kind: 'left out', words: `the severity "${said}": it is informational` });
  const { parts, notes: proseNotes } = readParts(body);
  for (const note of proseNotes) notes.push(note);
  if (zone === undefined || dated.clock !== dated.staffClock) tellClock(parts, fields, notes);
  const told = toldOf(
    parts.map((part) => settled(part, base, notes)),
    { fields, dated, isNews, isNotice: severity === 'notice' },
    notes,
  );
  for (const [key, value] of Object.entries(fields)) {
    const isSilent = value === null || value === '';
    if (!MAPPED.has(key) && !isSilent)
      notes.push({ kind: 'left out', words: `"${key}: ${JSON.stringify(value)}" of its head` });
  }
  const began = instant(Math.min(dated.at, ...told.map(({ posted }) => posted)));
  if (began < dated.at)
    notes.push({
      kind: 'guessed',
      words: `it began at ${dated.clock.shows(began)}, with its first update: its head says ${dated.clock.shows(dated.at)}`,
    });
  const [first, ...rest] = told;
  const words = wordsOf(fields.title) ?? (typeof fields.title === 'number' ? String(fields.title) : '');
  notes.push(...unseenIn(words));
  const title = oneLine(words);
  if (title === '') notes.push({ kind: 'guessed', words: 'its title is the name of its file' });
  const slug = slugOf(name || title, 80) || 'incident';
  const day = clockDigits(dated.at, 0).slice(0, 10);
  const affected = affectedOf(fields, notes);
  const draft: DraftIncident = {
    source: path,
    code: slugOf(page, 80) || slug,
    slug,
    year: /^\d{4}(?=-)/.exec(slug)?.[0] ?? day.slice(0, 4),
    addresses: addressesOf(page, fields, notes),
    title: title || name || 'Incident',
    kind: 'incident',
    updates: [
      { ...first, began, states: [], ...effect(affected, severity, notes) },
      ...rest.map((update) => ({ ...update, states: [] })),
    ],
    notes,
  };
  return { draft, affected };
}

interface Head {
  readonly fields: JsonObject;
  readonly dated: Dated;
  /** cState's "informational": news, with no end and no state. */
  readonly isNews: boolean;
  readonly isNotice: boolean;
}

function toldOf(
  parts: readonly Part[],
  { fields, dated, isNews, isNotice }: Head,
  notes: Note[],
): readonly [Told, ...Told[]] {
  const { resolved, resolvedwhen, resolved_on } = fields;
  const end = resolvedwhen ?? resolved_on;
  const isSaid = resolved !== undefined && resolved !== null && resolved !== '';
  const isOver = isSaid ? isTrue(resolved) : undefined;
  if (isNews || isOver === false) {
    const why = isNews ? 'it is informational' : 'its head says that it is not resolved';
    const written = wordsOf(end);
    if (written !== undefined) notes.push({ kind: 'left out', words: `"resolvedWhen: ${written}": ${why}` });
  }
  const ended = isNews || isOver === false ? undefined : endOf(end, dated, notes);
  const facts = {
    dated,
    isOver: isNews ? undefined : (isOver ?? (ended === undefined ? undefined : true)),
    ended,
    firstPhase: isNotice ? ('update' as const) : ('investigating' as const),
  };
  const told = updatesOf(parts, facts, notes);
  return isNews ? asNews(told, facts, notes) : asItsHeadSays(told, facts, notes);
}

/** Says where the clock of its date stands for times that name none. */
function tellClock(
  parts: readonly Part[],
  { date, resolvedwhen, resolved_on }: JsonObject,
  notes: Note[],
): void {
  const isNaive = (words: string | undefined) => words !== undefined && readTimeOf(words) === NO_ZONE;
  const all = [wordsOf(resolvedwhen ?? resolved_on), ...parts.map(({ track }) => track)];
  if (!isNaive(wordsOf(date)) && all.some(isNaive))
    notes.push({
      kind: 'guessed',
      words: `the zone of its other times: that of its date, "${wordsOf(date)}"`,
    });
}

/** As YAML, TOML and plain lines spell it. */
function isTrue(value: unknown): boolean {
  return /^(?:true|yes|1)$/i.test(String(value ?? ''));
}
