/** Elements that are left out with all that is in them. */
export const DROPPED = [
  'script',
  'style',
  'iframe',
  'video',
  'object',
  'svg',
  'template',
  'noscript',
] as const;
const BLOCKS =
  'address|article|aside|blockquote|br|dd|details|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|img|li|main|nav|ol|' +
  'p|pre|section|summary|table|caption|tbody|td|tfoot|th|thead|tr|ul';
const INLINE =
  'a|abbr|b|bdi|bdo|big|button|center|cite|code|del|dfn|em|font|i|ins|kbd|label|mark|q|s|samp|small|span|strike|strong|' +
  'sub|sup|time|tt|u|var';
/** Where a comment begins, or a tag of an element that HTML has, whole; the element's name is the first group. */
const MARKUP = new RegExp(
  ['<!--', `</?(${BLOCKS}|${INLINE}|${DROPPED.join('|')})(?:\\s(?:"[^"<]*"|'[^'<]*'|[^<>"'])*)?/?>`].join(
    '|',
  ),
  'gi',
);
/** HTML itself lets many of these stand without an end, and nobody writes them for words. */
const NEEDS_NO_PAIR = new RegExp(`^(?:${BLOCKS})$`);

/** A tag or a comment in a text, and where it begins. */
export interface Markup {
  readonly piece: string;
  readonly index: number;
}

/**
 * The tags of elements that HTML has, and whole comments, in a text. What an inline element that nothing opens or closes
 * looks like is a person's word, unless it has attributes.
 */
export function markupIn(text: string): readonly Markup[] {
  const found = [...piecesIn(text)];
  const open = new Map<string, { readonly index: number; readonly isBare: boolean }[]>();
  const words = new Set<number>();
  for (const { piece, name, index } of found) {
    const element = name.toLowerCase();
    if (element === '' || NEEDS_NO_PAIR.test(element) || piece.endsWith('/>')) continue;
    const waiting = open.get(element) ?? [];
    open.set(element, waiting);
    if (!piece.startsWith('</')) waiting.push({ index, isBare: !/\s/.test(piece) });
    else if (waiting.pop() === undefined) words.add(index);
  }
  for (const { index, isBare } of [...open.values()].flat()) if (isBare) words.add(index);
  return found.filter(({ index }) => !words.has(index));
}

/** Looks for the end of a comment once, not from each place where one might begin. */
function* piecesIn(text: string): Iterable<Markup & { readonly name: string }> {
  let from = 0;
  const lastEnd = text.lastIndexOf('-->');
  for (const { 0: piece, 1: name = '', index } of text.matchAll(MARKUP)) {
    if (index < from) continue;
    if (piece !== '<!--') {
      yield { piece, name, index };
      continue;
    }
    const [empty] = /^<!---?>/.exec(text.slice(index, index + 6)) ?? [];
    if (empty === undefined && index + 4 > lastEnd) continue;
    from = empty === undefined ? text.indexOf('-->', index + 4) + 3 : index + empty.length;
    yield { piece: text.slice(index, from), name, index };
  }
}
