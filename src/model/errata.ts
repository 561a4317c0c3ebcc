import type { ForRead } from './incident.ts';
import type { Instant } from './instant.ts';

/** A run of an update's words: as first published, or added or struck by the correction of a stamp. */
export interface Span {
  readonly words: string;
  readonly added?: Instant;
  readonly struck?: Instant;
}

/** An update's words before any correction. */
export function asPublished(text: string): readonly Span[] {
  return [{ words: text }];
}

/** The words as they read now: what was struck is left out. */
export function asCorrected(spans: readonly Span[]): string {
  return spans
    .filter((span) => span.struck === undefined)
    .map((span) => span.words)
    .join('');
}

/** How often the words stand in the text as it reads now; places that overlap are two (`aa` in `aaa`). */
export function occurrences(spans: readonly Span[], words: string): number {
  if (words === '') return 0;
  const text = asCorrected(spans);
  let count = 0;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) count++;
  return count;
}

/** Strikes the pair's wrong words, which stand in the text exactly once, and puts the right ones behind them. */
export function correct(spans: readonly Span[], { wrong, right }: ForRead, stamp: Instant): readonly Span[] {
  const start = asCorrected(spans).indexOf(wrong);
  const end = start + wrong.length;
  let position = 0;
  return spans.flatMap((span) => {
    if (span.struck !== undefined) return [span];
    const from = Math.max(0, start - position);
    const to = Math.min(span.words.length, end - position);
    position += span.words.length;
    if (from >= to) return [span];
    const isLast = position >= end;
    return [
      { ...span, words: span.words.slice(0, from) },
      { ...span, words: span.words.slice(from, to), struck: stamp },
      ...(isLast ? [{ words: right, added: stamp }] : []),
      { ...span, words: span.words.slice(to) },
    ].filter((part) => part.words !== '');
  });
}

/** Whether a line of a correction's text is one of an errata slip: `- For: …`, `- Read: …` (誤, 正). */
export function isErrataLine(line: string): boolean {
  return /^- (?:For|Read|誤|正) ?[:：]/.test(line);
}
