import type { Token } from 'marked';
import { element, type Node } from './tree.ts';

/** A text that is longer has its signs counted (work.ts). */
const MOST = 2000;
const WORD = /[\p{L}\p{M}\p{N},.;:?!'"()%–—…’“”、。・「」（）-]+/u.source;
const LINE = `(?=[\\p{L}“「（])${WORD}(?: ${WORD})*`;
const PLAIN = new RegExp(`^\\n*${LINE}(?:\\n+${LINE})*\\n*$`, 'u');
/** It would become a link. */
const ADDRESS = /www\./i;

/**
 * The paragraphs of a text in which Markdown sees nothing else, nor anything to escape or to leave out: letters and the marks
 * of plain sentences. Most updates are such, and they need neither a parser nor a sanitizer; undefined for every other text.
 */
export function paragraphsOf(markdown: string): readonly string[] | undefined {
  if (markdown.length > MOST || !PLAIN.test(markdown) || ADDRESS.test(markdown)) return undefined;
  return markdown.replace(/^\n+|\n+$/g, '').split(/\n{2,}/);
}

/** What `sanitize` gives of them. */
export function treeOf(paragraphs: readonly string[]): readonly Node[] {
  return paragraphs.flatMap((text) => [element('p', {}, [text]), '\n']);
}

/** What marked reads in a text of such paragraphs that begins with a letter. */
export function tokensIn(text: string): readonly Token[] {
  const parts = text.split(/(\n{2,})/);
  return parts
    .filter((raw) => raw !== '')
    .map((raw): Token => {
      if (raw.startsWith('\n')) return { type: 'space', raw };
      const words = raw.replace(/\n$/, '');
      const inline = [{ type: 'text', raw: words, text: words, escaped: false }];
      return { type: 'paragraph', raw, text: words, tokens: inline };
    });
}
