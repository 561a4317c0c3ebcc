import { KNOWN_LANGUAGES, wordsFor } from '../i18n/words.ts';
import type { Phase } from '../model/phase.ts';

/** The word of a phase in a language, for a heading. */
export function phaseWord(phase: Phase, lang: string): string {
  return wordsFor(lang).phases[phase][0];
}

/** The file's own word for what a reader's word says in whichever language: `全面停止` is `major outage`. */
export function meantWord(word: string, list: 'states' | 'causes' | 'impacts'): string | undefined {
  for (const lang of KNOWN_LANGUAGES) {
    const found = Object.entries(wordsFor(lang)[list]).find(
      ([, shown]) => shown.toLowerCase() === word.toLowerCase(),
    );
    if (found) return found[0];
  }
  return undefined;
}
