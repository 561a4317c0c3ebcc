import { costOf } from './blocks.ts';
import { SILENT } from './plain.ts';
import { asWritten, largest, renderProse } from './prose.ts';
import type { Excess } from './work.ts';

/** Why a text is shown as it is written, and in which of its lines, from 0. */
export interface ExcessInText {
  readonly kind: Excess['kind'];
  readonly line: number;
}

/** Nothing so short takes long to read. */
const SHORT = 1000;
/** What may be a table: a short one can have many cells that it does not spell out. */
const TABLE = /\|/;
/** A run of signs in which a short text can nest deeper than can be laid out. */
const DEEP = /[^\p{L}\p{N}]{40}/u;

/** Counts what texts cost to read; gives whether a text can be afforded as well, `steps` of about 5 ns being all there are. */
export function purseOf(steps: number): (text: string) => boolean {
  let left = steps;
  return (text) => {
    if (text.length < SHORT) return true;
    // To count costs as much as to read.
    if (left >= 0) left -= costOf(text).cost;
    return left >= 0;
  };
}

/**
 * Whether a text whose lines end in LF is out of all proportion, so that `renderProse` shows it as it is written instead:
 * reading it would take too long, or it would make a page that nobody can load. Never throws.
 */
export function excessIn(text: string): ExcessInText | undefined {
  const isSmall = mostHtml(text) < largest(text);
  if (isSmall && text.length < SHORT && !TABLE.test(text) && !DEEP.test(text)) return undefined;
  const { excess } = costOf(text);
  if (excess) return { kind: excess.kind, line: lineOf(excess.near, text) };
  if (isSmall) return undefined;
  const options = { headingLevel: 2, prefix: LONG, resolve: () => undefined, words: WORDS };
  return renderProse(text, options) === asWritten(text) ? { kind: 'size', line: 0 } : undefined;
}

/** What the HTML is surely no longer than, by what makes it long: lines, cells, notes, and tags that span blocks. */
function mostHtml(text: string): number {
  const count = (sign: string) => text.split(sign).length - 1;
  const tags = count('<');
  return 6 * text.length + 150 * count('\n') + 40 * count('|') + 250 * count('[') + 800 * tags;
}

/** As long as the longest of any language: what one of them cannot show is out of proportion in all. */
const LONG = 'x'.repeat(40);
const WORDS = {
  ...SILENT,
  footnotes: LONG,
  backToText: () => LONG,
  note: LONG,
  tip: LONG,
  important: LONG,
  warning: LONG,
  caution: LONG,
  done: LONG,
  notDone: LONG,
  dropped: LONG,
  struck: LONG,
  inserted: LONG,
  table: LONG,
};

function lineOf(near: string, text: string): number {
  const start = near.slice(0, 80);
  return Math.max(0, start === '' ? 0 : text.split('\n').findIndex((line) => line.includes(start)));
}
