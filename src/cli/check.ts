import { countProblems, renderProblems } from '../format/report.ts';
import { isError } from '../model/problem.ts';
import type { Command } from './command.ts';
import { countContent, readFolder } from './read.ts';

/** Prints every problem of every file, as a compiler does. Writes nothing. */
export const check: Command = {
  name: 'check',
  summary: 'Reads every file of the content folder and says what is wrong with it.',
  help: `  --json      the problems as one JSON list, for machines

Exit 0: nothing is wrong (warnings do not count). Exit 1: errors; nothing would be published.
docs/FORMAT.md explains every rule by its id.`,
  options: { json: { type: 'boolean', default: false } },
  async run(values, world) {
    const { folder, parsed } = await readFolder(world);
    const { problems } = parsed;
    if (values.json) world.print(`${JSON.stringify(problems, undefined, 2)}\n`);
    else if (problems.length > 0) world.print(`${renderProblems(problems, folder.name)}\n`);
    const isBad = problems.some(isError);
    if (problems.length > 0) world.tell(`${countProblems(problems)}. No file was changed.\n`);
    if (!isBad) world.tell(`${folder.name}: ${countContent(parsed)}, no error.\n`);
    return isBad ? 1 : 0;
  },
};
