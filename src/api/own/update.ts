import { address, anchor, paths, updateId } from '../../derive/addresses.ts';
import type { IncidentView } from '../../derive/incident-view.ts';
import { broughtIn, firstPublished } from '../../derive/published.ts';
import { lossOf, titleOf } from '../../derive/said.ts';
import type { StateLine, Update } from '../../model/incident.ts';
import type { Stamp } from '../../model/instant.ts';
import type { Phase } from '../../model/phase.ts';
import type { State } from '../../model/state.ts';
import type { Desk } from '../desk.ts';
import { publishedText } from '../message.ts';
import { type SaidBody, saidBody } from './said.ts';
import { type Clock, clockOf, type MomentBody, orNull, type WindowBody } from './times.ts';

/** One dated addition, as it was published. */
export interface UpdateBody {
  /** The same in every language and feed, for ever. */
  readonly id: string;
  readonly url: string;
  /** As its heading has it. */
  readonly stamp: string;
  readonly published: string;
  /** Published elsewhere first, and brought in with its history. */
  readonly broughtIn: boolean;
  readonly phase: Phase;
  /** Markdown, as published: what a correction mends later is in the correction. */
  readonly text: SaidBody;
  readonly stated: StatedBody;
  readonly corrects: string | null;
  readonly correctedBy: readonly string[];
  /** The number of its line in the record. */
  readonly line: number | null;
}

/** What the `status` block says; a key is there where a line is. */
export interface StatedBody {
  readonly states?: readonly {
    readonly components: readonly string[];
    readonly steps: readonly { readonly state: State; readonly from: MomentBody | null }[];
  }[];
  readonly began?: MomentBody;
  readonly ended?: MomentBody;
  readonly detected?: MomentBody;
  readonly at?: MomentBody;
  readonly next?: string;
  readonly window?: WindowBody;
  readonly lost?: readonly (SaidBody | 'nothing')[];
  readonly cause?: string;
  readonly impact?: string;
  readonly title?: SaidBody;
  readonly late?: string;
  readonly by?: string;
}

/** `2008-09-05T05:10:00+09:00`. */
export function stampTime({ digits, offset }: Stamp): string {
  return `${digits.replace(' ', 'T')}:00${offset}`;
}

/** All updates, the oldest first. */
export function updateBodies(view: IncidentView, desk: Desk): readonly UpdateBody[] {
  const { site, lang } = desk;
  const { incident, updates } = view;
  const clock = clockOf(site);
  const published = firstPublished(site.ledger);
  const brought = new Set(broughtIn(incident, site.ledger));
  const stamps = new Map(updates.map(({ stamp }) => [stamp.at, stamp]));
  const corrections = Map.groupBy(updates, ({ statements }) => statements.corrects);
  return updates.map((update) => {
    const { stamp, phase, statements } = update;
    const { text, lang: spoken, redaction } = publishedText(view, update, lang);
    const page = phase === 'postmortem' ? paths.postmortem(view.id) : paths.incident(view.id);
    const corrected = statements.corrects === undefined ? undefined : stamps.get(statements.corrects);
    return {
      id: updateId(site.config, view.id, stamp),
      url: `${address(site.config, lang, page)}#${anchor(stamp)}`,
      stamp: stampTime(stamp),
      published: clock.time(published(incident, update)),
      broughtIn: brought.has(update),
      phase,
      text: saidBody({ words: text, lang: spoken, ...(redaction ? { redaction } : {}) }),
      stated: statedBody(view, update, lang, clock),
      corrects: orNull(corrected, stampTime),
      correctedBy: (corrections.get(stamp.at) ?? []).map((later) => stampTime(later.stamp)),
      line: site.ledger.lineOf(incident.id, incident.lang, stamp.at)?.seq ?? null,
    };
  });
}

function statedBody(view: IncidentView, update: Update, lang: string, clock: Clock): StatedBody {
  const { began, ended, detected, at, next, window, states, lost, cause, impact, title, late, by } =
    update.statements;
  const { moment } = clock;
  return {
    ...(states.length > 0 ? { states: states.map((line) => stateBody(line, clock)) } : {}),
    ...(began ? { began: moment(began) } : {}),
    ...(ended ? { ended: moment(ended) } : {}),
    ...(detected ? { detected: moment(detected) } : {}),
    ...(at ? { at: moment(at) } : {}),
    ...(next === undefined ? {} : { next: clock.time(next) }),
    ...(window ? { window: clock.window(window) } : {}),
    ...(lost.length > 0 ? { lost: lost.map((_, index) => lossBody(view, update, index, lang)) } : {}),
    ...(cause ? { cause } : {}),
    ...(impact ? { impact } : {}),
    ...(title ? { title: titleBody(view, update, lang) } : {}),
    ...(late === undefined ? {} : { late }),
    ...(by === undefined ? {} : { by }),
  };
}

function stateBody({ components, steps }: StateLine, { moment }: Clock) {
  return { components, steps: steps.map(({ state, from }) => ({ state, from: orNull(from, moment) })) };
}

function lossBody(view: IncidentView, update: Update, index: number, lang: string): SaidBody | 'nothing' {
  if (update.statements.lost[index] === 'nothing') return 'nothing';
  return saidBody(lossOf(view, { update, index }, lang));
}

/** The title as it was last stated when this update came. */
function titleBody(view: IncidentView, update: Update, lang: string): SaidBody {
  const updates = view.updates.slice(0, view.updates.indexOf(update) + 1) as [Update, ...Update[]];
  return saidBody(titleOf({ incident: view.incident, updates }, lang));
}
