import type { Incident, Redaction } from '../model/incident.ts';
import type { Instant } from '../model/instant.ts';
import type { Problem } from '../model/problem.ts';
import { sha256 } from '../record/hash.ts';
import { judgePieces } from '../record/law.ts';
import { piecesOf } from '../record/pieces.ts';
import { publishedPieces } from '../record/published.ts';
import { writeTombstone } from '../record/tombstone.ts';
import { parseFolder } from './folder.ts';
import { redactText } from './redact.ts';
import { linkedNames, type RedactablePart, type Wording } from './redactable.ts';
import { type Repeat, repeatsIn } from './repeats.ts';
import type { ContentFolder } from './source.ts';

/** What is to be taken away of an incident. */
export type Taking =
  | { readonly part: RedactablePart; readonly wordings: readonly Wording[] }
  /** A file that it links; the path is that in the content folder. */
  | { readonly name: string; readonly path: string };

/** A file of the content folder that is to be replaced, put there or taken away; paths are relative to the folder. */
export interface PlannedFile {
  readonly path: string;
  readonly before?: Uint8Array;
  readonly after?: Uint8Array;
}

/** The tombstone that is put somewhere. */
export interface PlannedTombstone {
  readonly path: string;
  readonly line: number;
  /** Absent for a linked file. */
  readonly lang?: string;
  readonly sha256: string;
}

/** A redaction, thought through to its end. */
export interface RedactionPlan {
  readonly files: readonly PlannedFile[];
  readonly tombstones: readonly PlannedTombstone[];
  /** Where the incident still says the same. */
  readonly repeats: readonly Repeat[];
  /** Names of files that no text of the incident links any more, so that they are not published any longer. */
  readonly unlinked: readonly string[];
}

/** Why a redaction cannot be made: what would be wrong with the files after it. */
export interface RefusedPlan {
  readonly refused: readonly Problem[];
  /** Something else than what was to be taken away would change, or it does not stand in lines of its own. */
  readonly isUnlawful: boolean;
}

/** Works out what a redaction changes; writes nothing. What it gives stands before the law and has no new problem. */
export function planRedaction(
  folder: ContentFolder,
  incident: Incident,
  taking: Taking,
  by: Pick<Redaction, 'date' | 'reason'>,
  now: Instant,
): RedactionPlan | RefusedPlan {
  const planned = 'part' in taking ? replaceWords(folder, taking, by) : replaceFile(folder, taking.path, by);
  if (!planned) return { refused: [], isUnlawful: true };
  const before = onlyOf(incident, folder);
  const after = withFiles(before, planned.files);
  const [was, is] = [before, after].map((one) => parseFolder(one, now));
  const found = is?.incidents[0];
  const known = new Map<string, number>();
  for (const problem of was?.problems ?? [])
    known.set(nameOf(problem), (known.get(nameOf(problem)) ?? 0) + 1);
  const refused = (is?.problems ?? []).filter((problem) => {
    const left = known.get(nameOf(problem)) ?? 0;
    known.set(nameOf(problem), left - 1);
    return left <= 0;
  });
  if (!found || refused.length > 0) return { refused, isUnlawful: false };
  const published = publishedPieces(piecesOf(incident, before.assets));
  if (judgePieces(published, piecesOf(found, after.assets)).breaches.length > 0)
    return { refused: [], isUnlawful: true };
  const names = new Set(linkedNames(found));
  return {
    ...planned,
    repeats: 'part' in taking ? repeatsIn(found, taking.wordings) : [],
    unlinked: linkedNames(incident).filter((name) => !names.has(name)),
  };
}

function nameOf({ rule, read }: Problem): string {
  return `${rule} ${read}`;
}

type Planned = Pick<RedactionPlan, 'files' | 'tombstones'>;

function replaceWords(
  folder: ContentFolder,
  { part, wordings }: Extract<Taking, { part: unknown }>,
  by: Pick<Redaction, 'date' | 'reason'>,
): Planned | undefined {
  const files: PlannedFile[] = [];
  const tombstones: PlannedTombstone[] = [];
  for (const { path, lang } of wordings) {
    const before = folder.incidents.find((file) => file.path === path)?.bytes;
    const source = new TextDecoder('utf-8', { ignoreBOM: true }).decode(before);
    const redacted = before && redactText(source, part, by);
    if (!redacted) return undefined;
    files.push({ path, before, after: new TextEncoder().encode(redacted.text) });
    tombstones.push({ path, lang, line: redacted.line, sha256: redacted.sha256 });
  }
  return { files, tombstones };
}

function replaceFile(
  folder: ContentFolder,
  path: string,
  by: Pick<Redaction, 'date' | 'reason'>,
): Planned | undefined {
  const before = folder.assets.get(path)?.bytes;
  if (!before) return undefined;
  const hash = sha256(before);
  const tombstone = `${path}.redacted`;
  const after = new TextEncoder().encode(`${writeTombstone({ ...by, sha256: hash })}\n`);
  const files = [
    { path: tombstone, after },
    { path, before },
  ];
  return { files, tombstones: [{ path: tombstone, line: 1, sha256: hash }] };
}

/** The folder as far as the incident goes: what else stands there does not change. */
function onlyOf({ path, translations }: Incident, folder: ContentFolder): ContentFolder {
  const own = new Set([path, ...[...translations.values()].map((one) => one.path)]);
  return { ...folder, incidents: folder.incidents.filter((file) => own.has(file.path)) };
}

function withFiles(folder: ContentFolder, files: readonly PlannedFile[]): ContentFolder {
  const changed = new Map(files.map((file) => [file.path, file]));
  const incidents = folder.incidents.map((file) => {
    const bytes = changed.get(file.path)?.after;
    return bytes ? { ...file, bytes } : file;
  });
  const assets = new Map(folder.assets);
  for (const { path, after } of files) {
    if (incidents.some((file) => file.path === path)) continue;
    if (after) assets.set(path, { path, bytes: after });
    else assets.delete(path);
  }
  return { ...folder, incidents, assets };
}
