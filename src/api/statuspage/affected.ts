import type { Update } from '../../model/incident.ts';
import { closes, opens } from '../../model/phase.ts';

/** The last update (by rising stamp) that names a component, or that ended or reopened the matter for all of them. */
export function lastWordOn(id: string, updates: readonly Update[]): Update | undefined {
  let isOver = false;
  return updates
    .filter(({ phase, statements }) => {
      const turns = closes(phase) || (isOver && opens(phase));
      if (turns) isOver = closes(phase);
      return turns || statements.states.some(({ components }) => components.includes(id));
    })
    .at(-1);
}
