import type { Day } from '../calendar/day.ts';
import { type State, worst } from '../model/state.ts';
import { type IncidentView, stateListed } from './incident-view.ts';

/** A month of the archive, `2008-09`, and what began in it. */
export interface ArchiveMonth {
  readonly month: string;
  readonly count: number;
  /** The worst that anything that began in it did; `operational` where nothing was. */
  readonly worst: State;
  /** Neither before the first entry nor still to come: that nothing began in it says something. */
  readonly isCovered: boolean;
}

export interface ArchiveYear {
  readonly year: string;
  readonly count: number;
  readonly worst: State;
  /** All twelve. */
  readonly months: readonly ArchiveMonth[];
}

const MONTHS = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));

/** Every year from the newest entry, or today, back to the oldest; years without any entry too. `months` are those of a site. */
export function archiveOf(
  months: readonly { readonly month: string; readonly views: readonly IncidentView[] }[],
  today: Day,
): readonly ArchiveYear[] {
  const byMonth = new Map(months.map(({ month, views }) => [month, views]));
  const oldest = months.at(-1)?.month;
  if (oldest === undefined) return [];
  const newest = [months[0]?.month ?? oldest, today.slice(0, 7)].toSorted().at(-1) ?? oldest;
  const [first, last] = [Number(oldest.slice(0, 4)), Number(newest.slice(0, 4))];
  return Array.from({ length: last - first + 1 }, (_, back) => {
    const year = String(last - back).padStart(4, '0');
    const inYear = MONTHS.map((number): ArchiveMonth => {
      const month = `${year}-${number}`;
      const views = byMonth.get(month) ?? [];
      return {
        month,
        count: views.length,
        worst: worst(views.map(stateListed)),
        isCovered: oldest <= month && month <= newest,
      };
    });
    return {
      year,
      count: inYear.reduce((sum, { count }) => sum + count, 0),
      worst: worst(inYear.map((month) => month.worst)),
      months: inYear,
    };
  });
}
