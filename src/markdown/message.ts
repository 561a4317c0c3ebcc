import { showErrata } from './errata.ts';
import { legible } from './legible.ts';
import { lead, type Resolve } from './links.ts';
import { markup } from './markup.ts';
import { nest } from './nesting.ts';
import { SILENT, UNSAID } from './plain.ts';
import { sanitize } from './sanitize.ts';
import { type Element, isBlock, type Node } from './tree.ts';

/**
 * A Markdown text as a message: plain text in lines, save that a link is an `<a>` where its words are not its address. It
 * reads as text and is safe as HTML: of other characters only a `<` that would open a tag is escaped, and a `&` that
 * would begin a character reference. `resolve` gives absolute addresses.
 */
export function renderMessage(markdown: string, resolve: Resolve): string {
  const nodes = nest(lead(sanitize(markup(markdown, '', SILENT)), resolve));
  return blocks(showErrata(nodes, { struck: '', inserted: '' }));
}

/** The same for words that are no Markdown. */
export function messageWords(words: string): string {
  return escapeMarkup(legible(words));
}

function blocks(nodes: readonly Node[]): string {
  const parts: string[] = [];
  let run: Node[] = [];
  const endRun = () => {
    parts.push(tidy(inline(run)));
    run = [];
  };
  for (const node of nodes) {
    if (!isBlock(node)) run.push(node);
    else if (!isUnsaid(node)) {
      endRun();
      parts.push(block(node));
    }
  }
  endRun();
  return parts.filter((part) => part !== '').join('\n\n');
}

function block(node: Element): string {
  const { name, children } = node;
  if (name === 'pre') return inline(children, true).replace(/^\n+|\n+$/g, '');
  if (name === 'ul') return items(children, () => '- ');
  if (name === 'ol') {
    const first = Number(node.attributes.start ?? 1);
    return items(children, (place) => `${first + place}. `);
  }
  if (name === 'tr') return children.map((cell) => tidy(inline([cell]))).join(' | ');
  if (['table', 'thead', 'tbody', 'tfoot'].includes(name)) return lines(children);
  if (children.some(isBlock)) return blocks(children);
  return tidy(inline(children));
}

function lines(nodes: readonly Node[]): string {
  return nodes
    .map((node) => (isBlock(node) ? block(node) : tidy(inline([node]))))
    .filter((line) => line !== '')
    .join('\n');
}

function items(nodes: readonly Node[], mark: (place: number) => string): string {
  return nodes
    .filter(isBlock)
    .map((item, place) => {
      const [begin, words] = [mark(place), blocks(item.children).replace(/\n\n/g, '\n')];
      return begin + words.replaceAll('\n', `\n${' '.repeat(begin.length)}`);
    })
    .join('\n');
}

function inline(nodes: readonly Node[], isCode = false): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string')
        return escapeMarkup(legible(isCode ? node : node.replace(/[ \t\n\f\r]+/g, ' ')));
      if (isUnsaid(node)) return '';
      if (node.name === 'br') return '\n';
      if (node.name === 'img') return escapeMarkup(legible(node.attributes.alt ?? ''));
      const words = inline(node.children, isCode);
      return node.name === 'a' ? link(node.attributes.href ?? '', words) : words;
    })
    .join('');
}

function link(href: string, words: string): string {
  const address = legible(href);
  if (address === '' || address.startsWith('#') || words.trim() === '') return words;
  if ([address, address.replace(/^mailto:/, '')].includes(unescaped(words))) return words;
  return `<a href="${address.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')}">${words}</a>`;
}

function isUnsaid({ attributes }: Element): boolean {
  return UNSAID.has(attributes.class) && attributes.class !== 'task-mark';
}

function tidy(text: string): string {
  return text.replace(/ *\n */g, '\n').replace(/^[ \n]+|[ \n]+$/g, '');
}

function escapeMarkup(text: string): string {
  return text.replace(/&(?=#|[a-z][a-z0-9]*;)/gi, '&amp;').replace(/<(?=[a-z/!?])/gi, '&lt;');
}

function unescaped(words: string): string {
  return words.replaceAll('&lt;', '<').replaceAll('&amp;', '&');
}
