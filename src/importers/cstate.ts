import {
  clockDigits,
  instantOnClock,
  isZone,
  offsetAt,
  offsetMinutes,
  parseOffset,
} from '../calendar/zone.ts';
import { linksIn } from '../markdown/outline.ts';
import type { Impact } from '../model/incident.ts';
import { type Instant, instant } from '../model/instant.ts';
import { linkTarget } from '../model/link.ts';
import type { State } from '../model/state.ts';
import { readFront } from './cstate-front.ts';
import { type Part, readParts } from './cstate-prose.ts';
import { updatesOf } from './cstate-updates.ts';
import type {
  DraftComponent,
  DraftIncident,
  DraftUpdate,
  History,
  Note,
  PageFacts,
  SourceText,
} from './history.ts';
import { absolute } from './html.ts';
import { type JsonObject, objectOf, objectsIn, wordsOf } from './json.ts';
import { oneLine, slugOf } from './text.ts';
import { NO_ZONE, readTimeOf } from './times.ts';

/** Where the incidents of a whole site lie. */
const ISSUES = /(?:^|\/)issues\//;
const SETTINGS = /(?:^|\/)(?:config|hugo)\.(?:ya?ml|toml)$/;

/**
 * Reads cState's files of incidents, and its settings where they are among them. A time that says no zone is on `zone`'s
 * clocks; without one the files with such times are named in `zoneless`. Never throws.
 */
export function readCstate(files: readonly SourceText[], zone: string | undefined): History {
  const notes: Note[] = [];
  const settings = files
    .filter(({ path }) => SETTINGS.test(path))
    .map(({ path, text }) => settingsOf(path, text));
  const page: PageFacts & { readonly systems: readonly JsonObject[] } = settings[0] ?? { systems: [] };
  if (zone === undefined && page.zone !== undefined)
    notes.push({
      kind: 'mapped',
      words: `times without a zone are those of ${page.zone}, as the settings say`,
    });
  const own = zone ?? page.zone;
  const zoneless: string[] = [];
  let isPartial = false;
  const pages = files.filter(({ path }) => !SETTINGS.test(path));
  const issues = pages.filter(({ path }) => ISSUES.test(path));
  for (const { path } of issues.length > 0 ? pages : [])
    if (!ISSUES.test(path))
      notes.push({ kind: 'left out', words: `${path}: it does not lie among the issues` });
  const reads = (issues.length > 0 ? issues : pages).flatMap((file): readonly Read[] => {
    const read = readFile(file, own, page.url);
    if ('draft' in read) return [read];
    if (read.why === NO_ZONE) zoneless.push(file.path);
    else {
      notes.push({ kind: 'left out', words: `${file.path}: ${read.why}` });
      isPartial ||= !read.isMeant;
    }
    return [];
  });
  return {
    system: 'cState',
    page: {
      ...(page.name === undefined ? {} : { name: page.name }),
      ...(page.url === undefined ? {} : { url: page.url }),
      ...(own === undefined ? {} : { zone: own }),
    },
    incidents: reads.map(({ draft }) => draft),
    components: componentsOf(reads, page.systems),
    notes,
    zoneless,
    isPartial,
  };
}

function settingsOf(path: string, text: string) {
  const marks = path.endsWith('.toml') ? '+++' : '---';
  const fields = readFront(`${marks}\n${text}\n${marks}\n`)?.fields ?? {};
  const zone = wordsOf(fields.timezone);
  const url = wordsOf(fields.baseurl);
  const name = wordsOf(fields.title);
  return {
    ...(name === undefined ? {} : { name: oneLine(name) }),
    ...(url === undefined || !/^https?:/.test(url) ? {} : { url }),
    ...(zone === undefined || !isZone(zone) ? {} : { zone }),
    systems: objectsIn(objectOf(fields.params)?.systems),
  };
}

interface Read {
  readonly draft: DraftIncident;
  /** Names of components, as they are written. */
  readonly affected: readonly string[];
}

interface LeftOut {
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
/** The three words of cState, and those of the kits for Hugo that spell Statuspage's. */
const STATE_OF: Readonly<Record<string, State>> = {
  down: 'major outage',
  disrupted: 'partial outage',
  notice: 'operational',
  'major-outage': 'major outage',
  'partial-outage': 'partial outage',
  'degraded-performance': 'degraded performance',
  'under-maintenance': 'under maintenance',
};
const IMPACT_OF: Readonly<Record<string, Impact>> = {
  down: 'major',
  disrupted: 'minor',
  notice: 'none',
  'major-outage': 'major',
  'partial-outage': 'minor',
  'degraded-performance': 'minor',
  'under-maintenance': 'maintenance',
};

function readFile(
  { path, text }: SourceText,
  zone: string | undefined,
  base: string | undefined,
): Read | LeftOut {
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

interface Dated {
  readonly at: Instant;
  readonly offset: number;
}

function dateOf(
  value: unknown,
  name: string,
  zone: string | undefined,
  notes: Note[],
): Dated | typeof NO_ZONE | undefined {
  const written = wordsOf(value);
  const read = written === undefined ? undefined : readTimeOf(written, zone);
  if (read === NO_ZONE) return NO_ZONE;
  if (read) {
    if (read.isGuess)
      notes.push({ kind: 'guessed', words: `that "${written}" is ${clockDigits(read.at, 0)} UTC` });
    const own = /([+-]\d{2}):?(\d{2})\s*$/.exec(written ?? '');
    const offset = own ? parseOffset(`${own[1]}:${own[2]}`) : undefined;
    return { at: read.at, offset: offset ?? (zone === undefined ? 0 : offsetMinutes(read.at, zone)) };
  }
  const day = /^\d{4}-\d{2}-\d{2}/.exec(name)?.[0];
  if (day === undefined || instantOnClock(`${day} 00:00`, 0) === undefined) return undefined;
  if (zone === undefined) return NO_ZONE;
  notes.push({
    kind: 'guessed',
    words: `it began at midnight of the day in its name: ${written === undefined ? 'its head says no date' : `"${written}" is no time`}`,
  });
  const offset = parseOffset(offsetAt(instantOnClock(`${day} 00:00`, 0) ?? instant(0), zone)) ?? 0;
  return { at: instantOnClock(`${day} 00:00`, offset) ?? instant(0), offset };
}

function endOf(
  value: unknown,
  date: Instant,
  zone: string | undefined,
  notes: Note[],
): Instant | typeof NO_ZONE | undefined {
  const written = wordsOf(value);
  if (written === undefined || /^false$/i.test(written)) return undefined;
  const read = readTimeOf(written, zone);
  if (read === NO_ZONE) return NO_ZONE;
  if (!read) {
    notes.push({ kind: 'left out', words: `"resolvedWhen: ${written}": it is no time` });
    return undefined;
  }
  if (read.isGuess)
    notes.push({ kind: 'guessed', words: `that "${written}" is ${clockDigits(read.at, 0)} UTC` });
  if (read.at >= date) return read.at;
  notes.push({ kind: 'left out', words: `"resolvedWhen: ${written}": it lies before the beginning` });
  return undefined;
}

/** What an incident of this severity did to what it affected: cState knows three, our format five. */
function effect(
  affected: readonly string[],
  severity: string,
  notes: Note[],
): Pick<DraftUpdate, 'impact'> | Pick<DraftUpdate, 'states' | 'impact'> {
  const state = STATE_OF[severity];
  const impact = IMPACT_OF[severity];
  if (state === undefined || impact === undefined) {
    if (severity !== '')
      notes.push({ kind: 'left out', words: `the severity "${severity}", which cState does not have` });
    return affected.length === 0
      ? {}
      : { states: affected.map((name) => ({ component: keyOf(name), state: 'operational' })) };
  }
  if (affected.length === 0) {
    notes.push({
      kind: 'guessed',
      words: `the impact is "${impact}": its severity is "${severity}", and it names no component`,
    });
    return { impact };
  }
  notes.push({
    kind: 'guessed',
    words: `what it affected was in the state "${state}": its severity is "${severity}"`,
  });
  return {
    states: affected.map((name) => ({ component: keyOf(name), state })),
    ...(severity === 'notice' ? { impact } : {}),
  };
}

function affectedOf({ affected: own, affectedsystems }: JsonObject): readonly string[] {
  const affected = own ?? affectedsystems;
  const all = Array.isArray(affected) ? affected : typeof affected === 'string' ? affected.split(',') : [];
  return [
    ...new Map(
      all.flatMap((name) =>
        typeof name === 'string' && oneLine(name) !== '' ? [[keyOf(name), oneLine(name)] as const] : [],
      ),
    ).values(),
  ];
}

/** `workers` and `Workers` are one. */
function keyOf(name: string): string {
  return slugOf(name, 200) || oneLine(name).toLowerCase();
}

/** Those of the settings, and those that a file names. */
function componentsOf(reads: readonly Read[], systems: readonly JsonObject[]): readonly DraftComponent[] {
  const all = new Map<string, DraftComponent>();
  for (const system of systems) {
    const [name = '', group = '', description = ''] = ['name', 'category', 'description'].map((key) =>
      oneLine(wordsOf(system[key]) ?? ''),
    );
    if (name === '') continue;
    all.set(keyOf(name), {
      ...{ key: keyOf(name), name, first: instant(0), formerly: [] },
      ...(group === '' ? {} : { group }),
      ...(description === '' ? {} : { description }),
    });
  }
  for (const { draft, affected } of reads) {
    const [{ began, posted }] = draft.updates;
    for (const name of affected) {
      const before = all.get(keyOf(name));
      const first = instant(Math.min(began ?? posted, before?.first || Number.POSITIVE_INFINITY));
      all.set(keyOf(name), { ...(before ?? { key: keyOf(name), name, formerly: [] }), first });
    }
  }
  return [...all.values()];
}

/** Where Hugo serves a page of the section `issues`, and what its head says besides. */
function addressesOf(name: string, { aliases, slug, url }: JsonObject): readonly string[] {
  const own =
    wordsOf(url) ??
    `/issues/${encodeURIComponent((wordsOf(slug) ?? name).toLowerCase().replace(/\s+/g, '-'))}/`;
  const others = Array.isArray(aliases) ? aliases.flatMap((alias) => wordsOf(alias) ?? []) : [];
  return [...new Set([own, ...others])]
    .map((path) => (path.startsWith('/') ? path : `/${path}`))
    .filter((path) => !/\s/.test(path));
}

/** Links that led to the old site lead there still, as far as its address is known. */
function settled(part: Part, base: string | undefined, notes: Note[]): Part {
  let { text } = part;
  for (const href of new Set(linksOf(text))) {
    const { kind } = linkTarget('x.md', href);
    if (kind === 'elsewhere' || kind === 'here') continue;
    const whole = base === undefined ? undefined : absolute(href, base);
    if (whole !== undefined)
      text = text.replaceAll(`](${href}`, `](${whole}`).replaceAll(`]: ${href}`, `]: ${whole}`);
    else if (kind !== 'site')
      text = text.replaceAll(`](${href}`, `]\\(${href}`).replaceAll(`]: ${href}`, `]\\: ${href}`);
    const fate =
      whole !== undefined
        ? `leads to ${whole}`
        : kind === 'site'
          ? 'leads to this address of the new site'
          : 'is shown as it is written';
    notes.push({
      kind: whole === undefined ? 'left out' : 'mapped',
      words: `what the link "${href}" led to: it ${fate}`,
    });
  }
  return { ...part, text, raw: part.text };
}

function linksOf(text: string): readonly string[] {
  try {
    return linksIn(text).map(({ href }) => href);
  } catch {
    return [];
  }
}
