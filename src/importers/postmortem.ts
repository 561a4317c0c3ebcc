import { codeIn } from '../format/code-lines.ts';
import type { Tell } from './history.ts';
import { bodyToMarkdown, type Converted } from './html.ts';
import { withWholeLinks } from './links.ts';
import { markupIn } from './tags.ts';
import { allLines } from './text.ts';

const BLOCK = /^<\/?(?:p|div|ul|ol|li|h[1-6]|blockquote|pre|table|tr|hr|dl|dd|dt)\b/i;
const MARKDOWN = /^ {0,3}(?:#{1,6}[ \t]|[-*+][ \t]+\S|\d+[.)][ \t]|>|```|~~~|\|)|\*\*[^*\n]+\*\*|\]\([^)\s]/m;
const CODE_SPAN = /(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g;

/**
 * A postmortem as Markdown, in which people write it there; where all of it is HTML, converted. Tags in Markdown stay as
 * they are, for Markdown has them too. Relative links are completed by `base`. Never throws.
 */
export function postmortemToMarkdown(body: string, base: string | undefined): Converted {
  const text = allLines(body);
  const isHtml = !MARKDOWN.test(text) && markupIn(text).some(({ piece }) => BLOCK.test(piece));
  if (isHtml) return bodyToMarkdown(body, base);
  const notes: Converted['notes'][number][] = [];
  const tell: Tell = (kind, code, words) => void notes.push({ kind, code, words });
  return { text: withWholeLinks(withoutComments(text, tell), base, tell), notes };
}

/** Without comments, which no file may hold; a `<` that opens no element is a person's word, and would take others with it. */
function withoutComments(text: string, tell: Tell): string {
  const masked = withoutCode(text);
  let done = '';
  let from = 0;
  const words = (until: number) => {
    const own = text.slice(from, until);
    done += own.replace(/</g, (sign, index: number) => (isStray(masked, from + index) ? '&lt;' : sign));
  };
  for (const { piece, index } of markupIn(masked)) {
    words(index);
    from = index + piece.length;
    if (piece.startsWith('<!--')) tell('left out', 'comment', `a comment in HTML: ${piece}`);
    else done += piece;
  }
  words(text.length);
  return done;
}

/** Not code, no address between `<` and `>`, and not escaped. */
function isStray(masked: string, index: number): boolean {
  return (
    masked[index] === '<' &&
    masked[index - 1] !== '\\' &&
    !/^<(?:[a-z][a-z0-9+.-]*:|[\w.+-]+@)/i.test(masked.slice(index, index + 80))
  );
}

/** The same length and lines, with blanks for code. */
function withoutCode(text: string): string {
  const code = codeIn(text);
  return text
    .split('\n')
    .map((line, index) => (code.has(index) ? ' '.repeat(line.length) : line))
    .join('\n')
    .replace(CODE_SPAN, (span) => span.replace(/[^\n]/g, ' '));
}
