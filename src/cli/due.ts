import { turnsBetween } from '../derive/due.ts';
import { CallError } from '../edge/call-error.ts';
import { parseFolder } from '../format/folder.ts';
import { renderProblems } from '../format/report.ts';
import { instant, MINUTE } from '../model/instant.ts';
import { isError } from '../model/problem.ts';
import { type Command, textOf } from './command.ts';
import { readFolder } from './read.ts';

const WITHIN = 75;

/** Whether a release without news is worth its minute. */
export const due: Command = {
  name: 'due',
  summary:
    'Says whether the clock alone makes a release due: a new day, a maintenance window that opened or passed.',
  help: `  --within MINUTES   how far back to look (${WITHIN}: an hour, and the delay with which a host calls it)

For automation that calls it every hour; one that calls it once a day says --within 1500. "due=true" or "due=false" is printed,
and why is told. Reads the content folder alone; an incident with errors counts as far as it can be read.
Exit 0: it was said. Exit 1: site.yml is missing or has errors, and they are told. Exit 2: the call is at fault.`,
  options: { within: { type: 'string' } },
  async run(values, world) {
    const within = Number(textOf(values.within) ?? WITHIN);
    if (!Number.isInteger(within) || within <= 0) {
      throw new CallError(`--within takes a number of minutes, not "${textOf(values.within)}".`);
    }
    const folder = await readFolder(world);
    const { config, incidents, problems } = parseFolder(folder, world.now);
    if (!config) {
      world.tell(`${renderProblems(problems.filter(isError), folder.name)}\n`);
      return 1;
    }
    const before = instant(world.now - within * MINUTE);
    const turns = turnsBetween(before, world.now, incidents, config.timeZone);
    for (const turn of turns) {
      if (turn.what === 'day') world.tell(`It is ${turn.day} in ${config.timeZone} by now.\n`);
      else world.tell(`${turn.id}: its window opened or passed.\n`);
    }
    if (turns.length === 0) world.tell(`The clock turned nothing in the last ${within} minutes.\n`);
    world.print(`due=${turns.length > 0}\n`);
    return 0;
  },
};
