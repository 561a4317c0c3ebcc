import type { Token, Tokens } from 'marked';
import { tidyHref } from './address.ts';
import { blocksOf } from './blocks.ts';
import { withoutIllegibleReferences } from './legible.ts';
import { piecesOf } from './raw-html.ts';
import { attributesOf, resolveReferences } from './sanitize.ts';

/** Where something begins; both count from 0, columns in UTF-16 units. */
export interface PlaceInText {
  readonly line: number;
  readonly column: number;
}

export interface LinkInText extends PlaceInText {
  /** As it is written, with character references resolved. */
  readonly href: string;
  readonly image: boolean;
}

interface Located {
  readonly token: Token;
  /** Where each line of the token begins in the text. */
  readonly lines: readonly [number, ...number[]];
}

/**
 * Every link and image of a Markdown text in its order: inline, by reference, automatic, and those of raw HTML.
 * `renderProse` asks for the target of no other address.
 */
export function linksIn(text: string): readonly LinkInText[] {
  const source = unix(text);
  const placeOf = placesOf(source);
  return located(source).flatMap(({ token, lines }) => {
    if (token.type === 'html') {
      const within = withinToken(token, lines);
      return piecesOf(token.raw).flatMap(({ kind, text: tag, at }) => {
        const isImage = /^<img[\s/>]/i.test(tag);
        if (kind !== 'tag' || !(isImage || /^<a[\s/>]/i.test(tag))) return [];
        const { href = '', src = '' } = attributesOf(withoutIllegibleReferences(tag));
        return linkAt(isImage ? src : href, isImage, placeOf(within(at)));
      });
    }
    if (token.type !== 'link' && token.type !== 'image') return [];
    const { href, autolink } = token as Tokens.Link;
    const address = autolink ? href : resolveReferences(withoutIllegibleReferences(href));
    return linkAt(address, token.type === 'image', placeOf(lines[0]));
  });
}

/** Where the HTML comments of a Markdown text begin; what looks like one in code is none. */
export function commentsIn(text: string): readonly PlaceInText[] {
  const source = unix(text);
  const placeOf = placesOf(source);
  return located(source).flatMap(({ token, lines }) => {
    if (token.type !== 'html') return [];
    const within = withinToken(token, lines);
    return piecesOf(token.raw).flatMap(({ kind, at }) => (kind === 'comment' ? [placeOf(within(at))] : []));
  });
}

function linkAt(href: string, image: boolean, place: PlaceInText): readonly LinkInText[] {
  const tidy = tidyHref(href);
  return tidy === '' ? [] : [{ href: tidy, image, ...place }];
}

/**
 * Finds where each token stands. marked keeps no places and takes the marks of quotes and lists off the lines, but
 * what is left of a line is as written: so each line of each token is looked for behind the one before it.
 */
function located(text: string): readonly Located[] {
  const found: Located[] = [];
  let cursor = 0;
  let end = 0;
  const seek = (line: string): number => {
    for (const spelling of [line, line.trimStart(), line.replaceAll('|', '\\|')]) {
      const at = text.indexOf(spelling, cursor);
      if (at >= 0 && at + spelling.length <= end) {
        cursor = at + spelling.length;
        return at;
      }
    }
    return cursor;
  };
  const visit = (token: Token) => {
    const before = cursor;
    const [first = '', ...rest] = token.raw.split('\n');
    const lines: [number, ...number[]] = [seek(first), ...rest.map(seek)];
    found.push({ token, lines });
    const below = token.type === 'image' ? [] : childrenOf(token);
    if (below.length === 0) return;
    const after = cursor;
    cursor = before;
    below.forEach(visit);
    if (token.type === 'link') cursor = after;
  };
  for (const block of blocksOf(text)) {
    cursor = block.start;
    end = block.end;
    visit(block.token);
  }
  return found;
}

function childrenOf(token: Tokens.Generic): readonly Token[] {
  if (token.type === 'list') return (token as Tokens.List).items;
  if (token.type === 'footnote') return token.content as Token[];
  if (token.type !== 'table') return token.tokens ?? [];
  const { header, rows } = token as Tokens.Table;
  return [header, ...rows].flat().flatMap(({ tokens }) => tokens);
}

/** Where in the text a place in a token is. */
function withinToken(token: Token, lines: Located['lines']): (at: number) => number {
  const placeOf = placesOf(token.raw);
  return (at) => {
    const { line, column } = placeOf(at);
    return (lines[line] ?? lines[0]) + column;
  };
}

function placesOf(text: string): (offset: number) => PlaceInText {
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  return (offset) => {
    let [line, after] = [0, starts.length];
    while (after - line > 1) {
      const middle = (line + after) >> 1;
      if ((starts[middle] ?? 0) <= offset) line = middle;
      else after = middle;
    }
    return { line, column: offset - (starts[line] ?? 0) };
  };
}

function unix(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
