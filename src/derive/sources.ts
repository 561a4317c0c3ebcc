import type { Incident, Update } from '../model/incident.ts';
import { joinFile } from '../record/canonical.ts';
import { writeLog } from '../record/log.ts';
import { sitePieces } from '../record/pieces.ts';
import { paths } from './addresses.ts';
import { type OutputText, textAbout } from './output-text.ts';
import type { Site } from './site.ts';

/**
 * The incident files as they are served, `incidents/ID.md` and `incidents/ID.LANG.md`: what a reader checks the pages
 * against. They hold canonical text alone, by rising stamp, so that every byte of them is proven by the record.
 */
export function* sourceFiles(site: Site): Iterable<OutputText> {
  for (const { id, incident } of site.views) {
    yield file(id, id, incident, () => incident.updates);
    for (const [lang, translation] of incident.translations) {
      yield file(id, `${id}.${lang}`, translation, () =>
        incident.updates.flatMap(({ stamp }) => translation.updates.get(stamp.at) ?? []),
      );
    }
  }
}

function file(
  id: string,
  name: string,
  { front }: Pick<Incident, 'front'>,
  updates: () => readonly Pick<Update, 'canonical'>[],
): OutputText {
  return textAbout(id, paths.incidentSource(name).slice(1), () =>
    joinFile({ front, updates: updates().map(({ canonical }) => canonical) }),
  );
}

/** The record beside what it proves: the log, its length and head, and the components as they are hashed. */
export function recordFiles({ record, ledger, config, today }: Site): readonly OutputText[] {
  const components = sitePieces(config, today).map(({ text = '' }) => `${text}\n`);
  return [
    { path: paths.log.slice(1), body: writeLog(record) },
    { path: paths.recordHead.slice(1), body: `${record.length} ${ledger.head}\n` },
    { path: paths.recordComponents.slice(1), body: components.join('') },
  ];
}
