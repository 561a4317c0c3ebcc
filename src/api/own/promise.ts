import type { IncidentView } from '../../derive/incident-view.ts';
import type { PromiseView } from '../../derive/promises.ts';
import { promiseWords } from '../../derive/said.ts';
import type { Update } from '../../model/incident.ts';
import type { Desk } from '../desk.ts';
import { type SaidBody, saidBody } from './said.ts';
import { orNull } from './times.ts';
import { stampTime } from './update.ts';

/** A promise from its opening to its end. */
export interface PromiseBody {
  readonly id: string;
  readonly words: SaidBody;
  readonly standing: 'open' | 'kept' | 'dropped';
  /** The day by which it is promised now, in the site's zone; one that is open behind it is overdue. */
  readonly by: string | null;
  readonly opened: string;
  readonly settled: { readonly stamp: string; readonly words: SaidBody } | null;
  readonly moves: readonly { readonly from: string | null; readonly to: string; readonly stamp: string }[];
}

/** The promises of an incident, in the order in which they were made. No clock judges them here. */
export function promiseBodies(view: IncidentView, desk: Desk): readonly PromiseBody[] {
  return view.promises.map((promise) => promiseBody(view, promise, desk));
}

export function promiseBody(view: IncidentView, promise: PromiseView, { lang }: Desk): PromiseBody {
  const { id, standing, by, opened, settled, moves } = promise;
  const words = (update: Update) => saidBody(promiseWords(view, promise, update, lang));
  return {
    id,
    words: words(opened),
    standing: standing === 'overdue' ? 'open' : standing,
    by: by ?? null,
    opened: stampTime(opened.stamp),
    settled: orNull(settled, (update) => ({ stamp: stampTime(update.stamp), words: words(update) })),
    moves: moves.map(({ from, to, update }) => ({ from: from ?? null, to, stamp: stampTime(update.stamp) })),
  };
}
