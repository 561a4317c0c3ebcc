import { address, type FeedFormat, paths } from '../derive/addresses.ts';
import type { IncidentView } from '../derive/incident-view.ts';
import { plainWords, titleOf } from '../derive/said.ts';
import type { Site } from '../derive/site.ts';
import { wordsFor } from '../i18n/words.ts';
import { legible } from '../markdown/legible.ts';
import { leafComponents } from '../model/site-config.ts';
import { type Channel, latest, newestFirst } from './channel.ts';
import { type Announced, announcedOf, type Entry } from './entry.ts';

import type { ProseWorld } from './telling.ts';

/** A channel, and the formats in which it appears, each at one path or more. */
export interface Publication {
  readonly channel: Channel;
  readonly formats: readonly { readonly format: FeedFormat; readonly at: readonly [string, ...string[]] }[];
}

/** What concerns all components stands in the feed of each. */
const MOST_OF_COMPONENT = 50;

/** Everything that a follower who reads `lang` can subscribe to, but for the feeds of single incidents. */
export function publicationsIn(site: Site, lang: string, prose: ProseWorld): readonly Publication[] {
  const desk = deskOf(site, lang);
  const all = newestFirst(site.views.flatMap((view) => announcedOf(view, lang, site, prose)));
  // An entry stands in several feeds, and most stand in none.
  const made = new Map<string, Entry>();
  const make = (one: Announced): Entry => {
    const entry = made.get(one.id) ?? one.make();
    made.set(one.id, entry);
    return entry;
  };
  const components = [...site.index.byId.values()].map((component) => {
    const leaves = new Set(leafComponents([component]).map(({ id }) => id));
    const touches = ({ components: own }: Pick<Entry, 'components'>) => own.some((id) => leaves.has(id));
    const touching = all.values().filter(touches).map(make).filter(touches);
    const title = desk.words.titleComponent(desk.service, component.name[lang] ?? component.id);
    const channel = desk.channel(
      `/components/${component.id}`,
      title,
      paths.component(component.id),
      latest(touching, MOST_OF_COMPONENT),
    );
    return { channel, formats: inAllFormats((format) => paths.componentFeed(component.id, format)) };
  });
  const newest = (chosen: (one: Announced) => boolean) => latest(all.values().filter(chosen)).map(make);
  return [
    wholeOf(
      desk,
      newest(() => true),
    ),
    ...components,
    postmortemsOf(
      desk,
      newest(({ phase }) => phase === 'postmortem'),
    ),
    promisesOf(
      desk,
      newest(({ tellsPromise }) => tellsPromise),
    ),
  ];
}

/** The feed of one incident: all of its entries. */
export function incidentChannel(view: IncidentView, site: Site, lang: string, prose: ProseWorld): Channel {
  const entries = announcedOf(view, lang, site, prose).map(({ make }) => make());
  const { words, service, channel } = deskOf(site, lang);
  const title = words.titleIncident(service, plainWords(titleOf(view, lang), lang));
  return channel(`/incidents/${view.id}`, title, paths.incident(view.id), newestFirst(entries));
}

/** What all channels of one language share. */
interface Desk {
  readonly service: string;
  readonly words: ReturnType<typeof wordsFor>['feed'];
  readonly channel: (name: string, title: string, page: string, entries: readonly Entry[]) => Channel;
}

function deskOf({ config }: Site, lang: string): Desk {
  const { feed: words } = wordsFor(lang);
  const service = config.name[lang] ?? '';
  return {
    service,
    words,
    channel: (name, title, page, entries) => ({
      id: `tag:${config.feedAuthority}:feed/${lang}${name}`,
      title: legible(title),
      description: legible(words.description(service)),
      lang,
      author: legible(service),
      home: new URL(address(config, lang, page)).href,
      hubs: config.channels.flatMap((one) => (one.type === 'websub' ? [one.hub] : [])),
      entries,
    }),
  };
}

function wholeOf({ service, words, channel }: Desk, entries: readonly Entry[]): Publication {
  return {
    channel: channel('', words.title(service), paths.front, entries),
    formats: [
      { format: 'rss', at: [paths.feed('rss'), paths.statuspageFeed.rss] },
      { format: 'atom', at: [paths.feed('atom'), paths.statuspageFeed.atom] },
      { format: 'json', at: [paths.feed('json')] },
    ],
  };
}

function postmortemsOf({ service, words, channel }: Desk, entries: readonly Entry[]): Publication {
  const title = words.titlePostmortems(service);
  return {
    channel: channel('/postmortems', title, paths.postmortems, entries),
    formats: inAllFormats(paths.postmortemsFeed),
  };
}

/** The closing of a promise is an ordinary update, and so an item here as everywhere. */
function promisesOf({ service, words, channel }: Desk, entries: readonly Entry[]): Publication {
  return {
    channel: channel('/promises', words.titlePromises(service), paths.promises, entries),
    formats: inAllFormats(paths.promisesFeed),
  };
}

const FORMATS: readonly FeedFormat[] = ['rss', 'atom', 'json'];

function inAllFormats(path: (format: FeedFormat) => string): Publication['formats'] {
  return FORMATS.map((format) => ({ format, at: [path(format)] }));
}
