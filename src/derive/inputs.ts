import { offsetAt } from '../calendar/zone.ts';
import { linkTarget } from '../model/link.ts';
import { sha256 } from '../record/hash.ts';
import type { Piece } from '../record/pieces.ts';
import type { IncidentView } from './incident-view.ts';
import type { Shown } from './output-text.ts';
import { partsBeside } from './parts.ts';
import type { Site } from './site.ts';

/**
 * Names all that decides how a file reads which shows certain incidents and nothing else, apart from `site.yml` and our own
 * code: two builds that give it one name give it the same bytes. Undefined where the clock has a part in it.
 */
export type NameInputs = (shown: Shown) => string | undefined;

/** The page of an incident leads to what began before and after it. */
export function withNeighbours({ id }: IncidentView, { neighbours }: Site): Shown {
  const { previous, next } = neighbours.get(id) ?? {};
  return {
    ids: [id, previous?.id, next?.id].filter((one) => one !== undefined),
    beside: previous ? 'previous' : '',
  };
}

/** A page of a long list shows its incidents and leads to the pages beside it. */
export function asPart(names: readonly string[], name: string, views: readonly IncidentView[]): Shown {
  return { ids: views.map(({ id }) => id), beside: JSON.stringify(partsBeside(names, name)) };
}

/** `pieces` are those of the folder that the site was derived from (`src/record/pieces.ts`). */
export function inputsOf(site: Site, pieces: readonly Piece[]): NameInputs {
  const byIncident = Map.groupBy(
    pieces.filter(({ kind }) => kind !== 'site'),
    ({ incident }) => incident,
  );
  const names = new Map<string, string | undefined>();
  const nameOf = (id: string): string | undefined => {
    if (!names.has(id)) names.set(id, nameIncident(id, byIncident.get(id) ?? [], site));
    return names.get(id);
  };
  const clocks = offsetAt(site.asOf, site.config.timeZone);
  return ({ ids, beside }) => {
    const own = ids.map(nameOf);
    return own.includes(undefined) ? undefined : sha256(JSON.stringify([own, beside, clocks]));
  };
}

function nameIncident(id: string, pieces: readonly Piece[], site: Site): string | undefined {
  const view = site.viewById.get(id);
  if (!view || isClockDriven(view, site)) return undefined;
  const { ledger, standing } = site;
  const lines = ledger.linesOf(id);
  const last = lines.at(-1);
  return sha256(
    JSON.stringify([
      view.incident.path,
      pieces.map(({ kind, lang, update, hash }) => [kind, lang, update, hash]),
      // A chain value stands for every line above it as well.
      lines.map(({ seq }) => seq),
      last ? ledger.chainOf(last) : '',
      standing.withheldIn.has(id),
      namedIn(pieces, view).map((other) => [other, site.viewById.has(other)]),
    ]),
  );
}

/** Ids of the incidents that its texts may link. */
function namedIn(pieces: readonly Piece[], { incident }: IncidentView): readonly string[] {
  const named = pieces.flatMap(({ text = '' }) =>
    // Most texts name none, and to look for a word is a hundredth of the work.
    !/\.md|%2e/i.test(text)
      ? []
      : Array.from(text.matchAll(/[\w%./-]+\.md|[\w%./-]+%2emd/gi), ([name]) => {
          const target = linkTarget(incident.path, name);
          return target.kind === 'incident' ? target.id : '';
        }),
  );
  return [...new Set(named)].filter((other) => other !== '').sort();
}

/** Something of it is counted up to now, or turns with a day: it is open, or planned, or promises something. */
function isClockDriven({ isOpen, nexts, promises, updates, plan }: IncidentView, { asOf }: Site): boolean {
  return (
    isOpen ||
    nexts.some(({ due }) => due > asOf) ||
    promises.some(({ standing }) => standing === 'open' || standing === 'overdue') ||
    updates.some(({ stamp }) => stamp.at > asOf) ||
    (plan !== undefined && plan.standing !== 'settled')
  );
}
