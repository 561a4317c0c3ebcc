import { type Command, textOf } from './command.ts';
import { addUpdate, DESK_HELP, DESK_OPTIONS, type Desk, openDesk } from './desk.ts';
import {
  askCause,
  askTime,
  chooseView,
  STATUS_HELP,
  STATUS_OPTIONS,
  statusGiven,
  textFor,
} from './saying.ts';

/** Says that an incident is over. */
export const resolve: Command = {
  name: 'resolve',
  summary: 'Says that an incident is over, and since when.',
  help: `  npm run resolve                        asks for everything, at a terminal
  npm run resolve -- 2026-11-11-mail-cannot-be-sent --ended 13:52 --cause configuration --message "Mail can be sent again."

  INCIDENT        its id: the name of its file, without folder and ".md"
  --ended TIME    when it was over; needed: it is not the time of writing
${STATUS_HELP}
${DESK_HELP}`,
  positionals: ['incident'],
  options: { ...DESK_OPTIONS, ...STATUS_OPTIONS },
  async run(values, world) {
    const desk = await openDesk(world);
    const isOpen = (view: Desk['views'][number]) => view.isOpen && view.kind === 'incident';
    const view = await chooseView(desk, textOf(values.incident), isOpen);
    const asks = world.isTerminal;
    const given = statusGiven(values);
    const ended = values.ended === undefined && asks ? await askEnded(desk) : undefined;
    const cause = values.cause === undefined && asks && view.cause === undefined ? await askCause(desk) : [];
    const status = [...(ended === undefined ? [] : [['ended', ended] as const]), ...given, ...cause];
    const text = await textFor(desk, values, view.incident.lang);
    return addUpdate(desk, view, { phase: 'resolved', status, text }, values);
  },
};

async function askEnded(desk: Desk): Promise<string> {
  const now = desk.stamp.digits.slice(11);
  const answer = await askTime(desk, desk.words.ended, desk.words.now(now), false);
  return answer === '' ? now : answer;
}
