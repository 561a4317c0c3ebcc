import { address, eventId, inLanguage, paths } from '../derive/addresses.ts';
import { type IncidentView, latestOf } from '../derive/incident-view.ts';
import { phaseLabel } from '../derive/labels.ts';
import type { OutputText } from '../derive/output-text.ts';
import { firstPublished } from '../derive/published.ts';
import { plainWords, textOf, titleOf } from '../derive/said.ts';
import type { Site } from '../derive/site.ts';
import { redactedWords } from '../i18n/redacted.ts';
import { wordsFor } from '../i18n/words.ts';
import { legible } from '../markdown/legible.ts';
import { renderPlain } from '../markdown/message.ts';
import { asCorrected } from '../model/errata.ts';
import { instant } from '../model/instant.ts';
import { leafComponents } from '../model/site-config.ts';
import { absolute } from './body.ts';
import { type CalendarEvent, renderCalendar } from './ical.ts';
import type { ProseWorld } from './telling.ts';

/**
 * Calendars of all maintenance that has a window, of the whole site and of each component and group, in every language.
 * What was called off stays, marked as such, so that it goes from the calendars of those who follow. Pure: the same site
 * gives the same bytes.
 */
export function* calendarFiles(site: Site, prose: ProseWorld): Iterable<OutputText> {
  const { config, index } = site;
  for (const lang of config.languages) {
    const { feed: words } = wordsFor(lang);
    const service = config.name[lang] ?? '';
    const planned = site.views.flatMap((view) => {
      const event = eventOf(view, lang, site, prose);
      return event ? [{ view, event }] : [];
    });
    const file = (path: string, title: string, page: string, of: typeof planned): OutputText => ({
      path: inLanguage(config, lang, path).slice(1),
      body: renderCalendar({
        title: legible(title),
        home: new URL(address(config, lang, page)).href,
        events: of.map(({ event }) => event),
      }),
    });
    yield file(paths.calendar, words.titleMaintenance(service), paths.front, planned);
    for (const component of index.byId.values()) {
      const leaves = new Set(leafComponents([component]).map(({ id }) => id));
      const own = planned.filter(({ view }) => view.components.some((id) => leaves.has(id)));
      const title = words.titleMaintenanceOf(service, component.name[lang] ?? component.id);
      yield file(paths.componentCalendar(component.id), title, paths.component(component.id), own);
    }
  }
}

function eventOf(view: IncidentView, lang: string, site: Site, prose: ProseWorld): CalendarEvent | undefined {
  const { plan, phase, updates } = view;
  if (view.kind !== 'maintenance' || !plan) return undefined;
  const link = new URL(address(site.config, lang, paths.incident(view.id))).href;
  const published = updates.map((update) => firstPublished(site.ledger)(view.incident, update));
  return {
    id: eventId(site.config, view.id),
    sequence: plan.moved.length + turnsOf(view),
    isCancelled: phase === 'cancelled',
    start: plan.window.start,
    end: plan.window.end,
    title: titleIn(view, lang),
    description: [descriptionOf(view, lang, site, prose), link].filter((part) => part !== '').join('\n\n'),
    link,
    categories: view.components.map((id) => nameIn(id, lang, site)),
    created: instant(Math.min(...published)),
    changed: instant(Math.max(...published)),
  };
}

/** How often it was called off, or planned again after that. */
function turnsOf({ updates }: IncidentView): number {
  let isOff = false;
  let turns = 0;
  for (const { phase } of updates) {
    if (isOff ? phase === 'scheduled' || phase === 'in progress' : phase === 'cancelled') {
      isOff = !isOff;
      turns += 1;
    }
  }
  return turns;
}

/** What is only planned has its title alone; else the phase stands before it, for many calendars show no status. */
function titleIn(view: IncidentView, lang: string): string {
  const title = legible(plainWords(titleOf(view, lang), lang));
  if (view.phase === 'scheduled') return title;
  const bearing = view.updates.findLast(({ phase }) => phase === view.phase) ?? view.updates[0];
  return wordsFor(lang).feed.item(phaseLabel(bearing, view, lang), title);
}

function descriptionOf(view: IncidentView, lang: string, site: Site, prose: ProseWorld): string {
  const update = latestOf(view);
  const { spans, redaction } = textOf(view, update, lang);
  if (redaction) return legible(redactedWords(redaction, lang));
  const text = renderPlain(asCorrected(spans), (href) =>
    absolute(prose.resolve(view, lang, href), site.config.url),
  );
  return text === '' ? (wordsFor(lang).incident.nothingSaid[update.phase] ?? '') : text;
}

function nameIn(id: string, lang: string, { index }: Site): string {
  return legible(index.byId.get(id)?.name[lang] ?? '') || id;
}
