import { bannerOf } from '../derive/banner.ts';
import type { World } from './world.ts';

/** How it stands, in one line: the front page's heading and title. */
export function headlineOf({ site, words }: World): string {
  const { headline } = bannerOf(site);
  return headline === 'openThoughOperational'
    ? words.site.openThoughOperational(site.openIncidents.length)
    : words.overall[headline];
}
