import { diffWordsWithSpace } from 'diff';

/** A run of words that stood, stands, or both. */
export interface WordChange {
  readonly words: string;
  readonly how: 'kept' | 'gone' | 'new';
}

/** Scripts that put no blanks between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Texts that differ in more words are two texts; to find what they share takes the square of these. */
const MOST_EDITS = 400;

/**
 * What changed between two texts, word by word; where a script has no blanks, the words are a dictionary's. Undefined where
 * they have little in common.
 */
export function wordChanges(stood: string, stands: string): readonly WordChange[] | undefined {
  const options = {
    maxEditLength: MOST_EDITS,
    ...(UNSPACED.test(stood + stands)
      ? { intlSegmenter: new Intl.Segmenter('ja', { granularity: 'word' }) }
      : {}),
  };
  return diffWordsWithSpace(stood, stands, options)?.map(({ value, added, removed }) => ({
    words: value,
    how: added ? 'new' : removed ? 'gone' : 'kept',
  }));
}

/** `Mail is [-slow-]{+fast+}.`, as `git diff --word-diff` writes it. */
export function markChanges(changes: readonly WordChange[]): string {
  const mark = ({ words, how }: WordChange) =>
    how === 'gone' ? `[-${words}-]` : how === 'new' ? `{+${words}+}` : words;
  return changes.map(mark).join('');
}
