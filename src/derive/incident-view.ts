import type { Cause, Impact, Incident, Update } from '../model/incident.ts';
import type { Instant, Moment } from '../model/instant.ts';
import { closes, type Kind, opens, type Phase } from '../model/phase.ts';
import { STATES, type State, worst } from '../model/state.ts';
import { looksBack } from '../model/windows.ts';
import type { ComponentIndex } from './components.ts';
import {
  type Course,
  componentsIn,
  durationOf,
  type Effect,
  type Run,
  runOf,
  stateAt,
  worstOf,
} from './effects.ts';
import { impactOf } from './impact.ts';
import { type LossView, lossesOf } from './losses.ts';
import { isErrataSlip, type NextView, nextsOf } from './nexts.ts';
import { type PromiseView, promisesOf } from './promises.ts';
import { byStamp, type FirstPublished } from './published.ts';
import { type Plan, planOf } from './work.ts';

/**
 * An incident as its updates up to a moment tell it. Words are chosen by language later (see `said.ts`). Of most views little
 * is asked, an item of a feed having one of its own: what takes time is worked out when it is asked for.
 */
export class IncidentView {
  readonly id: string;
  readonly kind: Kind;
  readonly incident: Incident;
  /** Those published by then, by rising stamp. */
  readonly updates: readonly [Update, ...Update[]];
  /** What the newest update that bears a phase of its own says. */
  readonly phase: Phase;
  readonly isOpen: boolean;
  readonly isWithdrawn: boolean;
  readonly plan: Plan | undefined;
  readonly detected: Moment | undefined;
  readonly cause: Cause | undefined;
  /** What was first stated, where the impact was restated since. */
  readonly impactFirst: Impact | undefined;
  readonly #moment: ViewMoment;
  readonly #impactStated: Impact | undefined;
  #run: Run | undefined;
  #effects: readonly Effect[] | undefined;
  #components: readonly string[] | undefined;
  #impact: Impact | undefined;
  #losses: readonly LossView[] | undefined;
  #nexts: readonly NextView[] | undefined;
  #promises: readonly PromiseView[] | undefined;
  #postmortem: readonly Update[] | undefined;
  #corrections: ReadonlyMap<Instant | undefined, readonly Update[]> | undefined;

  constructor(incident: Incident, updates: readonly [Update, ...Update[]], moment: ViewMoment) {
    const { id, kind } = incident;
    this.id = id;
    this.kind = kind;
    this.incident = incident;
    this.updates = updates;
    this.phase = phaseNow(kind, updates);
    this.isOpen = !closes(this.phase);
    this.isWithdrawn = this.phase === 'withdrawn';
    this.plan = kind === 'maintenance' ? planOf(updates, this.phase, moment.asOf) : undefined;
    this.detected = statedOf(updates, 'detected').at(-1);
    this.cause = statedOf(updates, 'cause').at(-1);
    const impacts = this.isWithdrawn ? [] : statedOf(updates, 'impact');
    this.#impactStated = impacts.at(-1);
    this.impactFirst = impacts[0] === this.#impactStated ? undefined : impacts[0];
    this.#moment = moment;
  }

  /** When it began; for a maintenance that has not begun, when it is planned to. */
  get began(): Moment {
    const planned = this.plan && { at: this.plan.window.start, about: false };
    return this.courses[0]?.began ?? planned ?? { at: this.updates[0].stamp.at, about: false };
  }

  get courses(): readonly Course[] {
    return this.#runNow.courses;
  }

  /** Its stretches together, in milliseconds, up to the moment where one goes on. */
  get duration(): number {
    return durationOf(this.courses, this.#moment.asOf);
  }

  get effects(): readonly Effect[] {
    this.#effects ??= this.isWithdrawn ? [] : this.#runNow.effects.filter(({ spans }) => spans.length > 0);
    return this.#effects;
  }

  /** Ids of all components that it names, planned ones too. */
  get components(): readonly string[] {
    this.#components ??= componentsIn(this.updates);
    return this.#components;
  }

  get impact(): Impact {
    const { index, asOf } = this.#moment;
    this.#impact ??= this.#impactStated ?? impactOf(this.effects, index, asOf);
    return this.#impact;
  }

  get losses(): readonly LossView[] {
    this.#losses ??= lossesOf(this.updates);
    return this.#losses;
  }

  get nexts(): readonly NextView[] {
    const { asOf, published } = this.#moment;
    this.#nexts ??= nextsOf(this.updates, asOf, (update) => published(this.incident, update));
    return this.#nexts;
  }

  get promises(): readonly PromiseView[] {
    this.#promises ??= promisesOf(this.updates, this.#moment.today);
    return this.#promises;
  }

  /** The updates of its second document, corrections of it among them, by rising stamp. */
  get postmortem(): readonly Update[] {
    this.#postmortem ??= postmortemIn(this.updates);
    return this.#postmortem;
  }

  /** Those that correct another, by the instant of that one's stamp, by rising stamp. */
  get corrections(): ReadonlyMap<Instant | undefined, readonly Update[]> {
    this.#corrections ??= Map.groupBy(this.updates, ({ statements }) => statements.corrects);
    return this.#corrections;
  }

  get #runNow(): Run {
    this.#run ??= runOf(this.kind, this.updates);
    return this.#run;
  }
}

/** For when a view is true. */
export interface ViewMoment {
  readonly index: ComponentIndex;
  readonly asOf: Instant;
  /** That moment's day in the site's zone. */
  readonly today: string;
  readonly published: FirstPublished;
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
  return first && new IncidentView(incident, [first, ...rest], { index, asOf, today, published });
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
