import { afterErrata } from './marks.ts';
import { withoutSeams } from './seams.ts';

/** Where a link leads; undefined is nowhere we let a reader go. */
export type Address =
  | { readonly kind: 'remote'; readonly href: string }
  | { readonly kind: 'contact'; readonly href: string }
  | { readonly kind: 'fragment'; readonly href: string }
  | { readonly kind: 'relative'; readonly href: string }
  | undefined;

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
// A colon, however spelled, in the first segment makes a scheme of it (RFC 3986, 4.2).
const LIKE_A_SCHEME = /^[^/?#]*(?::|%3a|&#|&[a-z]+;)/i;
// Browsers take a backslash for a slash.
const LIKE_A_HOST = /^(?:\/|%5c){2}|\\/i;

/** An address as it is written, without what a browser passes over: blanks around it, tabs and line ends in it. */
export function tidyHref(href: string): string {
  return afterErrata(withoutSeams(href))
    .replace(/[\t\n\r]/g, '')
    .replace(/^[\s\p{Cc}\p{Cf}]+|[\s\p{Cc}\p{Cf}]+$/gu, '');
}

/**
 * Judges an address whose character references are resolved. Only `http`, `https`, `mailto`, `tel`, fragments and
 * relative addresses lead somewhere; `//host` does not, for it names a host without saying that it leaves the site.
 */
export function judgeAddress(written: string): Address {
  const href = tidyHref(written);
  if (href === '' || /\p{Cc}/u.test(href)) return undefined;
  if (/^https?:\/\/[^/\\]/i.test(href))
    return URL.canParse(href) ? { kind: 'remote', href: encode(href) } : undefined;
  if (/^(?:mailto|tel):[^\s]/i.test(href)) return { kind: 'contact', href: encode(href) };
  if (SCHEME.test(href)) return undefined;
  if (href.startsWith('#')) return href.length > 1 ? { kind: 'fragment', href: encode(href) } : undefined;
  if (LIKE_A_SCHEME.test(href) || LIKE_A_HOST.test(href)) return undefined;
  return { kind: 'relative', href };
}

/** Spells what may not stand in an address by percents, and keeps the percents that are there (RFC 3986, 2.1). */
function encode(href: string): string {
  return encodeURI(href.toWellFormed())
    .replace(/%25(?=[0-9a-f]{2})/gi, '%')
    .replace(/^(https?:\/\/)%5B([^/]*)%5D/i, '$1[$2]');
}
