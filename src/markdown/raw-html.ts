/** A piece of raw HTML in a Markdown text. */
export interface RawPiece {
  readonly kind: 'tag' | 'comment' | 'text';
  readonly text: string;
  /** Where it begins in the HTML it was found in. */
  readonly at: number;
}

const ATTRIBUTE = String.raw`\s+[a-z_:][\w.:-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>\x60]+))?`;
const TAG = String.raw`<[a-z][a-z0-9-]*(?:${ATTRIBUTE})*\s*/?>|</[a-z][a-z0-9-]*\s*>`;
const COMMENT = '<!--(?:-?>|[\\s\\S]*?(?:-->|$))';
const PIECE = new RegExp(`(${COMMENT})|(${TAG})|[^<]+|<`, 'gi');

// GitHub Flavored Markdown 6.11: elements that would change how a browser reads what follows them.
const SHOWN_AS_TEXT =
  /^<\/?(?:title|textarea|style|xmp|iframe|noembed|noframes|noscript|script|plaintext|template|svg|math)(?=[\s/>])/i;

/** Takes raw HTML apart; whatever is no whole tag (CommonMark 6.6) and no comment is text. */
export function piecesOf(html: string): readonly RawPiece[] {
  return Array.from(html.matchAll(PIECE), ({ 0: text, 1: comment, 2: tag, index }) => {
    if (comment !== undefined) return { kind: 'comment', text, at: index };
    return { kind: tag === undefined || SHOWN_AS_TEXT.test(tag) ? 'text' : 'tag', text, at: index };
  });
}

/**
 * Raw HTML with whole tags only, without comments. An open quote or an open comment would otherwise swallow the
 * words that follow it; and no attribute whose name begins with `@` gets through, which `tag` relies on.
 */
export function wholeTags(html: string): string {
  return piecesOf(html)
    .map(({ kind, text }) => (kind === 'comment' ? '' : kind === 'tag' ? text : text.replaceAll('<', '&lt;')))
    .join('');
}
