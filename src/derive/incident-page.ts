import { compactInstant, type Stamp } from '../model/instant.ts';
import type { Phase } from '../model/phase.ts';
import type { RecordLine } from '../model/record.ts';
import type { State } from '../model/state.ts';
import { type Chart, chartOf } from './chart.ts';
import { type IncidentView, stateShown } from './incident-view.ts';
import { type Advised, adviceIn, type NoticeSection, noticeOf, type Part } from './notice.ts';
import { linesKnownAt } from './published.ts';
import { errataIn, firstTitleOf, type Said, titleOf } from './said.ts';
import type { Site } from './site.ts';
import { type TimelineEntry, timelineOf } from './timeline.ts';
import { type Run, runsOf, runsOfOne, type Version, type Versions, versionsOf } from './versions.ts';

/** All that an incident's page says in one language, each thing with the versions over which it stood. */
export interface IncidentPage extends Versions {
  readonly states: readonly Run<{ readonly state: State; readonly phase: Phase }>[];
  readonly titles: readonly Run<Said>[];
  /** The first title, once another one stands. */
  readonly firstTitles: readonly Run<string>[];
  /** What readers should do, while the incident is open. */
  readonly advices: readonly Run<readonly Advised[]>[];
  readonly hasNotice: readonly Run<true>[];
  readonly leads: readonly Run<readonly Part[]>[];
  readonly sections: readonly Run<NoticeSection>[];
  /** For the page's script: each version's stamps, with `+` where the timeline stood newest first; absent for the present alone. */
  readonly stepsMarked: string | undefined;
  /** Whether the timeline stands with its newest entry first, as it does while the incident is open. */
  readonly isNewestFirst: readonly Run<boolean>[];
  readonly entries: readonly Run<TimelineEntry>[];
  readonly charts: readonly Run<Chart>[];
  readonly hasPromises: readonly Run<true>[];
  readonly hasErrata: readonly Run<true>[];
  /** The line of the record by which to cite the page, and the stamp as of which it then reads so. */
  readonly cited: readonly Run<{ readonly line: RecordLine; readonly stamp: Stamp | undefined }>[];
}

/** Works out an incident's page. */
export function incidentPageOf(view: IncidentView, site: Site, lang: string): IncidentPage {
  const { steps, last, versions } = versionsOf(view, site);
  const newest = site.ledger.linesOf(view.id).at(-1);
  const notices = new Map(versions.map((version) => [version, noticeOf(version.view, lang)]));
  const one = <Value>(read: (version: Version) => Value | undefined) => runsOfOne(versions, read);
  const since = (has: (version: Version) => boolean) =>
    one((version) => has(version) || undefined) as readonly Run<true>[];
  return {
    steps,
    last,
    versions,
    states: one(({ view: then, asOf }) => ({ state: stateShown(then, asOf), phase: then.phase })),
    titles: one((version) => titleOf(version.view, lang)),
    firstTitles: one((version) => firstTitleIfOther(version.view, lang)),
    advices: one((version) => (version.view.isOpen ? filled(adviceIn(notices.get(version))) : undefined)),
    hasNotice: since((version) => notices.get(version) !== undefined),
    leads: one((version) => notices.get(version)?.lead),
    sections: runsOf(
      versions,
      (version) => notices.get(version)?.sections ?? [],
      ({ key }) => key,
    ),
    stepsMarked:
      steps.length === 0
        ? undefined
        : steps.map((stamps, index) => stepOf(stamps, versions[index])).join(' '),
    isNewestFirst: one((version) => version.view.isOpen),
    entries: runsOf(
      versions,
      (version) => inOrder(timelineOf(version.view, lang), view.isOpen),
      ({ update }) => String(update.stamp.at),
    ),
    charts: one((version) => chartOf(version.view, version.asOf)),
    hasPromises: since((version) => version.view.promises.length > 0),
    hasErrata: since((version) => errataIn(version.view, lang).length > 0),
    cited: one((version) => {
      const line = version.line ? linesKnownAt(version.view, version.line, site.ledger).at(-1) : newest;
      return line && { line, stamp: steps[versions.indexOf(version)]?.at(-1) ?? last };
    }),
  };
}

function stepOf(stamps: readonly Stamp[], version: Version | undefined): string {
  return `${stamps.map(({ at }) => compactInstant(at)).join()}${version?.view.isOpen ? '+' : ''}`;
}

function firstTitleIfOther(view: IncidentView, lang: string): string | undefined {
  const [first, now] = [firstTitleOf(view, lang), titleOf(view, lang)];
  return first.redaction || first.words === now.words ? undefined : first.words;
}

function filled<Member>(list: readonly Member[]): readonly Member[] | undefined {
  return list.length > 0 ? list : undefined;
}

/** Entries stand in the order of now; the page's script turns them where an earlier version had the other one. */
function inOrder(entries: readonly TimelineEntry[], isNewestFirst: boolean): readonly TimelineEntry[] {
  return isNewestFirst ? entries.toReversed() : entries;
}
