import { href, paths } from '../derive/addresses.ts';
import { parseFolder } from '../format/folder.ts';
import { idOf, MAX_UPDATES } from '../format/incident.ts';
import type { ContentFolder, SourceFile } from '../format/source.ts';
import { writeIncident } from '../format/write.ts';
import { readRedirects, writeNginx, writeRedirects } from '../hosts/redirects.ts';
import { readOpener } from '../model/heading.ts';
import type { Instant } from '../model/instant.ts';
import { isError, type Problem } from '../model/problem.ts';
import type { SiteConfig } from '../model/site-config.ts';
import type { DraftIncident, History, Note } from './history.ts';
import { idsFor } from './ids.ts';
import { type Ground, incidentOf, type MadeIncident } from './incident.ts';
import { redirectsOf } from './old-addresses.ts';
import { type ImportedIncident, type Report, renderReport } from './report.ts';
import { type Refused, siteFor } from './site-file.ts';

/** Where the import goes, and what is known there already. */
export interface Target {
  readonly folder: ContentFolder;
  readonly now: Instant;
  /** The language that the history is written in; without it, the site's first. */
  readonly lang?: string | undefined;
  /** What an earlier import wrote of redirects; empty where there was none. */
  readonly redirects: string;
  /** Hears now and then how many incidents were written; of a long history a person wants to know that it goes on. */
  readonly progress?: ((done: number) => void) | undefined;
}

/** A file to be written; `path` is relative to the content folder. */
export interface PlannedFile {
  readonly path: string;
  readonly text: string;
}

/** What an import writes and tells; nothing is written where `refused` says why. */
export interface Plan {
  readonly files: readonly PlannedFile[];
  readonly report: Report;
  /** Which of the files is the report; it stands last. */
  readonly reportPath: string;
}

/** Each takes about a millisecond, and all are held in memory. */
const MOST_INCIDENTS = 20_000;

/** Where the report and the redirects lie: the `_` keeps them out of what is published. */
export const FOLDER_OF_REPORTS = '_imported';

/**
 * Turns a history into files of the content folder. An incident file that is there already is never written: the same
 * text is left alone, another one is told of. What would not pass `check` is told of and not written. Never throws.
 */
export function planImport(history: History, target: Target): Plan | Refused {
  const { folder, now, progress = () => undefined } = target;
  if (history.incidents.length > MOST_INCIDENTS) {
    const refused = `There are ${history.incidents.length} incidents, and at most ${MOST_INCIDENTS} are brought along at once. Save them in parts, a folder or a file each, and import one after the other: what is there already stays.`;
    return { refused };
  }
  const site = siteFor(history, target);
  if ('refused' in site) return site;
  const { text: siteText, config, matched } = site;
  const lang = target.lang ?? config.languages[0];
  if (!config.languages.includes(lang))
    return { refused: `The site has no language "${lang}". It has: ${config.languages.join(', ')}.` };
  const earlier = readRedirects(target.redirects);
  const withSite: ContentFolder = { ...folder, site: { path: 'site.yml', bytes: bytes(siteText) } };
  const ids = idsFor(history, {
    earlier: new Map(
      [...earlier].flatMap(([from, to]) => {
        const id = idAt(to, config);
        return id === undefined ? [] : [[from, id] as const];
      }),
    ),
    standing: new Set(folder.incidents.map(({ path }) => idOf(path))),
    imported: importedFrom(history.system, withSite, now),
  });
  const ground: Ground = {
    system: history.system,
    lang,
    zone: config.timeZone,
    components: matched.ids,
    literal: new Set(),
  };
  const judged = judge(
    history.incidents.map((draft) => {
      const { id, notes } = ids.get(draft) ?? { id: draft.slug, notes: [] };
      return { draft: { ...draft, notes: [...draft.notes, ...notes] }, id };
    }),
    ground,
    { folder: withSite, now },
    progress,
  );
  const standing = new Map(folder.incidents.map((file) => [idOf(file.path), file]));
  const outcomes = judged.map((one) => outcomeOf(one, standing, config));
  const { rows, incidents } = redirectsOf(outcomes, earlier);
  const report: Report = {
    system: history.system,
    incidents,
    components: matched.added.map(({ id, name, group }) => ({
      id,
      name,
      ...(group ? { group: group.id } : {}),
    })),
    notes: [...history.notes, ...matched.notes],
  };
  const own = `${FOLDER_OF_REPORTS}/${history.system.toLowerCase()}`;
  return {
    report,
    reportPath: `${own}/report.txt`,
    files: [
      { path: 'site.yml', text: siteText },
      ...judged.flatMap(({ made, text }, index) =>
        incidents[index]?.outcome === 'new' && text !== undefined ? [{ path: made.incident.path, text }] : [],
      ),
      { path: `${own}/_redirects`, text: writeRedirects(rows) },
      { path: `${own}/redirects.nginx.conf`, text: writeNginx(rows) },
      { path: `${own}/report.txt`, text: renderReport(report) },
    ],
  };
}

/** The incident to which an address of the site leads. */
function idAt(address: string, config: SiteConfig): string | undefined {
  const id = /\/incidents\/([a-z0-9-]+)\/$/.exec(address)?.[1];
  return id !== undefined && addressOf(id, config) === address ? id : undefined;
}

function addressOf(id: string, config: SiteConfig): string {
  return href(config, config.languages[0], paths.incident(id));
}

/** Ids of the files that say they were brought in from there. */
function importedFrom(system: string, folder: ContentFolder, now: Instant): ReadonlySet<string> {
  const { incidents } = parseFolder(folder, now);
  return new Set(incidents.filter(({ imported }) => imported === system).map(({ id }) => id));
}

interface Wanted {
  readonly draft: DraftIncident;
  readonly id: string;
}

interface Judged extends Wanted {
  readonly made: MadeIncident;
  /** Absent where it would not pass. */
  readonly text: string | undefined;
  readonly notes: readonly Note[];
  readonly problems: readonly Problem[];
}

/**
 * Writes each as its Markdown; where the text of an update has an error, that letter for letter; where that does not help,
 * all of them; and where even so one has an error, the incident not at all.
 */
function judge(
  all: readonly Wanted[],
  ground: Ground,
  world: { readonly folder: ContentFolder; readonly now: Instant },
  progress: (done: number) => void,
): readonly Judged[] {
  const first = all.map((wanted, index) => {
    if (index > 0 && index % 1000 === 0) progress(index);
    return write(wanted, ground);
  });
  const errors = errorsOf(first, world);
  return first.map((one) => {
    const found = errors.get(one.id) ?? [];
    if (found.length === 0) return one;
    // No other wording makes them fewer.
    if (one.made.incident.updates.length > MAX_UPDATES) return { ...one, text: undefined, problems: found };
    const every = new Set(one.draft.updates.keys());
    const literally = (literal: ReadonlySet<number>) => write(one, { ...ground, literal });
    const leftOf = (plain: Judged) => errorsOf([plain], world).get(one.id) ?? [];
    const some = literally(atFault(found, one));
    const isSome = leftOf(some).length === 0;
    const plain = isSome ? some : literally(every);
    const problems = isSome ? [] : leftOf(plain);
    if (problems.length > 0) return { ...one, text: undefined, problems };
    const why = [...new Set(found.map(({ rule }) => rule))].join(', ');
    const words = `${isSome ? 'some of ' : ''}its texts stand letter for letter, since as Markdown they would break ${why}`;
    return { ...plain, notes: [...plain.notes, { kind: 'guessed', code: 'literal', words }] };
  });
}

/** Which updates the problems lie in, by their headings' lines. */
function atFault(found: readonly Problem[], { text }: Judged): ReadonlySet<number> {
  const headings = (text ?? '').split('\n').flatMap((line, index) => (readOpener(line) ? [index + 1] : []));
  return new Set(
    found
      .map(({ place }) => headings.findLastIndex((line) => line <= place.line))
      .filter((index) => index >= 0),
  );
}

function write({ draft, id }: Wanted, ground: Ground): Judged {
  const made = incidentOf(draft, id, ground);
  const text = writeIncident(made.incident, ground.lang, ground.zone);
  return { draft, id, made, text, notes: [...draft.notes, ...made.notes], problems: [] };
}

function errorsOf(
  all: readonly Judged[],
  { folder, now }: { readonly folder: ContentFolder; readonly now: Instant },
): ReadonlyMap<string, readonly Problem[]> {
  const own = new Map(
    all.map(({ made, text }) => [
      made.incident.id,
      { path: made.incident.path, bytes: bytes(text ?? '') } satisfies SourceFile,
    ]),
  );
  const others = folder.incidents.filter(({ path }) => !own.has(idOf(path)));
  const { problems } = parseFolder(
    { ...folder, incidents: [...others, ...own.values()] },
    now,
    new Set(own.keys()),
  );
  return Map.groupBy(problems.filter(isError), ({ place }) => idOf(place.file));
}

function outcomeOf(
  { draft, id, made, text, notes, problems }: Judged,
  standing: ReadonlyMap<string, SourceFile>,
  config: SiteConfig,
): ImportedIncident {
  const there = standing.get(id);
  const isSame = there !== undefined && text !== undefined && new TextDecoder().decode(there.bytes) === text;
  const { updates } = made.incident;
  return {
    source: draft.source,
    id,
    path: there?.path ?? made.incident.path,
    address: addressOf(id, config),
    addresses: draft.addresses,
    outcome: text === undefined ? 'refused' : there === undefined ? 'new' : isSame ? 'unchanged' : 'kept',
    updates: updates.map(({ stamp, phase }, index) => ({
      stamp: `${stamp.digits} ${stamp.offset}`,
      phase,
      found: draft.updates[index]?.found ?? '',
    })),
    notes,
    problems,
  };
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
