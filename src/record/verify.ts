import { instantOnClock, parseOffset } from '../calendar/zone.ts';
import { readOpener } from '../model/heading.ts';
import { compactInstant, type Instant, instant, MINUTE } from '../model/instant.ts';
import type { PublicRecord } from '../model/record.ts';
import { cutFile, joinFile } from './canonical.ts';
import { sha256 } from './hash.ts';
import { type Breach, judgePieces } from './law.ts';
import { chainValue, headOf, readLog } from './log.ts';
import { keyOf, type Piece } from './pieces.ts';
import { publishedIn, type Standing } from './published.ts';
import { isTextRedacted, readTombstone, tombstonesIn } from './tombstone.ts';

/** Gives what is served at a path of the site (`/incidents/ID.md`), or why nothing is. */
export type ReadServed = (path: string) => Promise<Uint8Array | { readonly missing: string }>;

/** A site as it is served. */
export interface ServedSite {
  readonly read: ReadServed;
  /** Every path below `/incidents/`, where that can be known: of a folder, not of an address. */
  readonly incidentPaths?: readonly string[];
}

/** Something served that the record does not prove. */
export interface Failure {
  /** The path at which it is served. */
  readonly path: string;
  /** Which update, file or component, in words; empty where the whole is meant. */
  readonly what: string;
  readonly why: string;
}

/** What came of recomputing a site. */
export interface Verification {
  readonly record: PublicRecord;
  readonly head: string;
  readonly failures: readonly Failure[];
  /** How many texts, files and components that stand were recomputed. */
  readonly proven: number;
  /** Lines of what was redacted, changed or abandoned since: only older copies prove them. */
  readonly superseded: number;
}

/** What a reader holds from earlier, to compare with. */
export interface Witness {
  /** A chain value that was written down. */
  readonly head?: string | undefined;
  /** An older copy of the log. */
  readonly since?: string | undefined;
}

/** How many incidents are asked for at once. */
const AT_ONCE = 8;

/**
 * Recomputes every hash from what is served: the chain, each text and file that stands, each component, length and head;
 * that no source holds what no line proves; and of a folder, that no source or linked file lies there which no line names.
 * `done` is told how many of how many incidents are. Never throws what `read` does not.
 */
export async function verifyServed(
  { read, incidentPaths = [] }: ServedSite,
  witness: Witness = {},
  done: (count: number, all: number) => void = () => undefined,
): Promise<Verification> {
  const log = await textAt('/log.jsonl', read);
  const { lines: record, fault } = readLog(log.text ?? '');
  const head = headOf(record);
  const nothing = { record, head, proven: 0, superseded: 0 };
  if (log.text === undefined) return { ...nothing, failures: [whole('/log.jsonl', log.why)] };
  if (fault) {
    return { ...nothing, failures: [{ path: '/log.jsonl', what: `line ${fault.line}`, why: fault.why }] };
  }
  const standing = [...publishedIn(record).values()];
  const failures = [
    ...(await checkHead(record, head, read)),
    ...checkWitness(record, log.text, witness),
    ...(await checkComponents(standing, read)),
    ...checkStrays(standing, incidentPaths),
  ];
  const redactions = lastRedactions(record);
  const incidents = [
    ...Map.groupBy(
      standing.filter(({ kind }) => kind !== 'site'),
      ({ incident }) => incident,
    ),
  ];
  let gone = 0;
  for (let at = 0; at < incidents.length; at += AT_ONCE) {
    const some = incidents.slice(at, at + AT_ONCE);
    const found = await Promise.all(some.map(([id, own]) => checkIncident(id, own, redactions, read)));
    for (const checked of found) {
      failures.push(...checked.failures);
      gone += checked.gone;
    }
    done(Math.min(at + AT_ONCE, incidents.length), incidents.length);
  }
  const own = record.filter(({ kind }) => kind === 'genesis' || kind === 'fork').length;
  return {
    record,
    head,
    failures,
    proven: standing.length - gone,
    superseded: record.length - own - standing.length + gone,
  };
}

function whole(path: string, why: string): Failure {
  return { path, what: '', why };
}

type Text = { readonly text: string } | { readonly text?: never; readonly why: string };

async function textAt(path: string, read: ReadServed): Promise<Text> {
  const bytes = await read(path);
  if ('missing' in bytes) return { why: bytes.missing };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { why: 'it is no UTF-8 text' };
  }
}

async function checkHead(record: PublicRecord, head: string, read: ReadServed): Promise<readonly Failure[]> {
  const path = '/record/head.txt';
  const { text, why } = { why: '', ...(await textAt(path, read)) };
  if (text === undefined) return [whole(path, why)];
  const expected = `${record.length} ${head}\n`;
  return text === expected ? [] : [whole(path, `it should be "${expected.trim()}", by the log`)];
}

/** Sources and files that lie there, and that no line of the record is of. */
function checkStrays(standing: readonly Standing[], paths: readonly string[]): readonly Failure[] {
  const named = new Set<string>();
  const bases = new Map<string, string>();
  for (const { kind, incident, lang, update } of standing) {
    if (kind === 'site') continue;
    if (update.includes(' ')) {
      const path = pathOfFile(incident, update);
      named.add(path).add(`${path}.redacted`);
      continue;
    }
    if (!bases.has(incident)) bases.set(incident, lang);
    named.add(pathOfSource(incident, lang, bases.get(incident)));
  }
  const isMade = (path: string) =>
    /^\/incidents\/(?:[^/]+\/(?:index\.html|feed\.xml)|[^/]+\.json)$/.test(path);
  return paths
    .filter((path) => !isMade(path) && !named.has(path))
    .map((path) => ({
      path,
      what: path.endsWith('.md') ? 'the source' : 'the file',
      why: 'no line of the record is of it',
    }));
}

function pathOfSource(id: string, lang: string, base: string | undefined): string {
  return lang === base ? `/incidents/${id}.md` : `/incidents/${id}.${lang}.md`;
}

function checkWitness(record: PublicRecord, log: string, { head, since }: Witness): readonly Failure[] {
  const isKnown = head === undefined || record.some((line) => chainValue(line) === head);
  const isPrefix = since === undefined || log.startsWith(since);
  return [
    ...(isKnown
      ? []
      : [whole('/log.jsonl', `no line has the head ${head}: the record is not the one it was taken from`)]),
    ...(isPrefix
      ? []
      : [whole('/log.jsonl', `it differs from the older log from line ${firstDifference(since, log)} on`)]),
  ];
}

function firstDifference(old: string, log: string): number {
  const now = log.split('\n');
  return old.split('\n').findIndex((row, index) => row !== now[index]) + 1;
}

async function checkComponents(standing: readonly Standing[], read: ReadServed): Promise<readonly Failure[]> {
  const path = '/record/components.jsonl';
  const { text, why } = { why: '', ...(await textAt(path, read)) };
  if (text === undefined) return [whole(path, why)];
  const missing = new Map(
    standing.filter(({ kind }) => kind === 'site').map(({ hash, incident }) => [hash, incident]),
  );
  const rows = text.split('\n');
  const failures = rows.slice(0, -1).flatMap((row, index): readonly Failure[] => {
    if (missing.delete(sha256(row))) return [];
    return [{ path, what: `line ${index + 1}`, why: 'no line of the record proves it' }];
  });
  if (rows.at(-1) !== '') failures.push(whole(path, 'its last line has no end'));
  const lost = [...missing.values()].map((id) => ({
    path,
    what: `component ${id}`,
    why: 'it is not served as it was published',
  }));
  return [...failures, ...lost];
}

/** By key: the hash of what the last redaction took away. */
function lastRedactions(record: PublicRecord): ReadonlyMap<string, string> {
  const before = new Map<string, string>();
  const taken = new Map<string, string>();
  for (const line of record) {
    if (line.kind === 'fork') before.clear();
    const key = keyOf(line);
    const was = before.get(key);
    if (line.kind === 'redaction' && was !== undefined) taken.set(key, was);
    else taken.delete(key);
    before.set(key, line.hash);
  }
  return taken;
}

interface CheckedIncident {
  readonly failures: readonly Failure[];
  /** How many files went with the redacted texts that linked them. */
  readonly gone: number;
}

async function checkIncident(
  id: string,
  standing: readonly Standing[],
  redactions: ReadonlyMap<string, string>,
  read: ReadServed,
): Promise<CheckedIncident> {
  const isFile = ({ update }: Standing) => update.includes(' ');
  const texts = Map.groupBy(
    standing.filter((one) => !isFile(one)),
    ({ lang }) => lang,
  );
  const [base] = texts.keys();
  const pathOf = (lang: string) => pathOfSource(id, lang, base);
  const ofTexts = [...texts].map(([lang, own]) =>
    checkSource(pathOf(lang), { id, lang, own, redactions }, read),
  );
  let gone = 0;
  const ofFiles = standing.filter(isFile).map(async (file) => {
    const failures = await checkFile(file, redactions, read);
    if (failures.length === 0 || !(await wentWithText(file, [...texts.keys()].map(pathOf), read)))
      return failures;
    gone++;
    return [];
  });
  const failures = (await Promise.all([...ofTexts, ...ofFiles])).flat();
  return { failures, gone };
}

/** Whether the file is served nowhere, its text was redacted in one of the sources, and no other text links it. */
async function wentWithText(
  { incident, update }: Standing,
  sources: readonly string[],
  read: ReadServed,
): Promise<boolean> {
  const [stamp] = update.split(' ', 1);
  const path = pathOfFile(incident, update);
  for (const one of [path, `${path}.redacted`]) if (!('missing' in (await read(one)))) return false;
  const texts = await Promise.all(sources.map((source) => textAt(source, read)));
  const updates = texts.flatMap(({ text = '' }) => cutFile(text).updates);
  const isSilenced = updates.some(
    (canonical) => isTextRedacted(canonical) && nameAt(stampOf(canonical)) === stamp,
  );
  const name = update.slice(update.indexOf(' ') + 1);
  return isSilenced && !updates.some((canonical) => seemsToLink(canonical, name));
}

/** Whether a text links a file, as far as that can be seen without reading its Markdown. */
function seemsToLink(canonical: string, name: string): boolean {
  const spellings = [name, encodeURI(name), name.replace(/[()\\]/g, '\\$&')];
  return spellings.some((one) =>
    ['](', '](<', ']: ', ']: <', 'href="', 'src="'].some((opens) =>
      [opens, `${opens}./`].some((start) => canonical.includes(start + one)),
    ),
  );
}

function pathOfFile(incident: string, update: string): string {
  const name = update.slice(update.indexOf(' ') + 1);
  return `/incidents/${incident}/${name.split('/').map(encodeURIComponent).join('/')}`;
}

interface Source {
  readonly id: string;
  readonly lang: string;
  readonly own: readonly Standing[];
  readonly redactions: ReadonlyMap<string, string>;
}

async function checkSource(path: string, source: Source, read: ReadServed): Promise<readonly Failure[]> {
  const { text, why } = { why: '', ...(await textAt(path, read)) };
  if (text === undefined) return [whole(path, why)];
  const pieces = piecesServed(text, source);
  const published = new Map(source.own.map((standing) => [keyOf(standing), standing]));
  const { breaches, fresh, amended } = judgePieces(published, pieces);
  const isRising = pieces.every(({ stamp }, index) => (stamp ?? 0) >= (pieces[index - 1]?.stamp ?? 0));
  const failures = [
    ...breaches.map((breach) => ({ path, ...wordBreach(breach) })),
    ...fresh.map((piece) => ({ path, what: nameOf(piece), why: 'no line of the record proves it' })),
    ...amended.map((piece) => ({
      path,
      what: nameOf(piece),
      why: 'it was redacted, and no line of the record says so',
    })),
    ...pieces
      .filter((piece) => !isProvenRedaction(piece, source.redactions))
      .map((piece) => ({
        path,
        what: nameOf(piece),
        why: 'no tombstone in it bears the hash of what was redacted',
      })),
  ];
  if (failures.length > 0) return failures;
  if (!isRising) return [whole(path, 'its updates do not stand by rising stamps')];
  return text === joinFile(cutFile(text))
    ? []
    : [whole(path, 'between its updates stand bytes that no line proves')];
}

function isProvenRedaction(piece: Piece, redactions: ReadonlyMap<string, string>): boolean {
  const taken = redactions.get(keyOf(piece));
  return taken === undefined || piece.redacts.includes(taken);
}

/** A served source as pieces. */
function piecesServed(text: string, { id, lang }: Source): readonly Piece[] {
  const { front, updates } = cutFile(text);
  const piece = (canonical: string, at?: Instant): Piece => ({
    kind: at === undefined ? 'incident' : 'update',
    incident: id,
    lang,
    update: at === undefined ? '' : nameAt(at),
    hash: sha256(canonical),
    text: canonical,
    ...(at === undefined ? {} : { stamp: at }),
    path: '',
    line: 1,
    redacts: tombstonesIn(canonical).map((tombstone) => tombstone.sha256),
  });
  return [piece(front), ...updates.map((canonical) => piece(canonical, stampOf(canonical)))];
}

/** `20080905T1320Z`; of a stamp that names no time a word that no line has. */
function nameAt(at: Instant): string {
  return Number.isNaN(at) ? 'no time' : compactInstant(at);
}

function stampOf(canonical: string): Instant {
  const { digits, offset } = readOpener(canonical.split('\n', 1)[0] ?? '') ?? { digits: '', offset: '' };
  const [at, ahead] = [instantOnClock(digits, 0), parseOffset(offset)];
  return at === undefined || ahead === undefined ? instant(Number.NaN) : instant(at - ahead * MINUTE);
}

function nameOf({ update, text }: Pick<Piece, 'update' | 'text'>): string {
  return update === '' ? 'the front matter' : `the update "${text?.split('\n', 1)[0] ?? update}"`;
}

function wordBreach({ how, standing, piece }: Breach): Pick<Failure, 'what' | 'why'> {
  const number = standing?.line?.seq ?? 0;
  if (how === 'gone') {
    const what = standing?.update ? `the update of ${standing.update}` : 'the front matter';
    return { what, why: `it was published (No. ${number}) and is not served` };
  }
  const found = piece ?? { update: '' };
  return {
    what: nameOf(found),
    why: `it was published otherwise (No. ${number}, SHA-256 ${standing?.hash})`,
  };
}

async function checkFile(
  standing: Standing,
  redactions: ReadonlyMap<string, string>,
  read: ReadServed,
): Promise<readonly Failure[]> {
  const { incident, update, hash, line } = standing;
  const name = update.slice(update.indexOf(' ') + 1);
  const path = pathOfFile(incident, update);
  const taken = redactions.get(keyOf(standing));
  const at = taken === undefined ? path : `${path}.redacted`;
  const found = await served([at, ...(taken === undefined ? [`${path}.redacted`] : [])], hash, read);
  if (found === undefined)
    return [
      { path: at, what: `the file ${name}`, why: `it is not served as it was published (No. ${line?.seq})` },
    ];
  const tombstone = taken === undefined ? undefined : readTombstone(new TextDecoder().decode(found).trim());
  if (taken === undefined || tombstone?.sha256 === taken) return [];
  return [
    { path: at, what: `the file ${name}`, why: 'its tombstone does not bear the hash of what was redacted' },
  ];
}

/** The bytes with the hash, at the first of the paths that has them: a file that was redacted before its first release has no other. */
async function served(
  paths: readonly string[],
  hash: string,
  read: ReadServed,
): Promise<Uint8Array | undefined> {
  for (const path of paths) {
    const bytes = await read(path);
    if (!('missing' in bytes) && sha256(bytes) === hash) return bytes;
  }
  return undefined;
}
