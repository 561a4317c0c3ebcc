const STRUCK = ['\uFDD0', '\uFDD1'] as const;
const INSERTED = ['\uFDD2', '\uFDD3'] as const;

/** The two kinds of marks, each with the noncharacters that open and close it. Sources may not hold them. */
export const MARKS = { struck: STRUCK, inserted: INSERTED } as const;
export type Mark = keyof typeof MARKS;

/** Splits a text at its marks; the marks stand in the result at odd places. */
export const AT_MARKS = /([\uFDD0-\uFDD3])/;

/** Marks words of a Markdown text as struck by an erratum; `renderProse` shows them as deleted. */
export function struck(words: string): string {
  return `${STRUCK[0]}${words}${STRUCK[1]}`;
}

/** Marks words of a Markdown text as put in by an erratum; `renderProse` shows them as inserted. */
export function inserted(words: string): string {
  return `${INSERTED[0]}${words}${INSERTED[1]}`;
}

/** The text as it reads after its errata: without struck words, with inserted ones, without marks. */
export function afterErrata(text: string): string {
  return text.replace(/\uFDD0[^\uFDD0\uFDD1]*\uFDD1/g, '').replace(/[\uFDD0-\uFDD3]/g, '');
}

/**
 * Puts the marks of a Markdown text where they do not disturb its blocks: a mark at the beginning of a line goes
 * behind what opens the block there, one at its end before what closes a row.
 */
export function seatMarks(markdown: string): string {
  if (!AT_MARKS.test(markdown)) return markdown;
  return markdown
    .replace(/\n([\uFDD1\uFDD3]+)/g, '$1\n')
    .replace(
      /^([ \t]*)([\uFDD0\uFDD2]+)((?:[ \t]*(?:(?:[-*+]|\d{1,9}[.)]|#{1,6}|>)[ \t]+|\|[ \t]*))+)/gm,
      '$1$3$2',
    )
    .replace(/([ \t]*\|[ \t]*)([\uFDD1\uFDD3]+)$/gm, '$2$1');
}

/** Where an address that runs along with text ends: before the end of marked words that began in front of it. */
export function addressEnd(text: string): number {
  let opened = 0;
  for (const { 0: found, index } of text.matchAll(/[\uFDD0-\uFDD3\s]/g)) {
    if (found === STRUCK[0] || found === INSERTED[0]) opened += 1;
    else if (found === STRUCK[1] || found === INSERTED[1]) opened -= 1;
    else break;
    if (opened < 0) return index;
  }
  return text.length;
}
