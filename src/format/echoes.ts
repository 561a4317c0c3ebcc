import type { Problem } from '../model/problem.ts';
import type { RuleId } from './problems.ts';

const MERGE: RuleId = 'file-merge-marker';
/** A status block that nothing closes takes the next fence's line for its own, and so on below. */
const [STATUS_OPEN, FENCE_OPEN]: readonly RuleId[] = ['status-open', 'fence-open'];
/** What makes a whole line doubtful: other rules would only misread it. */
const SPOILS: ReadonlySet<string> = new Set<RuleId>(['file-placeholder']);
/** What is judged by the updates before. Where one of them has no phase or no time of its own, it would be guesswork. */
const LEANS: ReadonlySet<string> = new Set<RuleId>([
  'corrects-unknown',
  'corrects-ambiguous',
  'corrects-missing',
  'corrects-phase',
  'ended-before-began',
  'ended-while-open',
  'for-not-found',
  'for-not-unique',
  'heading-order',
  'lost-nothing',
  'promise-move',
  'promise-settled',
  'promise-unknown',
  'state-after-ended',
  'state-before-began',
  'state-planned',
  'time-bare',
  'translation-heading',
  'window-kind',
  'window-missing',
]);

/** Leaves out what only follows from another problem of the same file. `isWhole`: every heading could be read. */
export function withoutEchoes(problems: readonly Problem[], isWhole: boolean): readonly Problem[] {
  const merges = problems.filter(({ rule }) => rule === MERGE);
  if (merges.length > 0) return merges.slice(0, 1);
  const isOpen = problems.some(({ rule }) => rule === STATUS_OPEN);
  const spoilt = new Set(problems.filter(({ rule }) => SPOILS.has(rule)).map(({ place }) => place.line));
  return problems.filter(({ rule, place }) => {
    if (SPOILS.has(rule)) return true;
    if (isOpen && rule === FENCE_OPEN) return false;
    return !spoilt.has(place.line) && (isWhole || !LEANS.has(rule));
  });
}
