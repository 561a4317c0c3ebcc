import { clockDigits, instantOnClock, offsetAt, parseOffset } from '../calendar/zone.ts';
import { phaseOf } from '../i18n/words.ts';
import { instant, MINUTE, type Stamp } from '../model/instant.ts';
import { belongsTo, type Kind, PHASES, type Phase } from '../model/phase.ts';
import type { Context } from './context.ts';
import type { FrontMatter } from './front-matter.ts';
import {
  existingDigits,
  type Heading,
  nearestPhaseWord,
  readHeading,
  siteOffset,
  writeHeading,
} from './heading.ts';
import { problem, type Report } from './problems.ts';
import type { Block } from './split.ts';
import { STAMP_TOLERANCE } from './time.ts';
import { type RawUpdate, readUpdate } from './update.ts';
import { phaseWord } from './words.ts';

/** An update with its heading understood, or guessed where that had a problem. */
export interface Headed {
  readonly raw: RawUpdate;
  readonly stamp: Stamp;
  readonly phase: Phase;
}

/** The moment of this run, on the site's clock. */
export function stampNow({ config, now }: Pick<Context, 'config' | 'now'>): Stamp {
  const at = instant(Math.floor(now / MINUTE) * MINUTE);
  const offset = offsetAt(at, config.timeZone);
  return { at, digits: clockDigits(at, parseOffset(offset) ?? 0), offset };
}

/** The kind that the front matter names; where it cannot, or where every telling phase is of the other kind, that. */
export function kindMeant(updates: readonly Block[], front: FrontMatter): Kind {
  const stated = front.kind ?? 'incident';
  const other = stated === 'incident' ? 'maintenance' : 'incident';
  const phases = updates.flatMap(({ heading, lines }) => readHeading(heading ?? lines[0] ?? '').phase ?? []);
  const telling = phases.filter((phase) => !belongsTo('incident', phase) || !belongsTo('maintenance', phase));
  return telling.length > 0 && telling.every((phase) => belongsTo(other, phase)) ? other : stated;
}

/** Reads the headings of all blocks and gives the updates by rising stamp, each minute once. */
export function readHeadings(
  path: string,
  blocks: readonly Block[],
  stated: Kind,
  kind: Kind,
  lang: string,
  context: Context,
  report: Report,
): { readonly headed: readonly Headed[]; readonly isWhole: boolean } {
  let isWhole = true;
  let isToldOfKind = stated === kind;
  const headed = blocks.map((block) => {
    const raw = readUpdate(path, block, report);
    const heading = readHeading(raw.heading);
    const { stamp, isRead } = readStamp(heading, raw, context, report);
    const phase = readPhase(heading, raw, kind, lang, report);
    if (!isRead || !phase || !belongsTo(kind, phase)) isWhole = false;
    if (phase && !belongsTo(stated, phase) && !isToldOfKind) {
      isToldOfKind = true;
      report(
        problem(
          'heading-kind',
          wordPlace(raw, heading),
          raw.heading,
          `kind: ${kind}`,
          stated,
          knownPhases(stated, lang),
        ),
      );
    }
    return { raw, stamp, phase: phase ?? 'update' };
  });
  return { headed: sortOut(headed, report), isWhole };
}

const OFFSET_COLUMN = '## YYYY-MM-DD HH:MM '.length;

function wordPlace({ headingPlace }: RawUpdate, { offset }: Heading): RawUpdate['headingPlace'] {
  return { ...headingPlace, column: headingPlace.column + OFFSET_COLUMN + offset.length + 1 };
}

function readStamp(
  heading: Heading,
  raw: RawUpdate,
  context: Context,
  report: Report,
): { stamp: Stamp; isRead: boolean } {
  const { digits, offset, word, stamp } = heading;
  const place = (column: number) => ({ ...raw.headingPlace, column: raw.headingPlace.column + column });
  if (stamp) {
    if (stamp.at > context.now + STAMP_TOLERANCE) {
      const now = stampNow(context);
      report(
        problem(
          'heading-future',
          place(3),
          raw.heading,
          writeHeading(now, word),
          `${now.digits} ${now.offset}`,
        ),
      );
    }
    return { stamp, isRead: true };
  }
  const exists = instantOnClock(digits, 0) !== undefined;
  const near = exists ? { digits, why: '' } : existingDigits(digits);
  const zoned = heading.offsetKnown ? offset : siteOffset(near.digits, context.config.timeZone);
  const meant = { digits: near.digits, offset: zoned };
  if (!exists) report(problem('heading-date', place(3), raw.heading, writeHeading(meant, word), near.why));
  if (!heading.offsetKnown)
    report(problem('heading-offset', place(OFFSET_COLUMN), raw.heading, writeHeading(meant, word)));
  const at = instantOnClock(meant.digits, parseOffset(meant.offset) ?? 0) ?? instant(0);
  return { stamp: { at, ...meant }, isRead: false };
}

function readPhase(
  heading: Heading,
  raw: RawUpdate,
  kind: Kind,
  lang: string,
  report: Report,
): Phase | undefined {
  const { word, phase } = heading;
  const known = knownPhases(kind, lang);
  const place = wordPlace(raw, heading);
  if (!phase) {
    const near = nearestPhaseWord(word);
    report(
      problem(
        'heading-phase',
        place,
        raw.heading,
        writeHeading(heading, near ?? phaseWord('update', lang)),
        known,
      ),
    );
    return near === undefined ? undefined : phaseOf(near);
  }
  if (!heading.isExact) {
    report(
      problem(
        'heading-stamp',
        place,
        raw.heading,
        writeHeading(heading, word),
        'it has blanks or unseen characters too many',
      ),
    );
  }
  if (!belongsTo(kind, phase)) {
    const instead = writeHeading(heading, phaseWord(INSTEAD[phase] ?? 'update', lang));
    report(problem('heading-kind', place, raw.heading, instead, kind, known));
  }
  return phase;
}

function knownPhases(kind: Kind, lang: string): string {
  return PHASES[kind].map((phase) => phaseWord(phase, lang)).join(', ');
}

/** The phase of the other kind of file that comes nearest. */
const INSTEAD: Readonly<Partial<Record<Phase, Phase>>> = {
  investigating: 'in progress',
  identified: 'in progress',
  monitoring: 'verifying',
  resolved: 'completed',
  withdrawn: 'cancelled',
  'in progress': 'identified',
  verifying: 'monitoring',
  completed: 'resolved',
  cancelled: 'withdrawn',
};

/** By rising stamp; of updates that share a minute the first, and one warning for a file that is not in order. */
function sortOut(headed: readonly Headed[], report: Report): readonly Headed[] {
  const byMinute = new Map<number, Headed>();
  const taken = new Set(headed.map(({ stamp }) => stamp.at));
  let newest: Headed | undefined;
  let isInOrder = true;
  for (const one of headed) {
    const { raw, stamp } = one;
    const twin = byMinute.get(stamp.at);
    if (twin) {
      let free = stamp.at;
      while (taken.has(free)) free = instant(free + MINUTE);
      const later = writeHeading(
        { digits: clockDigits(free, parseOffset(stamp.offset) ?? 0), offset: stamp.offset },
        raw.heading.slice(27),
      );
      report(problem('heading-minute', raw.headingPlace, raw.heading, later, twin.raw.headingPlace.line));
      continue;
    }
    byMinute.set(stamp.at, one);
    if (newest && stamp.at < newest.stamp.at && isInOrder) {
      report(problem('heading-order', raw.headingPlace, raw.heading, newest.raw.headingPlace.line));
      isInOrder = false;
    }
    if (!newest || stamp.at > newest.stamp.at) newest = one;
  }
  return [...byMinute.values()].sort((a, b) => a.stamp.at - b.stamp.at);
}
