import type { Update } from '../model/incident.ts';
import type { Stamp } from '../model/instant.ts';
import type { IncidentView } from './incident-view.ts';
import { phaseLabel } from './labels.ts';
import type { NextView } from './nexts.ts';
import { correctionsOf, type SaidText, textOf } from './said.ts';

/** An update as the timeline shows it: what it said, what came of it, and how it hangs together with others. */
export interface TimelineEntry {
  readonly update: Update;
  /** The word that names it. */
  readonly label: string;
  /** Everything but the first was added later. */
  readonly isLater: boolean;
  readonly text: SaidText;
  /** The stamps of what corrects it, and of what it corrects. */
  readonly correctedBy: readonly Stamp[];
  readonly corrects: Stamp | undefined;
  /** What became of the next update that it promised. */
  readonly promised: Omit<NextView, 'came'> | undefined;
  /** It opened the postmortem, or added to it: its text stands there. */
  readonly postmortem: 'opens' | 'adds' | undefined;
}

/** The timeline of an incident, by rising stamp. */
export function timelineOf(view: IncidentView, lang: string): readonly TimelineEntry[] {
  const [first] = view.updates;
  const [document] = view.postmortem;
  const promises = new Map(view.nexts.map((next) => [next.update, next]));
  const stamps = new Map(view.updates.map(({ stamp: own }) => [own.at, own]));
  return view.updates.map((update) => {
    const promised = promises.get(update);
    const { statements, phase } = update;
    return {
      update,
      label: phaseLabel(update, view, lang),
      isLater: update !== first,
      text: textOf(view, update, lang),
      correctedBy: correctionsOf(view, update).map((later) => later.stamp),
      corrects: statements.corrects === undefined ? undefined : stamps.get(statements.corrects),
      promised: promised && withoutUpdate(promised),
      postmortem: phase === 'postmortem' ? (update === document ? 'opens' : 'adds') : undefined,
    };
  });
}

function withoutUpdate({ came: _came, ...next }: NextView): Omit<NextView, 'came'> {
  return next;
}
