import { dayOf } from '../calendar/day.ts';
import { updateId } from '../derive/addresses.ts';
import { type IncidentView, viewIncident } from '../derive/incident-view.ts';
import { phaseLabel } from '../derive/labels.ts';
import { isErrataSlip } from '../derive/nexts.ts';
import { once } from '../derive/once.ts';
import { broughtIn, firstPublished, knownAt } from '../derive/published.ts';
import { isTranslated, plainWords, titleOf } from '../derive/said.ts';
import type { Site } from '../derive/site.ts';
import { wordsFor } from '../i18n/words.ts';
import { legible } from '../markdown/legible.ts';
import type { Incident, Update } from '../model/incident.ts';
import { compactInstant, type Instant, instant } from '../model/instant.ts';
import type { Kind, Phase } from '../model/phase.ts';
import type { RecordLine } from '../model/record.ts';
import { nameOn } from '../model/site-config.ts';
import { bodyOf, redactionBodyOf } from './body.ts';
import { MOST_NAMED } from './facts.ts';
import { addressOf, type ProseWorld, type Telling } from './telling.ts';

/** What subscribers receive of one update, once and for good, in one language. */
export interface Entry {
  /** The same in every language, in every feed, for ever. */
  readonly id: string;
  /** When it was first published. */
  readonly at: Instant;
  /** The number of its line in the record; 0 where there is no record. */
  readonly seq: number;
  /** The id of the incident that it is of. */
  readonly incident: string;
  readonly kind: Kind;
  readonly phase: Phase;
  /** A correction made of For–Read lines alone. */
  readonly isErrata: boolean;
  /** Tells that words were taken away. */
  readonly isRedaction: boolean;
  /** Plain text on one line. */
  readonly title: string;
  /** Where it stands on the site: an absolute address. */
  readonly link: string;
  /** Laid out when it is asked for first: most feeds stay as they are. */
  readonly html: () => string;
  /** Ids of the components that the incident had named by then. */
  readonly components: readonly string[];
  /** The kind, the phase, and the first components of the incident. */
  readonly categories: readonly Category[];
  /** Whether its update makes, moves, keeps or drops a promise. */
  readonly tellsPromise: boolean;
}

/** An entry that is not made yet: what it is found by. */
export interface Announced extends Pick<Entry, 'id' | 'at' | 'seq' | 'phase' | 'tellsPromise'> {
  /** Ids of the components that its incident has named by now: more than the entry may know. */
  readonly components: readonly string[];
  readonly make: () => Entry;
}

/** `term` is for machines and the same in every language; `label` is for readers. */
export interface Category {
  readonly term: string;
  readonly label: string;
}

/** What the entries of one incident in one language are made from. */
interface Desk {
  readonly view: IncidentView;
  readonly lang: string;
  readonly site: Site;
  readonly prose: ProseWorld;
}

/**
 * The entries of an incident: one for each update, one for each translation that came later, one for each redaction. Each
 * is made from its own line of the record and those above it, so that it never changes; but what was redacted is gone
 * from all of them. None for what an import brought with it: its subscribers were told there.
 */
export function announcedOf(
  view: IncidentView,
  lang: string,
  site: Site,
  prose: ProseWorld,
): readonly Announced[] {
  const desk: Desk = { view, lang, site, prose };
  const imported = new Set(broughtIn(view.incident, site.ledger));
  const updates = view.updates.filter((update) => !imported.has(update));
  return [
    ...updates.flatMap((update) => [...updateEntry(update, desk), ...translationEntry(update, desk)]),
    ...redactionEntries(updates, desk),
  ];
}

function updateEntry(update: Update, desk: Desk): readonly Announced[] {
  const { view, site } = desk;
  const { incident } = view;
  const line = site.ledger.lineOf(incident.id, incident.lang, update.stamp.at);
  const id = updateId(site.config, incident.id, update.stamp);
  return [announced({ id, update, line, at: firstPublished(site.ledger)(incident, update) }, desk)];
}

/** A translation that a later build published than its update: its readers are told once more, in their language. */
function translationEntry(update: Update, desk: Desk): readonly Announced[] {
  const { view, site, lang } = desk;
  const { incident } = view;
  const { lineOf, isOneBuild } = site.ledger;
  const own = lang === incident.lang ? undefined : lineOf(incident.id, lang, update.stamp.at);
  const base = lineOf(incident.id, incident.lang, update.stamp.at);
  if (!own || !base || isOneBuild(own, base) || !isTranslated(incident, update, lang)) return [];
  const id = `${updateId(site.config, incident.id, update.stamp)}/${lang}`;
  return [announced({ id, update, line: own, at: own.published }, desk)];
}

/** A redaction is told to whoever reads a feed in which the words stood: in the text's own language, or without a translation. */
function redactionEntries(updates: readonly Update[], desk: Desk): readonly Announced[] {
  const { view, site, lang } = desk;
  const { incident } = view;
  const lines = site.ledger.linesOf(incident.id).filter(({ kind }) => kind === 'redaction');
  const isTold = (line: RecordLine) =>
    line.lang === lang ||
    line.lang === '' ||
    (line.lang === incident.lang &&
      !lines.some((other) => other.lang === lang && other.update === line.update));
  return lines.filter(isTold).flatMap((line) => {
    const [stamp] = line.update.split(' ');
    const update = updates.find((one) => stamp === '' || compactInstant(one.stamp.at) === stamp);
    if (!update) return [];
    const name = stamp === '' ? incident.id : `${incident.id}/${stamp}`;
    const id = `tag:${site.config.feedAuthority}:${name}/redacted-${line.seq}`;
    return announced({ id, update, line, at: line.published, isRedaction: true }, desk);
  });
}

interface Occasion {
  readonly id: string;
  readonly update: Update;
  readonly line: RecordLine | undefined;
  readonly at: Instant;
  readonly isRedaction?: boolean;
}

function announced(occasion: Occasion, desk: Desk): Announced {
  const { id, at, line, update } = occasion;
  return {
    id,
    at,
    seq: line?.seq ?? 0,
    phase: update.phase,
    tellsPromise: update.promises.length > 0,
    components: desk.view.components,
    make: () => entry(occasion, desk),
  };
}

function entry({ id, update, line, at, isRedaction = false }: Occasion, desk: Desk): Entry {
  const { lang, site, prose, view: now } = desk;
  const view = viewAt(now.incident, line, update, site);
  if (!view) throw new Error(`${id} would be told before anything of it was published.`);
  const telling: Telling = { view, update, at, line, lang, site, prose };
  const label = isRedaction ? wordsFor(lang).feed.redaction : phaseLabel(update, view, lang);
  const link = addressOf(update, telling);
  return {
    id,
    at,
    seq: line?.seq ?? 0,
    incident: view.id,
    kind: view.kind,
    phase: update.phase,
    isErrata: !isRedaction && isErrataSlip(update),
    isRedaction,
    title: onOneLine(wordsFor(lang).feed.item(label, plainWords(titleOf(view, lang), lang))),
    link,
    html: once(() => legible(isRedaction ? redactionBodyOf(telling, link) : bodyOf(telling, link))),
    components: view.components,
    categories: categoriesOf(telling, label),
    tellsPromise: update.promises.length > 0,
  };
}

/** The incident that was asked for last: its entries stand in several feeds, and in each language. */
let lately: {
  readonly site?: Site;
  readonly incident?: Incident;
  readonly views: Map<RecordLine | Update, IncidentView | undefined>;
} = { views: new Map() };

/** The incident as it stood when `line` published the update. */
function viewAt(
  incident: Incident,
  line: RecordLine | undefined,
  update: Update,
  site: Site,
): IncidentView | undefined {
  if (lately.site !== site || lately.incident !== incident) lately = { site, incident, views: new Map() };
  const { views } = lately;
  const key = line ?? update;
  if (!views.has(key)) {
    const known = line ? knownAt(incident, line, site.ledger) : knownByStamp(incident, update);
    views.set(key, known && viewKnown(known, update, site));
  }
  return views.get(key);
}

/**
 * Without a record: the incident as its readers knew it at the update's stamp. An update that says why it is `late` came
 * after others that are stamped later than it: no entry but its own may depend on it.
 */
function knownByStamp(incident: Incident, update: Update): Incident | undefined {
  const [first, ...rest] = incident.updates.filter(
    (other) => other === update || (other.statements.late === undefined && other.stamp.at <= update.stamp.at),
  );
  return first && { ...incident, updates: [first, ...rest] };
}

function viewKnown(known: Incident, update: Update, site: Site): IncidentView | undefined {
  const asOf = instant(Math.max(update.stamp.at, known.updates.at(-1)?.stamp.at ?? update.stamp.at));
  return viewIncident(known, site.index, asOf, dayOf(update.stamp.at, site.config.timeZone));
}

function categoriesOf({ view, update, at, lang, site }: Telling, label: string): readonly Category[] {
  const day = dayOf(at, site.config.timeZone);
  const components = view.components.slice(0, MOST_NAMED).flatMap((id) => {
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
