import { DATA_POLICY, LINKED_FILE_POLICY, SITE_POLICY } from './policy.ts';

/**
 * What a host adds to its answers for some paths. In a path `*` is one name or a part of it; `**` at the end is every file
 * below but the pages, and at the beginning any folder or none.
 */
export interface Rule {
  readonly paths: readonly string[];
  /** Empty for one that is not sent. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Every answer bears these. */
export const ALWAYS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': SITE_POLICY,
  'Permissions-Policy':
    'camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), usb=()',
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
};

/** On HTTPS alone (RFC 6797, section 7.2); hosts beside this one are not ours to speak for. */
export const SECURED: Readonly<Record<string, string>> = {
  'Strict-Transport-Security': 'max-age=31536000',
};

/** How long an answer may be kept: a minute, so that news is not held back and a cache in front still takes the crowd. */
export const FRESH = 'public, max-age=60';

/** The rules for some paths. What they say of a header stands above `ALWAYS`; where two of them do, the last one holds. */
export const RULES: readonly Rule[] = [
  { paths: ['/incidents/*/**'], headers: { 'Content-Security-Policy': LINKED_FILE_POLICY } },
  {
    // What programs and the pages of other sites ask for (the Fetch standard's CORS, and its CORP).
    paths: [
      '**/*.atom',
      '**/*.ics',
      '**/*.json',
      '**/*.jsonl',
      '**/*.rss',
      '**/feed.xml',
      '**/badge.svg',
      '**/embed.js',
    ],
    headers: {
      'Access-Control-Allow-Origin': '*',
      'Content-Security-Policy': DATA_POLICY,
      'Cross-Origin-Resource-Policy': 'cross-origin',
      // These speak of pages, and followers ask for feeds a thousand times for each page that is read.
      'Permissions-Policy': '',
      'Referrer-Policy': '',
    },
  },
  {
    // Named by their content: a name never gets another one.
    paths: ['/pagefind/filter/**', '/pagefind/fragment/**', '/pagefind/index/**'],
    headers: { 'Cache-Control': 'public, max-age=31536000, immutable' },
  },
];

/**
 * The headers of the answer for a file, by its path in the output (`incidents/a/index.html`); its type is not among them.
 * Over HTTPS `SECURED` comes to it.
 */
export function headersFor(file: string): Readonly<Record<string, string>> {
  const path = `/${file}`;
  const fitting = RULES.filter(({ paths }) => paths.some((one) => new RegExp(pattern(one)).test(path)));
  const said: Record<string, string> = Object.assign(
    { 'Cache-Control': FRESH },
    ALWAYS,
    ...fitting.map(({ headers }) => headers),
  );
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== ''));
}

/** The rules that say something of a header, each with its value; the one that holds first. */
export function rulesFor(header: string): readonly { readonly paths: readonly string[]; value: string }[] {
  return RULES.toReversed().flatMap(({ paths, headers }) => {
    const value = headers[header];
    return value === undefined ? [] : [{ paths, value }];
  });
}

/** Every header that a rule for some paths sets. */
export const VARYING: readonly string[] = [...new Set(RULES.flatMap(({ headers }) => Object.keys(headers)))];

/** Where the pages lie of which `**` does not speak. */
const INDEX = 'index.html';

/** A rule's path as a regular expression over whole paths below `base`, as PCRE and JavaScript read it. */
export function pattern(path: string, base = ''): string {
  return looselyBelow(path, base, `(?!${literal(INDEX)}$).+`);
}

/** The same for engines that cannot look ahead (RE2): what `pagePattern` fits is to be left out. */
export function loosePattern(path: string, base = ''): string {
  return looselyBelow(path, base, '.+');
}

/** The pages that a path with `**` at its end does not speak of, where they are asked for as `…/index.html`. */
export function pagePattern(path: string, base = ''): string | undefined {
  return path.endsWith('/**') ? looselyBelow(path, base, literal(INDEX)) : undefined;
}

function looselyBelow(path: string, base: string, below: string): string {
  const start = path.startsWith('**/') ? '(?:.*/)?' : '';
  const end = path.endsWith('/**') ? below : '';
  const middle = path.replace(/^\*\*\/|^\/|\*\*$/g, '');
  const names = middle
    .split('*')
    .map(literal)
    .join(path.startsWith('**/') ? '[^/]*' : '[^/]+');
  return `^${literal(base)}/${start}${names}${end}$`;
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
