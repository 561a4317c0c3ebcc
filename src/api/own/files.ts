import { inLanguage, paths } from '../../derive/addresses.ts';
import type { OutputText, OutputTexts } from '../../derive/output-text.ts';
import type { Site } from '../../derive/site.ts';
import type { ProseWorld } from '../desk.ts';
import { componentsBody } from './components.ts';
import { incidentBody } from './incident.ts';
import { incidentsBody } from './incidents.ts';
import { promisesBody } from './promises.ts';
import { SCHEMAS } from './schemas.ts';

/** Our own JSON in every language, and the JSON Schemas that say what is in it. Pure: the same site gives the same bytes. */
export function ownJsonTexts(site: Site, prose: ProseWorld): OutputTexts {
  const { config } = site;
  return {
    ofSite: () => filesOfSite(site, prose),
    ofIncident: (view) =>
      config.languages.map((lang) =>
        file(
          inLanguage(config, lang, paths.incidentJson(view.id)),
          incidentBody(view, { site, lang, prose }),
        ),
      ),
  };
}

function* filesOfSite(site: Site, prose: ProseWorld): Iterable<OutputText> {
  for (const name of SCHEMA_NAMES) {
    yield file(paths.schema(name), { $id: site.config.url + paths.schema(name), ...SCHEMAS[name] });
  }
  for (const lang of site.config.languages) {
    const desk = { site, lang, prose };
    const at = (path: string) => inLanguage(site.config, lang, path);
    yield file(at(paths.incidentsJson), incidentsBody(desk));
    yield file(at(paths.componentsJson), componentsBody(desk));
    yield file(at(paths.promisesJson), promisesBody(desk));
  }
}

const SCHEMA_NAMES = ['incident', 'incidents', 'components', 'promises'] as const;

function file(path: string, body: object): OutputText {
  return { path: path.slice(1), body: `${JSON.stringify(body)}\n` };
}
