import { clockDigits, offsetAt, offsetMinutes } from '../calendar/zone.ts';
import type { Incident, StateLine, Statements, Update } from '../model/incident.ts';
import { type Instant, instant, MINUTE, type Moment, type Stamp } from '../model/instant.ts';
import { closes, type Kind, opens, type Phase } from '../model/phase.ts';
import type { State } from '../model/state.ts';
import type { DraftIncident, DraftState, DraftUpdate, Note, Tell } from './history.ts';
import { withStatesBefore } from './states-before.ts';
import { literal, tame, unseenIn } from './text.ts';

/** What a draft becomes an incident with. */
export interface Ground {
  readonly system: string;
  readonly lang: string;
  /** The site's zone: the clock of every heading. */
  readonly zone: string;
  /** Ids of components by the other system's keys. */
  readonly components: ReadonlyMap<string, string>;
  /** Updates, by their place, whose texts are shown letter for letter, without their Markdown. */
  readonly literal: ReadonlySet<number>;
}

export interface MadeIncident {
  readonly incident: Incident;
  readonly notes: readonly Note[];
}

/**
 * An incident under an id, its updates a minute apart where they shared one, with the states that the other system knew
 * before each; and what had to give way for that.
 */
export function incidentOf(draft: DraftIncident, id: string, ground: Ground): MadeIncident {
  const notes: Note[] = [];
  const made = new Maker(draft.kind, ground, notes);
  const [first, ...rest] = draft.updates.map((update, index) => made.update(update, index)) as [
    Update,
    ...Update[],
  ];
  const incident: Incident = {
    id,
    path: `${draft.year}/${id}.md`,
    kind: draft.kind,
    title: { words: draft.title },
    lang: ground.lang,
    imported: ground.system,
    updates: [first, ...rest],
    translations: new Map(),
    front: '',
  };
  const before = draft.updates.map(({ states }) => statesBefore(states, ground));
  return { incident: withStatesBefore(incident, before, made.tell), notes };
}

/** By our ids. Of two rows of one component the first counts, as for its state. */
function statesBefore(states: readonly DraftState[], { components }: Ground): ReadonlyMap<string, State> {
  return new Map(
    states.toReversed().flatMap(({ component, before }) => {
      const id = components.get(component);
      return id === undefined || before === undefined ? [] : [[id, before] as const];
    }),
  );
}

/** Makes one update after another: what one may say hangs on those before it. */
class Maker {
  private last: Instant | undefined;
  private began: Instant | undefined;
  private ended: Moment | undefined;
  /** What was said last of each component, and since when. */
  private readonly known = new Map<string, { readonly state: State; readonly since: Moment }>();
  private readonly kind: Kind;
  private readonly ground: Ground;
  readonly tell: Tell;

  constructor(kind: Kind, ground: Ground, notes: Note[]) {
    this.kind = kind;
    this.ground = ground;
    this.tell = (kind, code, words) => void notes.push({ kind, code, words });
  }

  update(draft: DraftUpdate, index: number): Update {
    const { zone } = this.ground;
    const stamp = this.stampOf(draft.posted);
    const statements = this.statementsOf(draft, stamp);
    // What is told of afterwards was over before its first word, but has states of its own.
    if (this.kind === 'incident' && index === 0 && draft.phase === 'postmortem')
      this.ended = draft.happened ?? moment(stamp.at);
    const told = this.ground.literal.has(index) ? literal(draft.raw) : draft.text;
    for (const { kind, words } of unseenIn(told)) this.tell(kind, 'character', words);
    const text = tame(told, zone);
    return {
      stamp,
      phase: draft.phase,
      statements,
      text,
      forRead: [],
      promises: [],
      files: [],
      canonical: '',
      line: 1,
    };
  }

  private stampOf(posted: Instant): Stamp {
    const { zone } = this.ground;
    const at = this.last !== undefined && posted <= this.last ? instant(this.last + MINUTE) : posted;
    this.last = at;
    const digits = clockDigits(at, offsetMinutes(at, zone));
    if (at !== posted) {
      const words = `two updates shared a minute: the later stands at ${digits}, ${(at - posted) / MINUTE} min after its own`;
      this.tell('guessed', 'one-minute', words);
    }
    return { at, digits, offset: offsetAt(at, zone) };
  }

  private statementsOf(draft: DraftUpdate, stamp: Stamp): Statements {
    const { happened, phase, began, ended, impact, window } = draft;
    const wasOver = this.ended;
    this.began = began ?? this.began ?? happened?.at ?? stamp.at;
    const end = ended === undefined ? undefined : moment(ended);
    if (closes(phase)) this.ended = end ?? happened ?? moment(stamp.at);
    else if (opens(phase)) this.ended = undefined;
    const isElsewhen =
      happened !== undefined && (happened.at !== stamp.at || happened.about) && happened.at <= stamp.at;
    return {
      ...(began === undefined ? {} : { began: moment(began) }),
      ...(end === undefined ? {} : { ended: end }),
      ...(isElsewhen ? { at: happened } : {}),
      ...(impact === undefined ? {} : { impact }),
      ...(window === undefined ? {} : { window }),
      states: this.statesOf(draft, phase, wasOver, moment(began ?? happened?.at ?? stamp.at)),
      lost: [],
    };
  }

  /**
   * Once all is over a component can be said to be well again, and nothing else; with its end, to have been as it was until
   * then, at the least for a minute where only the other system knew of that.
   */
  private statesOf(
    { states }: DraftUpdate,
    phase: Phase,
    wasOver: Moment | undefined,
    at: Moment,
  ): readonly StateLine[] {
    const isOver = this.ended !== undefined;
    const byState = new Map<State, string[]>();
    const still: StateLine[] = [];
    const seen = new Set<string>();
    for (const { component, state, before } of states) {
      const id = this.ground.components.get(component);
      if (id === undefined || seen.has(id)) {
        const why = id ? `: ${id} has one already` : '';
        this.tell('left out', 'state', `the state "${state}" of "${component}"${why}`);
        continue;
      }
      seen.add(id);
      if (isOver && state !== 'operational') {
        const words = `${id} was still shown with "${state}" when it was ${phase}: what is over returns to operational`;
        const from = closes(phase) ? this.stillSince(id, state, before) : undefined;
        if (from) still.push({ components: [id], steps: [{ state, from }] });
        this.tell(from ? 'guessed' : 'left out', 'still-bad', words);
        continue;
      }
      if (this.known.get(id)?.state !== state) this.known.set(id, { state, since: at });
      byState.set(state, [...(byState.get(state) ?? []), id]);
    }
    const lines = [...byState].map(([state, components]): StateLine => {
      const from = isOver && wasOver && !closes(phase) ? { from: wasOver } : {};
      return { components, steps: [{ state, ...from }] };
    });
    return [...lines, ...still];
  }

  /** Since when a component that is still bad at the end has been so; undefined where it was not before. */
  private stillSince(id: string, state: State, before: State | undefined): Moment | undefined {
    const known = this.known.get(id);
    const end = this.ended?.at ?? instant(0);
    if (known?.state === state && known.since.at < end) return known.since;
    const at = instant(end - MINUTE);
    return before === state && at >= (this.began ?? at) ? { at, about: true } : undefined;
  }
}

function moment(at: Instant): Moment {
  return { at, about: false };
}
