import { type ErrataWords, showErrata } from './errata.ts';
import type { Resolve } from './links.ts';
import { afterErrata } from './marks.ts';
import type { MarkupWords } from './markup.ts';
import { paragraphsOf, treeOf } from './paragraphs.ts';
import { inlineTree, proseTree } from './safe-tree.ts';
import {
  around,
  type Element,
  element,
  elementsIn,
  isElement,
  mapElements,
  type Node,
  print,
} from './tree.ts';

export type { Target } from './links.ts';

export interface ProseWords extends MarkupWords, ErrataWords {
  /** The name of the frame in which a wide table is moved sideways. */
  readonly table: string;
}

export interface ProseOptions {
  /** The shallowest heading of the text becomes this level, deeper ones follow; none is below h6. */
  readonly headingLevel: number;
  /** Begins every id in the result, so that two texts on one page never share one. */
  readonly prefix: string;
  /** Where a relative link or image leads, by its address as written; undefined leaves the words without a link. */
  readonly resolve: Resolve;
  readonly words: ProseWords;
}

/**
 * Turns the Markdown of an update (GitHub Flavored Markdown 0.29, footnotes, alerts) into HTML that is safe and
 * valid wherever flow content may stand: without scripts, styles or anything fetched from another host
 * (docs/decisions/prose.md). Marked words show as errata. Any text has a result; none is an error.
 */
export function renderProse(markdown: string, options: ProseOptions): string {
  const paragraphs = paragraphsOf(markdown);
  // Nothing of its place comes into such a text.
  if (paragraphs) return print(treeOf(paragraphs));
  const { prefix, words, resolve, headingLevel } = options;
  const nested = proseTree(markdown, prefix, words, resolve);
  const headed = shiftHeadings(aimFragments(nested, prefix), headingLevel);
  const html = print(showErrata(frameTables(headed, words.table), words));
  return html.length > largest(markdown) ? asWritten(markdown) : html;
}

/** The HTML of a text is no longer, in UTF-16 units: a page must still load on a bad line. */
export function largest(markdown: string): number {
  return 16_384 + 12 * markdown.length;
}

/** What is out of all proportion, with every letter. */
export function asWritten(markdown: string): string {
  return print([element('pre', { tabindex: '0' }, [afterErrata(markdown)])]);
}

/** The same for one line of text (a heading's name, a promise), as phrasing content. Footnotes are not resolved. */
export function renderInline(markdown: string, options: ProseOptions): string {
  const { words, resolve } = options;
  return print(showErrata(inlineTree(markdown, words, resolve), words)).trim();
}

const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];

function shiftHeadings(nodes: readonly Node[], level: number): readonly Node[] {
  const isNotes = (node: Node) => isElement(node) && node.attributes.class === 'footnotes-heading';
  const headings = elementsIn(nodes, ({ name }) => HEADINGS.includes(name));
  if (headings.length === 0) return nodes;
  const depths = headings.filter((node) => !isNotes(node)).map(({ name }) => HEADINGS.indexOf(name));
  const shallowest = depths.reduce((one, other) => Math.min(one, other), HEADINGS.length);
  return mapElements(nodes, (node) => {
    const depth = HEADINGS.indexOf(node.name);
    if (depth < 0) return [node];
    const shifted = isNotes(node) ? level : level + depth - shallowest;
    return [{ ...node, name: `h${Math.max(1, Math.min(6, shifted))}` }];
  });
}

/** A fragment leads to an id of this text where there is one; a way back whose place was not shown leads nowhere. */
function aimFragments(nodes: readonly Node[], prefix: string): readonly Node[] {
  const fragmentOf = ({ name, attributes: { href } }: Element) =>
    name === 'a' ? /^#(.+)/.exec(href ?? '')?.[1] : undefined;
  if (elementsIn(nodes, (node) => fragmentOf(node) !== undefined).length === 0) return nodes;
  const named = elementsIn(nodes, ({ attributes }) => attributes.id !== undefined);
  const ids = new Set(named.map(({ attributes }) => attributes.id));
  return mapElements(nodes, (node) => {
    const fragment = fragmentOf(node);
    if (!fragment || ids.has(fragment)) return [node];
    if (ids.has(`${prefix}${fragment}`)) {
      return [{ ...node, attributes: { ...node.attributes, href: `#${prefix}${fragment}` } }];
    }
    return node.attributes.class === 'footnote-back' ? [] : [node];
  });
}

/** A wide table moves sideways in a frame that the keyboard reaches; the page itself never does. */
function frameTables(nodes: readonly Node[], name: string): readonly Node[] {
  return nodes.map((node) => {
    if (typeof node === 'string') return node;
    if (node.name !== 'table') return around(node, frameTables(node.children, name));
    return element('div', { class: 'table', role: 'group', tabindex: '0', 'aria-label': name }, [node]);
  });
}
