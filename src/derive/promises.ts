import type { PromiseLine, Update } from '../model/incident.ts';

/** A promise from its opening to its end. */
export interface PromiseView {
  readonly id: string;
  readonly opened: Update;
  readonly standing: 'open' | 'overdue' | 'kept' | 'dropped';
  /** The day by which it is promised now. */
  readonly by?: string;
  /** Each slip of its day, in order. */
  readonly moves: readonly {
    readonly from: string | undefined;
    readonly to: string;
    readonly update: Update;
  }[];
  /** The update that kept or dropped it; where the words that made it were redacted, `opened` is the same one. */
  readonly settled?: Update;
}

type Draft = { -readonly [Key in keyof PromiseView]: PromiseView[Key] };

/** Every promise of an incident, in the order in which they were made; `today` is a day of the site's zone. */
export function promisesOf(updates: readonly Update[], today: string): readonly PromiseView[] {
  const drafts = new Map<string, Draft>();
  for (const update of updates) for (const line of update.promises) tell(drafts, line, update);
  return [...drafts.values()].map((draft) =>
    draft.standing === 'open' && draft.by !== undefined && draft.by < today
      ? { ...draft, standing: 'overdue' }
      : draft,
  );
}

function tell(drafts: Map<string, Draft>, line: PromiseLine, update: Update): void {
  const draft = drafts.get(line.id);
  if (!draft) {
    const opened: Draft = { id: line.id, opened: update, standing: line.mark, moves: [] };
    if (line.by !== undefined) opened.by = line.by;
    if (line.mark !== 'open') opened.settled = update;
    drafts.set(line.id, opened);
  } else if (line.mark === 'open') {
    if (line.by === undefined || line.by === draft.by) return;
    draft.moves = [...draft.moves, { from: draft.by, to: line.by, update }];
    draft.by = line.by;
  } else {
    draft.standing = line.mark;
    draft.settled = update;
  }
}
