import { dayOf } from '../calendar/day.ts';
import { indexComponents } from '../derive/components.ts';
import { viewIncident } from '../derive/incident-view.ts';
import { phaseLabel } from '../derive/labels.ts';
import { titleOf } from '../derive/said.ts';
import { aboutWords, momentWords, zoneWords } from '../i18n/moments.ts';
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
  const { states, next, lost, corrects, began, ended, window, cause } = latest.statements;
  const fact = (name: string, value: string | undefined) =>
    value === undefined ? [] : [`${name}${words.time.colon}${value}`];
  const day = latest.stamp.at;
  const corrected = incident.updates.find((one) => one.stamp.at === corrects);
  const rows = [
    `${phaseLabel(latest, view, lang)}${words.time.point}${momentWords(latest.stamp.at, locale)} ${words.time.aside(zoneWords(latest.stamp.at, locale))}`,
    titleOf(view, lang).words,
    ...(corrected ? [words.incident.corrects(momentWords(corrected.stamp.at, locale))] : []),
    ...states.map(({ components, steps }) => {
      const names = components.map((id) => index.byId.get(id)?.name[lang] ?? id).join(words.time.list);
      return `${names}${words.time.colon}${steps.map(({ state }) => words.states[state]).join(words.time.list)}`;
    }),
    ...fact(words.incident.began, began && aboutWords(began, locale, day)),
    ...fact(words.incident.ended, ended && aboutWords(ended, locale, day)),
    ...fact(
      words.incident.planned,
      window &&
        `${momentWords(window.start, locale)}${words.time.dash}${momentWords(window.end, locale, window.start)}`,
    ),
    ...fact(words.incident.cause, cause && words.causes[cause]),
    ...lost.flatMap((loss) =>
      loss !== 'nothing' && 'words' in loss ? [`${words.incident.lost}${words.time.colon}${loss.words}`] : [],
    ),
    ...fact(words.incident.next, next === undefined ? undefined : momentWords(next, locale, day)),
    '',
    ...(latest.text === '' ? [words.incident.nothingSaid[latest.phase] ?? ''] : latest.text.split('\n')),
  ];
  return rows
    .map((row) => `  ${row}`.trimEnd())
    .join('\n')
    .concat('\n');
}
