import { dayOf } from '../calendar/day.ts';
import { updateId } from '../derive/addresses.ts';
import { nameOn } from '../derive/components.ts';
import { type IncidentView, viewIncident } from '../derive/incident-view.ts';
import { phaseLabel } from '../derive/labels.ts';
import { plainWords, titleOf } from '../derive/said.ts';
import type { Site } from '../derive/site.ts';
import { wordsFor } from '../i18n/words.ts';
import { legible } from '../markdown/legible.ts';
import type { Incident, Update } from '../model/incident.ts';
import type { Instant } from '../model/instant.ts';
import type { Phase } from '../model/phase.ts';
import { bodyOf } from './body.ts';
import { addressOf, type ProseWorld, type Telling } from './telling.ts';

/** What subscribers receive of one update, once and for good, in one language. */
export interface Entry {
  /** The same in every language, in every feed, for ever. */
  readonly id: string;
  /** When it was first published. */
  readonly at: Instant;
  readonly phase: Phase;
  /** Plain text on one line. */
  readonly title: string;
  /** Where it stands on the site: an absolute address. */
  readonly link: string;
  readonly html: string;
  /** Ids of the components that the incident had named by then. */
  readonly components: readonly string[];
  readonly categories: readonly Category[];
}

/** `term` is for machines and the same in every language; `label` is for readers. */
export interface Category {
  readonly term: string;
  readonly label: string;
}

/**
 * The entries of an incident's updates, by rising stamp. None where the history was brought in from another system: its
 * subscribers were told there.
 */
export function entriesOf(view: IncidentView, lang: string, site: Site, prose: ProseWorld): readonly Entry[] {
  if (view.incident.imported !== undefined) return [];
  return view.updates.flatMap((update) => {
    const asItStood = viewAt(view.incident, update, site);
    return asItStood ? entryOf({ view: asItStood, update, lang, site, prose }) : [];
  });
}

/**
 * The incident as its subscribers knew it when the update came. An update that names a reason for being `late` came after
 * others that are stamped later than it: no entry but its own may depend on it.
 */
function viewAt(incident: Incident, update: Update, site: Site): IncidentView | undefined {
  const { at } = update.stamp;
  const [first, ...rest] = incident.updates.filter(
    (other) => other === update || other.statements.late === undefined,
  );
  if (!first) return undefined;
  const today = dayOf(at, site.config.timeZone);
  const view = viewIncident({ ...incident, updates: [first, ...rest] }, site.index, at, today);
  return view && { ...view, incident };
}

function entryOf(telling: Telling): Entry {
  const { view, update, lang, site } = telling;
  const label = phaseLabel(update, view, lang);
  const link = addressOf(update, telling);
  return {
    id: updateId(site.config, view.id, update.stamp),
    at: update.stamp.at,
    phase: update.phase,
    title: onOneLine(wordsFor(lang).feed.item(label, plainWords(titleOf(view, lang), lang))),
    link,
    html: legible(bodyOf(telling, link)),
    components: view.components,
    categories: categoriesOf(telling, label),
  };
}

function categoriesOf({ view, update, lang, site }: Telling, label: string): readonly Category[] {
  const day = dayOf(update.stamp.at, site.config.timeZone);
  const components = view.components.flatMap((id) => {
    const component = site.index.byId.get(id);
    return component ? [{ term: id, label: nameOn(component, day)[lang] ?? id }] : [];
  });
  const kind = { term: view.kind, label: wordsFor(lang).kinds[view.kind] };
  return [{ term: update.phase, label }, kind, ...components].map(({ term, label: words }) => ({
    term,
    label: onOneLine(words) || term,
  }));
}

function onOneLine(text: string): string {
  return legible(text).replace(/\s+/g, ' ').trim();
}
