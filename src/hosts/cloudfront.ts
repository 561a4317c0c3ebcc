import { BY_ENDING, BY_NAME, UNKNOWN } from './content-types.ts';
import type { Redirect } from './redirects.ts';
import { ALWAYS, FRESH, pattern, RULES, SECURED } from './rules.ts';

/** A response headers policy of CloudFront, as `aws cloudfront create-response-headers-policy` takes it: for every answer. */
export function cloudFrontHeaders(): string {
  const headers = Object.entries({ ...ALWAYS, ...SECURED }).filter(([name]) => !(name in OWN_PLACES));
  const policy = {
    Name: 'tsuiki',
    Comment: 'Made by npm run host-files',
    SecurityHeadersConfig: {
      ContentSecurityPolicy: { Override: false, ContentSecurityPolicy: ALWAYS['Content-Security-Policy'] },
      ContentTypeOptions: { Override: true },
      ReferrerPolicy: { Override: true, ReferrerPolicy: ALWAYS['Referrer-Policy'] },
      StrictTransportSecurity: { Override: true, AccessControlMaxAgeSec: hstsSeconds() },
    },
    CustomHeadersConfig: {
      Quantity: headers.length,
      Items: headers.map(([Header, Value]) => ({ Header, Value, Override: true })),
    },
  };
  return `${JSON.stringify(policy, undefined, 2)}\n`;
}

/** Headers that such a policy has a field for; it refuses them among the custom ones. */
const OWN_PLACES: Readonly<Record<string, true>> = {
  'Content-Security-Policy': true,
  'Referrer-Policy': true,
  'Strict-Transport-Security': true,
  'X-Content-Type-Options': true,
};

function hstsSeconds(): number {
  return Number(/max-age=(\d+)/.exec(SECURED['Strict-Transport-Security'] ?? '')?.[1]);
}

/** A CloudFront function (runtime 2.0) for viewer requests: finds the page of a folder, and leads old addresses on. */
export function cloudFrontRequest(redirects: readonly Redirect[]): string {
  const moved = Object.fromEntries(redirects.map(({ from, to }) => [from, to]));
  return `// Made by "npm run host-files": for viewer requests.
const moved = ${JSON.stringify(moved)};

function lead(location) {
  return { statusCode: 301, statusDescription: 'Moved Permanently', headers: { location: { value: location } } };
}

function handler(event) {
  const request = event.request;
  const uri = request.uri;
  if (Object.prototype.hasOwnProperty.call(moved, uri)) return lead(moved[uri]);
  if (uri.endsWith('/')) request.uri = uri + 'index.html';
  else if (!uri.slice(uri.lastIndexOf('/')).includes('.')) return lead(uri + '/');
  return request;
}
`;
}

/** A CloudFront function (runtime 2.0) for viewer responses: the headers that differ from path to path. */
export function cloudFrontResponse(base: string): string {
  const rules = RULES.map(({ paths, headers }) => ({
    paths: paths.map((path) => pattern(path, base)),
    headers: Object.fromEntries(
      Object.entries(headers)
        // The time to keep a file is given to S3 with it.
        .filter(([name, value]) => name !== 'Cache-Control' && value !== '')
        .map(([name, value]) => [name.toLowerCase(), { value }]),
    ),
  })).filter(({ headers }) => Object.keys(headers).length > 0);
  return `// Made by "npm run host-files": for viewer responses.
const rules = ${JSON.stringify(rules, undefined, 2)};

function handler(event) {
  const response = event.response;
  for (let at = 0; at < rules.length; at++) {
    const rule = rules[at];
    if (rule.paths.some((path) => new RegExp(path).test(event.request.uri))) Object.assign(response.headers, rule.headers);
  }
  return response;
}
`;
}

/**
 * A shell script that uploads `dist/` to a bucket with the AWS command line: each file with its type, pages after what they
 * link, the front page last, and then what is there no more is deleted.
 */
export function s3Upload(): string {
  const kinds = [
    ...Object.entries(BY_NAME).map(([name, type]) => ({ include: [name, `*/${name}`], type })),
    ...Object.entries(BY_ENDING).map(([ending, type]) => ({
      include: [`*${ending}`, `*${ending.toUpperCase()}`],
      type,
    })),
  ];
  const named = Object.keys(BY_NAME).flatMap((name) => [name, `*/${name}`]);
  const isPage = ({ include }: { readonly include: readonly string[] }) => include.includes('*.html');
  const copy = (type: string, filters: readonly string[], cache = FRESH) =>
    `put ${shell(type)} ${shell(cache)} ${filters.map(shell).join(' ')}\n`;
  const plain = kinds
    .filter((kind) => !isPage(kind))
    .map(({ include, type }) => {
      const isNamed = include.some((one) => named.includes(one));
      const excluded = isNamed
        ? []
        : named.filter((name) => include.some((one) => name.endsWith(one.slice(1))));
      return copy(type, [...filter('--include', include), ...filter('--exclude', [...excluded, ...HASHED])]);
    });
  const known = kinds.flatMap(({ include }) => include);
  return `#!/bin/sh
# Made by "npm run host-files". Usage: sh s3-upload.sh BUCKET [FOLDER]
# Uploads FOLDER (dist) to s3://BUCKET with the AWS command line, pages last, and deletes what is there no more.
set -eu
bucket=\${1:?Name the bucket: sh s3-upload.sh BUCKET [FOLDER]}
folder=\${2:-dist}

put() { # TYPE CACHE FILTER...
  type=$1 cache=$2
  shift 2
  aws s3 sync "$folder/" "s3://$bucket/" --only-show-errors --content-type "$type" --cache-control "$cache" --exclude '*' "$@"
}

${HASHED.length > 0 ? copy(UNKNOWN, filter('--include', HASHED), immutable()) : ''}${copy(UNKNOWN, [...filter('--include', ['*']), ...filter('--exclude', [...known, ...HASHED, '_headers', '_redirects'])])}${plain.join('')}put 'text/html; charset=utf-8' ${shell(FRESH)} --include '*.html' --exclude 'index.html'
put 'text/html; charset=utf-8' ${shell(FRESH)} --include 'index.html'
aws s3 sync "$folder/" "s3://$bucket/" --only-show-errors --delete --exclude '_headers' --exclude '_redirects'
`;
}

const CACHED = RULES.filter(({ headers }) => headers['Cache-Control'] !== undefined);
const HASHED = CACHED.flatMap(({ paths }) => paths.map((path) => path.slice(1).replace(/\*\*$/, '*')));

function immutable(): string {
  return CACHED[0]?.headers['Cache-Control'] ?? FRESH;
}

function filter(option: string, patterns: readonly string[]): readonly string[] {
  return patterns.flatMap((pattern) => [option, pattern]);
}

function shell(text: string): string {
  return /^--[a-z]+$/.test(text) ? text : `'${text}'`;
}
