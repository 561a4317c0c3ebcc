import { lead, type Resolve } from './links.ts';
import { inlineMarkup, type MarkupWords, markup } from './markup.ts';
import { nest, nestInline } from './nesting.ts';
import { paragraphsOf, treeOf } from './paragraphs.ts';
import { sanitize } from './sanitize.ts';
import { elementsIn, type Node } from './tree.ts';

/** So many texts are kept: those of one incident, which pages, feeds and API show one after the other. */
const KEPT = 256;
/**
 * Each as it is before anything of its place comes in. When there are enough, another map takes its place: in V8 one that is
 * cleared holds on to what it held until the old objects are collected (docs/decisions/speed.md).
 */
let kept = new Map<string, Safe>();
/** Where words of ours may come in: footnotes, alerts, tasks. */
const WITH_WORDS = /\[[\^! xX-]/;

interface Safe {
  readonly tree: readonly Node[];
  /** The same, nested, where it leads nowhere. */
  readonly nested: readonly Node[] | undefined;
}

/**
 * A Markdown text as a tree of HTML that is safe (sanitize.ts) and valid (nesting.ts), its links led to where `resolve` says.
 * What does not depend on the place of a text is done once for all places that follow each other.
 */
export function proseTree(
  markdown: string,
  prefix: string,
  words: MarkupWords,
  resolve?: Resolve,
): readonly Node[] {
  const { tree, nested } = safe(markdown, prefix, words);
  return nested ?? nest(resolve ? lead(tree, resolve) : tree);
}

/** The same for one line of text, without any block. */
export function inlineTree(markdown: string, words: MarkupWords, resolve?: Resolve): readonly Node[] {
  const tree = sanitize(inlineMarkup(markdown, words), isWithoutHtml(markdown));
  return nestInline(resolve ? lead(tree, resolve) : tree);
}

function safe(markdown: string, prefix: string, words: MarkupWords): Safe {
  if (WITH_WORDS.test(markdown)) return { tree: parse(markdown, prefix, words), nested: undefined };
  const known = kept.get(markdown);
  if (known) return known;
  const tree = parse(markdown, '', words);
  const isLeading = elementsIn(tree, ({ name }) => name === 'a' || name === 'img').length > 0;
  const made = { tree, nested: isLeading ? undefined : nest(tree) };
  if (kept.size >= KEPT) kept = new Map();
  kept.set(markdown, made);
  return made;
}

function parse(markdown: string, prefix: string, words: MarkupWords): readonly Node[] {
  const paragraphs = paragraphsOf(markdown);
  if (paragraphs) return treeOf(paragraphs);
  return sanitize(markup(markdown, prefix, words), isWithoutHtml(markdown));
}

function isWithoutHtml(markdown: string): boolean {
  return !markdown.includes('<');
}
