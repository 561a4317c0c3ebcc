import { basename, extname } from 'node:path/posix';

/** What a file is when its name does not tell. */
export const UNKNOWN = 'application/octet-stream';

const RSS = 'application/rss+xml; charset=utf-8';
const ATOM = 'application/atom+xml; charset=utf-8';
const JSON_FEED = 'application/feed+json; charset=utf-8';

/** Feeds that their ending alone does not tell. */
export const BY_NAME: Readonly<Record<string, string>> = {
  'feed.xml': RSS,
  'feed.json': JSON_FEED,
};

/** By the ending, with its dot. */
export const BY_ENDING: Readonly<Record<string, string>> = {
  '.atom': ATOM,
  '.avif': 'image/avif',
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.ics': 'text/calendar; charset=utf-8',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.jsonl': 'application/jsonl; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.rss': RSS,
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml; charset=utf-8',
};

/** The `Content-Type` of a file of the site, by its path; bytes of an unknown kind are `application/octet-stream`. */
export function contentType(path: string): string {
  return BY_NAME[basename(path)] ?? BY_ENDING[extname(path).toLowerCase()] ?? UNKNOWN;
}

/** The type without its parameters. */
export function bareType(type: string): string {
  return type.replace(/;.*$/, '');
}

/** Types of text: they name their charset, and are worth compressing. */
export const TEXT_TYPES: readonly string[] = [
  ...new Set(
    [...Object.values(BY_NAME), ...Object.values(BY_ENDING)]
      .filter((type) => type.includes('charset='))
      .map(bareType),
  ),
].sort();
