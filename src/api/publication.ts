import { broughtIn, firstPublished } from '../derive/published.ts';
import type { Site } from '../derive/site.ts';
import type { Incident, Update } from '../model/incident.ts';
import { compactInstant, type Instant, instant } from '../model/instant.ts';
import type { RecordLine } from '../model/record.ts';

/** When the updates of an incident were published, and when what they say last changed, for readers of one language. */
export interface Publication {
  /** The first publication; what an import brought with it was published elsewhere, at its stamp. */
  readonly created: (update: Update) => Instant;
  /** The last publication of its text: a redaction or a later translation changes it. */
  readonly updated: (update: Update) => Instant;
  /** When anything of the incident last changed. */
  readonly last: Instant;
}

/** Asks the record about one incident alone: what is published of others changes nothing here. */
export function publicationOf(
  incident: Incident,
  updates: readonly Update[],
  lang: string,
  { ledger }: Pick<Site, 'ledger'>,
): Publication {
  const imported = new Set(broughtIn(incident, ledger));
  const first = firstPublished(ledger);
  const created = (update: Update) => (imported.has(update) ? update.stamp.at : first(incident, update));
  const changes = Map.groupBy(
    changesIn(incident, lang, ledger),
    ({ update }) => update.split(' ', 1)[0] ?? '',
  );
  const updated = (update: Update) => {
    const own = changes.size > 0 ? changes.get(compactInstant(update.stamp.at)) : undefined;
    return latest(created(update), own ?? []);
  };
  const title = changes.get('') ?? [];
  return { created, updated, last: instant(Math.max(latest(instant(0), title), ...updates.map(updated))) };
}

/** The lines that changed what readers of the language had read already: redactions, and translations that came later. */
function changesIn(incident: Incident, lang: string, ledger: Site['ledger']): readonly RecordLine[] {
  const lines = ledger.linesOf(incident.id);
  const isTranslation = (line: RecordLine) =>
    line.kind !== 'file' && line.lang === lang && lang !== incident.lang;
  const changing = lines.filter((line) => line.kind === 'redaction' || isTranslation(line));
  // Of most incidents, and this is asked of all.
  if (changing.length === 0) return [];
  const texts = lines.filter(({ kind }) => kind !== 'file');
  const base = new Map(
    texts.filter((line) => line.lang === incident.lang).map((line) => [line.update, line]),
  );
  return changing.filter((line) => {
    if (line.kind === 'redaction') return ['', lang, incident.lang].includes(line.lang);
    const original = base.get(line.update);
    return original !== undefined && !ledger.isOneBuild(original, line);
  });
}

function latest(at: Instant, lines: readonly RecordLine[]): Instant {
  return instant(Math.max(at, ...lines.map(({ published }) => published)));
}
