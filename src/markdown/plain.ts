import { showErrata } from './errata.ts';
import { legible } from './legible.ts';
import type { MarkupWords } from './markup.ts';
import { paragraphsOf } from './paragraphs.ts';
import { inlineTree, proseTree } from './safe-tree.ts';
import { type Element, isBlock, isElement, type Node } from './tree.ts';

/** What only HTML says: it has no words of its own here. */
export const SILENT: MarkupWords = {
  footnotes: '',
  backToText: () => '',
  note: '',
  tip: '',
  important: '',
  warning: '',
  caution: '',
  done: '',
  notDone: '',
  dropped: '',
};
/** What is not part of the words. */
export const UNSAID: ReadonlySet<string | undefined> = new Set([
  'struck',
  'visually-hidden',
  'task-mark',
  'footnotes',
  'footnote-ref',
]);

/**
 * The words of a Markdown text without its markup, on one line: for titles, excerpts, summaries. Struck words are
 * left out and inserted ones kept; footnotes are left out.
 */
export function plainText(markdown: string): string {
  const paragraphs = paragraphsOf(markdown);
  if (paragraphs) return oneLine(paragraphs.join(' '));
  return oneLine(wordsOf(withErrata(proseTree(markdown, '', SILENT))));
}

/** The same for one line of text, in which nothing at its beginning makes a block. */
export function plainInline(markdown: string): string {
  if (paragraphsOf(markdown)?.length === 1) return oneLine(markdown);
  return oneLine(wordsOf(withErrata(inlineTree(markdown, SILENT))));
}

function withErrata(nodes: readonly Node[]): readonly Node[] {
  return showErrata(nodes, { struck: '', inserted: '' });
}

function wordsOf(nodes: readonly Node[]): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return node;
      if (UNSAID.has(node.attributes.class)) return '';
      if (node.name === 'img') return node.attributes.alt ?? '';
      const words = node.name === 'ol' ? numbered(node) : wordsOf(node.children);
      return node.name === 'br' || isBlock(node) ? ` ${words} ` : words;
    })
    .join('');
}

function numbered(list: Element): string {
  const first = Number(list.attributes.start ?? 1);
  return list.children
    .filter((child) => isElement(child))
    .map((item, place) => `${first + place}. ${wordsOf([item]).trim()}`)
    .join(' ');
}

/** An ideographic space is a word's own; only what HTML runs together is run together. */
function oneLine(words: string): string {
  return legible(words.replace(/[ \t\n\f\r]+/g, ' ')).replace(/^ | $/g, '');
}
