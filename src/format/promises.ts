import type { PromiseLine, Update } from '../model/incident.ts';
import type { Placed } from './listed-lines.ts';
import { problem, type Report } from './problems.ts';

interface Story {
  /** The line that kept or dropped it. */
  settled: number | undefined;
}

const MARKS = { open: ' ', kept: 'x', dropped: '-' } as const;

/** `- [x] P1: the words`. */
export function writePromise({ id, mark, words }: Pick<PromiseLine, 'id' | 'mark' | 'words'>): string {
  return `- [${MARKS[mark]}] ${id}: ${words}`;
}

/**
 * A promise is opened once, may move, and is kept or dropped once (FORMAT.md, "Promises"). Updates by rising stamp. Below a
 * redacted text nobody can tell what was never promised.
 */
export function checkPromises(
  updates: readonly { readonly update: Update; readonly promises: readonly Placed<PromiseLine>[] }[],
  report: Report,
): void {
  const stories = new Map<string, Story>();
  const free = freeId(updates);
  let isAllKnown = true;
  for (const { update, promises } of updates) {
    isAllKnown &&= update.redaction === undefined;
    for (const { value, place, line } of promises) {
      const story = stories.get(value.id);
      if (!story) {
        if (value.mark !== 'open' && isAllKnown) {
          const known = openIds(stories);
          const write =
            known.length > 0
              ? `Write the number of an earlier promise: ${known.join(', ')}.`
              : 'Make the promise in an earlier update first; or delete the line.';
          report(problem('promise-unknown', place, line, write));
        }
        stories.set(value.id, { settled: value.mark === 'open' ? undefined : place.line });
      } else if (story.settled !== undefined) {
        report(problem('promise-settled', place, line, story.settled, writePromise({ ...value, id: free })));
      } else if (value.mark !== 'open') story.settled = place.line;
      else if (value.by === undefined) {
        report(problem('promise-move', place, line, `${line} by YYYY-MM-DD`));
      }
    }
  }
}

/** The latest ones: a message goes through no more. */
const LISTED = 20;

function openIds(stories: ReadonlyMap<string, Story>): readonly string[] {
  const open: string[] = [];
  for (const [id, { settled }] of stories) if (settled === undefined) open.push(id);
  return open.slice(-LISTED);
}

function freeId(updates: readonly { readonly promises: readonly Placed<PromiseLine>[] }[]): string {
  let highest = 0;
  for (const { promises } of updates)
    for (const { value } of promises) highest = Math.max(highest, Number(value.id.slice(1)));
  return `P${highest + 1}`;
}
