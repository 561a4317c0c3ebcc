import { dayOf } from '../calendar/day.ts';
import { CallError } from '../edge/call-error.ts';
import { composeFile, composeUpdate, type Saying } from '../format/compose.ts';
import type { Phase } from '../model/phase.ts';
import { askWhich, askWords } from './ask.ts';
import { type Command, type ExitCode, textOf, type Values } from './command.ts';
import { addUpdate, DESK_HELP, DESK_OPTIONS, type Desk, openDesk, putDown } from './desk.ts';
import { askTitle, idFor, languageOf } from './new.ts';
import {
  askStates,
  askTime,
  chooseView,
  STATUS_HELP,
  STATUS_OPTIONS,
  statusGiven,
  textFor,
} from './saying.ts';

const ACTIONS = ['announce', 'move', 'start', 'complete', 'cancel'] as const;
type Action = (typeof ACTIONS)[number];

const PHASE_OF: Readonly<Record<Action, Phase>> = {
  announce: 'scheduled',
  move: 'scheduled',
  start: 'in progress',
  complete: 'completed',
  cancel: 'cancelled',
};

/** Announces a maintenance, moves it, and tells of its course. */
export const maintenance: Command = {
  name: 'maintenance',
  summary: 'Announces a maintenance, moves it, starts, completes or cancels it.',
  help: `  npm run maintenance                    asks for everything, at a terminal
  npm run maintenance -- announce --title "Mail storage update" --window "2026-12-05 02:00 / 04:00" --component "pc-mail: under maintenance"
  npm run maintenance -- move 2026-12-05-mail-storage-update --window "2026-12-06 02:00 / 04:00"
  npm run maintenance -- start|complete|cancel 2026-12-05-mail-storage-update

  ACTION          announce, move, start, complete or cancel
  INCIDENT        its id, for all but announce
  --title TITLE, --id ID, --lang LANG   of what is announced
  --window "START / END"   when it is planned
${STATUS_HELP}
${DESK_HELP}`,
  positionals: ['action', 'incident'],
  options: {
    ...DESK_OPTIONS,
    ...STATUS_OPTIONS,
    title: { type: 'string' },
    id: { type: 'string' },
    lang: { type: 'string' },
    window: { type: 'string' },
    template: { type: 'string' },
  },
  async run(values, world) {
    const desk = await openDesk(world);
    const action = await chooseAction(desk, textOf(values.action));
    return action === 'announce' ? announce(desk, values) : goOn(desk, action, values);
  },
};

async function chooseAction({ world, words }: Desk, given: string | undefined): Promise<Action> {
  const found = ACTIONS.find((action) => action === given);
  if (found) return found;
  if (given === undefined && world.isTerminal) {
    const options = ACTIONS.map((action) => ({ value: action, label: words.actions[action] }));
    return (await askWhich(words.action, options)) as Action;
  }
  throw new CallError(
    `${given === undefined ? 'What about it?' : `"${given}" is no action.`} Give ${ACTIONS.join(', ')}. Nothing was written.`,
  );
}

async function announce(desk: Desk, values: Values): Promise<ExitCode> {
  const { world, config, words } = desk;
  const lang = languageOf(values, desk);
  const title = textOf(values.title) ?? (await askTitle(desk));
  const window = await windowOf(desk, values);
  const asksStates = world.isTerminal && values.component === undefined;
  const marked = asksStates ? await askStates(desk, words.components) : [];
  const day = /^\d{4}-\d{2}-\d{2}/.exec(window)?.[0] ?? dayOf(world.now, config.timeZone);
  const id = await idFor(desk, values, title, 'maintenance', day);
  const text = await textFor(desk, values, lang);
  const planned = marked.map(([ids]) => [ids, 'under maintenance'] as const);
  const status: Saying['status'] = [['window', window], ...planned, ...statusGiven(values)];
  const update = composeUpdate({ phase: 'scheduled', status, text }, desk.stamp, lang);
  const front = { title, kind: 'maintenance' as const, ...(lang === config.languages[0] ? {} : { lang }) };
  const path = `${day.slice(0, 4)}/${id}.md`;
  if (desk.folder.incidents.some((file) => file.path === path))
    throw new CallError(
      `${desk.folder.name}/${path} is there already. Give another --id. Nothing was written.`,
    );
  const deed = { id, writings: [{ path, after: composeFile(front, update) }], subject: `${id}: scheduled` };
  return putDown(desk, deed, values);
}

async function goOn(desk: Desk, action: Action, values: Values): Promise<ExitCode> {
  const view = await chooseView(
    desk,
    textOf(values.incident),
    (one) => one.isOpen && one.kind === 'maintenance',
  );
  if (view.kind !== 'maintenance')
    throw new CallError(
      `${view.id} is an incident, not a maintenance: see npm run update. Nothing was written.`,
    );
  const window = action === 'move' ? [['window', await windowOf(desk, values)] as const] : [];
  const asksEnd = action === 'complete' && values.ended === undefined && desk.world.isTerminal;
  const now = desk.stamp.digits.slice(11);
  const answer = asksEnd ? await askTime(desk, desk.words.ended, desk.words.now(now), false) : '';
  const ended = asksEnd ? [['ended', answer === '' ? now : answer] as const] : [];
  const text = await textFor(desk, values, view.incident.lang);
  const status = [...window, ...ended, ...statusGiven(values)];
  return addUpdate(desk, view, { phase: PHASE_OF[action], status, text }, values);
}

async function windowOf({ world, words }: Desk, values: Values): Promise<string> {
  const given = textOf(values.window);
  if (given !== undefined) return given;
  if (!world.isTerminal)
    throw new CallError('A window is needed: --window "2026-12-05 02:00 / 04:00". Nothing was written.');
  return askWords(words.window, words.windowExample, (answer) => (answer === '' ? words.needed : undefined));
}
