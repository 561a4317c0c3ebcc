import { inLanguage, paths, type StatuspageList } from '../../derive/addresses.ts';
import type { IncidentView } from '../../derive/incident-view.ts';
import type { OutputText, OutputTexts } from '../../derive/output-text.ts';
import type { Site } from '../../derive/site.ts';
import { instant } from '../../model/instant.ts';
import type { ProseWorld } from '../desk.ts';
import { idNames } from './ids.ts';
import { incidentBody, maintenanceBody, scheduledFor } from './incident.ts';
import { pageBody } from './page.ts';
import { statusBody } from './status.ts';
import { type StatuspageDesk, siteIds, statuspageDesk } from './statuspage-desk.ts';

/** As many incidents and maintenances as the original lists. */
const LATEST = 50;

/**
 * What clients of Atlassian Statuspage ask for, below `/api/v2/`, in every language. Pure: the same site gives the same
 * bytes, and none names the time of a build. Throws where two things would have one id.
 */
export function statuspageTexts(site: Site, prose: ProseWorld): StatuspageTexts {
  const idOf = siteIds(site);
  const { config } = site;
  const desks = config.languages.map((lang) => statuspageDesk({ site, lang, prose }, idOf));
  const file = ({ lang }: StatuspageDesk, path: string, body: object): OutputText => ({
    path: inLanguage(config, lang, path).slice(1),
    body: `${JSON.stringify(body)}\n`,
  });
  return {
    ofSite: function* () {
      for (const desk of desks) for (const { path, body } of listsIn(desk)) yield file(desk, path, body);
    },
    ofIncident: (view) => {
      const path = paths.statuspageIncident(idOf(idNames.incident(view.id)));
      return desks.map((desk) => file(desk, path, bodyAbout(view, desk)));
    },
    beside: (view) => desks.map(({ components }) => components.nameOf(view)).join(),
  };
}

/** `beside` names what else goes into the text of an incident that is over: its components, but for how they are now. */
export type StatuspageTexts = OutputTexts & { readonly beside: (view: IncidentView) => string };

function* listsIn(desk: StatuspageDesk): Iterable<{ readonly path: string; readonly body: object }> {
  const { site, components: rows, publications } = desk;
  const page = pageBody(desk, lastChange(desk));
  const status = statusBody(site);
  const components = rows.present;
  const incidents = site.views
    .filter(({ kind }) => kind === 'incident')
    .toSorted((a, b) => publications(b).last - publications(a).last);
  const works = site.views
    .filter(({ kind }) => kind === 'maintenance')
    .toSorted((a, b) => scheduledFor(b) - scheduledFor(a));
  const openWorks = works.filter(({ isOpen }) => isOpen);
  const incidentsOf = (views: readonly IncidentView[]) => views.map((view) => incidentBody(view, desk));
  const worksOf = (views: readonly IncidentView[]) => views.map((view) => maintenanceBody(view, desk));
  const unresolved = incidentsOf(incidents.filter(({ isOpen }) => isOpen));
  const at = (list: StatuspageList) => paths.statuspage(list);

  yield {
    path: at('summary'),
    body: {
      page,
      components,
      incidents: unresolved,
      scheduled_maintenances: worksOf(openWorks),
      status,
    },
  };
  yield { path: at('status'), body: { page, status } };
  yield { path: at('components'), body: { page, components } };
  yield { path: at('incidents'), body: { page, incidents: incidentsOf(incidents.slice(0, LATEST)) } };
  yield { path: at('incidents/unresolved'), body: { page, incidents: unresolved } };
  yield {
    path: at('scheduled-maintenances'),
    body: { page, scheduled_maintenances: worksOf(works.slice(0, LATEST)) },
  };
  yield {
    path: at('scheduled-maintenances/upcoming'),
    body: { page, scheduled_maintenances: worksOf(openWorks.filter(isUpcoming)) },
  };
  yield {
    path: at('scheduled-maintenances/active'),
    body: { page, scheduled_maintenances: worksOf(openWorks.filter((view) => !isUpcoming(view))) },
  };
}

function bodyAbout(view: IncidentView, desk: StatuspageDesk): object {
  const incident = view.kind === 'maintenance' ? maintenanceBody(view, desk) : incidentBody(view, desk);
  return { page: pageBody(desk, desk.publications(view).last), incident };
}

/** Announced, and nobody has said that it began; the clock alone begins nothing. */
function isUpcoming({ phase }: IncidentView): boolean {
  return phase === 'scheduled';
}

/** Of a site without incidents it is when its record began. */
function lastChange({ site, publications }: StatuspageDesk) {
  const began = site.record[0]?.published ?? 0;
  return instant(site.views.reduce((last, view) => Math.max(last, publications(view).last), began));
}
