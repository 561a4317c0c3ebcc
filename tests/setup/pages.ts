import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, posix, sep } from 'node:path';
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse, parseFragment } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;
export type Element = DefaultTreeAdapterTypes.Element;

/** A built page, parsed. */
export interface Page {
  /** As it is served: `/en/history/`. */
  readonly path: string;
  readonly html: string;
  readonly elements: readonly Element[];
}

/** Every file of a built site, with `/`, sorted. */
export async function filesOf(dir: string): Promise<readonly string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(dir.length + 1)
        .split(sep)
        .join('/'),
    )
    .sort();
}

/** Every page of a built site. */
export async function pagesOf(dir: string): Promise<readonly Page[]> {
  const files = (await filesOf(dir)).filter((file) => file.endsWith('.html'));
  return files.map((file) => readPage(dir, file));
}

/** The elements that a page holds of how it read before: they lie in scripts of text, which the page's own script shows. */
export function heldElements({ elements }: Pick<Page, 'elements'>): readonly Element[] {
  return elements
    .filter((element) => element.tagName === 'script' && attribute(element, 'type') === 'text/html')
    .flatMap(({ childNodes: [held] }) =>
      held && 'value' in held ? elementsOf(parseFragment(held.value)) : [],
    );
}

/** Of these a browser runs nothing: they hold text. */
const HELD = ['text/html', 'application/ld+json'];

/** What the scripts of a page run, each text once. */
export function scriptsOf({ elements }: Pick<Page, 'elements'>): ReadonlySet<string> {
  const run = elements.filter(
    (element) => element.tagName === 'script' && !HELD.includes(attribute(element, 'type') ?? ''),
  );
  return new Set(run.map(({ childNodes: [text] }) => (text && 'value' in text ? text.value : '')));
}

/** One page of a built site, by its file: `incidents/ID/index.html`. */
export function readPage(dir: string, file: string): Page {
  const html = readFileSync(join(dir, file), 'utf8');
  const path = posix.join('/', file.replace(/(^|\/)index\.html$/, '$1'));
  return { path, html, elements: elementsOf(parse(html)) };
}

/** Every element below a node, in the order of the document. */
export function elementsOf(node: Node): readonly Element[] {
  const children = 'childNodes' in node ? node.childNodes : [];
  const own = defaultTreeAdapter.isElementNode(node) ? [node] : [];
  return [...own, ...children.flatMap(elementsOf)];
}

export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((attr) => attr.name === name)?.value;
}

export function hasClass(element: Element, name: string): boolean {
  return (attribute(element, 'class') ?? '').split(' ').includes(name);
}

/** The words below an element that a reader is shown, with single blanks. */
export function words(node: Node): string {
  if (defaultTreeAdapter.isTextNode(node)) return node.value.replace(/\s+/g, ' ');
  if (node.nodeName === 'script' || node.nodeName === 'style') return '';
  const children = 'childNodes' in node ? node.childNodes : [];
  return children.map(words).join('').replace(/\s+/g, ' ').trim();
}

/** The elements below `element`, itself left out. */
export function below(element: Element): readonly Element[] {
  return elementsOf(element).slice(1);
}
