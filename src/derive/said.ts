import { redactedWords } from '../i18n/redacted.ts';
import { asPublished, correct, occurrences, type Span } from '../model/errata.ts';
import type {
  ForRead,
  Incident,
  PromiseLine,
  Redactable,
  Redaction,
  TranslatedUpdate,
  Update,
} from '../model/incident.ts';
import type { Instant } from '../model/instant.ts';
import type { IncidentView } from './incident-view.ts';
import type { LossView } from './losses.ts';
import type { PromiseView } from './promises.ts';

/** Words and the language they are in, which is not the reader's where a translation lacks them. */
export interface Said {
  readonly words: string;
  readonly lang: string;
  /** Stands in place of the words. */
  readonly redaction?: Redaction;
}

/** An update's text in the words of one language, with what was struck and put in since. */
export interface SaidText {
  readonly spans: readonly Span[];
  readonly lang: string;
  readonly redaction?: Redaction;
}

function translated(incident: Incident, update: Update, lang: string): TranslatedUpdate | undefined {
  return lang === incident.lang ? undefined : incident.translations.get(lang)?.updates.get(update.stamp.at);
}

function said(words: Redactable, lang: string): Said {
  return 'words' in words ? { words: words.words, lang } : { words: '', lang, redaction: words.redaction };
}

/** The title as last stated, here or in the translation alone. */
export function titleOf(view: Pick<IncidentView, 'incident' | 'updates'>, lang: string): Said {
  for (const update of view.updates.toReversed()) {
    const own = translated(view.incident, update, lang)?.title;
    if (own) return said(own, lang);
    if (update.statements.title) return said(update.statements.title, view.incident.lang);
  }
  return firstTitleOf(view, lang);
}

/** Words for where nothing but text can stand: a redacted title is the sentence that says so. */
export function plainWords({ words, redaction }: Said, lang: string): string {
  return redaction ? redactedWords(redaction, lang) : words;
}

/** The title under which the incident was first published. */
export function firstTitleOf({ incident }: Pick<IncidentView, 'incident'>, lang: string): Said {
  const own = incident.translations.get(lang)?.title;
  return own && lang !== incident.lang ? said(own, lang) : said(incident.title, incident.lang);
}

/** What is lost, in words. */
export function lossOf({ incident }: IncidentView, { update, index }: LossView, lang: string): Said {
  const own = translated(incident, update, lang)?.lost[index];
  if (own && own !== 'nothing') return said(own, lang);
  const base = update.statements.lost[index];
  return base && base !== 'nothing' ? said(base, incident.lang) : { words: '', lang: incident.lang };
}

/** Whether the update's text is there in the language (an update without text needs no translation). */
export function isTranslated(incident: Incident, update: Update, lang: string): boolean {
  if (lang === incident.lang || (update.text === '' && !update.redaction)) return true;
  const own = translated(incident, update, lang);
  return own !== undefined && (own.text !== '' || own.redaction !== undefined);
}

/** An update's text, with the errata that later updates of the view made in it. */
export function textOf(view: IncidentView, update: Update, lang: string): SaidText {
  const { incident } = view;
  const own = isTranslated(incident, update, lang) ? translated(incident, update, lang) : undefined;
  const redaction = own ? own.redaction : update.redaction;
  const language = own ? lang : incident.lang;
  if (redaction) return { spans: [], lang: language, redaction };
  const step = correctionsOf(view, update).reduce(
    (reading, later) => reading.after(pairsOf(incident, later, language), later.stamp.at),
    readingOf(own ?? update),
  );
  return { spans: step.spans, lang: language };
}

/** The updates of the view that correct one of it, by rising stamp. */
export function correctionsOf(view: IncidentView, { stamp }: Update): readonly Update[] {
  return view.corrections.get(stamp.at) ?? [];
}

/** A text after some of its corrections. Pages, feeds and their earlier versions ask for the same ones over and over. */
class Reading {
  readonly spans: readonly Span[];
  readonly #next = new Map<readonly ForRead[], Reading>();

  constructor(spans: readonly Span[]) {
    this.spans = spans;
  }

  /** What a further correction makes of it. */
  after(pairs: readonly ForRead[], stamp: Instant): Reading {
    if (pairs.length === 0) return this;
    const known = this.#next.get(pairs);
    if (known) return known;
    const apply = (spans: readonly Span[], pair: ForRead) =>
      occurrences(spans, pair.wrong) === 1 ? correct(spans, pair, stamp) : spans;
    const next = new Reading(pairs.reduce(apply, this.spans));
    this.#next.set(pairs, next);
    return next;
  }
}

const READINGS = new WeakMap<Update | TranslatedUpdate, Reading>();

function readingOf(update: Update | TranslatedUpdate): Reading {
  const known = READINGS.get(update) ?? new Reading(asPublished(update.text));
  READINGS.set(update, known);
  return known;
}

/** The errata that a correction makes in the text of one language; a translation has its own. */
function pairsOf(incident: Incident, correction: Update, lang: string): readonly ForRead[] {
  return lang === incident.lang
    ? correction.forRead
    : (translated(incident, correction, lang)?.forRead ?? []);
}

/** One row of the table of errata, in the words of one language. */
export interface SaidErratum extends ForRead {
  readonly correction: Update;
  readonly lang: string;
}

/** The table of errata (正誤表) that closes an incident's page; what mends a translation alone stands in its language alone. */
export function errataIn({ incident, updates }: IncidentView, lang: string): readonly SaidErratum[] {
  return updates.flatMap((correction) => {
    const own = translated(incident, correction, lang)?.forRead ?? [];
    const count = Math.max(own.length, correction.forRead.length);
    return Array.from({ length: count }, (_, index) => index).flatMap((index) => {
      const pair = own[index] ?? correction.forRead[index];
      return pair ? [{ ...pair, correction, lang: own[index] ? lang : incident.lang }] : [];
    });
  });
}

/** The words of the line by which an update spoke of a promise. */
export function promiseWords(
  { incident }: IncidentView,
  promise: PromiseView,
  update: Update,
  lang: string,
): Said {
  const find = (lines: readonly PromiseLine[] | undefined) => lines?.find(({ id }) => id === promise.id);
  const own = lang === incident.lang ? undefined : find(translated(incident, update, lang)?.promises);
  if (own) return { words: own.words, lang };
  return { words: find(update.promises)?.words ?? '', lang: incident.lang };
}
