import { dayOf } from '../calendar/day.ts';
import { CallError } from '../edge/call-error.ts';
import { composeFile, composeUpdate, freeId } from '../format/compose.ts';
import { isIncidentId } from '../format/folder.ts';
import { askAgain, askWords } from './ask.ts';
import { type Command, textOf, type Values } from './command.ts';
import { DESK_HELP, DESK_OPTIONS, type Desk, openDesk, putDown } from './desk.ts';
import { askStates, askTime, STATUS_HELP, STATUS_OPTIONS, statusGiven, textFor } from './saying.ts';

/** Opens an incident: a file of its own, with a first update. */
export const newIncident: Command = {
  name: 'new',
  summary: 'Opens an incident: says what is broken, in a file of its own.',
  help: `  npm run new                            asks for everything, at a terminal
  npm run new -- --title "Mail cannot be sent" --component "sending: major outage" --began 13:12 --next 14:00 --message "We are looking into it."

  --title TITLE   what is wrong, in the words of those whom it hits
  --id ID         its name in addresses, for ever; without it the day and words of the title
  --phase PHASE   investigating (the default), identified, monitoring
  --lang LANG     the language that it is written in; without it the site's first
  --template NAME a text to begin with, of _templates/ in the content folder
${STATUS_HELP}
${DESK_HELP}`,
  options: {
    ...DESK_OPTIONS,
    ...STATUS_OPTIONS,
    title: { type: 'string' },
    id: { type: 'string' },
    phase: { type: 'string' },
    lang: { type: 'string' },
    template: { type: 'string' },
  },
  async run(values, world) {
    const desk = await openDesk(world);
    const lang = languageOf(values, desk);
    const title = textOf(values.title) ?? (await askTitle(desk));
    const asks = world.isTerminal;
    const given = statusGiven(values);
    const states = asks && values.component === undefined ? await askStates(desk, desk.words.components) : [];
    const began = asks && values.began === undefined ? await askBegan(desk) : '';
    const next =
      asks && values.next === undefined ? await askTime(desk, desk.words.next, '14:00', false) : '';
    const day = dayOf(world.now, desk.config.timeZone);
    const id = await idFor(desk, values, title, 'incident', day);
    const text = await textFor(desk, values, lang);
    const status = [
      ...(began === '' ? [] : [['began', began] as const]),
      ...given.filter(([key]) => key !== 'next'),
      ...states,
      ...given.filter(([key]) => key === 'next'),
      ...(next === '' ? [] : [['next', next] as const]),
    ];
    const phase = phaseGiven(values) ?? 'investigating';
    const update = composeUpdate({ phase, status, text }, desk.stamp, lang);
    const front = { title, ...(lang === desk.config.languages[0] ? {} : { lang }) };
    const path = `${day.slice(0, 4)}/${id}.md`;
    if (desk.folder.incidents.some((file) => file.path === path)) {
      throw new CallError(
        `${desk.folder.name}/${path} is there already. Add to it: npm run update -- ${id}. Nothing was written.`,
      );
    }
    const deed = { id, writings: [{ path, after: composeFile(front, update) }], subject: `${id}: ${phase}` };
    return putDown(desk, deed, values);
  },
};

function phaseGiven({ phase }: Values): 'investigating' | 'identified' | 'monitoring' | undefined {
  if (phase === undefined) return undefined;
  if (phase === 'investigating' || phase === 'identified' || phase === 'monitoring') return phase;
  throw new CallError(
    `--phase takes investigating, identified or monitoring, not "${phase}". Nothing was written.`,
  );
}

/** The language of a new file: as given, else the terminal's where the site has it and a person is asked, else the site's first. */
export function languageOf(values: Values, { config, world }: Desk): string {
  const { languages } = config;
  const wanted = textOf(values.lang) ?? (world.isTerminal ? world.lang : languages[0]);
  if (languages.includes(wanted)) return wanted;
  if (values.lang === undefined) return languages[0];
  throw new CallError(
    `--lang takes one of the site's languages (${languages.join(', ')}), not "${wanted}". Nothing was written.`,
  );
}

/** The name of a new file: as given, else one that is free, which a person may change. */
export async function idFor(
  { judged, words, world }: Desk,
  values: Values,
  title: string,
  kind: 'incident' | 'maintenance',
  day: string,
): Promise<string> {
  const given = textOf(values.id);
  if (given !== undefined) return given;
  const taken = judged.incidents.map(({ id }) => id);
  const free = freeId(day, title, kind, taken);
  if (!world.isTerminal) return free;
  return askAgain(words.id, free, (id) => (isIncidentId(id) && !taken.includes(id) ? undefined : free));
}

/** The title of what is opened; needed. */
export async function askTitle({ world, words }: Pick<Desk, 'world' | 'words'>): Promise<string> {
  if (!world.isTerminal)
    throw new CallError('A title is needed: --title "Mail cannot be sent". Nothing was written.');
  return askWords(words.title, words.titleExample, (answer) => (answer === '' ? words.needed : undefined));
}

async function askBegan(desk: Desk): Promise<string> {
  const now = desk.stamp.digits.slice(11);
  const answer = await askTime(desk, desk.words.began, desk.words.now(now), false);
  return answer === '' ? now : answer;
}
