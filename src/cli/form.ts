import { CallError } from '../edge/call-error.ts';
import { readCopy } from '../edge/record-copies.ts';
import { readIssueForm } from '../format/issue-form.ts';
import { type Command, textOf } from './command.ts';
import { newIncident } from './new.ts';

/** Opens an incident for somebody who has only a browser. */
export const form: Command = {
  name: 'form',
  summary: 'Opens an incident from the form that somebody filled in on the code host.',
  help: `  npm run form -- "$GITHUB_EVENT_PATH" --commit

  EVENT           the file in which the host tells of the issue that was opened; its text is data, and nothing of it is run
  --commit        commit it to git; it is never pushed
  --dry-run       print what would be written, and write nothing

For .github/workflows/incident-form.yml, which makes a pull request of it. Writes what "npm run new" would.
Exit 0: written. Exit 1: the check refused it; nothing was written. Exit 2: EVENT is none, or the form was not filled in.`,
  positionals: ['event'],
  options: { commit: { type: 'boolean', default: false }, 'dry-run': { type: 'boolean', default: false } },
  async run(values, world) {
    const path = textOf(values.event);
    const event = path === undefined ? undefined : await readCopy(path);
    const filled = event && readIssueForm(event.text);
    if (!filled) {
      throw new CallError(
        `${path === undefined ? 'Name the file of the event' : `"${path}" tells of no issue with the form of an incident`}: npm run form -- "$GITHUB_EVENT_PATH". Nothing was written.`,
      );
    }
    const { title, components, state, began, next, text } = filled;
    const given = {
      title,
      message: text,
      ...(components.length > 0 ? { component: [`${components.join(', ')}: ${state}`] } : {}),
      ...(began === '' ? {} : { began }),
      ...(next === '' ? {} : { next }),
    };
    const { commit, 'dry-run': dryRun } = values;
    // Nobody is there to be asked.
    return newIncident.run(
      { ...given, commit, 'dry-run': dryRun, yes: true },
      { ...world, isTerminal: false },
    );
  },
};
