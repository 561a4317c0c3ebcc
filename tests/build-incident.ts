import { dayOf } from '../src/calendar/day.ts';
import { instantOnClock } from '../src/calendar/zone.ts';
import { indexComponents } from '../src/derive/components.ts';
import { type IncidentView, viewIncident } from '../src/derive/incident-view.ts';
import { type ParsedFolder, parseFolder } from '../src/format/folder.ts';
import type { Incident } from '../src/model/incident.ts';
import { type Instant, instant } from '../src/model/instant.ts';
import type { Kind } from '../src/model/phase.ts';
import { isError } from '../src/model/problem.ts';
import type { SiteConfig } from '../src/model/site-config.ts';

const LATER = instant(Date.UTC(2100, 0, 1));

const SITE_FILE = `
name: { en: Tayori Mail, ja: たよりメール }
url: https://status.example.com
languages: [en, ja]
timeZone: Asia/Tokyo
components:
  - id: mail
    name: Mail
    components: [{ id: pc, name: PC mail }, { id: mobile, name: Mobile address }]
  - { id: postcards, name: Postcards, until: 2015-03-31 }
  - { id: web, name: Web mail, since: 2010-04-01 }
`;

/** The moment at which Japan's clocks show these digits: `2008-09-05 05:10`. */
export function japan(digits: string): Instant {
  const at = instantOnClock(digits, 9 * 60);
  if (at === undefined) throw new Error(`No clock shows "${digits}".`);
  return at;
}

function read(incidents: Readonly<Record<string, string>>): ParsedFolder {
  const file = (path: string, text: string) => ({ path, bytes: new TextEncoder().encode(text) });
  const files = Object.entries(incidents).map(([path, text]) => file(path, text));
  const parsed = parseFolder(
    { name: 'incidents', site: file('site.yml', SITE_FILE), incidents: files, assets: new Map() },
    LATER,
  );
  const errors = parsed.problems.filter(isError);
  if (errors.length === 0) return parsed;
  throw new Error(errors.map(({ rule, read: line, message }) => `${rule}: ${line}: ${message}`).join('\n'));
}

/** A service with a group, a retired component and a later one, on Japan's clocks. */
export const SITE: SiteConfig = read({}).config as SiteConfig;

interface Shape {
  readonly id?: string;
  readonly kind?: Kind;
  /** The translation's updates, by language. */
  readonly translations?: Readonly<Record<string, string>>;
}

/**
 * An incident from its updates as staff write them, save that the lines of a `status` block begin with `| `. Throws where
 * the text has an error, so that no test builds on one.
 */
export function incidentOf(
  updates: string,
  { id = 'failure', kind = 'incident', translations = {} }: Shape = {},
): Incident {
  const { incidents } = read({
    [`${id}.md`]: fileOf(`title: Failure\nkind: ${kind}`, updates),
    ...Object.fromEntries(
      Object.entries(translations).map(([lang, text]) => [
        `${id}.${lang}.md`,
        fileOf(`title: Failure (${lang})`, text),
      ]),
    ),
  });
  return incidents[0] as Incident;
}

function fileOf(front: string, updates: string): string {
  const blocks = updates.replace(
    /(?:^\| .*\n?)+/gm,
    (lines) => `\n\`\`\`status\n${lines.replace(/^\| /gm, '').trimEnd()}\n\`\`\`\n\n`,
  );
  return `---\n${front}\n---\n\n${blocks.trim()}\n`;
}

/** What the incident says as of a moment; by default, all that it ever will. */
export function viewOf(incident: Incident, asOf: Instant = LATER, site: SiteConfig = SITE): IncidentView {
  const view = viewIncident(incident, indexComponents(site), asOf, dayOf(asOf, site.timeZone));
  if (!view) throw new Error('Nothing was published by then.');
  return view;
}

/** `pc: major outage 02:39–19:20` of every span, on Japan's clocks; a time is cut to what differs from `day`. */
export function spansIn({ effects }: Pick<IncidentView, 'effects'>, day = '2008-09-05'): readonly string[] {
  const digits = (at: Instant) =>
    new Date(at + 9 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ').replace(`${day} `, '');
  return effects.flatMap(({ component: id, spans }) =>
    spans.map(({ state, from, to }) => `${id}: ${state} ${digits(from.at)}–${to ? digits(to.at) : ''}`),
  );
}
