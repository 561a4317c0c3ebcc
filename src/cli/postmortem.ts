import { CallError } from '../edge/call-error.ts';
import { type Command, textOf } from './command.ts';
import { addUpdate, DESK_HELP, DESK_OPTIONS, openDesk } from './desk.ts';
import { chooseView, STATUS_HELP, STATUS_OPTIONS, statusGiven, templateNamed } from './saying.ts';

/** Publishes an incident's postmortem, or adds to it. */
export const postmortem: Command = {
  name: 'postmortem',
  summary: 'Writes the postmortem of an incident, or adds to it.',
  help: `  npm run postmortem                     asks for the incident, and opens your editor with the template
  npm run postmortem -- 2026-11-11-mail-cannot-be-sent --message - < postmortem.md

  INCIDENT        its id: the name of its file, without folder and ".md"
  --template NAME the template in _templates/ of the content folder; without it postmortem
${STATUS_HELP}
${DESK_HELP}

A draft that is written over days lies best in a file whose name begins with _ in the content folder: it is never published.`,
  positionals: ['incident'],
  options: { ...DESK_OPTIONS, ...STATUS_OPTIONS, template: { type: 'string' } },
  async run(values, world) {
    const desk = await openDesk(world);
    const view = await chooseView(
      desk,
      textOf(values.incident),
      (one) => !one.isOpen && one.postmortem.length === 0,
    );
    const { lang } = view.incident;
    const message = textOf(values.message);
    const begin = () =>
      view.postmortem.length > 0 && values.template === undefined
        ? ''
        : templateNamed(textOf(values.template) ?? 'postmortem', lang, desk);
    if (message === undefined && !world.isTerminal && values.edit !== true) {
      throw new CallError(
        'A postmortem has a text: give it with --message - on standard input, or write it with --edit. Nothing was written.',
      );
    }
    const text = message === '-' ? await world.readInput() : (message ?? (await world.edit(begin())));
    return addUpdate(desk, view, { phase: 'postmortem', status: statusGiven(values), text }, values);
  },
};
