import { address, inLanguage, paths } from '../../derive/addresses.ts';
import { titleOf } from '../../derive/said.ts';
import type { Impact } from '../../model/incident.ts';
import type { Kind, Phase } from '../../model/phase.ts';
import type { Desk } from '../desk.ts';
import { publicationOf } from '../publication.ts';
import { type SaidBody, saidBody } from './said.ts';
import { clockOf, type MomentBody, orNull } from './times.ts';

/** Every incident in short, the one that began last first. */
export interface IncidentsBody {
  readonly $schema: string;
  readonly incidents: readonly IncidentLine[];
}

export interface IncidentLine {
  readonly id: string;
  readonly url: string;
  readonly json: string;
  readonly kind: Kind;
  readonly title: SaidBody;
  readonly phase: Phase;
  readonly open: boolean;
  readonly began: MomentBody;
  readonly ended: MomentBody | null;
  readonly impact: Impact;
  readonly components: readonly string[];
  /** When anything of it was last published. */
  readonly updated: string;
}

export function incidentsBody({ site, lang }: Desk): IncidentsBody {
  const { config } = site;
  const { time, moment } = clockOf(site);
  return {
    $schema: config.url + paths.schema('incidents'),
    incidents: site.views.map((view) => ({
      id: view.id,
      url: address(config, lang, paths.incident(view.id)),
      json: config.url + inLanguage(config, lang, paths.incidentJson(view.id)),
      kind: view.kind,
      title: saidBody(titleOf(view, lang)),
      phase: view.phase,
      open: view.isOpen,
      began: moment(view.began),
      ended: view.isOpen ? null : orNull(view.courses.at(-1)?.ended, moment),
      impact: view.impact,
      components: view.components,
      updated: time(publicationOf(view.incident, view.updates, lang, site).last),
    })),
  };
}
