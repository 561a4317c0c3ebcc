import type { Instant } from '../model/instant.ts';
import { isError, type Problem } from '../model/problem.ts';
import type { Readings } from './folder.ts';
import { baseIdOf } from './folder.ts';
import { type JudgedFolder, judgeFolder, type Past } from './judge.ts';
import { withoutPassages } from './passages.ts';
import { salvage } from './salvage.ts';
import type { ContentFolder } from './source.ts';

/** What of a folder can be published now. */
export interface Withheld {
  /** The folder without what is left out. */
  readonly folder: ContentFolder;
  /** That folder, judged: without an error, unless `site.yml` has one or the law is broken. */
  readonly judged: JudgedFolder;
  /** Why something is left out. */
  readonly problems: readonly Problem[];
  /** Ids of incidents of which something is left out. */
  readonly incidents: ReadonlySet<string>;
}

/** Each judges the whole folder; where so many are not enough, an incident is left out with all of it that is unpublished. */
const MOST_ROUNDS = 10;

/**
 * Leaves out unpublished text that has an error, so that one mistake never holds up another notice. What leans on what is
 * left out (a link to it, a correction of it) has an error then, and is left out in turn.
 */
export function withhold(folder: ContentFolder, past: Past, now: Instant, readings?: Readings): Withheld {
  const judge = (one: ContentFolder) => judgeFolder(one, past, now, undefined, readings);
  const whole = judge(folder);
  const salvaged = salvage(folder, whole.problems, past.published);
  const problems: Problem[] = [...salvaged.problems];
  const incidents = new Set(problems.map(({ place }) => baseIdOf(place.file)));
  let left = salvaged.folder;
  let judged = problems.length === 0 ? whole : judge(left);
  for (
    let round = 1;
    judged.config && judged.judgement.breaches.length === 0 && judged.faulty.length > 0;
    round++
  ) {
    const known = new Set(problems.map(spelled));
    for (const one of judged.problems) if (isError(one) && !known.has(spelled(one))) problems.push(one);
    const ids = new Set(judged.faulty.map(({ path }) => baseIdOf(path)));
    for (const id of ids) incidents.add(id);
    const passages =
      round < MOST_ROUNDS
        ? judged.faulty
        : [...judged.faulty, ...judged.unpublished.filter(({ path }) => ids.has(baseIdOf(path)))];
    left = withoutPassages(left, passages, judged.outlines);
    judged = judge(left);
  }
  return { folder: left, judged, problems, incidents };
}

function spelled({ rule, place }: Problem): string {
  return `${rule} ${place.file}:${place.line}:${place.column}`;
}
