import { BY_ENDING, BY_NAME } from './content-types.ts';
import { ALWAYS, RULES, SECURED } from './rules.ts';

/**
 * `_headers`, as Netlify and Cloudflare Pages read it at the top of what is published. Where two rules fit, Netlify sends
 * the later one's header, and Cloudflare both values with a comma between: of types only what a host would guess wrongly is
 * said, of policies both then hold, and no rule for all paths speaks of caching, where these hosts know when we publish.
 */
export function headersFile(): string {
  const rules = [
    block('/*', { ...ALWAYS, ...SECURED }),
    ...RULES.flatMap(({ paths, headers }) =>
      paths.flatMap((path) => placesOf(path).map((place) => block(place, headers))),
    ),
    ...typedPaths().flatMap(([path, type]) =>
      placesOf(path).map((place) => block(place, { 'Content-Type': type })),
    ),
  ];
  return `# Made by Tsuiki with the site, from one table for all hosts.\n${rules.join('')}`;
}

function block(path: string, headers: Readonly<Record<string, string>>): string {
  // What was said of all paths cannot be taken back for some on every host.
  const said = Object.entries(headers).filter(([, value]) => value !== '');
  const lines = said.map(([name, value]) => `  ${name}: ${value}\n`);
  return `${path}\n${lines.join('')}`;
}

/** Feeds, calendars, the record and sources: hosts take them for something else, or do not name their charset. */
const GUESSED_WRONGLY = ['.atom', '.ics', '.jsonl', '.md', '.rss', '.txt'];

function typedPaths(): readonly (readonly [path: string, type: string])[] {
  return [
    ...Object.entries(BY_NAME).map(([name, type]) => [`**/${name}`, type] as const),
    ...GUESSED_WRONGLY.map((ending) => [`**/*${ending}`, BY_ENDING[ending] ?? ''] as const),
  ];
}

/**
 * A rule's path as these hosts write it: one `*` for the rest, over folders too, and `:name` for one name. Netlify lets `/*`
 * stand for nothing at all, Cloudflare does not, so a file's name has a line at the top and one below.
 */
function placesOf(path: string): readonly string[] {
  if (path.startsWith('**/*')) return [path.replace('**/', '/')];
  if (path.startsWith('**/')) return [path.slice(2), path.replace('**', '/*')];
  const named = path.replace(/\/\*(?=\/)/g, '/:id').replace(/\/\*\*$/, '');
  // A page lies at its folder, with nothing behind the slash; a file beside it has a name there.
  return named.includes(':id') ? [`${named}/:file`, `${named}/:folder/*`] : [`${named}/*`];
}
