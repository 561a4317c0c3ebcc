import { deriveSite, presentOf, type Site } from '../derive/site.ts';
import { publish } from '../edge/publish.ts';
import { countProblems, renderProblems } from '../format/report.ts';
import { isError } from '../model/problem.ts';
import type { Command, World } from './command.ts';
import { countContent, readFolder } from './read.ts';

/** Builds the site, or refuses with every problem of every file and leaves the last one in place. */
export const build: Command = {
  name: 'build',
  summary: 'Compiles the content folder into the site in dist/.',
  help: `The site that stands in dist/ is replaced only by a whole new one.

Exit 0: built. Exit 1: the content has errors; dist/ is as it was.
TSUIKI_CONTENT=DIR names another content folder, SOURCE_DATE_EPOCH=SECONDS sets the clock.`,
  options: {},
  run: async (_values, world) => ((await buildOnce(world)) ? 0 : 1),
};

/** What `build` does, for the commands that begin with it; gives the site, or nothing where the content has errors. */
export async function buildOnce(world: World): Promise<Site | undefined> {
  const { folder, parsed } = await readFolder(world);
  const { config, incidents, problems } = parsed;
  if (problems.length > 0) world.tell(`${renderProblems(problems, folder.name)}\n`);
  if (!config || problems.some(isError)) {
    world.tell(`${countProblems(problems)}. Nothing was built; ${world.output}/ is as it was.\n`);
    return undefined;
  }
  const site = deriveSite(incidents, config, [], presentOf(incidents, world.now));
  const { pages } = await publish(site, folder, world.output);
  const seconds = (world.elapsed() / 1000).toFixed(1);
  world.tell(`${countContent(parsed)} → ${pages} pages in ${world.output}/ (${seconds} s)\n`);
  return site;
}
