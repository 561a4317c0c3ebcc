import { headlineIn } from '../derive/banner.ts';
import type { World } from './world.ts';

/** How it stands, in one line: the front page's heading and title. */
export function headlineOf({ site, lang }: World): string {
  return headlineIn(site, lang);
}
