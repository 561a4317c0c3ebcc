import { formatInstant, type Instant } from '../model/instant.ts';
import { address, basePath, paths } from './addresses.ts';
import { componentParts } from './component-parts.ts';
import type { IncidentView } from './incident-view.ts';
import type { OutputText } from './output-text.ts';
import { postmortemParts } from './postmortem-list.ts';
import { promiseParts } from './promise-list.ts';
import type { Site } from './site.ts';

interface Listed {
  readonly path: string;
  /** When it last said something new; absent where the clock changes it. */
  readonly changed?: Instant;
}

/** Every page that a search engine may list, without its language. */
function listedPages(site: Site): readonly Listed[] {
  const fixed = [
    paths.front,
    paths.history,
    paths.maintenance,
    paths.postmortems,
    paths.promises,
    paths.subscribe,
    paths.search,
    paths.record,
  ];
  const parts = [
    ...site.months.map(({ month }) => paths.historyMonth(month)),
    ...[...site.componentById].flatMap(([id, view]) => [
      paths.component(id),
      ...componentParts(view, site).map(({ name }) => paths.componentIn(id, name)),
    ]),
    ...postmortemParts(site).map(({ name }) => paths.postmortemsIn(name)),
    ...promiseParts(site).map(({ name }) => paths.promisesIn(name)),
  ];
  return [
    ...[...fixed, ...parts].map((path) => ({ path })),
    ...site.views.map((view) => ({ path: paths.incident(view.id), changed: changedAt(view, site) })),
    ...site.withPostmortem.map((view) => ({
      path: paths.postmortem(view.id),
      changed: changedAt(view, site),
    })),
  ];
}

function changedAt(view: IncidentView, { ledger }: Site): Instant {
  const newest = view.updates.at(-1) ?? view.updates[0];
  return ledger.linesOf(view.id).at(-1)?.published ?? newest.stamp.at;
}

/** How many addresses one sitemap may hold (https://www.sitemaps.org/protocol.html). */
const SITEMAP_LIMIT = 50_000;

/**
 * What search engines ask for: the sitemap, in several files where one may not hold all, and `robots.txt`, which counts at
 * the root of a host alone and so is left to the host where the site's address has a path.
 */
export function discoveryFiles(site: Site, limit = SITEMAP_LIMIT): readonly OutputText[] {
  const { config } = site;
  const listed = listedPages(site);
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
