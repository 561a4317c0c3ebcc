import type { Incident, Update } from '../model/incident.ts';
import { compactInstant, type Instant, MINUTE } from '../model/instant.ts';
import type { Problem } from '../model/problem.ts';
import type { Judgement } from '../record/law.ts';
import type { Published } from '../record/published.ts';
import { writeHeading } from './heading.ts';
import { stampNow } from './headings.ts';
import { problem } from './problems.ts';
import { phaseWord } from './words.ts';

/** A stamp may lie so far before the newest published one: two people may write at once. */
const TOLERANCE = 15 * MINUTE;

/** Unpublished updates that are stamped before what readers have read already, and do not say why. */
export function lateProblems(
  incidents: readonly Incident[],
  { fresh }: Pick<Judgement, 'fresh'>,
  published: Published,
  now: Parameters<typeof stampNow>[0],
): readonly Problem[] {
  if (published.size === 0) return [];
  const isFresh = new Set(fresh.map(({ incident, lang, update }) => `${incident} ${lang} ${update}`));
  return incidents.flatMap(({ id, path, lang, updates }) => {
    const isNew = ({ stamp }: Update) => isFresh.has(`${id} ${lang} ${compactInstant(stamp.at)}`);
    const newest = updates.findLast((update) => !isNew(update));
    if (!newest) return [];
    return updates
      .filter((update) => isNew(update) && isLate(update, newest.stamp.at))
      .map((update) => {
        const heading = (stamp: Update['stamp']) => writeHeading(stamp, phaseWord(update.phase, lang));
        const place = { file: path, line: update.line, column: 1 };
        return problem(
          'late-missing',
          place,
          heading(update.stamp),
          heading(newest.stamp),
          heading(stampNow(now)),
        );
      });
  });
}

function isLate({ stamp, statements }: Update, newest: Instant): boolean {
  return statements.late === undefined && stamp.at < newest - TOLERANCE;
}
