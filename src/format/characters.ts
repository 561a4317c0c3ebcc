/**
 * C0 and C1 controls but tab and line feed; the separators that other programs take for line ends; bidirectional
 * overrides and isolates (CVE-2021-42574); noncharacters and lone surrogates, which XML cannot hold.
 */
const FORBIDDEN =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069\uFDD0-\uFDEF\uFFFE\uFFFF]|\p{Surrogate}/gu;

/** The offset of the first character that no file may hold, and the names of all of them, each once. */
export interface ForbiddenFound {
  readonly index: number;
  /** `U+001B, U+202E`. */
  readonly names: string;
}

/** What a text holds that it may not (FORMAT.md, "Lines and characters"); undefined where there is nothing. */
export function forbiddenIn(text: string): ForbiddenFound | undefined {
  const found = [...text.matchAll(FORBIDDEN)];
  const [first] = found;
  if (!first) return undefined;
  const codes = new Set(found.map(([character]) => character.charCodeAt(0)));
  const names = [...codes].map((code) => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`);
  return { index: first.index, names: names.join(', ') };
}

/** The text with `sign` in place of each of them. */
export function withoutForbidden(text: string, sign = ''): string {
  return text.replace(FORBIDDEN, sign);
}
