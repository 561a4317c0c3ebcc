import { address, paths } from '../../derive/addresses.ts';
import type { Instant } from '../../model/instant.ts';
import { timeIn } from '../desk.ts';
import { idNames } from './ids.ts';
import type { StatuspageDesk } from './statuspage-desk.ts';

/** Whose page it is; stands at the beginning of every body. */
export interface PageBody {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly time_zone: string;
  readonly updated_at: string;
}

/** `updated` is when what the body tells was last published. */
export function pageBody({ site, lang, idOf }: StatuspageDesk, updated: Instant): PageBody {
  const { config } = site;
  const front = address(config, lang, paths.front);
  return {
    id: idOf(idNames.page),
    name: config.name[lang] ?? '',
    url: front.replace(/\/$/, ''),
    time_zone: config.timeZone,
    updated_at: timeIn(site)(updated),
  };
}
