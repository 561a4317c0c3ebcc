import { address, paths } from '../../derive/addresses.ts';
import type { Effect, Span } from '../../derive/effects.ts';
import type { IncidentView } from '../../derive/incident-view.ts';
import { errataIn, firstTitleOf, lossOf, titleOf } from '../../derive/said.ts';
import type { Impact } from '../../model/incident.ts';
import type { Kind, Phase } from '../../model/phase.ts';
import type { RecordLine } from '../../model/record.ts';
import type { State } from '../../model/state.ts';
import type { Desk } from '../desk.ts';
import { type PromiseBody, promiseBodies } from './promise.ts';
import { type SaidBody, saidBody } from './said.ts';
import { type Clock, clockOf, type MomentBody, orNull, type WindowBody } from './times.ts';
import { stampTime, type UpdateBody, updateBodies } from './update.ts';

/** An incident with all that was said of it. It depends on that incident alone, and on no clock once it is over. */
export interface IncidentBody {
  readonly $schema: string;
  readonly id: string;
  readonly url: string;
  readonly source: string;
  readonly kind: Kind;
  /** The language of the file. */
  readonly lang: string;
  /** The system that published this history first. */
  readonly imported: string | null;
  readonly title: SaidBody;
  readonly titleFirst: SaidBody;
  readonly phase: Phase;
  readonly open: boolean;
  readonly began: MomentBody;
  readonly courses: readonly CourseBody[];
  /** How long it lasted in all; null while it goes on. */
  readonly seconds: number | null;
  readonly detected: MomentBody | null;
  readonly window: WindowBody | null;
  readonly moved: readonly { readonly window: WindowBody; readonly at: string }[];
  readonly impact: Impact;
  readonly impactFirst: Impact | null;
  readonly cause: string | null;
  readonly components: readonly EffectBody[];
  readonly lost: readonly {
    readonly what: SaidBody;
    readonly stated: string;
    readonly struck: string | null;
  }[];
  /** The oldest first. */
  readonly updates: readonly UpdateBody[];
  readonly errata: readonly ErratumBody[];
  readonly promises: readonly PromiseBody[];
  /** Its lines of the public record. */
  readonly record: readonly LineBody[];
}

/** One stretch from beginning to end, with what was first stated of either. */
export interface CourseBody {
  readonly began: MomentBody;
  readonly beganFirst: MomentBody | null;
  readonly ended: MomentBody | null;
  readonly endedFirst: MomentBody | null;
}

/** What it did to one component. */
export interface EffectBody {
  readonly id: string;
  readonly name: string;
  readonly states: readonly {
    readonly state: State;
    readonly from: MomentBody;
    readonly to: MomentBody | null;
  }[];
}

export interface ErratumBody {
  readonly stamp: string;
  readonly for: string;
  readonly read: string;
  readonly lang: string;
}

export interface LineBody {
  readonly seq: number;
  readonly kind: string;
  readonly lang: string;
  readonly update: string;
  readonly published: string;
  readonly hash: string;
  readonly chain: string;
}

export function incidentBody(view: IncidentView, desk: Desk): IncidentBody {
  const { site, lang } = desk;
  const { incident, plan, isOpen } = view;
  const clock = clockOf(site);
  const { time, moment, window } = clock;
  return {
    $schema: site.config.url + paths.schema('incident'),
    id: view.id,
    url: address(site.config, lang, paths.incident(view.id)),
    source: site.config.url + paths.incidentSource(view.id),
    kind: view.kind,
    lang: incident.lang,
    imported: incident.imported ?? null,
    title: saidBody(titleOf(view, lang)),
    titleFirst: saidBody(firstTitleOf(view, lang)),
    phase: view.phase,
    open: isOpen,
    began: moment(view.began),
    courses: view.courses.map(({ began, beganFirst, ended, endedFirst }) => ({
      began: moment(began),
      beganFirst: orNull(beganFirst, moment),
      ended: orNull(ended, moment),
      endedFirst: orNull(endedFirst, moment),
    })),
    seconds: isOpen ? null : view.duration / 1000,
    detected: orNull(view.detected, moment),
    window: orNull(plan?.window, window),
    moved: (plan?.moved ?? []).map((move) => ({ window: window(move.window), at: time(move.at) })),
    impact: view.impact,
    impactFirst: view.impactFirst ?? null,
    cause: view.cause ?? null,
    components: view.components.map((id) => effectBody(id, view, desk, clock)),
    lost: view.losses.map((loss) => ({
      what: saidBody(lossOf(view, loss, lang)),
      stated: stampTime(loss.update.stamp),
      struck: orNull(loss.struck, time),
    })),
    updates: updateBodies(view, desk),
    errata: errataIn(view, lang).map(({ correction, wrong, right, lang: spoken }) => ({
      stamp: stampTime(correction.stamp),
      for: wrong,
      read: right,
      lang: spoken,
    })),
    promises: promiseBodies(view, desk),
    record: site.ledger.linesOf(view.id).map((line) => lineBody(line, desk, clock)),
  };
}

function effectBody(
  id: string,
  { effects }: IncidentView,
  { site, lang }: Desk,
  { moment }: Clock,
): EffectBody {
  const spanBody = ({ state, from, to }: Span) => ({ state, from: moment(from), to: orNull(to, moment) });
  const effect: Effect | undefined = effects.find(({ component }) => component === id);
  return {
    id,
    name: site.index.byId.get(id)?.name[lang] ?? id,
    states: (effect?.spans ?? []).map(spanBody),
  };
}

function lineBody(line: RecordLine, { site }: Desk, { time }: Clock): LineBody {
  const { seq, kind, lang, update, published, hash } = line;
  return { seq, kind, lang, update, published: time(published), hash, chain: site.ledger.chainOf(line) };
}
