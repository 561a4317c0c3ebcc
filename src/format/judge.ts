import { dayOf } from '../calendar/day.ts';
import type { Instant } from '../model/instant.ts';
import { compareProblems, isError, type Problem } from '../model/problem.ts';
import type { PublicRecord } from '../model/record.ts';
import type { SiteConfig } from '../model/site-config.ts';
import { type Judgement, judgePieces, judgeSiteFile } from '../record/law.ts';
import { type Piece, piecesOf, sitePieces } from '../record/pieces.ts';
import { type Published, publishedIn } from '../record/published.ts';
import { breachProblems, UNREADABLE } from './breaches.ts';
import { decode } from './decode.ts';
import { baseIdOf, fileNameOf, type ParsedFolder, parseFolder, type Readings } from './folder.ts';
import { stampNow } from './headings.ts';
import { lateProblems } from './late.ts';
import { type Passage, passageAt, withoutPassages } from './passages.ts';
import type { ContentFolder } from './source.ts';

/** What a folder is held against. */
export interface Past {
  readonly published: Published;
  /** When the record's last line was published; absent where there is no record. */
  readonly last?: Instant;
}

/** What the record says was published. */
export function pastOf(record: PublicRecord): Past {
  const last = record.at(-1)?.published;
  return { published: publishedIn(record), ...(last === undefined ? {} : { last }) };
}

/** A folder, read and held against what was published. */
export interface JudgedFolder extends ParsedFolder {
  /** With the breaches of the law. In published text a rule's error is only a warning: it stands for ever. */
  readonly problems: readonly Problem[];
  readonly judgement: Judgement;
  /** All that the folder publishes, whether it was before or not. */
  readonly pieces: readonly Piece[];
  /** The unpublished text to which errors belong. */
  readonly faulty: readonly Passage[];
  /** All text that was not published before. */
  readonly unpublished: readonly Passage[];
}

/**
 * Reads a content folder and holds it against what was published; `now` is the moment of the run. With `only`, incidents
 * of other ids are known by their names alone, and count as they stand. What `readings` know is not read again.
 */
export function judgeFolder(
  folder: ContentFolder,
  past: Past,
  now: Instant,
  only?: ReadonlySet<string>,
  readings?: Readings,
): JudgedFolder {
  const parsed = parseFolder(folder, now, only, readings);
  const { config, incidents } = parsed;
  if (!config) {
    const judgement = { breaches: [], fresh: [], amended: [] };
    return { ...parsed, judgement, pieces: [], faulty: [], unpublished: [] };
  }
  const texts = incidents.flatMap((incident) => piecesOf(incident, folder.assets));
  const components = sitePieces(config, dayOf(now, config.timeZone));
  const judgement = join(judgePieces(among(past.published, only), texts), judgeSite(config, past, now));
  const fresh = freshPassages(parsed, judgement, past.published);
  const isTorn = isTornBy(judgement);
  const own =
    past.published.size === 0 ? parsed.problems : attribute(parsed, { ...fresh, isTorn }, folder, now, only);
  const site = folder.site ? decode(folder.site).text : '';
  const desk = { now: stampNow({ config, now }), zone: config.timeZone };
  const scene = { ...desk, parsed, fresh: judgement.fresh, site };
  const late = lateProblems(incidents, judgement, past.published, { config, now });
  const problems = [...own, ...late, ...breachProblems(judgement.breaches, scene)];
  return {
    ...parsed,
    problems: problems.toSorted(compareProblems),
    judgement,
    pieces: [...texts, ...components],
    faulty: [...own, ...late].filter(isError).flatMap((one) => faultyPassages(one, parsed, fresh)),
    unpublished: fresh.all,
  };
}

function among(published: Published, only: ReadonlySet<string> | undefined): Published {
  if (!only) return published;
  return new Map([...published].filter(([, { incident }]) => only.has(incident)));
}

function judgeSite(config: SiteConfig, { published, last }: Past, now: Instant): Judgement {
  const dayIn = (at: Instant) => dayOf(at, config.timeZone);
  const days = { today: dayIn(now), ...(last === undefined ? {} : { last: dayIn(last) }) };
  return judgeSiteFile(published, config, days);
}

function join(a: Judgement, b: Judgement): Judgement {
  return {
    breaches: [...a.breaches, ...b.breaches],
    fresh: [...a.fresh, ...b.fresh],
    amended: [...a.amended, ...b.amended],
  };
}

/**
 * A problem belongs to the unpublished text that causes it. Published text was judged when it was published: an error
 * there is a warning, unless it goes as soon as the unpublished updates go.
 */
function attribute(
  parsed: ParsedFolder,
  fresh: FreshPassages & { readonly isTorn: (problem: Problem) => boolean },
  folder: ContentFolder,
  now: Instant,
  only: ReadonlySet<string> | undefined,
): readonly Problem[] {
  const isElsewhere = (problem: Problem) =>
    isError(problem) && !fresh.isTorn(problem) && fresh.holds(problem) === false;
  // Advice on how to write comes too late for what was published.
  const told = parsed.problems.filter(
    (problem) => problem.rule !== 'promise-prose' || fresh.holds(problem) !== false,
  );
  if (!told.some(isElsewhere)) return told;
  const without = withoutPassages(folder, fresh.all, parsed.outlines);
  const before = new Set(parseFolder(without, now, only).problems.map(nameOf));
  return told.map((problem) =>
    isElsewhere(problem) && before.has(nameOf(problem)) ? { ...problem, severity: 'warning' } : problem,
  );
}

/** Whether a problem is why a published file cannot be read any more: what was published there was no problem. */
function isTornBy({ breaches }: Judgement): (problem: Problem) => boolean {
  const broken = new Set(breaches.flatMap(({ standing }) => standing?.incident ?? []));
  return ({ rule, place }) => UNREADABLE.has(rule) && broken.has(baseIdOf(place.file));
}

function nameOf({ rule, place }: Problem): string {
  return `${rule} ${place.file}:${place.line}`;
}

interface FreshPassages {
  readonly all: readonly Passage[];
  /** Whether a problem stands in one of them; undefined for one that stands in no file of an incident that could be read. */
  readonly holds: (problem: Problem) => boolean | undefined;
}

/** The passages that hold nothing published: those of fresh pieces, and those that could not be read as any piece. */
function freshPassages(
  { incidents, outlines }: ParsedFolder,
  { fresh }: Judgement,
  published: Published,
): FreshPassages {
  const isFresh = new Set(fresh.map(({ path, line, kind }) => `${path}:${kind === 'incident' ? 0 : line}`));
  const isRead = new Set(
    incidents.flatMap(({ path, updates, translations }) => [
      ...updates.map(({ line }) => `${path}:${line}`),
      ...[...translations.values()].flatMap((own) =>
        [...own.updates.values()].map(({ line }) => `${own.path}:${line}`),
      ),
    ]),
  );
  const frontOf = (path: string) => {
    const { id, lang } = fileNameOf(path);
    return `${id} ${lang}`;
  };
  const langs = new Map(incidents.map(({ id, lang }) => [id, lang]));
  // The language that an incident is written in is not in its file's name; where it cannot be read, any will do.
  const fronts = new Set(
    [...published.values()]
      .filter(({ kind, update }) => kind !== 'site' && update === '')
      .flatMap(({ incident, lang }) => {
        const own = langs.get(incident) ?? lang;
        return [`${incident} ${lang}`, ...(own === lang ? [`${incident} `] : [])];
      }),
  );
  const isUnpublished = ({ path, line }: Passage) => {
    const name = `${path}:${line}`;
    return isFresh.has(name) || (line > 0 ? !isRead.has(name) : !fronts.has(frontOf(path)));
  };
  const all = [...outlines].flatMap(([path, starts]) =>
    [{ line: 0, column: 0 }, ...starts].map((start) => ({ path, ...start })).filter(isUnpublished),
  );
  const holds = ({ place }: Problem) =>
    outlines.has(place.file) ? isUnpublished(passageAt(place, outlines)) : undefined;
  return { all, holds };
}

/** What to leave out for an error's sake; where it stands in published text, the unpublished text of that incident. */
function faultyPassages(
  problem: Problem,
  { outlines }: ParsedFolder,
  fresh: FreshPassages,
): readonly Passage[] {
  if (fresh.holds(problem) !== false) return [passageAt(problem.place, outlines)];
  const id = baseIdOf(problem.place.file);
  return fresh.all.filter(({ path }) => baseIdOf(path) === id);
}
