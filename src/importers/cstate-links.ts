import { linksIn } from '../markdown/outline.ts';
import { linkTarget } from '../model/link.ts';
import type { Part } from './cstate-prose.ts';
import type { Note } from './history.ts';
import { absolute } from './html.ts';
import { type JsonObject, wordsOf } from './json.ts';

/** Where Hugo serves a page of the section `issues`, and what its head says besides. */
export function addressesOf(name: string, { aliases, slug, url }: JsonObject): readonly string[] {
  const own =
    wordsOf(url) ??
    `/issues/${encodeURIComponent((wordsOf(slug) ?? name).toLowerCase().replace(/\s+/g, '-'))}/`;
  const others = Array.isArray(aliases) ? aliases.flatMap((alias) => wordsOf(alias) ?? []) : [];
  return [...new Set([own, ...others])]
    .map((path) => (path.startsWith('/') ? path : `/${path}`))
    .filter((path) => !/\s/.test(path));
}

/** Links that led to the old site lead there still, as far as its address is known. */
export function settled(part: Part, base: string | undefined, notes: Note[]): Part {
  let { text } = part;
  for (const href of new Set(linksOf(text))) {
    const { kind } = linkTarget('x.md', href);
    if (kind === 'elsewhere' || kind === 'here') continue;
    const whole = base === undefined ? undefined : absolute(href, base);
    if (whole !== undefined)
      text = text.replaceAll(`](${href}`, `](${whole}`).replaceAll(`]: ${href}`, `]: ${whole}`);
    else if (kind !== 'site')
      text = text.replaceAll(`](${href}`, `]\\(${href}`).replaceAll(`]: ${href}`, `]\\: ${href}`);
    const fate =
      whole !== undefined
        ? `leads to ${whole}`
        : kind === 'site'
          ? 'leads to this address of the new site'
          : 'is shown as it is written';
    notes.push({
      kind: whole === undefined ? 'left out' : 'mapped',
      words: `what the link "${href}" led to: it ${fate}`,
    });
  }
  return { ...part, text, raw: part.text };
}

function linksOf(text: string): readonly string[] {
  try {
    return linksIn(text).map(({ href }) => href);
  } catch {
    return [];
  }
}
