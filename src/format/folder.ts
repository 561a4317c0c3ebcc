import type { Incident } from '../model/incident.ts';
import type { Instant } from '../model/instant.ts';
import { compareProblems, type Problem } from '../model/problem.ts';
import type { SiteConfig } from '../model/site-config.ts';
import type { FileName } from '../record/law.ts';
import { readTombstone } from '../record/tombstone.ts';
import { type Context, contextOf, HELP } from './context.ts';
import { type Decoded, decode } from './decode.ts';
import { entryProblems } from './entries.ts';
import { idOf, type ParsedIncident, parseIncident } from './incident.ts';
import { lookalikeProblems } from './lookalikes.ts';
import { nearestWithin } from './nearest.ts';
import type { Outlines, Start } from './passages.ts';
import { problem } from './problems.ts';
import { parseSiteConfig } from './site-config.ts';
import type { ContentFolder, SourceFile } from './source.ts';
import { type ParsedTranslation, parseTranslation } from './translation.ts';

/** All that a content folder says, and every problem of every file. */
export interface ParsedFolder {
  /** Absent where `site.yml` has a problem; then nothing else was judged. */
  readonly config: SiteConfig | undefined;
  /** By id. */
  readonly incidents: readonly Incident[];
  /** By file, line and column. */
  readonly problems: readonly Problem[];
  readonly outlines: Outlines;
}

/** What the files of one incident say; kept from run to run by whoever has a place for it. */
export interface Reading {
  readonly incident: Incident;
  readonly outlines: readonly (readonly [path: string, starts: readonly Start[]])[];
}

/** Readings without a problem, by the files that were read: the same bytes at the same paths read the same. */
export interface Readings {
  readonly find: (id: string, files: readonly SourceFile[]) => Reading | undefined;
  readonly keep: (id: string, files: readonly SourceFile[], reading: Reading) => void;
}

/** The address `/incidents/index.json` is the list of all. */
const TAKEN = 'index';
const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Whether an incident may be called so, in its file's name and its address. */
export function isIncidentId(name: string): boolean {
  return ID.test(name) && name !== TAKEN;
}

/**
 * Reads a whole content folder; `now` is the moment against which stamps in the future are judged. With `only`, incidents
 * of other ids are not read: their names are known, so that others can link them. What `readings` know is not read again.
 */
export function parseFolder(
  folder: ContentFolder,
  now: Instant,
  only?: ReadonlySet<string>,
  readings?: Readings,
): ParsedFolder {
  if (!folder.site) {
    const place = { file: 'site.yml', line: 1, column: 1 };
    return {
      config: undefined,
      incidents: [],
      problems: [...entryProblems(folder), problem('site-missing', place, '', `${folder.name}/site.yml`)],
      outlines: new Map(),
    };
  }
  const siteText = decode(folder.site);
  const { config, problems: siteProblems } = parseSiteConfig(folder.site.path, siteText.text);
  const problems = [...siteText.problems, ...withoutSpoilt(siteProblems, siteText)];
  if (!config || siteText.problems.length > 0) {
    return { config: undefined, incidents: [], problems, outlines: new Map() };
  }

  const { bases, translations } = sortFiles(folder.incidents, config, problems);
  const context = contextOf(config, {
    assets: new Set(folder.assets.keys()),
    incidentIds: new Set(bases.keys()),
    now,
  });
  put(entryProblems(folder), problems);
  put(assetProblems(folder), problems);
  put(lookalikeProblems(config, siteText.text), problems);
  const outlines = new Map<string, readonly Start[]>();
  const incidents = [...bases].flatMap(([id, file]) => {
    if (only && !only.has(id)) return [];
    const others = translations.get(id) ?? [];
    const files = [file, ...others.map((source) => source.file)];
    const known = readings?.find(id, files);
    const found: Problem[] = [];
    const reading = known ?? readIncident(file, others, context, found);
    put(found, problems);
    for (const [path, starts] of reading.outlines) outlines.set(path, starts);
    const { incident } = reading;
    if (!incident) return [];
    if (!known && found.length === 0) readings?.keep(id, files, { ...reading, incident });
    return [incident];
  });
  const sorted = incidents.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return { config, incidents: sorted, problems: problems.toSorted(compareProblems), outlines };
}

function readIncident(
  file: SourceFile,
  translations: readonly TranslationSource[],
  context: Context,
  problems: Problem[],
): Omit<Reading, 'incident'> & { readonly incident: Incident | undefined } {
  const parsed = readBase(file, context, problems);
  const outlines: [string, readonly Start[]][] = parsed ? [[file.path, parsed.starts]] : [];
  const incident = parsed?.incident;
  if (!incident) return { incident, outlines };
  const base = { base: incident, isWhole: parsed.isWhole };
  const byLang = translations.flatMap((source) => {
    const found = readTranslation(source, base, context, problems);
    if (!found) return [];
    outlines.push([source.file.path, found.starts]);
    return [[source.lang, found.translation] as const];
  });
  return { incident: { ...incident, translations: new Map(byLang) }, outlines };
}

interface TranslationSource {
  readonly lang: string;
  readonly file: SourceFile;
}

/** The id of the incident that a file is of, or translates. */
export function baseIdOf(path: string): string {
  return idOf(path).replace(TRANSLATION, '$1');
}

/** What the name of a file says of the incident that it is of. */
export function fileNameOf(path: string): FileName {
  const [, id = idOf(path), lang = ''] = TRANSLATION.exec(idOf(path)) ?? [];
  return { id, lang, folder: folderOf(path) };
}

const TRANSLATION = /^(.*)\.([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)$/;

/** Tells base files and translations apart by their names, and reports names that are no ids. */
function sortFiles(files: readonly SourceFile[], config: SiteConfig, problems: Problem[]) {
  const bases = new Map<string, SourceFile>();
  const translations = new Map<string, TranslationSource[]>();
  const top = (file: SourceFile) => ({ file: file.path, line: 1, column: 1 });
  const translated: { readonly id: string; readonly source: TranslationSource }[] = [];
  for (const file of files) {
    const name = idOf(file.path);
    const [, id, lang] = TRANSLATION.exec(name) ?? [];
    if (id && lang) translated.push({ id, source: { lang, file } });
    else if (!isIncidentId(name)) problems.push(problem('file-name', top(file), name, `${asId(name)}.md`));
    else if (bases.has(name))
      problems.push(problem('file-name-twice', top(file), name, bases.get(name)?.path ?? ''));
    else bases.set(name, file);
  }
  const near = nearestWithin(HELP);
  const meant = ({ lang }: TranslationSource, id: string | undefined) =>
    id ? `${id}.${lang}.md` : 'Name the file as the incident’s, with the language before ".md".';
  for (const { id, source } of translated) {
    const known = config.languages.join(', ');
    const twin = translations.get(id)?.find(({ lang }) => lang === source.lang);
    const base = bases.get(id);
    if (!base) {
      const instead = meant(source, near(id, bases.keys()));
      problems.push(problem('translation-alone', top(source.file), idOf(source.file.path), instead));
    } else if (!config.languages.includes(source.lang)) {
      problems.push(problem('translation-language', top(source.file), source.lang, known));
    } else if (twin)
      problems.push(problem('file-name-twice', top(source.file), idOf(source.file.path), twin.file.path));
    else if (folderOf(base.path) !== folderOf(source.file.path)) {
      const beside = `${folderOf(base.path)}${id}.${source.lang}.md`;
      problems.push(problem('translation-folder', top(source.file), source.file.path, beside));
    } else translations.set(id, [...(translations.get(id) ?? []), source]);
  }
  return { bases, translations };
}

/** `2008/` of `2008/storage.md`. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function asId(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return plain && plain !== TAKEN ? plain : '2008-09-05-what-happened';
}

/** Files that would be taken for what they are not: a page whose name ends in `.MD`, a redaction without its mark. */
function assetProblems({ assets }: ContentFolder): readonly Problem[] {
  return [...assets.values()].flatMap(({ path, bytes }) => {
    const place = { file: path, line: 1, column: 1 };
    if (/\.(?:md|markdown)$/i.test(path)) {
      const name = path.slice(path.lastIndexOf('/') + 1);
      return problem('file-name', place, name, `${asId(name.replace(/\.[a-z]+$/i, ''))}.md`);
    }
    if (!path.endsWith('.redacted')) return [];
    const text = new TextDecoder().decode(bytes).trim();
    return readTombstone(text) ? [] : [problem('redaction-form', place, text)];
  });
}

/** Not all at once: a call takes only so many arguments. */
function put(found: readonly Problem[], problems: Problem[]): void {
  for (const one of found) problems.push(one);
}

/** Reads the file's text, or puts down why it has none. */
function textOf(file: SourceFile, problems: Problem[]): Decoded | undefined {
  const decoded = decode(file);
  put(decoded.problems, problems);
  return decoded.failed ? undefined : decoded;
}

function readBase(file: SourceFile, context: Context, problems: Problem[]): ParsedIncident | undefined {
  const decoded = textOf(file, problems);
  if (!decoded) return undefined;
  const parsed = parseIncident(file.path, decoded.text, context);
  put(withoutSpoilt(parsed.problems, decoded), problems);
  return parsed;
}

function readTranslation(
  { file, lang }: TranslationSource,
  base: { readonly base: Incident; readonly isWhole: boolean },
  context: Context,
  problems: Problem[],
): ParsedTranslation | undefined {
  const decoded = textOf(file, problems);
  if (!decoded) return undefined;
  if (lang === base.base.lang) {
    const others = context.config.languages.filter((other) => other !== lang).join(', ');
    problems.push(
      problem('translation-language', { file: file.path, line: 1, column: 1 }, lang, others || 'none'),
    );
    return undefined;
  }
  const parsed = parseTranslation(file.path, decoded.text, lang, base, context);
  put(withoutSpoilt(parsed.problems, decoded), problems);
  return parsed;
}

/** A line with a character that nobody sees is misread by every other rule. */
function withoutSpoilt(problems: readonly Problem[], { problems: characters }: Decoded): readonly Problem[] {
  const lines = new Set(characters.map(({ place }) => place.line));
  return problems.filter(({ place }) => !lines.has(place.line));
}
