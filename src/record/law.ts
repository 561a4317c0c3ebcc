import { addDays, type Day } from '../calendar/day.ts';
import type { SiteConfig } from '../model/site-config.ts';
import { leavesWithGroups } from '../model/site-config.ts';
import { cutFile } from './canonical.ts';
import { sha256 } from './hash.ts';
import { componentText, keyOf, type Piece, sitePieces } from './pieces.ts';
import type { Published, Standing } from './published.ts';
import { isRedactionOf, isTextRedacted } from './tombstone.ts';

/** What was published, and does not stand any more. */
export interface Breach {
  /** `lost-name`: a component's earlier name or group is nowhere to be read; `no-since`: a later component does not say since when it exists. */
  readonly how: 'changed' | 'gone' | 'lost-name' | 'no-since';
  /** Absent with `no-since` alone. */
  readonly standing?: Standing;
  /** What stands under the key now. */
  readonly piece?: Piece;
}

/** What the law says of a folder. */
export interface Judgement {
  readonly breaches: readonly Breach[];
  /** Not published yet. */
  readonly fresh: readonly Piece[];
  /** Published, and lawfully redacted or, a component, changed since: each needs a line of its own. */
  readonly amended: readonly Piece[];
}

/**
 * The append-only law: what was published stands, piece by piece, with the hash it had. Where it lies, and in which order,
 * is free. The lawful changes are new pieces, and a redaction, whose tombstone names the hash of what it replaced. The files
 * that a redacted text linked go with it, unless something else links them.
 */
export function judgePieces(published: Published, pieces: readonly Piece[]): Judgement {
  const breaches: Breach[] = [];
  const fresh: Piece[] = [];
  const amended: Piece[] = [];
  const seen = new Set<string>();
  for (const piece of pieces) {
    const key = keyOf(piece);
    const standing = published.get(key);
    seen.add(key);
    if (!standing) fresh.push(piece);
    else if (isRedacted(piece, standing)) amended.push(piece);
    else if (standing.hash !== piece.hash) breaches.push({ how: 'changed', standing, piece });
  }
  const silenced = new Set(pieces.filter(isSilenced).map(({ incident, update }) => `${incident} ${update}`));
  const linked = new Set(
    pieces.flatMap(({ incident, files = [] }) => files.map((name) => `${incident}/${name}`)),
  );
  for (const [key, standing] of published) {
    if (standing.kind === 'site' || seen.has(key)) continue;
    const { kind, incident, update } = standing;
    const [stamp] = update.split(' ', 1);
    const wentWithText = kind === 'file' && silenced.has(`${incident} ${stamp}`) && !linked.has(key);
    if (!wentWithText) breaches.push({ how: 'gone', standing });
  }
  return { breaches, fresh, amended };
}

function isSilenced({ text }: Piece): boolean {
  return text !== undefined && isTextRedacted(text);
}

function isRedacted(piece: Piece, { hash, text }: Standing): boolean {
  if (piece.hash === hash || !piece.redacts.includes(hash)) return false;
  return piece.text === undefined || isRedactionOf(piece.text, hash, text);
}

/** What is left of what was published once its breaches were told in the open, by a fork: what stands now counts. */
export function forgive(published: Published, { breaches }: Pick<Judgement, 'breaches'>): Published {
  const left = new Map(published);
  for (const { standing, piece } of breaches) {
    if (!standing) continue;
    if (standing.kind !== 'site' && piece) left.set(keyOf(standing), { ...standing, hash: piece.hash });
    else left.delete(keyOf(standing));
  }
  const isOfSite = breaches.some(({ standing, piece }) => (standing ?? piece)?.kind === 'site');
  for (const [key, { kind }] of left) if (isOfSite && kind === 'site') left.delete(key);
  return left;
}

/** Files as they lie there. */
type Files = readonly { readonly path: string; readonly bytes: Uint8Array }[];

/** What the name of an incident's file says. */
export interface FileName {
  readonly id: string;
  /** Empty in the name of the incident's own file. */
  readonly lang: string;
  /** With a slash at its end; empty at the top. */
  readonly folder: string;
}

/**
 * Ids of incidents of which something published does not stand in their files as it was: a quick look at bytes alone, for
 * files that nobody changed. What it names may still be lawful; what it does not name stands.
 */
export function contradicted(
  published: Published,
  { incidents, assets }: { readonly incidents: Files; readonly assets: Files },
  nameOf: (path: string) => FileName,
): ReadonlySet<string> {
  if (published.size === 0) return new Set();
  const texts = new Map<string, Set<string>>();
  const folders = new Map<string, string>();
  for (const { path, bytes } of incidents) {
    const { id, lang, folder } = nameOf(path);
    if (lang === '') folders.set(id, folder);
    const { front, updates } = cutFile(new TextDecoder().decode(bytes).replace(/\r\n?/g, '\n'));
    texts.set(`${id} ${lang}`, new Set([front, ...updates].map((text) => sha256(text))));
  }
  const files = new Map(assets.map(({ path, bytes }) => [path, bytes]));
  const stands = ({ incident, lang, update, hash }: Standing) => {
    const blank = update.indexOf(' ');
    if (blank === -1)
      return (texts.get(`${incident} ${lang}`) ?? texts.get(`${incident} `))?.has(hash) ?? false;
    const path = `${folders.get(incident)}${update.slice(blank + 1)}`;
    const bytes = files.get(`${path}.redacted`) ?? files.get(path);
    return bytes !== undefined && sha256(bytes) === hash;
  };
  const lost = [...published.values()].filter((one) => one.kind !== 'site' && !stands(one));
  return new Set(lost.map(({ incident }) => incident));
}

/** What judging components needs to know of time, in days of the site's zone. */
export interface Days {
  readonly today: Day;
  /** The day of the record's last line; absent where there is no record. */
  readonly last?: Day;
}

/**
 * The site's zone and what its feeds' ids begin with are for ever: every item that was delivered hangs on them. A component
 * is for ever. Its name and group may change where `formerly` keeps the earlier ones for every day on which
 * anything was published under them; `since` and `until` may change freely. One that comes later says `since`.
 */
export function judgeSiteFile(published: Published, config: SiteConfig, { today, last }: Days): Judgement {
  const breaches: Breach[] = [];
  const fresh: Piece[] = [];
  const amended: Piece[] = [];
  const known = [...published.values()].filter(({ kind }) => kind === 'site');
  const leaves = new Map(leavesWithGroups(config).map((leaf) => [leaf.component.id, leaf]));
  for (const piece of sitePieces(config, today)) {
    const standing = published.get(keyOf(piece));
    const leaf = leaves.get(piece.incident);
    if (piece.incident === '') {
      if (!standing) fresh.push(piece);
      else if (standing.hash !== piece.hash) breaches.push({ how: 'changed', standing, piece });
    } else if (!standing) {
      fresh.push(piece);
      if (known.length > 0 && leaf?.component.since === undefined) breaches.push({ how: 'no-since', piece });
    } else if (leaf && !reads(leaf, last ?? today, standing)) {
      breaches.push({ how: 'lost-name', standing, piece });
    } else if (standing.hash !== piece.hash) amended.push(piece);
  }
  for (const standing of known) {
    if (standing.incident !== '' && !leaves.has(standing.incident)) breaches.push({ how: 'gone', standing });
  }
  return { breaches, fresh, amended };
}

/**
 * Whether what was published of a component can still be read from `site.yml` for that day. The record holds hashes alone,
 * so where its first or last day was changed since, the earlier one is looked for among the days of a lifetime.
 */
function reads(
  { component, group }: ReturnType<typeof leavesWithGroups>[number],
  day: Day,
  { hash, text }: Standing,
): boolean {
  const { since = '', until = '' } = component;
  const was = (days: { readonly since: string; readonly until: string }) =>
    sha256(componentText(component, group, day, days)) === hash;
  if (was({ since, until }) || was({ since, until: '' }) || was({ since: '', until })) return true;
  const known = text === undefined ? undefined : (JSON.parse(text) as { since: string; until: string });
  if (known) return was(known);
  return daysAround(day).some((other) => was({ since, until: other }) || was({ since: other, until }));
}

const LIFETIME = 40 * 366;

function daysAround(day: Day): readonly Day[] {
  return Array.from({ length: 2 * LIFETIME }, (_, index) => addDays(day, index - LIFETIME));
}
