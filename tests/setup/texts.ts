import type { OutputText, OutputTexts } from '../../src/derive/output-text.ts';
import type { Site } from '../../src/derive/site.ts';

/** All texts of one kind: those of the site, and of each incident. */
export function everyText({ ofSite, ofIncident }: OutputTexts, { views }: Site): readonly OutputText[] {
  return [...ofSite(), ...views.flatMap((view) => [...ofIncident(view)])];
}
