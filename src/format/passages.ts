import type { Place } from '../model/problem.ts';
import { unixLines } from './decode.ts';
import type { ContentFolder } from './source.ts';

/** Where an update begins in its file: at a line's start, or behind text to which its heading is glued. */
export interface Start {
  /** From 1. */
  readonly line: number;
  /** From 0. */
  readonly column: number;
}

/** By file: where its updates begin, from top to bottom. A file that could not be read is not there. */
export type Outlines = ReadonlyMap<string, readonly Start[]>;

/** A part of a file that is published, or left out, as a whole: an update, or with line 0 what stands above the first one. */
export interface Passage extends Start {
  readonly path: string;
}

/** The passage in which a place lies. */
export function passageAt({ file, line, column }: Place, outlines: Outlines): Passage {
  const starts = outlines.get(file) ?? [];
  // From top to bottom: the last one above the place is found by halves.
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = starts[middle];
    if (one && (one.line < line || (one.line === line && one.column < column))) low = middle + 1;
    else high = middle;
  }
  return { path: file, ...(starts[low - 1] ?? { line: 0, column: 0 }) };
}

/**
 * The folder without some passages, for a look at what stands without them. The lines of an update are emptied, so that
 * all others keep their numbers; a file whose head is left out is left out whole.
 */
export function withoutPassages(
  folder: ContentFolder,
  passages: readonly Passage[],
  outlines: Outlines,
): ContentFolder {
  const byPath = Map.groupBy(passages, ({ path }) => path);
  const isWholly = (path: string) => byPath.get(path)?.some(({ line }) => line === 0) ?? false;
  const incidents = folder.incidents
    .filter(({ path }) => !isWholly(path))
    .map((file) => {
      const out = new Set(byPath.get(file.path)?.map(({ line }) => line));
      if (out.size === 0) return file;
      const text = unixLines(new TextDecoder().decode(file.bytes));
      return { ...file, bytes: new TextEncoder().encode(emptied(text, outlines.get(file.path) ?? [], out)) };
    });
  const assets = new Map([...folder.assets].filter(([path]) => !isWholly(path)));
  return { ...folder, incidents, assets };
}

function emptied(text: string, starts: readonly Start[], out: ReadonlySet<number>): string {
  const columns = new Map(starts.map(({ line, column }) => [line, column]));
  let isOut = false;
  return text
    .split('\n')
    .map((line, index) => {
      const column = columns.get(index + 1);
      if (column === undefined) return isOut ? '' : line;
      const above = isOut ? '' : line.slice(0, column);
      isOut = out.has(index + 1);
      return isOut ? above : above + line.slice(column);
    })
    .join('\n');
}
