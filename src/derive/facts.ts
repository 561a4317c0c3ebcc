import type { Cause, Impact } from '../model/incident.ts';
import type { Instant, Moment } from '../model/instant.ts';
import type { Kind } from '../model/phase.ts';
import type { State } from '../model/state.ts';
import { type Course, worstOf } from './effects.ts';
import type { IncidentView } from './incident-view.ts';
import { dueNext } from './nexts.ts';
import { lossOf, type Said } from './said.ts';
import type { Plan } from './work.ts';

/** One row of an incident's facts: all that its words are made from. */
export type Fact =
  | { readonly name: 'plan'; readonly plan: Plan }
  | {
      readonly name: 'began';
      readonly kind: Kind;
      /** Of several stretches; 0 where there is one. */
      readonly number: number;
      readonly began: Moment;
      readonly first: Moment | undefined;
    }
  | {
      readonly name: 'ended';
      readonly kind: Kind;
      readonly number: number;
      readonly ended: Moment | undefined;
      readonly first: Moment | undefined;
      readonly after: Instant;
      /** Milliseconds, up to the moment of the view where it goes on; absent for a false alarm. */
      readonly length?: number;
    }
  | { readonly name: 'duration'; readonly length: number }
  | { readonly name: 'next'; readonly due: Instant; readonly isMissed: boolean }
  | { readonly name: 'detected'; readonly at: Moment; readonly after: Instant | undefined }
  | { readonly name: 'components'; readonly effects: readonly EffectFact[] }
  | { readonly name: 'impact'; readonly impact: Impact; readonly first: Impact | undefined }
  | { readonly name: 'cause'; readonly cause: Cause }
  | { readonly name: 'lost'; readonly losses: readonly LossFact[] };

/** The worst that happened to one component; undefined while that is a plan. */
export interface EffectFact {
  readonly id: string;
  readonly worst: State | undefined;
}

export interface LossFact {
  readonly said: Said;
  /** When it was stated, if not by the first update. */
  readonly added?: Instant;
  /** When a correction took it back. */
  readonly struck?: Instant;
}

/** What tells a row apart from the others of its incident. */
export function factKey(fact: Fact): string {
  return 'number' in fact ? `${fact.name} ${fact.number}` : fact.name;
}

/** The facts of an incident as of a moment, in the order in which a reader asks for them. */
export function factsOf(view: IncidentView, asOf: Instant, lang: string): readonly Fact[] {
  const { kind, courses, plan, detected, cause, isOpen, isWithdrawn } = view;
  const next = isOpen ? dueNext(view) : undefined;
  const hasImpact = kind === 'incident' && !isWithdrawn && !(isOpen && view.impact === 'none');
  const losses = lossFacts(view, lang);
  return [
    ...(plan ? [{ name: 'plan', plan } as const] : []),
    ...courses.flatMap((course, index) => courseFacts(course, index + 1, view, asOf)),
    ...(courses.length > 1 ? [{ name: 'duration', length: view.duration } as const] : []),
    ...(next ? [{ name: 'next', due: next.due, isMissed: next.standing !== 'due' } as const] : []),
    ...(detected ? [{ name: 'detected', at: detected, after: courses.at(-1)?.began.at } as const] : []),
    ...(view.components.length > 0 ? [{ name: 'components', effects: effectsOf(view) } as const] : []),
    ...(hasImpact ? [{ name: 'impact', impact: view.impact, first: view.impactFirst } as const] : []),
    ...(cause ? [{ name: 'cause', cause } as const] : []),
    ...(losses.length > 0 ? [{ name: 'lost', losses } as const] : []),
  ];
}

function courseFacts(course: Course, number: number, view: IncidentView, asOf: Instant): readonly Fact[] {
  const { kind, courses, isWithdrawn } = view;
  const shown = courses.length > 1 ? number : 0;
  const { began, ended, beganFirst, endedFirst } = course;
  const length = (ended?.at ?? asOf) - began.at;
  return [
    { name: 'began', kind, number: shown, began, first: beganFirst },
    {
      name: 'ended',
      kind,
      number: shown,
      ended,
      first: endedFirst,
      after: began.at,
      ...(isWithdrawn ? {} : { length }),
    },
  ];
}

function effectsOf({ components, effects }: IncidentView): readonly EffectFact[] {
  return components.map((id) => {
    const effect = effects.find(({ component }) => component === id);
    return { id, worst: effect && worstOf(effect) };
  });
}

function lossFacts(view: IncidentView, lang: string): readonly LossFact[] {
  const [first] = view.updates;
  return view.losses.map((loss) => ({
    said: lossOf(view, loss, lang),
    ...(loss.update === first ? {} : { added: loss.update.stamp.at }),
    ...(loss.struck === undefined ? {} : { struck: loss.struck }),
  }));
}
