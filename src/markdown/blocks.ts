import { Marked, type Token } from 'marked';
import markedFootnote from 'marked-footnote';

/** A block of a Markdown text and where it stands: `text.slice(start, end)` is how it is written. */
export interface Block {
  readonly token: Token;
  readonly start: number;
  readonly end: number;
}

/** The blocks that stand by themselves, with what is between them, in a text whose lines end in LF. Never throws. */
export function blocksOf(text: string): readonly Block[] {
  // A line end in front of the first block would go into the token in which marked-footnote keeps the notes.
  let start = /^\n*/.exec(text)?.[0].length ?? 0;
  return tokensOf(text.slice(start)).map((token) => {
    const block = { token, start, end: start + token.raw.length };
    start = block.end;
    return block;
  });
}

/** For texts without footnotes, of which marked-footnote would keep none either; making a parser costs as much as parsing. */
const WITHOUT_NOTES = new Marked();

function tokensOf(text: string): readonly Token[] {
  try {
    if (!text.includes('[^')) return WITHOUT_NOTES.lexer(text);
    return new Marked(markedFootnote()).lexer(text).filter(({ type }) => type !== 'footnotes');
  } catch {
    // marked recurses, and thousands of nested quotes end its stack.
    return [{ type: 'paragraph', raw: text, text, tokens: [{ type: 'text', raw: text, text }] }];
  }
}
