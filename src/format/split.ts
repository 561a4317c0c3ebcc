import { readOpener } from '../model/heading.ts';
import type { Place, Problem } from '../model/problem.ts';
import { withoutTrailingBlanks } from '../record/canonical.ts';
import { codeIn } from './code-lines.ts';
import { type NearHeading, nearHeading } from './heading.ts';
import type { Start } from './passages.ts';
import { problem } from './problems.ts';

/** A run of a file's lines. */
export interface Block {
  /** The number of its first line, from 1. */
  readonly start: number;
  /** Where in its first line the block begins, from 0: not at its start where a heading is glued to text. */
  readonly column: number;
  readonly lines: readonly string[];
  /** The heading as it should have been written, where it was not. */
  readonly heading?: string;
}

/** A file cut into what stands above its first update, and its updates; the first line of each is its heading. */
export interface Split {
  readonly head: Block;
  readonly updates: readonly Block[];
  readonly problems: readonly Problem[];
}

/**
 * Cuts a file at its headings. Every line that bears a whole stamp at column 1 opens an update, even in a fence: then the
 * open fence is the problem. What is nearly a heading is a problem too, and opens an update all the same, so that what
 * stands below is judged as what it was meant to be.
 */
export function splitFile(file: string, text: string, zone: string): Split {
  const problems: Problem[] = [];
  const [top, ...rest] = cutAtOpeners(text.split('\n'));
  const blocks = [top, ...rest].flatMap((block) =>
    cutAtNearHeadings(file, block, block === top, zone, problems),
  );
  const [head = { start: 1, column: 0, lines: [] }, ...updates] = blocks;
  return { head, updates, problems };
}

/** Where its updates begin, and before them text that stands below the front matter and belongs to none. */
export function startsOf({ head, updates }: Pick<Split, 'head' | 'updates'>): readonly Start[] {
  const height = frontMatterHeight(head.lines);
  const stray = head.lines.findIndex((line, index) => index >= height && line.trim() !== '');
  const starts = updates.map(({ start, column }) => ({ line: start, column }));
  return height < 2 || stray === -1 ? starts : [{ line: head.start + stray, column: 0 }, ...starts];
}

/** The lines joined again are the text: nothing is lost and nothing stands twice. */
export function joinBlocks({ head, updates }: Pick<Split, 'head' | 'updates'>): string {
  const whole = [head, ...updates].filter(({ lines }) => lines.length > 0);
  return whole
    .map(({ column, lines }, index) => `${index === 0 || column > 0 ? '' : '\n'}${lines.join('\n')}`)
    .join('');
}

interface Draft extends Block {
  readonly lines: string[];
}

function cutAtOpeners(lines: readonly string[]): [Draft, ...Draft[]] {
  const top: Draft = { start: 1, column: 0, lines: [] };
  const blocks: [Draft, ...Draft[]] = [top];
  let current = top;
  lines.forEach((line, index) => {
    if (readOpener(line)) {
      // A file that begins with a heading has no line above it.
      current = { start: index + 1, column: 0, lines: [] };
      blocks.push(current);
    }
    current.lines.push(line);
  });
  return blocks;
}

function cutAtNearHeadings(
  file: string,
  block: Block,
  isHead: boolean,
  zone: string,
  problems: Problem[],
): Block[] {
  const skip = isHead ? frontMatterHeight(block.lines) : 1;
  const code = codeIn(block.lines.slice(skip).map(withoutTrailingBlanks).join('\n'));
  if (!isHead) reportOpenFence(file, block, code.openFence, problems);
  let current: Draft = { start: block.start, column: 0, lines: [] };
  const found: Block[] = [current];
  block.lines.forEach((line, index) => {
    const near = index < skip || code.has(index - skip) ? undefined : nearHeading(line, zone);
    if (!near) {
      current.lines.push(line);
      return;
    }
    const place = at(file, block, index, near.column);
    problems.push(problem('heading-stamp', place, line, near.heading, near.why));
    current = openAt(near, line, block.start + index, current);
    found.push(current);
  });
  return found;
}

function openAt({ heading, column, isGlued }: NearHeading, line: string, start: number, above: Draft): Draft {
  if (!isGlued) return { start, column: 0, lines: [line], heading };
  above.lines.push(line.slice(0, column));
  return { start, column, lines: [line.slice(column)], heading };
}

/** The status block reports for itself. */
function reportOpenFence(file: string, block: Block, index: number | undefined, problems: Problem[]): void {
  if (index === undefined) return;
  const body = block.lines.slice(1);
  const line = body[index] ?? '';
  const isFirst = index === body.findIndex((row) => row.trim() !== '');
  if (isFirst && /^\W*status\s*$/i.test(line)) return;
  const fence = /[`~]+/.exec(line)?.[0] ?? '```';
  problems.push(problem('fence-open', at(file, block, index + 1), line, fence));
}

function frontMatterHeight(lines: readonly string[]): number {
  if (lines[0]?.trimEnd() !== '---') return 0;
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---');
  return end === -1 ? 1 : end + 1;
}

function at(file: string, block: Block, index: number, column = 0): Place {
  return { file, line: block.start + index, column: column + 1 };
}
