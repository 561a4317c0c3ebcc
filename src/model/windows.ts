import type { Update } from './incident.ts';
import type { Instant, Moment } from './instant.ts';
import { closes, type Kind, opens } from './phase.ts';

/** One stretch of trouble (or of work), as the updates up to some moment tell it. */
export interface Stretch {
  /** The updates that were posted in it, by rising stamp. */
  readonly updates: readonly [Update, ...Update[]];
  /** The updates that speak of it: a correction speaks of the stretch of what it corrects. */
  readonly told: readonly Update[];
  /** As last stated; undefined while nobody has stated it. */
  readonly began: Moment | undefined;
  /** Every statement of when it began, the first one first. */
  readonly beganStated: readonly Moment[];
  /** Undefined while it goes on. */
  readonly ended: Moment | undefined;
  readonly endedStated: readonly Moment[];
}

interface Draft {
  readonly updates: Update[];
  readonly told: Update[];
  readonly began: Moment[];
  ended: Moment[];
  open: boolean;
  /** When it last reopened: ends stated before have lapsed, and so have corrections of them. */
  reopened: Instant | undefined;
}

/** Where each update, by its stamp, has its home. */
type Homes = ReadonlyMap<Instant, Draft>;

/**
 * Splits an incident's updates (by rising stamp) into stretches. An opening phase after a closing one reopens: the end
 * lapses; with `began`, or with *scheduled*, a new stretch starts instead. `began` and `ended` in a correction belong to
 * the corrected update's stretch, else to the latest.
 */
export function stretches(kind: Kind, updates: readonly Update[]): readonly Stretch[] {
  const drafts: Draft[] = [];
  const homes = new Map<Instant, Draft>();
  for (const update of updates) {
    const draft = draftFor(kind, update, drafts);
    draft.updates.push(update);
    homes.set(update.stamp.at, draft);
    tell(kind, update, draft, homes);
  }
  return drafts.map((draft) => ({
    updates: draft.updates as [Update, ...Update[]],
    told: draft.told,
    began: draft.began.at(-1),
    beganStated: draft.began,
    ended: draft.open ? undefined : draft.ended.at(-1),
    endedStated: draft.ended,
  }));
}

/**
 * Whether an incident is told of afterwards: its first update is a postmortem, or an *update* that already states the end.
 * Then it was over before its first word.
 */
export function looksBack(kind: Kind, { phase, statements }: Pick<Update, 'phase' | 'statements'>): boolean {
  if (phase === 'postmortem') return true;
  return kind === 'incident' && phase === 'update' && statements.ended !== undefined;
}

/** The stretch in which an update is posted; a new one is added to the drafts. */
function draftFor(kind: Kind, update: Update, drafts: Draft[]): Draft {
  const latest = drafts.at(-1);
  const reopens = latest !== undefined && !latest.open && opens(update.phase);
  const isPlannedAnew = kind === 'maintenance' && update.phase === 'scheduled';
  if (!latest || (reopens && (update.statements.began || isPlannedAnew))) {
    const added: Draft = { updates: [], told: [], began: [], ended: [], open: true, reopened: undefined };
    drafts.push(added);
    return added;
  }
  if (reopens) {
    latest.open = true;
    latest.ended = [];
    latest.reopened = update.stamp.at;
  }
  return latest;
}

/** What closes without saying when it ended ended then, unless an end was stated before; closing twice moves no end. */
function tell(kind: Kind, update: Update, draft: Draft, homes: Homes): void {
  const { began, ended, at, corrects } = update.statements;
  const home = (corrects === undefined ? undefined : homes.get(corrects)) ?? draft;
  home.told.push(update);
  if (began) home.began.push(began);
  const hasLapsed = corrects !== undefined && home.reopened !== undefined && corrects < home.reopened;
  if (ended && !hasLapsed) home.ended.push(ended);
  const isLookingBack = draft.updates.length === 1 && looksBack(kind, update);
  if (!closes(update.phase) && !isLookingBack) return;
  draft.open = false;
  if (draft.ended.length === 0) draft.ended.push(at ?? { at: update.stamp.at, about: false });
}
