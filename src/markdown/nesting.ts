import { nestTable } from './nest-table.ts';
import { around, type Element, element, isBlank, isBlock, isElement, type Node, VOID } from './tree.ts';

/** What may hold an element that has no meaning elsewhere. */
const HOLDERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['li', ['ul', 'ol']],
  ['dt', ['dl']],
  ['dd', ['dl']],
  ['summary', ['details']],
  ['caption', ['table']],
  ['thead', ['table']],
  ['tbody', ['table']],
  ['tfoot', ['table']],
  ['tr', ['table', 'thead', 'tbody', 'tfoot']],
  ['th', ['tr']],
  ['td', ['tr']],
  ['rt', ['ruby']],
  ['rp', ['ruby']],
]);
const KEPT_ATTRIBUTES = ['class', 'id', 'lang', 'dir', 'title'];

/**
 * Makes a tree valid by the content models of the HTML standard, so that a browser builds the very same tree: blocks
 * leave paragraphs and running text (which goes on inside them), words stand in paragraphs, strays find a holder,
 * links hold no links, and lists, tables and the like hold only their parts. No word is lost.
 */
export function nest(nodes: readonly Node[]): readonly Node[] {
  return runs(placeAll(nodes, '', false), (run) => [element('p', {}, run)]);
}

/** The same without any block: for a line of text such as a heading. */
export function nestInline(nodes: readonly Node[]): readonly Node[] {
  return flatten(placeAll(nodes, '', false));
}

function placeAll(nodes: readonly Node[], holder: string, isLinked: boolean): readonly Node[] {
  const placed: Node[] = [];
  for (const node of nodes) {
    if (typeof node === 'string') placed.push(node);
    else for (const one of place(node, holder, isLinked)) placed.push(one);
  }
  return placed;
}

function place(node: Element, holder: string, isLinked: boolean): readonly Node[] {
  const isLink = node.name === 'a';
  const within = (name: string) => placeAll(node.children, name, isLinked || isLink);
  if (isLink && isLinked) return within(holder);
  const holders = HOLDERS.get(node.name);
  if (holders && !holders.includes(holder)) {
    if (node.name === 'rt' || node.name === 'rp') return within(holder);
    return [element('div', keptAttributes(node), within('div'))];
  }
  return shape(around(node, within(node.name)));
}

function shape(node: Element): readonly Node[] {
  const { name, children } = node;
  switch (name) {
    case 'p':
    case 'pre':
    case 'rt':
    case 'rp':
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6':
      return runs(children, (run) => [around(node, run)]);
    case 'div':
    case 'blockquote':
      return isBlank(node) ? [] : [node];
    case 'ul':
    case 'ol':
      return nestList(node);
    case 'dl':
      return nestDescriptions(node);
    case 'table':
    case 'thead':
    case 'tbody':
    case 'tfoot':
    case 'tr':
    case 'th':
      return nestTable(node);
    case 'details':
      return nestDetails(node);
    case 'ruby':
      return runs(children, (run) => (run.some((one) => isElement(one, 'rt')) ? [around(node, run)] : run));
    case 'summary':
    case 'caption':
    case 'dt':
      return nestTitle(node);
    default:
      return isBlock(node) || VOID.has(name) ? [node] : wrapAround(node, children);
  }
}

/** Puts running text into elements and lets blocks stand between; what has no words needs no element. */
function runs(
  nodes: readonly Node[],
  wrap: (run: readonly Node[]) => readonly Node[],
  keep: (block: Element) => readonly Node[] = (block) => [block],
): readonly Node[] {
  const placed: Node[] = [];
  let run: Node[] = [];
  const finish = () => {
    const wrapped = run.every(isBlank) ? run.filter((node) => typeof node === 'string') : wrap(run);
    for (const one of wrapped) placed.push(one);
    run = [];
  };
  for (const node of nodes) {
    if (isBlock(node)) {
      finish();
      placed.push(...keep(node));
    } else run.push(node);
  }
  finish();
  return placed;
}

/** `<b>x<p>y</p></b>` becomes `<b>x</b><p><b>y</b></p>`. */
function wrapAround(shell: Element, nodes: readonly Node[]): readonly Node[] {
  if (nodes.some(isBlock)) {
    return runs(
      nodes,
      (run) => wrapAround(shell, run),
      (block) => [VOID.has(block.name) ? block : around(block, wrapAround(shell, block.children))],
    );
  }
  if (shell.name === 'span' && Object.keys(shell.attributes).length === 0) return nodes;
  return shell.name === 'a' && nodes.every(isBlank) ? nodes : [around(shell, nodes)];
}

/** Blocks give way to their words, with a blank between. */
export function flatten(nodes: readonly Node[]): readonly Node[] {
  if (!nodes.some(isBlock)) return nodes;
  return nodes.flatMap((node) => (isBlock(node) ? [' ', ...flatten(node.children), ' '] : [node]));
}

const TITLES = ['p', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'];

/** A title is its first line of words; what an open tag drew into it follows it. */
function nestTitle(title: Element): readonly Node[] {
  const start = title.children.findIndex((child) => isBlock(child) || !isBlank(child));
  const first = title.children[start];
  if (first === undefined) return [];
  if (isElement(first, ...TITLES)) {
    return [around(title, flatten(first.children)), ...title.children.slice(start + 1)];
  }
  const end = title.children.findIndex(isBlock);
  if (end < 0) return [title];
  const words = title.children.slice(0, end);
  return [...(words.every(isBlank) ? [] : [around(title, words)]), ...title.children.slice(end)];
}

function nestList(list: Element): readonly Node[] {
  const items = list.children.flatMap((child) => {
    if (isElement(child, 'li')) return [child];
    return typeof child === 'string' && isBlank(child) ? [] : [element('li', {}, [child])];
  });
  return items.length === 0 ? [] : [around(list, items)];
}

/** Terms come first and descriptions last, else it is no description list. */
function nestDescriptions(list: Element): readonly Node[] {
  const parts = list.children.filter((child) => !isBlank(child) || isElement(child, 'dt', 'dd'));
  const [first, last] = [parts[0], parts.at(-1)];
  const isValid =
    first !== undefined && isElement(first, 'dt') && last !== undefined && isElement(last, 'dd');
  if (isValid && parts.every((part) => isElement(part, 'dt', 'dd'))) return [around(list, parts)];
  return parts.map((part) =>
    isElement(part, 'dt', 'dd') ? element('div', keptAttributes(part), part.children) : part,
  );
}

/** A summary is what a reader opens; without one nothing stays closed. */
function nestDetails(details: Element): readonly Node[] {
  const summary = details.children.find((child) => isElement(child, 'summary') && !isBlank(child));
  const rest = details.children
    .filter((child) => child !== summary)
    .map((child) => (isElement(child, 'summary') ? element('div', {}, child.children) : child));
  return [summary === undefined ? element('div', {}, rest) : around(details, [summary, ...rest])];
}

function keptAttributes(node: Element): Element['attributes'] {
  return Object.fromEntries(
    Object.entries(node.attributes).filter(([name]) => KEPT_ATTRIBUTES.includes(name)),
  );
}
