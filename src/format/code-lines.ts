import { type CodeLines, codeLines } from '../markdown/code.ts';

const NONE: CodeLines = { has: () => false, openFence: undefined };

/** The lines of a text that are code; none where it is nested too deeply to be read. Never throws. */
export function codeIn(text: string): CodeLines {
  try {
    return codeLines(text);
  } catch {
    // marked recurses, and thousands of nested quotes end its stack.
    return NONE;
  }
}
