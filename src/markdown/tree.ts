import { escapeHtml, legible, unescapeHtml } from './legible.ts';

/** HTML as a tree; text is what a reader sees, without escapes. */
export type Node = string | Element;

export interface Element {
  readonly name: string;
  readonly attributes: Attributes;
  readonly children: readonly Node[];
}

/** A boolean attribute has an empty value. */
export type Attributes = Readonly<Record<string, string>>;

export const VOID: ReadonlySet<string> = new Set(['br', 'hr', 'img', 'wbr']);
const PHRASING: ReadonlySet<string> = new Set(
  (
    'a abbr b bdi br cite code del em i img ins kbd mark q rp rt ruby ' +
    's samp small span strong sub sup u var wbr'
  ).split(' '),
);

/** Stands on a line of its own: neither text nor an element that runs along with text. */
export function isBlock(node: Node): node is Element {
  return typeof node !== 'string' && !PHRASING.has(node.name);
}

export function isElement(node: Node, ...names: readonly string[]): node is Element {
  return typeof node !== 'string' && (names.length === 0 || names.includes(node.name));
}

export function element(name: string, attributes: Attributes, children: readonly Node[] = []): Element {
  return { name, attributes, children };
}

/** The same element around other children. */
export function around(shell: Element, children: readonly Node[]): Element {
  return { ...shell, children };
}

/** Neither words nor an image nor a rule. */
export function isBlank(node: Node): boolean {
  if (typeof node === 'string') return node.trim() === '';
  return node.name === 'br' || node.name === 'wbr' || (!VOID.has(node.name) && node.children.every(isBlank));
}

/** The elements that `isWanted`, in the order of the text. */
export function elementsIn(
  nodes: readonly Node[],
  isWanted: (element: Element) => boolean,
  found: Element[] = [],
): readonly Element[] {
  for (const node of nodes) {
    if (typeof node === 'string') continue;
    if (isWanted(node)) found.push(node);
    elementsIn(node.children, isWanted, found);
  }
  return found;
}

/** Replaces every element, the innermost first, by what `change` makes of it. */
export function mapElements(
  nodes: readonly Node[],
  change: (element: Element) => readonly Node[],
): readonly Node[] {
  const mapped: Node[] = [];
  for (const node of nodes) {
    if (typeof node === 'string') mapped.push(node);
    // A text of tens of thousands of parts has more than a call takes arguments.
    else for (const one of change(around(node, mapElements(node.children, change)))) mapped.push(one);
  }
  return mapped;
}

const PIECES = /<(\/?)([a-z][a-z0-9]*)((?: [^<>]*)?)>|[^<]+|</g;
const ATTRIBUTE = / @?([^\s=/]+)(?:="([^"]*)")?/g;

/**
 * Reads the regular HTML that `print`, the sanitizer and `ownTag` (sanitize.ts) write; end tags without a beginning are
 * passed over.
 */
export function read(html: string): readonly Node[] {
  const root: Node[] = [];
  const open: { name: string; children: Node[] }[] = [];
  for (const [piece, slash, name, attributes] of html.matchAll(PIECES)) {
    const siblings = open.at(-1)?.children ?? root;
    if (name === undefined) siblings.push(unescapeHtml(piece));
    else if (slash === '/') {
      const depth = open.findLastIndex((one) => one.name === name);
      if (depth >= 0) open.length = depth;
    } else {
      const children: Node[] = [];
      siblings.push({ name, attributes: readAttributes(attributes ?? ''), children });
      if (!VOID.has(name)) open.push({ name, children });
    }
  }
  return root;
}

function readAttributes(text: string): Attributes {
  if (text === '') return NONE;
  return Object.fromEntries(
    Array.from(text.matchAll(ATTRIBUTE), ([, name, value]) => [name ?? '', unescapeHtml(value ?? '')]),
  );
}

const NONE: Attributes = {};

/** Writes HTML, each block on lines of its own. */
export function print(nodes: readonly Node[]): string {
  if (!nodes.some(isBlock)) return nodes.map(printNode).join('');
  return nodes
    .filter((node) => typeof node !== 'string' || node.trim() !== '')
    .map((node, place, all) => {
      const before = all[place - 1];
      const breaks = before !== undefined && (isBlock(before) || isBlock(node));
      return `${breaks ? '\n' : ''}${printNode(node)}`;
    })
    .join('');
}

function printNode(node: Node): string {
  if (typeof node === 'string') return escapeHtml(legible(node)).replaceAll('&quot;', '"');
  const attributes = Object.entries(node.attributes)
    .map(([name, value]) => (value === '' && name !== 'alt' ? ` ${name}` : ` ${name}="${printValue(value)}"`))
    .join('');
  if (VOID.has(node.name)) return `<${node.name}${attributes}>`;
  const printed = print(node.children);
  // A browser passes over the line end behind `<pre>`.
  const inner = node.name === 'pre' ? printed.replace(/^\n+/, '') : printed;
  const lines = node.children.some(isBlock) ? `\n${inner}\n` : inner;
  return `<${node.name}${attributes}>${lines}</${node.name}>`;
}

function printValue(value: string): string {
  return escapeHtml(legible(value));
}
