import type { Token } from 'marked';
import markedFootnote from 'marked-footnote';
import { paragraphsOf, tokensIn } from './paragraphs.ts';
import { type Excess, MeteredParser, TooMuch } from './work.ts';

/** A block of a Markdown text and where it stands: `text.slice(start, end)` is how it is written. */
export interface Block {
  readonly token: Token;
  readonly start: number;
  readonly end: number;
}

/** A text as it was read; where it is out of all proportion, it is one paragraph, and `excess` says why. */
interface Read {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly excess?: Excess;
  /** What reading it cost, in steps of about 5 ns. */
  readonly cost: number;
}

/** What was read last: a text's links, comments and sections are asked for one after the other. */
let last: Read = { text: '', blocks: [], cost: 0 };

/** The blocks that stand by themselves, with what is between them, in a text whose lines end in LF. Never throws. */
export function blocksOf(text: string): readonly Block[] {
  return read(text).blocks;
}

/** Why a text cannot be read as Markdown, if it cannot, and what it cost to read. */
export function costOf(text: string): Pick<Read, 'excess' | 'cost'> {
  return read(text);
}

function read(text: string): Read {
  if (last.text !== text) last = { text, ...readAnew(text) };
  return last;
}

function readAnew(text: string): Omit<Read, 'text'> {
  // A line end in front of the first block would go into the token in which marked-footnote keeps the notes.
  let start = /^\n*/.exec(text)?.[0].length ?? 0;
  const place = (token: Token) => {
    const block = { token, start, end: start + token.raw.length };
    start = block.end;
    return block;
  };
  const source = text.slice(start);
  if (paragraphsOf(source)) return { blocks: tokensIn(source).map(place), cost: source.length };
  const isNoted = text.includes('[^');
  const parser = isNoted ? new MeteredParser(markedFootnote()) : WITHOUT_NOTES;
  try {
    const tokens = parser.read(source, (marked) => marked.lexer(source), isNoted);
    return { blocks: tokens.filter(({ type }) => type !== 'footnotes').map(place), cost: parser.spent };
  } catch (error) {
    const words = [{ type: 'text', raw: source, text: source }];
    const whole: Token = { type: 'paragraph', raw: source, text: source, tokens: words };
    // marked recurses, and what is nested by the thousand ends its stack.
    const excess: Excess = error instanceof TooMuch ? error.excess : { kind: 'depth', near: '' };
    return { blocks: [place(whole)], excess, cost: parser.spent };
  }
}

/** For texts without footnotes, of which marked-footnote would keep none either; making a parser costs as much as parsing. */
const WITHOUT_NOTES = new MeteredParser();
