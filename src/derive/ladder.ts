import type { Update } from '../model/incident.ts';
import type { IncidentView } from './incident-view.ts';
import { phaseLabel } from './labels.ts';

/** One rung: an update, and the word behind its stamp. */
export interface Rung {
  readonly update: Update;
  readonly label: string;
  /** Everything but the first was added later. */
  readonly isLater: boolean;
  /** Stands on the postmortem's page. */
  readonly isPostmortem: boolean;
}

/** When the notice was said and amended; a postmortem's first publication stands beside it, its additions among the rungs. */
export function ladderOf(view: IncidentView, lang: string): readonly Rung[] {
  const [document] = view.postmortem;
  const rungs = view.updates.filter((update) => update !== document);
  return (rungs.length > 0 ? rungs : view.updates).map((update, index) => ({
    update,
    label: phaseLabel(update, view, lang),
    isLater: index > 0,
    isPostmortem: update.phase === 'postmortem',
  }));
}
