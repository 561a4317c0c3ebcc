import { type MarkupWords, markup } from './markup.ts';
import { paragraphsOf, treeOf } from './paragraphs.ts';
import { sanitize } from './sanitize.ts';
import type { Node } from './tree.ts';

/** So many texts are kept: those of one incident, which pages, feeds and API show one after the other. */
const KEPT = 256;
const kept = new Map<string, readonly Node[]>();
/** Where words of ours may come in: footnotes, alerts, tasks. */
const WITH_WORDS = /\[[\^! xX-]/;

/**
 * What a Markdown text is before anything of its place comes in: safe HTML as a tree. A text into which none of `words` and
 * no `prefix` can come is parsed once for all places that follow each other.
 */
export function safeTree(markdown: string, prefix: string, words: MarkupWords): readonly Node[] {
  const paragraphs = paragraphsOf(markdown);
  if (paragraphs) return treeOf(paragraphs);
  if (WITH_WORDS.test(markdown)) return sanitize(markup(markdown, prefix, words));
  const known = kept.get(markdown);
  if (known) return known;
  const tree = sanitize(markup(markdown, '', words));
  if (kept.size >= KEPT) kept.clear();
  kept.set(markdown, tree);
  return tree;
}
