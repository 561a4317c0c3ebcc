import type { Measure } from '../i18n/words.ts';

/** In the order in which they happen. */
export const MEASURES = ['detection', 'firstWord', 'resolution'] as const satisfies readonly Measure[];
