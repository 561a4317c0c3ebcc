import type { Context } from './context.ts';

const FEEDS = /^\/feed\.(?:xml|atom|json)$/;
/** Pages of lists that have feeds of their own. */
const OWN_FEEDS = /^\/promises(?=\/)/;
/** The Statuspage API, with an incident's body by any id that could be one, and the JSON Schemas of our own. */
const FOR_PROGRAMS =
  /^\/api\/v2\/(?:summary|status|components|incidents(?:\/unresolved|\/[0-9b-df-hj-np-tv-z]{12})?|scheduled-maintenances(?:\/(?:upcoming|active))?)\.json$|^\/schemas\/(?:incident|incidents|components|promises)\.json$/;
const FIXED: readonly string[] = [
  '/',
  '/history/',
  '/record/',
  '/promises/',
  '/search/',
  '/sitemap.xml',
  '/subscribe/',
  '/postmortems/',
  '/maintenance/',
  '/log.jsonl',
  '/record/head.txt',
  '/record/components.jsonl',
  '/history.rss',
  '/history.atom',
  '/incidents/index.json',
  '/components.json',
  '/maintenance/calendar.ics',
  '/badge.svg',
  '/badge.json',
  '/embed.js',
  '/embed.json',
  '/promises.json',
];

/**
 * Judges a link that begins with `/`, as far as its ids and the site's own pages tell. Gives what to write instead, or
 * undefined where it leads somewhere.
 */
export function judgeSitePath(href: string, context: Context): { readonly write: string } | undefined {
  const path = href.replace(/[?#].*$/s, '');
  const [, ...others] = context.config.languages;
  const lang = others.find((other) => path === `/${other}` || path.startsWith(`/${other}/`));
  const plain = lang ? path.slice(lang.length + 1) : path;
  if (FIXED.includes(plain) || FEEDS.test(plain.replace(OWN_FEEDS, ''))) return undefined;
  if (/^\/history\/\d{4}-\d{2}\/$/.test(plain) || FOR_PROGRAMS.test(plain)) return undefined;
  const closed = /\/[^/.]+$/.test(plain) || plain === '' ? `${plain}/` : undefined;
  if (closed && !judgeSitePath(closed, context)) return { write: `${path}/${href.slice(path.length)}` };
  const [, owner = '', id = '', rest] =
    /^\/(incidents|postmortems|components)\/([^/]*?)(\/.*|\.md|\.json)?$/.exec(plain) ?? [];
  const known =
    owner === 'components' ? [...context.componentIds, ...context.groups.keys()] : [...context.incidentIds];
  const isRest = rest !== undefined && (owner === 'incidents' || isBelow(rest, owner));
  if (known.includes(id) && isRest) return undefined;
  if (owner === 'postmortems' && FEEDS.test(`/${id}${rest ?? ''}`)) return undefined;
  const near = owner === '' || known.includes(id) ? undefined : context.nearest(id, known);
  if (near) return { write: href.replace(id, () => near) };
  return { write: 'Correct the address; or link an incident by its file, OTHER.md, or a file by its name.' };
}

function isBelow(rest: string, owner: string): boolean {
  return (
    rest === '/' ||
    FEEDS.test(rest) ||
    (owner === 'components' && /^\/(?:calendar\.ics|badge\.(?:svg|json))$/.test(rest))
  );
}
