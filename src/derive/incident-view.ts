import type { Cause, Impact, Incident, Update } from '../model/incident.ts';
import type { Instant, Moment } from '../model/instant.ts';
import { closes, type Kind, opens, type Phase } from '../model/phase.ts';
import { STATES, type State, worst } from '../model/state.ts';
import { looksBack } from '../model/windows.ts';
import type { ComponentIndex } from './components.ts';
import { type Course, componentsIn, durationOf, type Effect, runOf, stateAt, worstOf } from './effects.ts';
import { impactOf } from './impact.ts';
import { type LossView, lossesOf } from './losses.ts';
import { isErrataSlip, type NextView, nextsOf } from './nexts.ts';
import { once } from './once.ts';
import { type PromiseView, promisesOf } from './promises.ts';
import { byStamp, type FirstPublished } from './published.ts';
import { type Plan, planOf } from './work.ts';

/** An incident as its updates up to a moment tell it. Words are chosen by language later (see `said.ts`). */
export interface IncidentView {
  readonly id: string;
  readonly kind: Kind;
  readonly incident: Incident;
  /** Those published by then, by rising stamp. */
  readonly updates: readonly [Update, ...Update[]];
  /** What the newest update that bears a phase of its own says. */
  readonly phase: Phase;
  readonly isOpen: boolean;
  readonly isWithdrawn: boolean;
  /** When it began; for a maintenance that has not begun, when it is planned to. */
  readonly began: Moment;
  readonly courses: readonly Course[];
  /** Its stretches together, in milliseconds, up to the moment where one goes on. */
  readonly duration: number;
  readonly effects: readonly Effect[];
  /** Ids of all components that it names, planned ones too. */
  readonly components: readonly string[];
  readonly impact: Impact;
  /** What was first stated, where the impact was restated since. */
  readonly impactFirst?: Impact;
  readonly detected?: Moment;
  readonly cause?: Cause;
  readonly losses: readonly LossView[];
  readonly plan?: Plan;
  readonly nexts: readonly NextView[];
  readonly promises: readonly PromiseView[];
  /** The updates of its second document, corrections of it among them, by rising stamp. */
  readonly postmortem: readonly Update[];
}

/**
 * What `incident` says as of a moment; undefined where nothing of it was published by then. `today` is that moment's day
 * in the site's zone.
 */
export function viewIncident(
  incident: Incident,
  index: ComponentIndex,
  asOf: Instant,
  today: string,
  published: FirstPublished = byStamp,
): IncidentView | undefined {
  const [first, ...rest] = incident.updates.filter((update) => update.stamp.at <= asOf);
  if (!first) return undefined;
  const updates: readonly [Update, ...Update[]] = [first, ...rest];
  const { id, kind } = incident;
  const phase = phaseNow(kind, updates);
  const isWithdrawn = phase === 'withdrawn';
  const run = once(() => runOf(kind, updates));
  const effects = once(() => (isWithdrawn ? [] : run().effects.filter(({ spans }) => spans.length > 0)));
  const components = once(() => componentsIn(updates));
  const plan = kind === 'maintenance' ? planOf(updates, phase, asOf) : undefined;
  const planned = plan && { at: plan.window.start, about: false };
  const detected = statedOf(updates, 'detected').at(-1);
  const cause = statedOf(updates, 'cause').at(-1);
  const impacts = isWithdrawn ? [] : statedOf(updates, 'impact');
  const impactStated = impacts.at(-1);
  const impact = once(() => impactStated ?? impactOf(effects(), index, asOf));
  const losses = once(() => lossesOf(updates));
  const nexts = once(() => nextsOf(updates, asOf, (update) => published(incident, update)));
  const promises = once(() => promisesOf(updates, today));
  const postmortem = once(() => postmortemIn(updates));
  // Of most views little is asked: an item of a feed has one of its own.
  return {
    id,
    kind,
    incident,
    updates,
    phase,
    isOpen: !closes(phase),
    isWithdrawn,
    get began() {
      return run().courses[0]?.began ?? planned ?? { at: first.stamp.at, about: false };
    },
    get courses() {
      return run().courses;
    },
    get duration() {
      return durationOf(run().courses, asOf);
    },
    get effects() {
      return effects();
    },
    get components() {
      return components();
    },
    get impact() {
      return impact();
    },
    ...(impacts[0] && impacts[0] !== impactStated ? { impactFirst: impacts[0] } : {}),
    ...(detected ? { detected } : {}),
    ...(cause ? { cause } : {}),
    get losses() {
      return losses();
    },
    ...(plan ? { plan } : {}),
    get nexts() {
      return nexts();
    },
    get promises() {
      return promises();
    },
    get postmortem() {
      return postmortem();
    },
  };
}

/** What an update says of the whole: additions, corrections and postmortems leave that as it was. */
export function phaseNow(kind: Kind, updates: readonly [Update, ...Update[]]): Phase {
  const bearing = updates.findLast(({ phase }) => opens(phase) || closes(phase));
  if (bearing) return bearing.phase;
  const isOver = looksBack(kind, updates[0]);
  if (kind === 'maintenance') return isOver ? 'completed' : 'scheduled';
  return isOver ? 'resolved' : 'investigating';
}

/** Every statement of one fact, the first one first. */
function statedOf<Key extends 'detected' | 'cause' | 'impact'>(
  updates: readonly Update[],
  key: Key,
): readonly NonNullable<Update['statements'][Key]>[] {
  return updates.flatMap(({ statements }) => statements[key] ?? []);
}

/** What was said last of the matter itself: neither errata alone nor the postmortem, which is another document. */
export function latestOf({ updates }: IncidentView): Update {
  return updates.findLast((update) => !isErrataSlip(update) && update.phase !== 'postmortem') ?? updates[0];
}

/** The worst state that an incident gives any component at a moment; for its mark. */
export function worstNow(view: IncidentView, at: Instant): State {
  return worst(view.effects.map((effect) => stateAt(effect, at)));
}

/** The state whose mark stands for an incident at a moment: work that is open is maintenance, whatever is running. */
export function stateShown(view: IncidentView, at: Instant): State {
  return view.kind === 'maintenance' && view.isOpen ? 'under maintenance' : worstNow(view, at);
}

/** What each component of an incident is doing at a moment, where that is not operational; the worst state first. */
export function affectedAt(
  view: IncidentView,
  at: Instant,
): readonly { readonly state: State; readonly components: readonly string[] }[] {
  const found = Map.groupBy(view.effects, (effect) => stateAt(effect, at));
  return STATES.toReversed().flatMap((state) => {
    const effects = state === 'operational' ? undefined : found.get(state);
    return effects ? [{ state, components: effects.map(({ component }) => component) }] : [];
  });
}

/** The worst state that it ever gave any component; for its mark in a list. */
export function worstEver(view: IncidentView): State {
  return worst(view.effects.map(worstOf));
}

/** The state whose mark stands for an incident in a list, whatever it is doing now. */
export function stateListed(view: IncidentView): State {
  return view.kind === 'maintenance' ? 'under maintenance' : worstEver(view);
}

function postmortemIn(updates: readonly Update[]): readonly Update[] {
  const inside = new Set<Instant>();
  return updates.filter(({ phase, stamp, statements: { corrects } }) => {
    const isInside = phase === 'postmortem' || (corrects !== undefined && inside.has(corrects));
    if (isInside) inside.add(stamp.at);
    return isInside;
  });
}
