import { AT_MARKS, MARKS, type Mark } from './marks.ts';
import { element, isBlock, type Node } from './tree.ts';

/** The words that a voice says in front of marked words. */
export type ErrataWords = Readonly<Record<Mark, string>>;

const SHELLS = {
  struck: ['del', 'struck'],
  inserted: ['ins', 'inserted'],
} as const;

/**
 * Turns the pairs of marks in a tree's text into `<del class="struck">` and `<ins class="inserted">`. Words that
 * span elements are wrapped piece by piece, so that nesting holds; the voice's words stand once a block. A mark
 * without its partner vanishes.
 */
export function showErrata(nodes: readonly Node[], words: ErrataWords): readonly Node[] {
  const paired = pairedMarks(marksIn(nodes));
  if (paired.length === 0) return nodes;
  let place = 0;
  const on = new Set<Mark>();
  const said = new Set<Mark>();

  const turn = (character: string) => {
    const isPaired = paired[place++] === true;
    const mark = markOf(character);
    if (!isPaired) return;
    if (character === MARKS[mark][0]) on.add(mark);
    else on.delete(mark);
    said.delete(mark);
  };
  const wrap = (piece: Node, mark: Mark): Node => {
    if (!on.has(mark)) return piece;
    const [name, style] = SHELLS[mark];
    const voice = said.has(mark) ? [] : [element('span', { class: 'visually-hidden' }, [`${words[mark]} `])];
    said.add(mark);
    return element(name, { class: style }, [...voice, piece]);
  };
  const show = (node: Node): readonly Node[] => {
    if (typeof node !== 'string') {
      if (isBlock(node)) said.clear();
      const shown = element(node.name, node.attributes, node.children.flatMap(show));
      if (isBlock(node)) said.clear();
      return [shown];
    }
    return node.split(AT_MARKS).flatMap((piece, index) => {
      if (index % 2 === 1) turn(piece);
      else if (piece.trim() !== '') return [wrap(wrap(piece, 'struck'), 'inserted')];
      else if (piece !== '') return [piece];
      return [];
    });
  };
  return nodes.flatMap(show);
}

function marksIn(nodes: readonly Node[]): readonly string[] {
  return nodes.flatMap((node) =>
    typeof node === 'string'
      ? node.split(AT_MARKS).filter((_, place) => place % 2 === 1)
      : marksIn(node.children),
  );
}

function pairedMarks(marks: readonly string[]): readonly boolean[] {
  const paired = marks.map(() => false);
  const open = new Map<Mark, number>();
  marks.forEach((character, place) => {
    const mark = markOf(character);
    const partner = open.get(mark);
    if (character === MARKS[mark][0]) open.set(mark, place);
    else if (partner !== undefined) {
      paired[partner] = true;
      paired[place] = true;
      open.delete(mark);
    }
  });
  return paired;
}

function markOf(character: string): Mark {
  return (MARKS.struck as readonly string[]).includes(character) ? 'struck' : 'inserted';
}
