import type { Part } from './cstate-prose.ts';
import type { Note } from './history.ts';
import { type JsonObject, wordsOf } from './json.ts';
import { withWholeLinks } from './links.ts';

/** What names a page below its section: `2021/outage` of `2021/outage.md`, and of `2021/outage/index.md`. May be empty. */
export function pageOf(path: string): string {
  return path.replace(/(?:(?:^|\/)index)?\.(?:md|markdown)$/i, '');
}

/**
 * Where Hugo serves a page of the section `issues`, and what its head says besides. Each with and without the last slash,
 * since links to it have either.
 */
export function addressesOf(
  page: string,
  { aliases, slug, url }: JsonObject,
  notes: Note[],
): readonly string[] {
  const below = page.replace(/[^/]*$/, (name) => wordsOf(slug) ?? name);
  const own = wordsOf(url) ?? (below === '' ? undefined : `issues/${spelled(below)}`);
  if (own === undefined)
    notes.push({ kind: 'left out', words: 'its old address: its folder would name it, and was not read' });
  const others = Array.isArray(aliases) ? aliases.flatMap((alias) => wordsOf(alias) ?? []) : [];
  const all = [own, ...others]
    .filter((path) => path !== undefined)
    .map((path) => (path.startsWith('/') ? path : `/${path}`))
    .filter((path) => !/\s/.test(path));
  return [...new Set(all.flatMap(withBothEnds))];
}

function withBothEnds(path: string): readonly string[] {
  const bare = path.replace(/\/+$/, '');
  return bare === '' || /\.\w+$/.test(bare) ? [path] : [`${bare}/`, bare];
}

/** As Hugo spells a path: small letters, a hyphen for blanks, and nothing but letters, digits and a few signs. */
function spelled(page: string): string {
  return page
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{Nd}\s./_#+~@-]/gu, '')
    .replace(/\s+(?=-)|(?<=-)\s+/g, '')
    .split('/')
    .map((part) => encodeURIComponent(part.trim().replace(/\s+/g, '-')))
    .join('/');
}

/** Links that led to the old site lead there still, as far as its address is known. */
export function settled(part: Part, base: string | undefined, notes: Note[]): Part {
  const text = withWholeLinks(part.text, base, (kind, code, words) => notes.push({ kind, code, words }));
  return { ...part, text, raw: part.text };
}
