import { showErrata } from './errata.ts';
import { escapeHtml, legible } from './legible.ts';
import type { Resolve } from './links.ts';
import { paragraphsOf } from './paragraphs.ts';
import { SILENT } from './plain.ts';
import { largest } from './prose.ts';
import { proseTree } from './safe-tree.ts';
import { type Element, isBlock, isElement, type Node } from './tree.ts';

/** How a message spells links; and how it ends, once words that stand together are together. */
interface Spelling {
  readonly link: (href: string, words: string) => string;
  readonly finish: (text: string) => string;
  /** Words that are no Markdown. */
  readonly words: (words: string) => string;
}

/** Two noncharacters, which no legible text holds, around markup that is not to be escaped. */
const AS_HTML: Spelling = {
  link: (href, words) => `\uFFFE<a href="${escapeHtml(href)}">\uFFFF${words}\uFFFE</a>\uFFFF`,
  finish: (text) =>
    text
      .split(/\uFFFE([^\uFFFF]*)\uFFFF/)
      .map((piece, place) => (place % 2 === 1 ? piece : escapeMarkup(piece)))
      .join(''),
  words: messageWords,
};
const AS_TEXT: Spelling = {
  link: (href, words) => `${words} <${href}>`,
  finish: (text) => text,
  words: legible,
};
/** What is only for the eye or the ear; and the way back from a note, which leads nowhere here. */
const UNSAID: ReadonlySet<string | undefined> = new Set(['struck', 'visually-hidden', 'footnote-back']);

/**
 * A Markdown text as a message: plain text in lines, save that a link is an `<a>` where its words are not its address. It
 * reads as text and is safe as HTML: of other characters only a `<` that would open a tag is escaped, and a `&` that
 * would begin a character reference. `resolve` gives absolute addresses.
 */
export function renderMessage(markdown: string, resolve: Resolve): string {
  return message(markdown, resolve, AS_HTML);
}

/** The same where nothing reads HTML: a link's address stands behind its words. */
export function renderPlain(markdown: string, resolve: Resolve): string {
  return message(markdown, resolve, AS_TEXT);
}

/** Words that are no Markdown, as `renderMessage` spells them. */
export function messageWords(words: string): string {
  return escapeMarkup(legible(words));
}

function message(markdown: string, resolve: Resolve, spelling: Spelling): string {
  const paragraphs = paragraphsOf(markdown);
  // Such a text has no link, no mark and nothing to escape.
  if (paragraphs) return paragraphs.map((paragraph) => paragraph.replaceAll('\n', ' ')).join('\n\n');
  const nodes = proseTree(markdown, '', SILENT, resolve);
  const text = spelling.finish(blocks(showErrata(nodes, { struck: '', inserted: '' }), spelling));
  return text.length > largest(markdown) ? spelling.words(markdown) : text;
}

function blocks(nodes: readonly Node[], spelling: Spelling): string {
  const parts: string[] = [];
  let run: Node[] = [];
  const endRun = () => {
    parts.push(tidy(inline(run, spelling)));
    run = [];
  };
  for (const node of nodes) {
    if (!isBlock(node)) run.push(node);
    else if (!isUnsaid(node)) {
      endRun();
      parts.push(block(node, spelling));
    }
  }
  endRun();
  return parts.filter((part) => part !== '').join('\n\n');
}

function block(node: Element, spelling: Spelling): string {
  const { name, children } = node;
  if (name === 'pre') return inline(children, spelling, true).replace(/^\n+|\n+$/g, '');
  if (name === 'ul') return items(children, spelling, () => '- ');
  if (node.attributes.class === 'footnotes') return footnotes(children, spelling);
  if (name === 'ol') {
    const first = Number(node.attributes.start ?? 1);
    return items(children, spelling, (place) => `${first + place}. `);
  }
  if (name === 'tr') return children.map((cell) => tidy(inline([cell], spelling))).join(' | ');
  if (['table', 'thead', 'tbody', 'tfoot'].includes(name)) return lines(children, spelling);
  if (children.some(isBlock)) return blocks(children, spelling);
  return tidy(inline(children, spelling));
}

function lines(nodes: readonly Node[], spelling: Spelling): string {
  return nodes
    .map((node) => (isBlock(node) ? block(node, spelling) : tidy(inline([node], spelling))))
    .filter((line) => line !== '')
    .join('\n');
}

function items(nodes: readonly Node[], spelling: Spelling, mark: (place: number) => string): string {
  return nodes
    .filter(isBlock)
    .map((item, place) => {
      const [begin, words] = [mark(place), blocks(item.children, spelling).replace(/\n\n/g, '\n')];
      return begin + words.replaceAll('\n', `\n${' '.repeat(begin.length)}`);
    })
    .join('\n');
}

/** `[1] What the note says.` */
function footnotes(nodes: readonly Node[], spelling: Spelling): string {
  const list = nodes.find((node) => isElement(node, 'ol'));
  return list ? items(list.children, spelling, (place) => `[${place + 1}] `) : '';
}

function inline(nodes: readonly Node[], spelling: Spelling, isCode = false): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') {
        return legible(isCode ? node : node.replace(/[ \t\n\f\r]+/g, ' '));
      }
      if (isUnsaid(node)) return '';
      if (node.name === 'br') return '\n';
      if (node.name === 'img') return legible(node.attributes.alt ?? '');
      const words = inline(node.children, spelling, isCode);
      if (node.attributes.class === 'footnote-ref') return `[${words}]`;
      return node.name === 'a' ? link(legible(node.attributes.href ?? ''), words, spelling) : words;
    })
    .join('');
}

/** An address that is its own words stands once. */
function link(href: string, words: string, spelling: Spelling): string {
  if (href === '' || href.startsWith('#') || words.trim() === '') return words;
  const isOwn = words === href || words === href.replace(/^mailto:/, '');
  return isOwn ? words : spelling.link(href, words);
}

function isUnsaid({ attributes }: Element): boolean {
  return UNSAID.has(attributes.class);
}

function tidy(text: string): string {
  return text.replace(/ *\n */g, '\n').replace(/^[ \n]+|[ \n]+$/g, '');
}

function escapeMarkup(text: string): string {
  return text.replace(/&(?=#|[a-z][a-z0-9]*;)/gi, '&amp;').replace(/<(?=[a-z/!?])/gi, '&lt;');
}
