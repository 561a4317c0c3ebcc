import { inLanguage, paths } from '../../derive/addresses.ts';
import type { Site } from '../../derive/site.ts';
import type { OutputText } from '../../derive/sources.ts';
import type { Desk, ProseWorld } from '../desk.ts';
import { componentsBody } from './components.ts';
import { incidentBody } from './incident.ts';
import { incidentsBody } from './incidents.ts';
import { promisesBody } from './promises.ts';
import { SCHEMAS } from './schemas.ts';

/** Our own JSON in every language, and the JSON Schemas that say what is in it. Pure: the same site gives the same bytes. */
export function* ownJsonFiles(site: Site, prose: ProseWorld): Iterable<OutputText> {
  for (const name of SCHEMA_NAMES) {
    yield file(paths.schema(name), { $id: site.config.url + paths.schema(name), ...SCHEMAS[name] });
  }
  for (const lang of site.config.languages) {
    for (const [path, body] of bodiesIn({ site, lang, prose })) {
      yield file(inLanguage(site.config, lang, path), body);
    }
  }
}

const SCHEMA_NAMES = ['incident', 'incidents', 'components', 'promises'] as const;

function* bodiesIn(desk: Desk): Iterable<readonly [path: string, body: object]> {
  yield [paths.incidentsJson, incidentsBody(desk)];
  yield [paths.componentsJson, componentsBody(desk)];
  yield [paths.promisesJson, promisesBody(desk)];
  for (const view of desk.site.views) yield [paths.incidentJson(view.id), incidentBody(view, desk)];
}

function file(path: string, body: object): OutputText {
  return { path: path.slice(1), body: `${JSON.stringify(body)}\n` };
}
