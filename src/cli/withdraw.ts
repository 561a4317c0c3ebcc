import { type Command, textOf } from './command.ts';
import { addUpdate, DESK_HELP, DESK_OPTIONS, openDesk } from './desk.ts';
import { chooseView, textFor } from './saying.ts';

/** Takes back what was a false alarm; the page stays. */
export const withdraw: Command = {
  name: 'withdraw',
  summary: 'Says that an incident was a false alarm: its page stays, uptime forgets it.',
  help: `  npm run withdraw                       asks for everything, at a terminal
  npm run withdraw -- 2026-11-11-mail-cannot-be-sent --message "The measurement was wrong, not the mail."

  INCIDENT        its id: the name of its file, without folder and ".md"
${DESK_HELP}`,
  positionals: ['incident'],
  options: DESK_OPTIONS,
  async run(values, world) {
    const desk = await openDesk(world);
    const view = await chooseView(
      desk,
      textOf(values.incident),
      (one) => one.isOpen && one.kind === 'incident',
    );
    const text = await textFor(desk, values, view.incident.lang);
    return addUpdate(desk, view, { phase: 'withdrawn', status: [], text }, values);
  },
};
