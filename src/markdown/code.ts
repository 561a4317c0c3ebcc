import { Lexer } from 'marked';
import { MeteredParser } from './work.ts';

/** Where code stands in a text, in lines from 0; `openFence` is the line of a fence that nothing closes. */
export interface CodeLines {
  readonly has: (line: number) => boolean;
  readonly openFence: number | undefined;
}

const parser = new MeteredParser();
const MAY_HOLD_CODE = /^ {0,3}(`{3,}|~{3,})|^(?: {4}|\t)/m;

/**
 * Finds the code blocks that stand by themselves (not those inside a list or a quote, which end with it). Throws where
 * the text cannot be read: it is nested by the thousand, or reading it would take too long.
 */
export function codeLines(text: string): CodeLines {
  const known = MAY_HOLD_CODE.test(text) ? onlyFence(text) : [];
  const inside = new Set<number>(known);
  let openFence: number | undefined;
  if (!known) {
    let line = 0;
    for (const token of parser.read(text, ({ defaults }) => new Lexer(defaults).blockTokens(text, []))) {
      const height = token.raw.split('\n').length - 1;
      if (token.type === 'code') {
        const rows = token.raw.replace(/\n+$/, '').split('\n');
        rows.forEach((_, row) => {
          inside.add(line + row);
        });
        if (isFenced(rows[0] ?? '') && !isClosed(rows)) openFence = line;
      }
      line += height;
    }
  }
  return { has: (line) => inside.has(line), openFence };
}

const FENCE = /^ {0,3}(?:`{3,}|~{3,})/gm;
const FIRST_FENCE = /^\n*(`{3,})[^`\n]*\n(?:[^\n]*\n)*?\1[ \t]*(?:\n|$)/;

/** The rows of a fence at the top where it is all the code there is, as in most updates: that needs no parser. */
function onlyFence(text: string): readonly number[] | undefined {
  const [fence] = FIRST_FENCE.exec(text) ?? [];
  if (fence === undefined || text.match(FENCE)?.length !== 2 || /^(?: {4}|\t)/m.test(text)) return undefined;
  const all = fence.replace(/\n$/, '').split('\n').length;
  const above = /^\n*/.exec(fence)?.[0].length ?? 0;
  return Array.from({ length: all - above }, (_, index) => above + index);
}

function isFenced(row: string): boolean {
  return /^ {0,3}(`{3,}|~{3,})/.test(row);
}

function isClosed(rows: readonly string[]): boolean {
  const fence = /^ {0,3}(`{3,}|~{3,})/.exec(rows[0] ?? '')?.[1] ?? '';
  const last = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(rows.at(-1) ?? '')?.[1] ?? '';
  return rows.length > 1 && last[0] === fence[0] && last.length >= fence.length;
}
