import { isErrataLine } from '../model/errata.ts';
import type { Update } from '../model/incident.ts';
import type { Instant } from '../model/instant.ts';

/** A promised next update: when it was to come, and when one came. */
export interface NextView {
  readonly update: Update;
  readonly due: Instant;
  readonly came?: Update;
  /** When that one was first published, by which the promise is judged. */
  readonly cameAt?: Instant;
  readonly standing: 'due' | 'kept' | 'late' | 'missed';
}

/** Every promise of a next update, in the order in which they were made. */
export function nextsOf(
  updates: readonly Update[],
  asOf: Instant,
  published: (update: Update) => Instant,
): readonly NextView[] {
  const nexts: NextView[] = [];
  let soonest: { readonly came: Update; readonly cameAt: Instant } | undefined;
  for (const update of updates.toReversed()) {
    const due = update.statements.next;
    if (due !== undefined)
      nexts.push({ update, due, ...soonest, standing: standingOf(due, soonest?.cameAt, asOf) });
    if (isErrataSlip(update)) continue;
    const cameAt = published(update);
    if (!soonest || cameAt <= soonest.cameAt) soonest = { came: update, cameAt };
  }
  return nexts.toReversed();
}

function standingOf(due: Instant, cameAt: Instant | undefined, asOf: Instant): NextView['standing'] {
  if (cameAt !== undefined) return cameAt <= due ? 'kept' : 'late';
  return asOf <= due ? 'due' : 'missed';
}

/** What a status block can hold without telling anything of the matter. */
const ASIDE: ReadonlySet<string> = new Set(['corrects', 'late', 'by', 'states', 'lost']);

/** A correction made of For–Read lines alone, here or in a translation, says nothing new of the matter itself. */
export function isErrataSlip({ phase, text, statements, redaction }: Update): boolean {
  if (phase !== 'correction' || redaction) return false;
  if (statements.states.length > 0 || statements.lost.length > 0) return false;
  if (Object.keys(statements).some((key) => !ASIDE.has(key))) return false;
  return text.split('\n').every((line) => line === '' || isErrataLine(line));
}

/** The next update that was promised and has not come. */
export function dueNext({ nexts }: { readonly nexts: readonly NextView[] }): NextView | undefined {
  return nexts.findLast((next) => next.came === undefined);
}
