import type { Update, Window } from '../model/incident.ts';
import type { Instant, Moment } from '../model/instant.ts';
import { closes, type Kind, type Phase } from '../model/phase.ts';
import type { Stretch } from '../model/windows.ts';

/** The update with which a maintenance begins, and when it began. */
export interface StartOfWork {
  readonly update: Update;
  readonly from: Moment;
  /** Plans stamped before it were voided. */
  readonly plansFrom: number;
}

/** When a maintenance is to take place, and what the clock makes of it. */
export interface Plan {
  readonly window: Window;
  /** Earlier windows, each with the stamp of the update that moved it. */
  readonly moved: readonly { readonly window: Window; readonly at: Instant }[];
  /** `now`: inside a window that no one confirmed; `unclosed`: after it, with no end announced. */
  readonly standing: 'ahead' | 'now' | 'unclosed' | 'settled';
}

const BEGINS: ReadonlySet<Phase> = new Set<Phase>(['in progress', 'verifying', 'completed']);

/** The updates (by rising stamp) whose states are plans: those of a maintenance before the work, and when it is planned anew. */
export function plansIn(kind: Kind, updates: readonly Update[]): ReadonlySet<Update> {
  let isPlan = kind === 'maintenance';
  return new Set(
    updates.filter(({ phase }) => {
      isPlan = kind === 'maintenance' && (phase === 'scheduled' || (isPlan && !BEGINS.has(phase)));
      return isPlan;
    }),
  );
}

/**
 * A maintenance begins with *in progress* or *verifying*; with *completed* alone, at its window's start. Undefined while
 * its states are plans.
 */
export function startOfWork({ updates, began }: Pick<Stretch, 'updates' | 'began'>): StartOfWork | undefined {
  const update = updates.find(({ phase }) => BEGINS.has(phase));
  if (!update) return undefined;
  const before = updates.filter(({ stamp }) => stamp.at <= update.stamp.at);
  const plansFrom =
    before.findLast(({ phase }) => phase === 'cancelled')?.stamp.at ?? Number.NEGATIVE_INFINITY;
  const posted = update.statements.at ?? { at: update.stamp.at, about: false };
  const window = windowsOf(before.filter(({ stamp }) => stamp.at >= plansFrom)).at(-1)?.window;
  const planned = update.phase === 'completed' && window ? { at: window.start, about: false } : undefined;
  return { update, from: began ?? planned ?? posted, plansFrom };
}

/** A maintenance's plan as its updates (by rising stamp) tell it; undefined where they name no window. */
export function planOf(updates: readonly Update[], phase: Phase, asOf: Instant): Plan | undefined {
  const told = windowsOf(updates);
  const window = told.at(-1)?.window;
  if (!window) return undefined;
  const moved = told.slice(1).flatMap(({ window: after, at }, row) => {
    const before = told[row]?.window;
    const isSame = before?.start === after.start && before.end === after.end;
    return before && !isSame ? [{ window: before, at }] : [];
  });
  return { window, moved, standing: standingOf(window, phase, asOf) };
}

/** The windows as each update left them: a restated one replaces the plan; once work has begun, it moves the end alone. */
function windowsOf(updates: readonly Update[]): readonly { readonly window: Window; readonly at: Instant }[] {
  const told: { window: Window; at: Instant }[] = [];
  let hasBegun = false;
  for (const { stamp, phase, statements } of updates) {
    hasBegun = phase === 'scheduled' ? false : hasBegun || BEGINS.has(phase);
    const before = told.at(-1)?.window;
    const { window } = statements;
    if (!window) continue;
    told.push({
      window: hasBegun && before ? { start: before.start, end: window.end } : window,
      at: stamp.at,
    });
  }
  return told;
}

/** The clock changes no state: it only says what of the plan is still unconfirmed. */
function standingOf(window: Window, phase: Phase, asOf: Instant): Plan['standing'] {
  if (closes(phase)) return 'settled';
  if (asOf >= window.end) return 'unclosed';
  if (phase !== 'scheduled') return 'settled';
  return asOf < window.start ? 'ahead' : 'now';
}
