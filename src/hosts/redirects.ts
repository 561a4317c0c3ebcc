/** An old address and where it leads now; both are paths. */
export interface Redirect {
  readonly from: string;
  readonly to: string;
}

/** As Netlify and Cloudflare Pages read it: a file `_redirects` at the top of what is published. */
export function writeRedirects(redirects: readonly Redirect[]): string {
  return redirects.map(({ from, to }) => `${from} ${to} 301\n`).join('');
}

/** As nginx reads it: to be included in the `server` block. */
export function writeNginx(redirects: readonly Redirect[]): string {
  return redirects
    .map(({ from, to }) => `location = ${quoted(decoded(from))} { return 301 ${quoted(to)}; }\n`)
    .join('');
}

/** What an earlier import wrote, by the old address. */
export function readRedirects(text: string): ReadonlyMap<string, string> {
  const rows = text.split(/\r?\n/).map((line) => line.trim().split(/\s+/));
  return new Map(
    rows.flatMap(([from, to]) => (from && to && !from.startsWith('#') ? [[from, to] as const] : [])),
  );
}

/**
 * Whether it names one old address, in letters that mean the same to every server: neither `*` nor `:name`, for which some
 * hosts have a meaning, nor what would end a word or stand for a variable in a server's settings.
 */
export function isPlain({ from, to }: Redirect): boolean {
  const isClean = (address: string) => /^[^\s*{}"'`$\\<>|^]+$/.test(decoded(address));
  return /^\/(?!\/)/.test(from) && !from.includes('/:') && isClean(from) && isClean(to);
}

/** An address without its escapes: so servers compare them. */
export function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function quoted(path: string): string {
  return /^[\w./~-]+$/.test(path) ? path : `"${path.replace(/["\\$]/g, '\\$&')}"`;
}
