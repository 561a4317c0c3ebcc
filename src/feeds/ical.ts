import ical, {
  escape as escapeText,
  type ICalCalendar,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import { HOUR, type Instant, SECOND } from '../model/instant.ts';
import { dateOf } from './xml.ts';

/** A calendar of planned work. */
export interface Calendar {
  readonly title: string;
  /** The page that it goes with: an absolute address. */
  readonly home: string;
  readonly events: readonly CalendarEvent[];
}

/** One maintenance as calendars know it. */
export interface CalendarEvent {
  /** The same in every calendar and language, for ever. */
  readonly id: string;
  /** Raised each time it was moved, called off or planned anew. */
  readonly sequence: number;
  readonly isCancelled: boolean;
  readonly start: Instant;
  readonly end: Instant;
  readonly title: string;
  readonly description: string;
  readonly link: string;
  readonly categories: readonly string[];
  /** When it was first published, and when anything of it was last. */
  readonly created: Instant;
  readonly changed: Instant;
}

/** How often a calendar program may ask, in seconds. */
const TTL = HOUR / SECOND;

/**
 * What stands in a calendar without events: RFC 5545 3.6 asks for one component at least, and a zone is one that shows
 * nothing. Behind the properties, as there; `ical-generator` would write some of them behind it.
 */
const NOTHING = [
  'BEGIN:VTIMEZONE',
  'TZID:Etc/UTC',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
  'END:VTIMEZONE',
];

/**
 * Writes iCalendar (RFC 5545). All times are in UTC, so that no reader needs our zone's rules to get one right: a calendar
 * shows them on its own clocks. Throws where a time is no time.
 */
export function renderCalendar({ title, home, events }: Calendar): string {
  // `ical-generator` 11.1.2 writes a calendar's name as it is.
  const calendar: ICalCalendar = ical({
    name: escapeText(title, false),
    url: home,
    prodId: { company: 'Tsuiki', product: 'maintenance' },
    ttl: TTL,
  });
  for (const event of events) {
    calendar.createEvent({
      id: event.id,
      sequence: event.sequence,
      status: event.isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      // Work of ours keeps nobody busy.
      transparency: ICalEventTransparency.TRANSPARENT,
      start: dateOf(event.start),
      end: dateOf(event.end),
      stamp: dateOf(event.changed),
      created: dateOf(event.created),
      lastModified: dateOf(event.changed),
      summary: event.title,
      description: event.description,
      url: event.link,
      categories: event.categories.map((name) => ({ name })),
    });
  }
  const lines = calendar.toString().split('\r\n');
  if (events.length === 0) lines.splice(-1, 0, ...NOTHING);
  return `${lines.join('\r\n')}\r\n`;
}
