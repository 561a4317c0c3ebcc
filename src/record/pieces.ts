import type { Day } from '../calendar/day.ts';
import type { Incident, Translation, Update } from '../model/incident.ts';
import { compactInstant, type Instant } from '../model/instant.ts';
import type { RecordKind, RecordLine } from '../model/record.ts';
import type { ComponentConfig, Localized, SiteConfig } from '../model/site-config.ts';
import { groupOn, leavesWithGroups, nameOn } from '../model/site-config.ts';
import { sha256 } from './hash.ts';
import { readTombstone, tombstonesIn } from './tombstone.ts';

/** One thing that is published as a whole, and never changes: front matter, an update in one language, a linked file, a component. */
export interface Piece {
  readonly kind: Exclude<RecordKind, 'redaction' | 'genesis' | 'fork'>;
  /** The incident's id, or the component's. */
  readonly incident: string;
  readonly lang: string;
  readonly update: string;
  readonly hash: string;
  /** Canonical; absent for a file, whose bytes were hashed. */
  readonly text?: string;
  /** By which the lines of one build are sorted, and when it counts as published in a first one. */
  readonly stamp?: Instant;
  /** Where it lies in the content folder. */
  readonly path: string;
  readonly line: number;
  /** Names of the files that a text links, where it is known. */
  readonly files?: readonly string[];
  /** Hashes of what gave way to the tombstones that stand there. */
  readonly redacts: readonly string[];
}

/** Which piece a line, or a piece, is of; what was published under a key stands for ever. */
export function keyOf({
  kind,
  incident,
  lang,
  update,
}: Pick<RecordLine, 'kind' | 'incident' | 'lang' | 'update'>): string {
  if (kind === 'site') return `site ${incident}`;
  const blank = update.indexOf(' ');
  if (blank !== -1) return `${incident}/${update.slice(blank + 1)}`;
  return `${incident} ${lang} ${update}`;
}

/** The bytes of files that may be linked, by their path in the content folder. */
export type FileBytes = ReadonlyMap<string, { readonly bytes: Uint8Array }>;

/** All that an incident publishes. Files that do not lie there are left out. */
export function piecesOf(incident: Incident, files: FileBytes): readonly Piece[] {
  const [first] = incident.updates;
  const pieces: Piece[] = [frontPiece(incident, incident.lang, incident, first.stamp.at)];
  for (const update of incident.updates)
    pieces.push(textPiece(incident, incident.lang, incident.path, update, update));
  const byLanguage = [...incident.translations].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [lang, translation] of byLanguage) {
    pieces.push(frontPiece(incident, lang, translation, first.stamp.at));
    for (const update of incident.updates) {
      const own = translation.updates.get(update.stamp.at);
      if (own) pieces.push(textPiece(incident, lang, translation.path, update, own));
    }
  }
  return [...pieces, ...filePieces(incident, files)];
}

function frontPiece(
  { id }: Incident,
  lang: string,
  { front, path }: Pick<Translation, 'front' | 'path'>,
  stamp: Instant,
): Piece {
  return { kind: 'incident', incident: id, lang, update: '', stamp, path, line: 1, ...ofText(front) };
}

function textPiece(
  { id }: Incident,
  lang: string,
  path: string,
  { stamp, phase }: Update,
  { canonical, line, files }: Pick<Update, 'canonical' | 'line' | 'files'>,
): Piece {
  const kind = phase === 'correction' || phase === 'postmortem' ? phase : 'update';
  const update = compactInstant(stamp.at);
  return { kind, incident: id, lang, update, stamp: stamp.at, path, line, files, ...ofText(canonical) };
}

function ofText(text: string): Pick<Piece, 'hash' | 'text' | 'redacts'> {
  return { text, hash: sha256(text), redacts: tombstonesIn(text).map((tombstone) => tombstone.sha256) };
}

/** Each file once, with the update that links it first. */
function filePieces(incident: Incident, files: FileBytes): readonly Piece[] {
  const folder = incident.path.slice(0, incident.path.lastIndexOf('/') + 1);
  const found = new Map<string, Piece>();
  for (const update of incident.updates) {
    const translations = [...incident.translations.values()].flatMap(
      ({ updates }) => updates.get(update.stamp.at)?.files ?? [],
    );
    for (const name of [...update.files, ...translations]) {
      if (found.has(name)) continue;
      const piece = filePiece(incident, update, folder + name, name, files);
      if (piece) found.set(name, piece);
    }
  }
  return [...found.values()];
}

function filePiece(
  { id }: Incident,
  { stamp }: Update,
  path: string,
  name: string,
  files: FileBytes,
): Piece | undefined {
  const common = {
    kind: 'file',
    incident: id,
    lang: '',
    update: `${compactInstant(stamp.at)} ${name}`,
    stamp: stamp.at,
    line: 1,
  } as const;
  const redacted = files.get(`${path}.redacted`)?.bytes;
  if (redacted) {
    const tombstone = readTombstone(new TextDecoder().decode(redacted).trim());
    return {
      ...common,
      path: `${path}.redacted`,
      hash: sha256(redacted),
      redacts: tombstone ? [tombstone.sha256] : [],
    };
  }
  const bytes = files.get(path)?.bytes;
  return bytes && { ...common, path, hash: sha256(bytes), redacts: [] };
}

/**
 * What `site.yml` says for ever: of the site itself, and of each component on a day (its id, names, group, first and last
 * day).
 */
export function sitePieces(config: SiteConfig, today: Day): readonly Piece[] {
  const components = leavesWithGroups(config).map(({ component, group }) =>
    sitePiece(component.id, componentText(component, group, today, {})),
  );
  return [sitePiece('', siteText(config)), ...components];
}

function sitePiece(incident: string, text: string): Piece {
  const where = { path: 'site.yml', line: 1 };
  return { kind: 'site', incident, lang: '', update: '', text, hash: sha256(text), redacts: [], ...where };
}

/**
 * The canonical text of a component on a day: JSON with sorted keys and no spaces. It holds the names and groups that were
 * over by then as well: what was published under them stands on their being read.
 */
export function componentText(
  component: ComponentConfig,
  group: string,
  day: Day,
  {
    since = component.since ?? '',
    until = component.until ?? '',
  }: { readonly since?: string; readonly until?: string },
): string {
  const formerly = component.formerly
    .filter((former) => former.until < day)
    .map((former) => ({
      ...(former.group === undefined ? {} : { group: former.group }),
      ...(former.name ? { name: sorted(former.name) } : {}),
      until: former.until,
    }));
  return JSON.stringify({
    formerly,
    group: groupOn(component, group, day),
    id: component.id,
    name: sorted(nameOn(component, day)),
    since,
    until,
  });
}

function sorted(words: Localized): Localized {
  return Object.fromEntries(Object.entries(words).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The canonical text of the site itself: where it counts its days, and what its feeds' ids begin with, for ever. */
export function siteText({ feedAuthority, timeZone }: SiteConfig): string {
  return JSON.stringify({ feedAuthority, timeZone });
}
