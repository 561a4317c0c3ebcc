import { dayOf } from '../calendar/day.ts';
import { indexComponents } from '../derive/components.ts';
import { viewIncident } from '../derive/incident-view.ts';
import { phaseLabel } from '../derive/labels.ts';
import { titleOf } from '../derive/said.ts';
import { momentWords, zoneWords } from '../i18n/moments.ts';
import { wordsFor } from '../i18n/words.ts';
import type { Incident } from '../model/incident.ts';
import type { Desk } from './desk.ts';

/** The newest update of an incident as its readers will see it, in plain lines for a terminal. */
export function readsAs(incident: Incident, { config, stamp }: Pick<Desk, 'config' | 'stamp'>): string {
  const { lang } = incident;
  const words = wordsFor(lang);
  const index = indexComponents(config);
  const latest = incident.updates.reduce((a, b) => (b.stamp.at > a.stamp.at ? b : a));
  const view = viewIncident(incident, index, latest.stamp.at, dayOf(latest.stamp.at, config.timeZone));
  if (!view) return '';
  const locale = { lang, zone: config.timeZone, named: stamp.at };
  const { states, next, lost, corrects } = latest.statements;
  const corrected = incident.updates.find((one) => one.stamp.at === corrects);
  const rows = [
    `${phaseLabel(latest, view, lang)}${words.time.point}${momentWords(latest.stamp.at, locale)}${words.time.aside(zoneWords(latest.stamp.at, locale))}`,
    titleOf(view, lang).words,
    ...(corrected ? [words.incident.corrects(momentWords(corrected.stamp.at, locale))] : []),
    ...states.map(({ components, steps }) => {
      const names = components.map((id) => index.byId.get(id)?.name[lang] ?? id).join(words.time.list);
      return `${names}${words.time.colon}${steps.map(({ state }) => words.states[state]).join(words.time.list)}`;
    }),
    ...lost.flatMap((loss) =>
      loss !== 'nothing' && 'words' in loss ? [`${words.incident.lost}${words.time.colon}${loss.words}`] : [],
    ),
    ...(next === undefined
      ? []
      : [`${words.incident.next}${words.time.colon}${momentWords(next, locale, latest.stamp.at)}`]),
    '',
    ...(latest.text === '' ? [words.incident.nothingSaid[latest.phase] ?? ''] : latest.text.split('\n')),
  ];
  return rows
    .map((row) => `  ${row}`.trimEnd())
    .join('\n')
    .concat('\n');
}
