import { type OverallName, wordsFor } from '../i18n/words.ts';
import { type State, worst } from '../model/state.ts';
import { existingAt } from './components.ts';
import type { Site } from './site.ts';

/** What the head of the front page says, and how loud. */
export interface Banner {
  /** `open`: all is operational, but a matter is not closed; never hidden behind good news. */
  readonly tone: 'quiet' | 'open' | 'maintenance' | 'degraded' | 'partial' | 'major';
  readonly state: State;
  readonly headline: OverallName | 'openThoughOperational';
}

const TONES: Readonly<Record<State, Banner['tone']>> = {
  operational: 'quiet',
  'under maintenance': 'maintenance',
  'degraded performance': 'degraded',
  'partial outage': 'partial',
  'major outage': 'major',
};

export function bannerOf(site: Site): Banner {
  const states = existingAt(site.index, site.asOf).map(
    (leaf) => site.componentById.get(leaf.id)?.state ?? 'operational',
  );
  const state = worst(states);
  const isOpenQuietly = state === 'operational' && site.openIncidents.length > 0;
  return {
    tone: isOpenQuietly ? 'open' : TONES[state],
    state,
    headline: isOpenQuietly ? 'openThoughOperational' : site.overall.name,
  };
}

/** How it stands, in one line. */
export function headlineIn(site: Site, lang: string): string {
  const { headline } = bannerOf(site);
  const words = wordsFor(lang);
  return headline === 'openThoughOperational'
    ? words.site.openThoughOperational(site.openIncidents.length)
    : words.overall[headline];
}
