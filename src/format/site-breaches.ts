import type { Stamp } from '../model/instant.ts';
import type { Problem } from '../model/problem.ts';
import type { Localized } from '../model/site-config.ts';
import type { Breach } from '../record/law.ts';
import { problem } from './problems.ts';

/** A component as it was published, or as `site.yml` has it (FORMAT.md, "The public record"). */
interface Component {
  readonly group: string;
  readonly id: string;
  readonly name: Localized;
  readonly since: string;
  readonly until: string;
}

/** What the law refuses of a component: where in `site.yml`, what stood, what stands, and the entry to write. */
export function siteProblem({ how, standing, piece }: Breach, site: string, now: Stamp): Problem {
  const id = (standing ?? piece)?.incident ?? '';
  if (id === '') return wholeProblem(standing?.text, piece?.text ?? '', site);
  const place = { file: 'site.yml', line: lineOf(id, site), column: 1 };
  const day = now.digits.slice(0, 10);
  const [stood, stands] = [standing?.text, piece?.text];
  const texts = { ...(stood === undefined ? {} : { stood }), ...(stands === undefined ? {} : { stands }) };
  if (how === 'no-since') return { ...problem('law-component-since', place, id, id, day), ...texts };
  if (how === 'gone')
    return { ...problem('law-component-gone', place, '', id, retired(id, stood, day)), ...texts };
  return { ...problem('law-component-name', place, id, id, formerly(stood, stands, day)), ...texts };
}

/** What `site.yml` says of the site itself, as it is hashed. */
interface Whole {
  readonly feedAuthority: string;
  readonly timeZone: string;
}

function wholeProblem(stood: string | undefined, stands: string, site: string): Problem {
  const is = JSON.parse(stands) as Whole;
  const was = stood === undefined ? undefined : (JSON.parse(stood) as Whole);
  const write = was
    ? `timeZone: ${was.timeZone}\nfeedAuthority: ${was.feedAuthority}`
    : 'Put back timeZone, and feedAuthority; where none was written, it was the host of the first url and 2026.';
  const line = site.split('\n').findIndex((row) => row.startsWith('timeZone:')) + 1 || 1;
  const place = { file: 'site.yml', line, column: 1 };
  const found = problem('law-site', place, `${is.timeZone}, ${is.feedAuthority}`, write);
  return { ...found, stands, ...(stood === undefined ? {} : { stood }) };
}

function lineOf(id: string, site: string): number {
  const found = site
    .split('\n')
    .findIndex((line) => new RegExp(`\\bid: *["']?${id}["']?(?= *(?:[,}#]|$))`).test(line));
  return found + 1 || 1;
}

/** The component's line as it was, with a last day. */
function retired(id: string, stood: string | undefined, day: string): string {
  const known = stood === undefined ? undefined : (JSON.parse(stood) as Component);
  const name = known ? words(known.name) : '…';
  const since = known?.since ? `, since: ${known.since}` : '';
  const group = known?.group ? `  (in the group "${known.group}")` : '';
  return `- { id: ${id}, name: ${name}${since}, until: ${known?.until || day} }${group}`;
}

/** What the component was called, and where it stood, for `formerly`. */
function formerly(stood: string | undefined, stands: string | undefined, day: string): string {
  if (stood === undefined || stands === undefined)
    return `formerly: [{ until: ${day}, name: …, group: … }], with the earlier name, group or both`;
  const [was, is] = [JSON.parse(stood) as Component, JSON.parse(stands) as Component];
  const name = words(was.name) === words(is.name) ? '' : `, name: ${words(was.name)}`;
  const group = was.group === is.group || was.group === '' ? '' : `, group: ${was.group}`;
  return `formerly: [{ until: ${day}${name}${group} }]`;
}

/** A name as YAML, in braces where the languages differ. */
function words(name: Localized): string {
  const plain = (text: string) => (/^\p{L}[\p{L}\p{N} ]*$/u.test(text) ? text : JSON.stringify(text));
  const all = Object.entries(name);
  const [[, first = ''] = []] = all;
  if (all.every(([, text]) => text === first)) return plain(first);
  return `{ ${all.map(([lang, text]) => `${lang}: ${plain(text)}`).join(', ')} }`;
}
