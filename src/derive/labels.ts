import { wordsFor } from '../i18n/words.ts';
import type { Update } from '../model/incident.ts';
import { stretches } from '../model/windows.ts';
import type { IncidentView } from './incident-view.ts';

/**
 * The word that names an update to readers: its phase's, save that an *update* to what was already over is an addition
 * (追記) in the languages that tell the two apart.
 */
export function phaseLabel(
  update: Update,
  view: Pick<IncidentView, 'kind' | 'updates'>,
  lang: string,
): string {
  const [usual, whenOver] = wordsFor(lang).phases[update.phase];
  if (update.phase !== 'update' || whenOver === undefined) return usual;
  const earlier = view.updates.filter((other) => other.stamp.at < update.stamp.at);
  const wasOver = stretches(view.kind, earlier).at(-1)?.ended !== undefined;
  return wasOver ? whenOver : usual;
}
