import type { Token, Tokens } from 'marked';
import { type Block, blocksOf } from './blocks.ts';

/** A link's or a footnote's definition, which is valid in the whole text wherever it stands. */
interface Definition {
  readonly key: string;
  readonly raw: string;
}

/** The definitions of a text, and how to give a piece of it those that it needs. */
export interface Definitions {
  /** The piece, with the definitions that it refers to and does not hold. */
  readonly complete: (piece: string) => string;
}

const LABEL = /\[((?:\\[\s\S]|[^[\]\\])+)\]/g;

export function isDefinition({ token }: Block): boolean {
  return token.type === 'def' || token.type === 'footnote';
}

/** Gathers the definitions of a text; of two with one label the first is valid (CommonMark 4.7). */
export function definitionsIn(blocks: readonly Block[]): Definitions {
  const known = new Map<string, Definition>();
  for (const definition of blocks.flatMap(({ token }) => gather(token))) {
    if (!known.has(definition.key)) known.set(definition.key, definition);
  }
  return {
    complete: (piece) => {
      if (known.size === 0 || !piece.includes('[')) return piece;
      const own = new Set(blocksOf(piece).flatMap(({ token }) => gather(token).map(({ key }) => key)));
      const needed = new Set<Definition>();
      const need = (text: string) => {
        for (const [, label = ''] of text.matchAll(LABEL)) {
          const definition = known.get(keyOf(label));
          if (definition === undefined || own.has(definition.key) || needed.has(definition)) continue;
          needed.add(definition);
          need(definition.raw);
        }
      };
      need(piece);
      return join(
        piece,
        [...known.values()].filter((definition) => needed.has(definition)).map(({ raw }) => raw),
      );
    },
  };
}

function gather(token: Tokens.Generic): readonly Definition[] {
  if (token.type === 'def') return [{ key: keyOf((token as Tokens.Def).tag), raw: token.raw.trimEnd() }];
  const below = [token.tokens, token.content, token.items].flatMap(
    (tokens: Token[] | undefined) => tokens ?? [],
  );
  const own = token.type === 'footnote' ? [{ key: `^${String(token.label)}`, raw: token.raw.trimEnd() }] : [];
  return [...own, ...below.flatMap(gather)];
}

/** Labels of links are compared without regard to case and blanks, those of footnotes as they are written. */
function keyOf(label: string): string {
  return label.startsWith('^') ? label : label.trim().replace(/\s+/g, ' ').toLowerCase().toUpperCase();
}

/** Definitions go behind the piece; in front of it where its last block, a fence left open, would swallow them. */
function join(piece: string, definitions: readonly string[]): string {
  if (definitions.length === 0) return piece;
  const behind = [piece, ...definitions].join('\n\n');
  const read = blocksOf(behind).filter(isDefinition);
  const isRead = definitions.every((raw) => read.some(({ token }) => token.raw.trimEnd() === raw));
  return isRead ? behind : [...definitions, piece].join('\n\n');
}
