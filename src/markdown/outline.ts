import type { Token, Tokens } from 'marked';
import { blocksOf } from './blocks.ts';
import { definitionsIn, isDefinition } from './definitions.ts';
import { plainInline } from './plain.ts';

export { type ExcessInText, excessIn, purseOf } from './excess.ts';
export { commentsIn, type LinkInText, linksIn, type PlaceInText } from './places.ts';
export { plainText } from './plain.ts';

/** A heading of a text and what stands below it. */
export interface Section {
  readonly level: number;
  /** The plain words of the heading. */
  readonly name: string;
  /** The heading as inline Markdown, which can be rendered by itself. */
  readonly heading: string;
  /** Its own text, up to the next heading of any level; without blank lines at its ends. */
  readonly text: string;
}

/** A text cut at its headings. */
export interface Outline {
  /** What stands before the first heading. */
  readonly lead: string;
  readonly sections: readonly Section[];
}

/**
 * Cuts a text at the headings that stand by themselves (`#` and underlined ones; not in fences, quotes or lists).
 * Each piece can be rendered by itself: definitions of links and footnotes go from where they stood to the end of
 * every piece that refers to them. A text without headings is its lead as it is written. A footnote's number in a
 * heading is left out.
 */
export function splitSections(text: string): Outline {
  const source = text.replace(/\r\n?/g, '\n');
  if (!MAY_HAVE_HEADING.test(source)) return { lead: trimLines(source), sections: [] };
  const blocks = blocksOf(source);
  if (!blocks.some(({ token }) => token.type === 'heading')) return { lead: trimLines(source), sections: [] };
  const { complete } = definitionsIn(blocks);
  const pieces: { readonly heading: Tokens.Heading | undefined; written: string }[] = [
    { heading: undefined, written: '' },
  ];
  for (const block of blocks) {
    const piece = pieces.at(-1);
    if (block.token.type === 'heading') pieces.push({ heading: block.token as Tokens.Heading, written: '' });
    else if (piece && !isDefinition(block)) piece.written += source.slice(block.start, block.end);
  }
  const [lead = '', ...texts] = pieces.map(({ written }) => complete(trimLines(written)));
  return {
    lead,
    sections: texts.map((own, place) => {
      const token = pieces[place + 1]?.heading as Tokens.Heading;
      const heading = byItself(token.tokens).trim();
      return { level: token.depth, name: plainInline(heading), heading, text: own };
    }),
  };
}

/** `#`, or a line under another one. */
const MAY_HAVE_HEADING = /^ {0,3}(?:#|=+[ \t]*$|-+[ \t]*$)/m;

function trimLines(text: string): string {
  return text.replace(/^(?:[ \t]*\n)+/, '').trimEnd();
}

/** Inline Markdown that needs no definitions: links by reference are spelled out, footnotes left out. */
function byItself(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      if (token.type === 'footnoteRef') return '';
      if ((token.type === 'link' || token.type === 'image') && token.raw.endsWith(']')) {
        const { href, title, text } = token as Tokens.Link;
        const address = href.replace(/[<>\\]/g, '\\$&');
        const name = title ? ` "${title.replace(/["\\]/g, '\\$&')}"` : '';
        return `${token.type === 'image' ? '!' : ''}[${text}](<${address}>${name})`;
      }
      const below: readonly Token[] = 'tokens' in token ? (token.tokens ?? []) : [];
      return token.raw.replace(below.map(({ raw }) => raw).join(''), () => byItself(below));
    })
    .join('');
}
