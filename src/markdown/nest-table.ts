import { around, type Element, element, isBlank, isElement, type Node } from './tree.ts';

/** Puts a table, or a part of one, into the order of the HTML standard; strays move in front of it. */
export function nestTable(node: Element): readonly Node[] {
  switch (node.name) {
    case 'table':
      return nestWhole(node);
    case 'tr':
      return keep(node, 'td', 'th');
    case 'th':
      return [isBlank(node) ? nameless(node) : node];
    default:
      return keep(node, 'tr');
  }
}

/** A head cell without words heads nothing. */
function nameless({ attributes: { scope: _, ...attributes }, children }: Element): Element {
  return element('td', attributes, children);
}

function keep(node: Element, ...names: readonly string[]): readonly Node[] {
  const parts = node.children.filter((child) => isElement(child, ...names));
  const strays = straysAmong(node.children, names);
  return parts.length === 0 ? strays : [...strays, around(node, parts)];
}

function nestWhole(table: Element): readonly Node[] {
  const { children } = table;
  const caption = children.find((child): child is Element => isElement(child, 'caption') && !isBlank(child));
  const head = children.find((child) => isElement(child, 'thead'));
  const foot = children.find((child) => isElement(child, 'tfoot'));
  const others = children.filter((child) => child !== caption && child !== head && child !== foot);
  const parts = [head, ...bodies(others), foot].filter((part) => part !== undefined);
  const strays = straysAmong(others, ['thead', 'tbody', 'tfoot', 'tr']).map((stray) =>
    isElement(stray, 'caption') ? element('div', {}, stray.children) : stray,
  );
  if (parts.length > 0) return [...strays, around(table, caption ? [caption, ...parts] : parts)];
  return caption ? [...strays, element('div', {}, caption.children)] : strays;
}

/** Rows that stand in the table itself share a body; a second head or foot is one more body. */
function bodies(children: readonly Node[]): readonly Element[] {
  const found: Element[] = [];
  let loose: Element[] = [];
  const finish = () => {
    if (loose.length > 0) found.push(element('tbody', {}, loose));
    loose = [];
  };
  for (const child of children) {
    if (isElement(child, 'tr')) loose.push(child);
    else if (isElement(child, 'tbody', 'thead', 'tfoot')) {
      finish();
      found.push(element('tbody', child.attributes, child.children));
    }
  }
  finish();
  return found;
}

function straysAmong(children: readonly Node[], names: readonly string[]): readonly Node[] {
  return children.filter((child) => !isElement(child, ...names) && (isElement(child) || !isBlank(child)));
}
