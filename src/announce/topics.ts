import { address, paths } from '../derive/addresses.ts';
import type { Site } from '../derive/site.ts';
import type { Channel } from '../feeds/channel.ts';
import { incidentChannel, publicationsIn } from '../feeds/publications.ts';
import type { ProseWorld } from '../feeds/telling.ts';
import type { Instant } from '../model/instant.ts';
import { beginning } from './notice.ts';

/** A feed that changed. */
export interface Topic {
  /** The address by which the feed calls itself. */
  readonly url: string;
  /** The number of the line that made its newest item, and when that was published. */
  readonly seq: number;
  readonly at: Instant;
}

/** Every feed, in every language and format, that holds an item of a line after number `after`. */
export function topicsAfter(after: number, site: Site, prose: ProseWorld): readonly Topic[] {
  const { config, ledger } = site;
  const floor = Math.max(after, beginning(site));
  const isNew = ({ seq }: { readonly seq: number }) => seq > floor;
  if (!site.record.some(isNew)) return [];
  return config.languages.flatMap((lang) => {
    const topic = ({ entries }: Channel, path: string): readonly Topic[] => {
      const [newest] = entries.toSorted((a, b) => b.seq - a.seq);
      if (!newest || !isNew(newest)) return [];
      return [{ url: new URL(address(config, lang, path)).href, seq: newest.seq, at: newest.at }];
    };
    const shared = publicationsIn(site, lang, prose).flatMap(({ channel, formats }) =>
      formats.flatMap(({ at: [path] }) => topic(channel, path)),
    );
    const incidents = site.views
      .filter(({ id }) => ledger.linesOf(id).some(isNew))
      .flatMap((view) => topic(incidentChannel(view, site, lang, prose), paths.incidentFeed(view.id)));
    return [...shared, ...incidents];
  });
}

/** What a hub is told: a topic has news (https://www.w3.org/TR/websub/, section 7, in the form that hubs take). */
export function pingBody({ url }: Topic): string {
  return new URLSearchParams({ 'hub.mode': 'publish', 'hub.url': url }).toString();
}
