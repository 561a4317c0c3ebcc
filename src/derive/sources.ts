import type { Incident, Update } from '../model/incident.ts';
import { joinFile } from '../record/canonical.ts';
import { writeLog } from '../record/log.ts';
import { sitePieces } from '../record/pieces.ts';
import { paths } from './addresses.ts';
import type { IncidentView } from './incident-view.ts';
import type { OutputText, OutputTexts } from './output-text.ts';
import type { Site } from './site.ts';

/**
 * An incident's files as they are served, `incidents/ID.md` and `incidents/ID.LANG.md`: what a reader checks the pages
 * against. They hold canonical text alone, by rising stamp, so that every byte of them is proven by the record.
 */
function* sourcesOf({ id, incident }: IncidentView): Iterable<OutputText> {
  yield file(id, incident, incident.updates);
  for (const [lang, translation] of incident.translations) {
    const updates = incident.updates.flatMap(({ stamp }) => translation.updates.get(stamp.at) ?? []);
    yield file(`${id}.${lang}`, translation, updates);
  }
}

function file(
  name: string,
  { front }: Pick<Incident, 'front'>,
  updates: readonly Pick<Update, 'canonical'>[],
): OutputText {
  const body = joinFile({ front, updates: updates.map(({ canonical }) => canonical) });
  return { path: paths.incidentSource(name).slice(1), body };
}

/** What proves the site: the sources, and the record with what belongs to it. */
export function sourceTexts(site: Site): OutputTexts {
  return { ofSite: () => recordFiles(site), ofIncident: sourcesOf };
}

/** The record beside what it proves: the log, its length and head, and the components as they are hashed. */
function recordFiles({ record, ledger, config, today }: Site): readonly OutputText[] {
  const components = sitePieces(config, today).map(({ text = '' }) => `${text}\n`);
  return [
    { path: paths.log.slice(1), body: writeLog(record) },
    { path: paths.recordHead.slice(1), body: `${record.length} ${ledger.head}\n` },
    { path: paths.recordComponents.slice(1), body: components.join('') },
  ];
}
