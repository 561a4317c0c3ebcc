import { compactInstant, type Stamp } from '../model/instant.ts';
import type { SiteConfig } from '../model/site-config.ts';
import { oncePer } from './once.ts';

/** Every address of the site, below its base and without a language; the one place that spells them. */
export const paths = {
  front: '/',
  history: '/history/',
  historyMonth: (month: string) => `/history/${month}/`,
  incident: (id: string) => `/incidents/${id}/`,
  incidentSource: (id: string) => `/incidents/${id}.md`,
  incidentFile: (id: string, name: string) =>
    `/incidents/${id}/${name.split('/').map(encodeURIComponent).join('/')}`,
  incidentFeed: (id: string) => `/incidents/${id}/feed.xml`,
  postmortems: '/postmortems/',
  postmortemsIn: (part: string) => `/history/${part}/postmortems/`,
  postmortem: (id: string) => `/postmortems/${id}/`,
  postmortemsFeed: (format: FeedFormat) => `/postmortems/${FEED_FILES[format]}`,
  maintenance: '/maintenance/',
  promises: '/promises/',
  promisesIn: (part: string) => `/promises/${part}/`,
  promisesFeed: (format: FeedFormat) => `/promises/${FEED_FILES[format]}`,
  component: (id: string) => `/components/${id}/`,
  componentIn: (id: string, part: string) => `/components/${id}/${part}/`,
  componentFeed: (id: string, format: FeedFormat) => `/components/${id}/${FEED_FILES[format]}`,
  subscribe: '/subscribe/',
  search: '/search/',
  searchIndex: '/pagefind/',
  sitemap: '/sitemap.xml',
  sitemapPart: (number: number) => `/sitemap-${number}.xml`,
  robots: '/robots.txt',
  shareImage: '/share.png',
  /** What other sites show of this one. */
  badge: (format: BadgeFormat) => `/badge.${format}`,
  componentBadge: (id: string, format: BadgeFormat) => `/components/${id}/badge.${format}`,
  embedScript: '/embed.js',
  embedJson: '/embed.json',
  calendar: '/maintenance/calendar.ics',
  componentCalendar: (id: string) => `/components/${id}/calendar.ics`,
  record: '/record/',
  log: '/log.jsonl',
  recordHead: '/record/head.txt',
  recordComponents: '/record/components.jsonl',
  feed: (format: FeedFormat) => `/${FEED_FILES[format]}`,
  /** The same feeds where Statuspage has them, for followers who bring their subscriptions along. */
  statuspageFeed: { rss: '/history.rss', atom: '/history.atom' },
  /** What Statuspage answers programs; an incident by its Statuspage id. */
  statuspage: (list: StatuspageList) => `/api/v2/${list}.json`,
  statuspageIncident: (id: string) => `/api/v2/incidents/${id}.json`,
  /** Our own JSON, and the JSON Schemas that say what is in it; these are for all languages. */
  incidentJson: (id: string) => `/incidents/${id}.json`,
  incidentsJson: '/incidents/index.json',
  componentsJson: '/components.json',
  promisesJson: '/promises.json',
  schema: (name: SchemaName) => `/schemas/${name}.json`,
} as const;

export type FeedFormat = 'rss' | 'atom' | 'json';

/** An image, or what shields.io makes one of. */
export type BadgeFormat = 'svg' | 'json';

/** What a JSON Schema of ours describes. */
export type SchemaName = 'incident' | 'incidents' | 'components' | 'promises';

export type StatuspageList =
  | 'summary'
  | 'status'
  | 'components'
  | 'incidents'
  | 'incidents/unresolved'
  | 'scheduled-maintenances'
  | 'scheduled-maintenances/upcoming'
  | 'scheduled-maintenances/active';

const FEED_FILES: Readonly<Record<FeedFormat, string>> = {
  rss: 'feed.xml',
  atom: 'feed.atom',
  json: 'feed.json',
};

/** The path of the site's address: `` or `/status`. */
export const basePath: (config: SiteConfig) => string = oncePer(({ url }: SiteConfig) =>
  new URL(url).pathname.replace(/\/+$/, ''),
);

/** A path in a language, where it lies in the output: languages after the first live under `/LANG/`. */
export function inLanguage(config: SiteConfig, lang: string, path: string): string {
  return lang === config.languages[0] ? path : `/${lang}${path}`;
}

/** For links within the site: `/status/en/history/`. */
export function href(config: SiteConfig, lang: string, path: string): string {
  return basePath(config) + inLanguage(config, lang, path);
}

/** For a link on the page at `page` to what lies below it: `2008-09/`. */
export function within(page: string, path: string): string {
  return path.startsWith(page) ? path.slice(page.length) : path;
}

/** For links from outside: `https://example.com/status/en/history/`. */
export function address(config: SiteConfig, lang: string, path: string): string {
  return config.url + inLanguage(config, lang, path);
}

/** The anchor of an update on its incident's page, and on its postmortem's. */
export function anchor(stamp: Stamp): string {
  return `u${compactInstant(stamp.at)}`;
}

/** `tag:status.example.com,2026:2008-09-05-hardware-failure/20080905T1320Z` (RFC 4151): an update's name for ever. */
export function updateId(config: SiteConfig, incident: string, stamp: Stamp): string {
  return `tag:${config.feedAuthority}:${incident}/${compactInstant(stamp.at)}`;
}

/** `2014-06-15-storage-replacement@status.example.com`: a maintenance's name in calendars, for ever (RFC 7986, section 5.3). */
export function eventId(config: SiteConfig, incident: string): string {
  return `${incident}@${config.feedAuthority.split(',', 1)[0]}`;
}
