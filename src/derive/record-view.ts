import type { Update } from '../model/incident.ts';
import { type Instant, readCompact } from '../model/instant.ts';
import type { PublicRecord, RecordLine } from '../model/record.ts';
import { readFork } from '../record/log.ts';
import { keyOf } from '../record/pieces.ts';
import { publishedIn } from '../record/published.ts';
import { address, paths } from './addresses.ts';
import type { IncidentView } from './incident-view.ts';
import type { ResolveLink } from './links.ts';
import { broughtInOn, type Ledger, publishedApart } from './published.ts';
import type { Site } from './site.ts';

/** A line of the record, and what it is about as far as that still stands. */
export interface Told {
  readonly line: RecordLine;
  readonly view?: IncidentView;
  readonly update?: Update;
  /** The name of the linked file that the line is of. */
  readonly file?: string;
}

/** Where the record broke, and how it went on. */
export interface ForkView {
  readonly line: RecordLine;
  readonly abandoned: string;
  readonly reason: string;
  /** Lines above it of what stood otherwise below it, or not at all. */
  readonly changed: readonly RecordLine[];
  readonly gone: readonly RecordLine[];
}

/** A history that another system published first. */
export interface BroughtIn {
  /** Of its front matter. */
  readonly line: RecordLine;
  readonly view: IncidentView;
  readonly system: string;
  readonly on: Instant;
}

/** What the page of the record lists beside its length and head; each by rising number, and each once whatever forks there are. */
export interface RecordView {
  readonly genesis?: RecordLine;
  readonly forks: readonly ForkView[];
  readonly corrections: readonly Told[];
  readonly redactions: readonly Told[];
  /** First published long after their stamps. */
  readonly late: readonly Told[];
  readonly imported: readonly BroughtIn[];
  /** Components that came or changed after the first release. */
  readonly components: readonly RecordLine[];
}

/** Everything that `/record/` lists. */
export function recordView({ record, ledger, views, viewById }: Site): RecordView {
  const genesis = record.find(({ kind }) => kind === 'genesis');
  const firsts = firstLines(record).map((line) => toldOf(line, viewById.get(line.incident)));
  const isBase = ({ line, view }: Told) => line.lang === view?.incident.lang;
  return {
    ...(genesis ? { genesis } : {}),
    forks: forksOf(ledger),
    corrections: firsts.filter((one) => one.line.kind === 'correction' && isBase(one)),
    redactions: record
      .filter(({ kind }) => kind === 'redaction')
      .map((line) => toldOf(line, viewById.get(line.incident))),
    late: firsts.filter(
      (one) =>
        one.view !== undefined &&
        one.update !== undefined &&
        isBase(one) &&
        publishedApart(one.view.incident, one.update, ledger) !== undefined,
    ),
    imported: views.flatMap((view) => importOf(view, ledger)).toSorted((a, b) => a.line.seq - b.line.seq),
    components: changedComponents(record, genesis?.seq ?? record.length),
  };
}

/** What a line about an incident is of. */
export function toldOf(line: RecordLine, view: IncidentView | undefined): Told {
  const [stamp, ...name] = line.update.split(' ');
  const at = readCompact(stamp ?? '');
  const update = view?.updates.find((one) => one.stamp.at === at);
  return {
    line,
    ...(view ? { view } : {}),
    ...(update ? { update } : {}),
    ...(name.length > 0 ? { file: name.join(' ') } : {}),
  };
}

/** Every fork of the record, by rising number: told for ever, on the front page too. */
export function forksOf({ record }: Pick<Ledger, 'record'>): readonly ForkView[] {
  return record
    .filter(({ kind }) => kind === 'fork')
    .map((line) => ({ line, ...readFork(line), ...forkedAway(record, line) }));
}

/** What the build of a fork entered anew in other words, or did not enter anew. */
function forkedAway(record: PublicRecord, fork: RecordLine): Pick<ForkView, 'changed' | 'gone'> {
  const before = publishedIn(record.slice(0, fork.seq - 1));
  const after = new Map<string, RecordLine>();
  for (const line of record.slice(fork.seq)) {
    if (line.published > fork.published) break;
    after.set(keyOf(line), line);
  }
  const changed: RecordLine[] = [];
  const gone: RecordLine[] = [];
  for (const [key, { hash, line }] of before) {
    const anew = after.get(key);
    if (line && !anew) gone.push(line);
    else if (line && anew?.hash !== hash) changed.push(line);
  }
  return { changed, gone };
}

/** The line that first published each text and file: below a fork all that stands is entered anew. */
function firstLines(record: PublicRecord): readonly RecordLine[] {
  const firsts = new Map<string, RecordLine>();
  for (const line of record) {
    const isOwn = line.kind === 'genesis' || line.kind === 'fork' || line.kind === 'site';
    if (!isOwn && !firsts.has(keyOf(line))) firsts.set(keyOf(line), line);
  }
  return [...firsts.values()];
}

function importOf(view: IncidentView, ledger: Ledger): readonly BroughtIn[] {
  const system = view.incident.imported;
  const on = broughtInOn(view.incident, ledger);
  const [line] = ledger.linesOf(view.id);
  return system !== undefined && on !== undefined && line ? [{ line, view, system, on }] : [];
}

/** Below a fork every component is entered anew; only what is said otherwise than before is a change. */
function changedComponents(record: PublicRecord, genesis: number): readonly RecordLine[] {
  const known = new Map<string, string>();
  return record.filter(({ kind, incident, hash, seq }) => {
    if (kind !== 'site') return false;
    const isChange = known.get(incident) !== hash;
    known.set(incident, hash);
    return isChange && seq > genesis;
  });
}

/** Commands for a terminal with curl, awk, sha256sum and cmp, by which anyone checks the record. */
export interface CheckCommands {
  /** Brings the log here. */
  readonly log: string;
  /** Recomputes the chain, names every line that breaks it, and prints the head. */
  readonly chain: string;
  /** Prints the length and the head. */
  readonly head: string;
  /** Prints the hash of one update as it is served; absent where none is. */
  readonly update?: LineCheck;
  /** Prints the hash of the front matter above that update. */
  readonly front?: LineCheck;
  /** Prints the hash of one linked file; absent where none is. */
  readonly file?: LineCheck;
  /** Compares an older copy, `old.jsonl`, with the log of today. */
  readonly compare: string;
}

/** A command, and the line of the record that holds what it prints. */
export interface LineCheck {
  readonly line: RecordLine;
  readonly command: string;
}

/** Old kinds of awk know no `{4}`. */
const HEADING =
  '/^## [0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9] [0-9][0-9]:[0-9][0-9] [+-][0-9][0-9]:[0-9][0-9]/';

/** The commands that `/record/` shows, with this site's own addresses and lines that it has. */
export function checkCommands(site: Site, resolve: ResolveLink): CheckCommands {
  return {
    log: `curl -fsS ${urlOf(site, paths.log)} -o log.jsonl`,
    chain: [
      'prev=$(printf %064d 0)',
      'while IFS= read -r line; do',
      '  case $line in *"\\"prev\\":\\"$prev\\""*) ;; *) echo "broken: $line" ;; esac',
      '  prev=$(printf %s "$line" | sha256sum | cut -c 1-64)',
      'done < log.jsonl',
      'echo "$prev"',
    ].join('\n'),
    head: `curl -fsS ${urlOf(site, paths.recordHead)}`,
    ...textChecks(site),
    ...fileCheck(site, resolve),
    compare: 'head -c "$(($(wc -c < old.jsonl)))" log.jsonl | cmp - old.jsonl && echo same',
  };
}

/** In quotes for a shell. */
function urlOf({ config }: Site, path: string): string {
  return `'${address(config, config.languages[0], path).replaceAll("'", '%27')}'`;
}

function textChecks(site: Site): Pick<CheckCommands, 'update' | 'front'> {
  const standing = standingLines(site.record);
  for (const line of standing.toReversed()) {
    const { view, update, file } = toldOf(line, site.viewById.get(line.incident));
    if (!view || !update || file !== undefined || view.incident.lang !== line.lang) continue;
    const source = `curl -fsS ${urlOf(site, paths.incidentSource(view.id))}`;
    const front = site.ledger.lineOf(view.id, line.lang);
    return {
      update: {
        line,
        command: [
          `printf %s "$(${source} | awk '`,
          `  ${HEADING} { on = index($0, "## ${update.stamp.digits} ${update.stamp.offset} ") == 1 }`,
          `  on')" | sha256sum`,
        ].join('\n'),
      },
      ...(front && standing.includes(front) ? { front: { line: front, command: frontCommand(source) } } : {}),
    };
  }
  return {};
}

/** It reads to the end, so that curl is not cut off. */
function frontCommand(source: string): string {
  return `printf %s "$(${source} | awk 'n < 2; $0 == "---" { n++ }')" | sha256sum`;
}

function fileCheck(site: Site, resolve: ResolveLink): Pick<CheckCommands, 'file'> {
  const [lang] = site.config.languages;
  const files = site.record.filter(({ kind }) => kind === 'file');
  const served =
    files.length === 0
      ? []
      : standingLines(site.record).flatMap((line) => {
          if (line.kind !== 'file') return [];
          const { view, file } = toldOf(line, site.viewById.get(line.incident));
          if (!view || file === undefined) return [];
          const target = resolve(view, lang, encodeURI(file));
          const isServed = target !== undefined && target.gone === undefined;
          return isServed ? [{ line, path: paths.incidentFile(view.id, file) }] : [];
        });
  const found = served.at(-1);
  if (!found) return {};
  return { file: { line: found.line, command: `curl -fsS ${urlOf(site, found.path)} | sha256sum` } };
}

/** The lines of which the words are served as they were published: where something was redacted, a tombstone stands. */
function standingLines(record: PublicRecord): readonly RecordLine[] {
  const published = publishedIn(record);
  return record.filter((line) => {
    const standing = published.get(keyOf(line));
    return standing?.line === line && standing.hash === line.hash;
  });
}
