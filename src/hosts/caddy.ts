import { BY_ENDING, BY_NAME, TEXT_TYPES, UNKNOWN } from './content-types.ts';
import { decoded, type Redirect } from './redirects.ts';
import { ALWAYS, FRESH, loosePattern, pagePattern, RULES, rulesFor, SECURED, VARYING } from './rules.ts';

/**
 * A snippet for a Caddyfile, to be imported in a site that names its `root`; the site's path, if it has one, is a folder
 * there. In a `route` Caddy keeps our order, so what holds for some files stands below what holds for all.
 */
export function caddySnippet(base: string, redirects: readonly Redirect[]): string {
  const types = [
    ...Object.entries(BY_ENDING).map(([ending, type]) => [`*${ending}`, type] as const),
    ...Object.entries(BY_NAME).map(([name, type]) => [`*/${name}`, type] as const),
  ];
  const rules = RULES.flatMap(({ paths, headers }, index) => {
    const [patterns, pages] = [loosePattern, pagePattern].map((read) =>
      paths.flatMap((path) => read(path, base) ?? []).join('|'),
    );
    const others = pages ? `\t\t\tnot path_regexp ${quoted(pages)}\n` : '';
    return [
      `@rule${index + 1} {\n\t\t\tpath_regexp ${quoted(patterns ?? '')}\n${others}\t\t}`,
      `header @rule${index + 1} {\n${lines(without(headers, HELD_BACK))}\t\t}`,
    ];
  });
  const told = redirects.map(({ from, to }) => `redir ${quoted(decoded(from))} ${quoted(to)} 301`);
  const steps = [
    `header {\n${lines(without(ALWAYS_SENT, HELD_BACK))}\t\t}`,
    ...HELD_BACK.flatMap((header) => [
      `@but_${header} not path_regexp ${quoted(emptied(header, base))}`,
      `header @but_${header} ${header} ${quoted(ALWAYS_SENT[header] ?? '')}`,
    ]),
    '@secured protocol https',
    `header @secured {\n${lines(SECURED)}\t\t}`,
    ...rules,
    '@ending path_regexp "\\.[^/]*$"',
    `header @ending Content-Type ${UNKNOWN}`,
    ...types.flatMap(([path, type], index) => [
      `@type${index + 1} path ${path}`,
      `header @type${index + 1} Content-Type ${quoted(type)}`,
    ]),
    '@written not method GET HEAD',
    'header @written Allow "GET, HEAD"',
    'respond @written 405',
    ...told,
    `error ${base}/_headers 404`,
    `error ${base}/_redirects 404`,
    'file_server {\n\t\t\tprecompressed gzip\n\t\t}',
  ];
  return `# Made by "npm run host-files". Do not edit it: make it anew after an upgrade of Tsuiki, and reload Caddy.
(tsuiki) {
	encode {
		zstd
		gzip 5
		minimum_length 1000
		match {
${TEXT_TYPES.map((type) => `\t\t\theader Content-Type ${type}*\n`).join('')}		}
	}
	route {
${steps.map((step) => `\t\t${step}\n`).join('')}	}
	handle_errors {
		route {
			header {
${lines({ ...ALWAYS_SENT, 'Content-Type': 'text/html; charset=utf-8' }, 4)}${TAKEN_BACK}			}
			rewrite * ${base}/404.html
			file_server
		}
	}
}
`;
}

const ALWAYS_SENT: Readonly<Record<string, string>> = { 'Cache-Control': FRESH, ...ALWAYS };

/**
 * Headers that some paths do without. Caddy puts whatever it takes away off until the answer is written, when the rules that
 * stand below have spoken already: so for these paths they are not set.
 */
const HELD_BACK = VARYING.filter((header) => rulesFor(header).some(({ value }) => value === ''));

function emptied(header: string, base: string): string {
  const rules = rulesFor(header).filter(({ value }) => value === '');
  return rules.flatMap(({ paths }) => paths.map((path) => loosePattern(path, base))).join('|');
}

/** What the rules for some paths may have said before the file was not found. */
const TAKEN_BACK = VARYING.filter((header) => !(header in ALWAYS_SENT))
  .map((header) => `\t\t\t\t-${header}\n`)
  .join('');

function without(
  headers: Readonly<Record<string, string>>,
  names: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name, value]) => !names.includes(name) && value !== ''),
  );
}

function lines(headers: Readonly<Record<string, string>>, depth = 3): string {
  return Object.entries(headers)
    .map(([name, value]) => `${'\t'.repeat(depth)}${name} ${quoted(value)}\n`)
    .join('');
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '\\"')}"`;
}
