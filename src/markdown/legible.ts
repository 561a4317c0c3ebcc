const ILLEGIBLE = /[\p{Surrogate}\p{Noncharacter_Code_Point}\u202A-\u202E\u2066-\u2069]|(?![\t\n])\p{Cc}/gu;
const NUMERIC = /&#(?:x([0-9a-f]+)|([0-9]+));?/gi;
const REPLACEMENT = '\uFFFD';

/** Nothing in it is illegible, nor two units long: plain ranges are compared at once, while a property of Unicode is looked up. */
const PLAIN = /^[\t\n -~\u00a0-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd]*$/;

/** Drops what no page may hold: control characters, lone surrogates, noncharacters, bidirectional overrides. */
export function legible(text: string): string {
  return PLAIN.test(text) ? text : text.replace(ILLEGIBLE, '');
}

/** The same for characters that HTML spells as `&#x202E;`, so that no spelling brings them (or a mark) in. */
export function withoutIllegibleReferences(html: string): string {
  return html.replace(NUMERIC, (spelling, hex: string | undefined, decimal: string | undefined) => {
    const code = hex === undefined ? Number.parseInt(decimal ?? '', 10) : Number.parseInt(hex, 16);
    if (!(code <= 0x10ffff)) return REPLACEMENT;
    const character = String.fromCodePoint(code);
    return legible(character) === character ? spelling : REPLACEMENT;
  });
}

/** `&`, `<`, `>` and `"` as HTML spells them. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
}

/** The same, but character references that stand in the text (`&copy;`) are kept: Markdown resolves them. */
export function escapeProse(text: string): string {
  return text.replace(/[<>"]|&(?!(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]*);)/gi, escapeHtml);
}

/** Turns back what `escapeHtml` did. */
export function unescapeHtml(html: string): string {
  return html.replace(/&(?:amp|lt|gt|quot);/g, (spelling) => UNESCAPES[spelling] ?? spelling);
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const UNESCAPES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(ESCAPES).map(([character, spelling]) => [spelling, character]),
);
