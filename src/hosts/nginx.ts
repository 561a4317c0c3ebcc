import { BY_ENDING, BY_NAME, bareType, TEXT_TYPES, UNKNOWN } from './content-types.ts';
import { type Redirect, writeNginx } from './redirects.ts';
import { ALWAYS, FRESH, pattern, rulesFor, SECURED, VARYING } from './rules.ts';

const MADE =
  '# Made by "npm run host-files". Do not edit it: make it anew after an upgrade of Tsuiki, and reload nginx.\n';

/** For the `http` block of nginx: one variable for each header that differs from path to path. */
export function nginxMaps(base: string): string {
  const varying = VARYING.map((header) => {
    const rows = rulesFor(header).flatMap(({ paths, value }) =>
      paths.map((path) => `    ${quoted(`~${pattern(path, base)}`)} ${quoted(value)};\n`),
    );
    return `map $uri ${variable(header)} {\n${rows.join('')}    default ${quoted(usual(header))};\n}\n`;
  });
  const secured = Object.entries(SECURED).map(
    ([header, value]) =>
      `map $scheme ${variable(header)} {\n    https ${quoted(value)};\n    default "";\n}\n`,
  );
  return [MADE, ...varying, ...secured].join('\n');
}

/** For a `server` block of nginx that names the site's `root`; the site's path, if it has one, is a folder there. */
export function nginxServer(base: string, redirects: readonly Redirect[]): string {
  const types = Object.entries(BY_ENDING).map(
    ([ending, type]) => `    ${bareType(type)} ${ending.slice(1)};\n`,
  );
  const named = Object.entries(BY_NAME).map(
    ([name, type]) =>
      `location ~ ${quoted(`/${name.replace('.', '\\.')}$`)} {\n    types {}\n    default_type ${bareType(type)};\n}\n`,
  );
  const headers = [...new Set([...Object.keys(ALWAYS), ...VARYING, ...Object.keys(SECURED)])].map(
    (header) => `add_header ${header} ${saidOf(header)} always;\n`,
  );
  const texts = TEXT_TYPES.filter((type) => type !== 'text/html').join(' ');
  return `${MADE}
index index.html;
absolute_redirect off;
server_tokens off;
error_page 403 404 =404 ${base}/404.html;

charset utf-8;
charset_types ${texts};
default_type ${UNKNOWN};
types {
${types.join('')}}

gzip on;
gzip_comp_level 5;
gzip_min_length 1000;
gzip_proxied any;
gzip_static on;
gzip_types ${texts};
gzip_vary on;

${headers.join('')}
${named.join('')}location ~ ${quoted(`^${base}/_(?:headers|redirects)$`)} {
    return 404;
}
${writeNginx(redirects)}`;
}

/** A header that is empty nginx does not send. */
function usual(header: string): string {
  return ALWAYS[header] ?? (header === 'Cache-Control' ? FRESH : '');
}

function saidOf(header: string): string {
  const differs = VARYING.includes(header) || header in SECURED;
  return differs ? variable(header) : quoted(usual(header));
}

function variable(header: string): string {
  return `$tsuiki_${header.toLowerCase().replaceAll('-', '_')}`;
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
