/** An end tag that closes nothing, and ends in a blank of no width, which no one types there. */
const SEAM = '</seam\uFEFF>';

// No spaces part the words of these scripts, so the rule that emphasis begins at a word's edge fails them.
const UNSPACED = String.raw`[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}ー]`;
const SIGN = String.raw`(?![*_~\\])[\p{P}\p{S}]`;
const OPENING = new RegExp(String.raw`(?<=${UNSPACED})(?=(?:\*{1,3}|~~)${SIGN})`, 'gu');
const CLOSING = new RegExp(String.raw`(?<=${SIGN}(?:\*{1,3}|~~))(?=${UNSPACED})`, 'gu');
const BEFORE_EMPHASIS = /(?<=[\uFDD0\uFDD2])(?=[*_~])/g;
const BEHIND_EMPHASIS = /(?<=(?<!\\)[*_~])(?=[\uFDD1\uFDD3])/g;

/**
 * Puts a seam where emphasis has an edge that CommonMark (6.2) does not see: between emphasis and the mark of an
 * erratum, which it takes for a letter, and in `は**「A」**を`, where it sees a letter beside a bracket.
 */
export function withSeams(markdown: string): string {
  if (!/[*_~]/.test(markdown)) return markdown;
  return [BEFORE_EMPHASIS, BEHIND_EMPHASIS, OPENING, CLOSING].reduce(
    (text, edge) => text.replace(edge, SEAM),
    markdown,
  );
}

/** Takes the seams out of what Markdown keeps as it stands: code and addresses. */
export function withoutSeams(text: string): string {
  return text.replaceAll(SEAM, '');
}
