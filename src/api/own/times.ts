import { formatZoned } from '../../calendar/zone.ts';
import type { Site } from '../../derive/site.ts';
import type { Window } from '../../model/incident.ts';
import type { Instant, Moment } from '../../model/instant.ts';

/** An event's time; `about` marks one that staff knew no better. */
export interface MomentBody {
  readonly at: string;
  readonly about: boolean;
}

export interface WindowBody {
  readonly start: string;
  readonly end: string;
}

/** Times on the clocks of the site's zone, to the second (RFC 3339). */
export interface Clock {
  readonly time: (at: Instant) => string;
  readonly moment: (moment: Moment) => MomentBody;
  readonly window: (window: Window) => WindowBody;
}

export function clockOf({ config }: Pick<Site, 'config'>): Clock {
  const time = (at: Instant) => formatZoned(at, config.timeZone);
  return {
    time,
    moment: ({ at, about }) => ({ at: time(at), about }),
    window: ({ start, end }) => ({ start: time(start), end: time(end) }),
  };
}

/** What a body says where there is nothing: every key is there. */
export function orNull<Value, Body>(value: Value | undefined, body: (value: Value) => Body): Body | null {
  return value === undefined ? null : body(value);
}
