import type { Incident, TranslatedUpdate, Translation, Update } from '../model/incident.ts';
import type { Instant } from '../model/instant.ts';
import type { Problem } from '../model/problem.ts';
import { type Context, contextOfFile } from './context.ts';
import { Errata } from './corrections.ts';
import { withoutEchoes } from './echoes.ts';
import { readFrontMatter } from './front-matter.ts';
import { readHeading, writeHeading } from './heading.ts';
import { MAX_UPDATES, tooMany } from './incident.ts';
import { readForRead, readPromises } from './listed-lines.ts';
import type { Start } from './passages.ts';
import { problem, type Report } from './problems.ts';
import { writePromise } from './promises.ts';
import { type Block, splitFile, startsOf } from './split.ts';
import { checkStatements, type Stating } from './statements.ts';
import { lineOf, readStatements } from './status.ts';
import { checkLines, checkText } from './text.ts';
import { type RawUpdate, readUpdate } from './update.ts';
import { phaseWord } from './words.ts';

const KEYS: readonly string[] = ['title', 'lost'];

export interface ParsedTranslation {
  readonly translation: Translation;
  readonly problems: readonly Problem[];
  readonly starts: readonly Start[];
}

interface Scene {
  readonly path: string;
  readonly lang: string;
  readonly base: Incident;
  readonly context: Context;
  readonly report: Report;
}

interface Matched {
  readonly raw: RawUpdate;
  readonly original: Update;
}

/** Reads `ID.LANG.md` beside the incident that it translates; `isWhole` says whether all of that could be read. Never throws. */
export function parseTranslation(
  path: string,
  text: string,
  lang: string,
  { base, isWhole }: { readonly base: Incident; readonly isWhole: boolean },
  world: Context,
): ParsedTranslation {
  const context = contextOfFile(world);
  const problems: Problem[] = [];
  const report: Report = (found) => void problems.push(found);
  const scene = { path, lang, base, context, report };
  const split = splitFile(path, text, context.config.timeZone);
  if (split.updates.length > MAX_UPDATES) {
    const translation: Translation = { lang, path, updates: new Map(), front: '' };
    return { translation, problems: [tooMany(path, split.updates)], starts: [] };
  }
  split.problems.forEach(report);
  checkLines(path, text, report);
  const { title, canonical: front } = readFrontMatter(path, split.head, ['title'], context, report);
  const errata = new Errata(context);
  const updates = new Map<Instant, TranslatedUpdate>();
  const told: Stating[] = [];
  for (const matched of matchUpdates(split.updates, scene)) {
    const update = readTranslated(matched, errata, scene);
    updates.set(matched.original.stamp.at, update);
    told.push({ ...update, statements: { states: [], lost: update.lost }, raw: matched.raw });
  }
  checkStatements(told, report);
  const translation: Translation = { lang, path, updates, front, ...(title ? { title } : {}) };
  return { translation, problems: withoutEchoes(problems, isWhole), starts: startsOf(split) };
}

/** The blocks with the updates that they translate, by rising stamp: errata are judged in the order of publication. */
function matchUpdates(
  blocks: readonly Block[],
  { path, lang, base, context, report }: Scene,
): readonly Matched[] {
  const found = new Map<Instant, Matched>();
  const headings = base.updates.map(({ stamp, phase }) => writeHeading(stamp, phaseWord(phase, lang)));
  const originals = new Map(base.updates.map((update) => [update.stamp.at, update]));
  for (const block of blocks) {
    const raw = readUpdate(path, block, report);
    const heading = readHeading(raw.heading);
    const original = heading.stamp && originals.get(heading.stamp.at);
    if (
      !original ||
      original.phase !== heading.phase ||
      original.stamp.digits !== heading.digits ||
      !heading.isExact
    ) {
      const same = original && writeHeading(original.stamp, phaseWord(original.phase, lang));
      const near =
        same ??
        context.nearest(raw.heading, headings, 1) ??
        'Write the stamp of the update that this translates.';
      report(problem('translation-heading', raw.headingPlace, raw.heading, near));
      continue;
    }
    const twin = found.get(original.stamp.at);
    if (twin)
      report(
        problem(
          'heading-minute',
          raw.headingPlace,
          raw.heading,
          'Keep one of the two.',
          twin.raw.headingPlace.line,
        ),
      );
    else found.set(original.stamp.at, { raw, original });
  }
  return [...found.values()].sort((a, b) => a.original.stamp.at - b.original.stamp.at);
}

function readTranslated({ raw, original }: Matched, errata: Errata, scene: Scene): TranslatedUpdate {
  const { path, context, report } = scene;
  const { stamp, statements } = original;
  const { title, lost } = readWords(raw, original, scene);
  const forRead = original.phase === 'correction' ? readForRead(path, raw, report) : [];
  if (statements.corrects !== undefined) errata.apply(statements.corrects, forRead, stamp.at, report);
  if (statements.corrects !== undefined && raw.redaction) errata.forget(statements.corrects);
  if (raw.text !== '') errata.publish(stamp.at, raw.text, raw.redaction !== undefined);
  const promises = readPromises(path, raw, report);
  const told = new Set(promises.map(({ value }) => value.id));
  for (const { value, place, line } of original.redaction ? [] : promises) {
    const same =
      original.promises.find(({ id }) => id === value.id) ??
      original.promises.find(({ id }) => !told.has(id));
    if (same) told.add(same.id);
    const agrees = same?.id === value.id && same.mark === value.mark && (!value.by || value.by === same.by);
    if (agrees) continue;
    report(
      problem('translation-promise', place, line, same ? meantPromise(same, value) : 'Delete the line.'),
    );
  }
  const files = checkText(path, raw.text, raw.textLine, context, report);
  return {
    text: raw.text,
    lost,
    forRead: forRead.map(({ value }) => value),
    promises: promises.map(({ value }) => value),
    files,
    canonical: raw.canonical,
    line: raw.headingPlace.line,
    ...(title ? { title } : {}),
    ...(raw.redaction ? { redaction: raw.redaction } : {}),
  };
}

type PromiseLine = Update['promises'][number];

function meantPromise(base: PromiseLine, translated: PromiseLine): string {
  const day = translated.by;
  const words = day && base.by ? translated.words.replace(day, base.by) : translated.words;
  return writePromise({ ...base, words });
}

/** The words of the status block: a title and losses, each beside the original's. */
function readWords(
  raw: RawUpdate,
  original: Update,
  { base, lang, context, report }: Scene,
): Pick<TranslatedUpdate, 'title' | 'lost'> {
  for (const entry of raw.entries) {
    if (!KEYS.includes(entry.key))
      report(problem('translation-key', entry.place, lineOf(entry), KEYS.join(', ')));
  }
  const entries = raw.entries.filter(({ key }) => KEYS.includes(key));
  const { phase, stamp, statements } = original;
  const past = { closed: false, everClosed: false, first: false, planned: false };
  const { title, lost } = readStatements(entries, {
    kind: base.kind,
    phase,
    stamp,
    lang,
    ...past,
    context,
    report,
  });
  const titled = entries.find(({ key }) => key === 'title');
  if (titled && !statements.title) report(problem('translation-title', titled.place, lineOf(titled)));
  const lines = entries.filter(({ key }) => key === 'lost');
  const agrees =
    lines.length === statements.lost.length &&
    lost.every((loss, index) => (loss === 'nothing') === (statements.lost[index] === 'nothing'));
  const [line] = lines;
  if (line && !agrees) report(problem('translation-lost', line.place, lineOf(line), statements.lost.length));
  return { ...(title ? { title } : {}), lost };
}
