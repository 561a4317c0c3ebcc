import type { Incident, Update } from '../model/incident.ts';
import type { Stamp } from '../model/instant.ts';
import { closes, type Kind, opens } from '../model/phase.ts';
import type { Problem } from '../model/problem.ts';
import { looksBack } from '../model/windows.ts';
import { type Context, contextOfFile } from './context.ts';
import { Errata, readCorrects } from './corrections.ts';
import { withoutEchoes } from './echoes.ts';
import { FRONT_MATTER_KEYS, readFrontMatter } from './front-matter.ts';
import { writeHeading } from './heading.ts';
import { type Headed, kindMeant, readHeadings, stampNow } from './headings.ts';
import { type Placed, readForRead, readPromises } from './listed-lines.ts';
import type { Start } from './passages.ts';
import { problem, type Report } from './problems.ts';
import { checkPromises } from './promises.ts';
import { checkProsePromises } from './prose-promises.ts';
import { type Block, splitFile, startsOf } from './split.ts';
import { checkStatements } from './statements.ts';
import { readStatements } from './status.ts';
import { BEGINS_WORK, checkStretches } from './stretches.ts';
import { checkLines, checkText } from './text.ts';
import type { RawUpdate } from './update.ts';
import { phaseWord } from './words.ts';

/** An incident as far as it can be read, and every problem of its file. */
export interface ParsedIncident {
  /** Absent where the file holds no update. */
  readonly incident: Incident | undefined;
  /** Every heading could be read, so that translations can be matched to them. */
  readonly isWhole: boolean;
  readonly problems: readonly Problem[];
  /** Where its updates begin. */
  readonly starts: readonly Start[];
}

export const MAX_UPDATES = 1000;

/**
 * Reads an incident file (docs/FORMAT.md). Never throws. With an error among the problems the incident is what was most
 * probably meant, and not fit to be published.
 */
export function parseIncident(path: string, text: string, world: Context): ParsedIncident {
  const context = contextOfFile(world);
  const problems: Problem[] = [];
  const report: Report = (found) => void problems.push(found);
  const split = splitFile(path, text, context.config.timeZone);
  if (split.updates.length > MAX_UPDATES) {
    return { incident: undefined, isWhole: false, problems: [tooMany(path, split.updates)], starts: [] };
  }
  split.problems.forEach(report);
  checkLines(path, text, report);
  const front = readFrontMatter(path, split.head, FRONT_MATTER_KEYS, context, report);
  const lang = front.lang ?? context.config.languages[0];
  const kind = kindMeant(split.updates, front);
  if (split.updates.length === 0) reportNoUpdates(path, text, kind, lang, context, report);
  const { headed, isWhole } = readHeadings(
    path,
    split.updates,
    front.kind ?? 'incident',
    kind,
    lang,
    context,
    report,
  );
  const reads = readInOrder(headed, { path, kind, lang, context, report });
  checkStatements(
    reads.map(({ update, raw }) => ({ ...update, raw })),
    report,
  );
  checkPromises(reads, report);
  checkStretches(kind, lang, reads, context, report);
  const [first, ...rest] = reads.map(({ update }) => update);
  const told = withoutEchoes(problems, isWhole);
  const starts = startsOf(split);
  if (!first) return { incident: undefined, isWhole, problems: told, starts };
  const incident: Incident = {
    id: idOf(path),
    path,
    kind,
    title: front.title ?? { words: idOf(path) },
    lang,
    ...(front.imported === undefined ? {} : { imported: front.imported }),
    updates: [first, ...rest],
    translations: new Map(),
    front: front.canonical,
  };
  return { incident, isWhole, problems: told, starts };
}

/** Nothing else is judged in a file of so many updates. */
export function tooMany(file: string, updates: readonly Block[]): Problem {
  const place = { file, line: updates[MAX_UPDATES]?.start ?? 1, column: 1 };
  return problem('file-updates', place, `${updates.length} updates`);
}

/** `2008/2008-09-05-hardware-failure.md` → `2008-09-05-hardware-failure`. */
export function idOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.md$/, '');
}

function reportNoUpdates(
  path: string,
  text: string,
  kind: Kind,
  lang: string,
  context: Context,
  report: Report,
): void {
  const word = phaseWord(kind === 'incident' ? 'investigating' : 'scheduled', lang);
  const line = Math.max(1, text.split('\n').length - (text.endsWith('\n') ? 1 : 0));
  report(
    problem('file-no-updates', { file: path, line, column: 1 }, '', writeHeading(stampNow(context), word)),
  );
}

interface Scene {
  readonly path: string;
  readonly kind: Kind;
  readonly lang: string;
  readonly context: Context;
  readonly report: Report;
}

/** An update read whole, with the places that later rules point at. */
interface Read {
  readonly update: Update;
  readonly raw: RawUpdate;
  readonly promises: readonly Placed<Update['promises'][number]>[];
}

/** Reads updates by rising stamp: what one of them means may hang on those before it, never on those after. */
function readInOrder(headed: readonly Headed[], scene: Scene): readonly Read[] {
  const { path, kind, lang, context, report } = scene;
  const errata = new Errata(context);
  const earlier: Stamp[] = [];
  let closed = false;
  let everClosed = false;
  let begun = kind === 'incident';
  return headed.map(({ raw, stamp, phase }) => {
    begun ||= BEGINS_WORK.has(phase);
    const first = earlier.length === 0;
    const statements = readStatements(raw.entries, {
      ...{ kind, lang, context, report },
      ...{ phase, stamp, closed, everClosed, first, planned: !begun },
    });
    const corrects = readCorrects(raw, { phase, stamp, earlier, lang, report });
    closed = isOver(kind, { phase, statements }, closed, first);
    everClosed ||= closed;
    const forRead = phase === 'correction' ? readForRead(path, raw, report) : [];
    if (corrects !== undefined) errata.apply(corrects, forRead, stamp.at, report);
    if (corrects !== undefined && raw.redaction) errata.forget(corrects);
    errata.publish(stamp.at, raw.text, raw.redaction !== undefined);
    const promises = readPromises(path, raw, report);
    const isPromised = promises.length > 0 || statements.next !== undefined;
    checkProsePromises(path, raw, lang, isPromised, report);
    const files = checkText(path, raw.text, raw.textLine, context, report);
    earlier.push(stamp);
    const update: Update = {
      stamp,
      phase,
      statements: corrects === undefined ? statements : { ...statements, corrects },
      text: raw.text,
      forRead: forRead.map(({ value }) => value),
      promises: promises.map(({ value }) => value),
      ...(raw.redaction ? { redaction: raw.redaction } : {}),
      files,
      canonical: raw.canonical,
      line: raw.headingPlace.line,
    };
    return { update, raw, promises };
  });
}

/** Whether the incident is over after an update. */
function isOver(
  kind: Kind,
  update: Pick<Update, 'phase' | 'statements'>,
  before: boolean,
  first: boolean,
): boolean {
  if (first && looksBack(kind, update)) return true;
  return closes(update.phase) || (before && !opens(update.phase));
}
