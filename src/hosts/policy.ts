/** What is let in as a script or a style: the sources of a Content-Security-Policy. */
export interface LetIn {
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
}

/** A Content-Security-Policy (level 3) that fetches nothing from elsewhere, sends no form, and runs what is let in. */
export function contentPolicy({ scripts, styles }: LetIn, more: readonly string[] = []): string {
  return [
    "default-src 'none'",
    "base-uri 'none'",
    "connect-src 'self'",
    "form-action 'none'",
    ...more,
    "img-src 'self'",
    "manifest-src 'self'",
    `script-src ${scripts.join(' ')}`,
    `style-src ${styles.join(' ')}`,
  ].join(';');
}

/** Only a header can say it: a page in a frame could be dressed as another site's. */
const NOT_FRAMED = "frame-ancestors 'none'";

/**
 * What a host says of every answer. Each page narrows it by a policy of its own, which names its one script and its one
 * style by their hashes: those change with a new version of Tsuiki, and the settings of a server do not.
 */
export const SITE_POLICY = contentPolicy(
  { scripts: ["'self'", "'unsafe-inline'", "'wasm-unsafe-eval'"], styles: ["'unsafe-inline'"] },
  [NOT_FRAMED],
);

/** What a host says of a file that an incident links: it may be a page or a drawing, and runs no script. */
export const LINKED_FILE_POLICY = [
  "default-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  NOT_FRAMED,
  "img-src 'self' data:",
  "media-src 'self'",
  "object-src 'self'",
  "style-src 'unsafe-inline'",
].join(';');

/** What a host says of feeds, JSON and badges, which are no pages: short, for it goes out with every "not modified". */
export const DATA_POLICY = "default-src 'none';style-src 'unsafe-inline'";
