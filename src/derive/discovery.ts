import { formatInstant, type Instant } from '../model/instant.ts';
import { address, basePath, paths } from './addresses.ts';
import type { OutputText } from './output-text.ts';
import { changedAt, listPages } from './pages.ts';
import type { Site } from './site.ts';

/** The sitemap's order: the incidents, and then the postmortems, newest first. */
function* listedIn(site: Site): Iterable<{ readonly path: string; readonly changed?: Instant }> {
  yield* listPages(site);
  for (const view of site.views) yield { path: paths.incident(view.id), changed: changedAt(view, site) };
  for (const view of site.withPostmortem)
    yield { path: paths.postmortem(view.id), changed: changedAt(view, site) };
}

/** How many addresses one sitemap may hold (https://www.sitemaps.org/protocol.html). */
const SITEMAP_LIMIT = 50_000;

/**
 * What search engines ask for: the sitemap, in several files where one may not hold all, and `robots.txt`, which counts at
 * the root of a host alone and so is left to the host where the site's address has a path.
 */
export function discoveryFiles(site: Site, limit = SITEMAP_LIMIT): readonly OutputText[] {
  const { config } = site;
  const listed = [...listedIn(site)];
  const urls = config.languages.flatMap((lang) =>
    listed.map(({ path, changed }) => {
      const lastmod = changed === undefined ? '' : `<lastmod>${formatInstant(changed)}</lastmod>`;
      return `<url><loc>${escapeXml(address(config, lang, path))}</loc>${lastmod}</url>`;
    }),
  );
  const files = Array.from({ length: Math.ceil(urls.length / limit) }, (_, index) =>
    urls.slice(index * limit, (index + 1) * limit),
  );
  const named = files.map((own, index) => ({
    path: files.length === 1 ? paths.sitemap : paths.sitemapPart(index + 1),
    body: xml('urlset', own),
  }));
  const index = named.map(({ path }) => `<sitemap><loc>${escapeXml(config.url + path)}</loc></sitemap>`);
  const sitemaps =
    files.length === 1 ? named : [...named, { path: paths.sitemap, body: xml('sitemapindex', index) }];
  const robots = {
    path: paths.robots,
    body: `User-agent: *\nAllow: /\nSitemap: ${config.url}${paths.sitemap}\n`,
  };
  return [...sitemaps, ...(basePath(config) === '' ? [robots] : [])].map(({ path, body }) => ({
    path: path.slice(1),
    body,
  }));
}

function xml(root: string, children: readonly string[]): string {
  const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9';
  return `<?xml version="1.0" encoding="utf-8"?>\n<${root} xmlns="${namespace}">\n${children.join('\n')}\n</${root}>\n`;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
