import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { deployed, SITE_FILE, type Texts, tokyo } from '../../tests/deployments.ts';
import { linkResolver } from '../derive/links.ts';
import type { Site } from '../derive/site.ts';
import { instant } from '../model/instant.ts';
import type { PublicRecord } from '../model/record.ts';
import { calendarFiles } from './calendars.ts';
import { renderCalendar } from './ical.ts';

const plan = (stamp: string, window: string, phase = 'Scheduled', words = 'We replace the disks.') =>
  `## ${stamp} Scheduled\n\n\`\`\`status\nwindow: ${window}\npc: under maintenance\n\`\`\`\n\n${words}\n`.replace(
    'Scheduled',
    phase,
  );
const work = (...updates: readonly string[]) =>
  `---\ntitle: New disks\nkind: maintenance\nlang: en\n---\n\n${updates.join('\n')}`;
const FIRST = plan('2026-11-01 10:00 +09:00', '2026-11-20 02:00 / 04:00');
const MOVED = plan('2026-11-02 10:00 +09:00', '2026-11-21 02:00 / 04:00');
const OFF = '## 2026-11-03 10:00 +09:00 Cancelled\n\nNot needed.\n';

function filesOf(site: Site): ReadonlyMap<string, string> {
  const files = calendarFiles(site, { resolve: linkResolver(site, new Map()) });
  return new Map([...files].map(({ path, body }) => [path, body]));
}

function eventsIn(text: string | undefined): readonly ICAL.Event[] {
  return new ICAL.Component(ICAL.parse(text ?? ''))
    .getAllSubcomponents('vevent')
    .map((component) => new ICAL.Event(component));
}

/** The calendar after each of some deployments, a day apart. */
function through(...texts: readonly string[]): readonly (ICAL.Event | undefined)[] {
  let record: PublicRecord = [];
  return texts.map((text, day) => {
    const next = deployed(
      record,
      { 'disks.md': text },
      instant(tokyo('2026-11-04 12:00') + day * 86_400_000),
    );
    record = next.record;
    return eventsIn(filesOf(next.site).get('en/maintenance/calendar.ics'))[0];
  });
}

const propertyOf = (event: ICAL.Event | undefined, name: string) =>
  event?.component.getFirstPropertyValue(name)?.toString();

describe('the calendar of maintenance', () => {
  it('keeps an event’s name while it is moved and called off, and raises its sequence each time', () => {
    const events = through(work(FIRST), work(FIRST, MOVED), work(FIRST, MOVED, OFF));
    expect(events.map((event) => event?.uid)).toEqual(Array(3).fill('disks@status.example.com'));
    expect(events.map((event) => event?.sequence)).toEqual([0, 1, 2]);
    expect(events.map((event) => event?.startDate.toJSDate().toISOString())).toEqual([
      '2026-11-19T17:00:00.000Z',
      '2026-11-20T17:00:00.000Z',
      '2026-11-20T17:00:00.000Z',
    ]);
    expect(events.map((event) => propertyOf(event, 'status'))).toEqual([
      'CONFIRMED',
      'CONFIRMED',
      'CANCELLED',
    ]);
    expect(events[2]?.summary).toBe('[Cancelled] New disks');
  });

  it('takes it back where it is planned anew', () => {
    const again = plan('2026-11-05 10:00 +09:00', '2026-11-21 02:00 / 04:00');
    const [, event] = through(work(FIRST, MOVED, OFF), work(FIRST, MOVED, OFF, again));
    expect([event?.sequence, propertyOf(event, 'status')]).toEqual([3, 'CONFIRMED']);
  });

  it('leaves the sequence as it is where nothing is moved', () => {
    const [before, after] = through(
      work(FIRST),
      work(FIRST, '## 2026-11-05 10:00 +09:00 Update\n\nAll is ready.\n'),
    );
    expect([before?.sequence, after?.sequence]).toEqual([0, 0]);
    expect(after?.description).toContain('All is ready.');
  });

  it('dates an event by the record, and not by the clock', () => {
    const { record } = deployed([], { 'disks.md': work(FIRST) }, tokyo('2026-11-04 12:00'));
    const moved = { 'disks.md': work(FIRST, MOVED) };
    const [now, later] = ['2026-11-05 12:00', '2026-11-05 23:00'].map((at) =>
      deployed(deployed(record, moved, tokyo('2026-11-05 12:00')).record, moved, tokyo(at)),
    );
    const [one, other] = [now, later].map((one) => one && filesOf(one.site).get('maintenance/calendar.ics'));
    expect(one).toBe(other);
    expect(propertyOf(eventsIn(one)[0], 'dtstamp')).toBe('2026-11-05T03:00:00Z');
    expect(propertyOf(eventsIn(one)[0], 'created')).toBe('2026-11-01T01:00:00Z');
  });

  it('is right across a change of clocks', () => {
    const site = SITE_FILE.replace('Asia/Tokyo', 'America/New_York');
    const texts: Texts = {
      'site.yml': site,
      'fall.md': work(plan('2026-10-20 10:00 -04:00', '2026-11-01 00:30 -04:00 / 2026-11-01 03:00 -05:00')),
      'spring.md': work(plan('2026-03-01 10:00 -05:00', '2026-03-08 01:30 -05:00 / 2026-03-08 04:00 -04:00')),
    };
    const found = eventsIn(
      filesOf(deployed([], texts, tokyo('2026-11-10 12:00')).site).get('en/maintenance/calendar.ics'),
    );
    const hours = new Map(found.map((event) => [event.uid.split('@')[0], event.duration.toSeconds() / 3600]));
    expect(Object.fromEntries(hours)).toEqual({ fall: 3.5, spring: 1.5 });
    const fall = found.find(({ uid }) => uid.startsWith('fall'));
    expect(fall?.startDate.toJSDate().toISOString()).toBe('2026-11-01T04:30:00.000Z');
    expect(fall?.endDate.toJSDate().toISOString()).toBe('2026-11-01T08:00:00.000Z');
  });

  it('is a whole calendar also while nothing is planned', () => {
    const files = filesOf(deployed([], { 'disks.md': work(FIRST) }, tokyo('2026-11-04 12:00')).site);
    expect(files.size).toBeGreaterThan(4);
    for (const [path, text] of files) {
      const calendar = new ICAL.Component(ICAL.parse(text));
      expect(calendar.getAllSubcomponents().length, path).toBeGreaterThan(0);
      // RFC 5545 3.6: a calendar's properties stand before its components.
      expect(text.indexOf('X-PUBLISHED-TTL'), path).toBeLessThan(text.search(/BEGIN:V(?!CAL)/));
    }
    const [zone] = new ICAL.Component(
      ICAL.parse(files.get('components/web/calendar.ics') ?? ''),
    ).getAllSubcomponents();
    expect(zone?.name).toBe('vtimezone');
    expect(eventsIn(files.get('components/web/calendar.ics'))).toEqual([]);
  });

  it('is there for each component and group that it touches, in each language', () => {
    const files = filesOf(deployed([], { 'disks.md': work(FIRST) }, tokyo('2026-11-04 12:00')).site);
    const count = (path: string) => eventsIn(files.get(path)).length;
    expect(['pc', 'mail', 'mobile', 'web'].map((id) => count(`components/${id}/calendar.ics`))).toEqual([
      1, 1, 0, 0,
    ]);
    const [ja, en] = ['', 'en/'].map((lang) => eventsIn(files.get(`${lang}maintenance/calendar.ics`))[0]);
    expect(ja?.uid).toBe(en?.uid);
    expect(propertyOf(en, 'categories')).toBe('PC mail');
  });

  it('gives every word back, and breaks no line past 75 bytes', () => {
    const odd = fc.constantFrom(
      '\\',
      ';',
      ',',
      '\n',
      '"',
      ':',
      'BEGIN:VEVENT',
      ']]>',
      '\u2028',
      '😀',
      'メール',
      ' ',
    );
    const words = fc.array(fc.oneof(odd, fc.stringMatching(/^[ -~]*$/))).map((parts) => parts.join(''));
    const at = tokyo('2026-11-04 12:00');
    fc.assert(
      fc.property(words, words, (title, description) => {
        const event = {
          id: 'a@example.com',
          sequence: 0,
          isCancelled: false,
          start: at,
          end: instant(at + 3_600_000),
          title: `T${title.replaceAll('\n', ' ')}`,
          description: `D${description}`,
          link: 'https://example.com/a/',
          categories: [`C${title}`],
          created: at,
          changed: at,
        };
        const text = renderCalendar({ title: event.title, home: event.link, events: [event] });
        const root = new ICAL.Component(ICAL.parse(text));
        const [found] = eventsIn(text);
        expect(found?.summary).toBe(event.title);
        expect(found?.description).toBe(event.description);
        expect(found?.component.getFirstPropertyValue('categories')).toBe(event.categories[0]);
        // ical.js reads a property that it does not know as it is written.
        const name = String(root.getFirstPropertyValue('x-wr-calname'));
        expect(name.replace(/\\(.)/g, '$1')).toBe(event.title);
        const lines = text.split('\r\n');
        expect(lines.at(-1)).toBe('');
        expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
      }),
    );
  });
});
