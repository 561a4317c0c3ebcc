import type { Update } from '../model/incident.ts';
import type { Instant } from '../model/instant.ts';

/** A loss, where it was stated, and the correction that struck it. */
export interface LossView {
  readonly update: Update;
  /** Among the update's losses. */
  readonly index: number;
  readonly struck?: Instant;
}

interface Draft {
  readonly update: Update;
  readonly index: number;
  struck?: Instant;
}

/**
 * All that the updates (by rising stamp) say is lost for good. A withdrawal strikes all. Losses add up; only a correction that states losses of its
 * own, or `nothing`, strikes those of the update that it corrects, with those that earlier corrections of it put there.
 */
export function lossesOf(updates: readonly Update[]): readonly LossView[] {
  const losses: Draft[] = [];
  /** By stamp: what the update stated, and what corrections of it stated since. */
  const standing = new Map<Instant, Draft[]>();
  const origin = new Map<Instant, Instant>();
  for (const update of updates) {
    const { at } = update.stamp;
    const { lost, corrects } = update.statements;
    const stated = lost.flatMap((loss, index): Draft[] => (loss === 'nothing' ? [] : [{ update, index }]));
    losses.push(...stated);
    if (update.phase === 'withdrawn') for (const loss of losses) loss.struck ??= at;
    if (lost.length === 0) continue;
    for (const loss of (corrects === undefined ? undefined : standing.get(corrects)) ?? [])
      loss.struck ??= at;
    standing.set(at, [...stated]);
    if (corrects !== undefined) origin.set(at, corrects);
    for (let up = corrects; up !== undefined; up = origin.get(up)) {
      standing.set(up, [...(standing.get(up) ?? []), ...stated]);
    }
  }
  return losses;
}
