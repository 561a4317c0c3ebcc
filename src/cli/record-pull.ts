import { CallError } from '../edge/call-error.ts';
import { alone } from '../edge/lock.ts';
import { keepLog } from '../edge/record-copies.ts';
import { parseFolder } from '../format/folder.ts';
import { renderProblems } from '../format/report.ts';
import type { ContentFolder } from '../format/source.ts';
import type { SiteConfig } from '../model/site-config.ts';
import { headOf, writeLog } from '../record/log.ts';
import { type Command, textOf, type World } from './command.ts';
import { discordWords, gatherLog } from './copies.ts';
import { plural, readFolder } from './read.ts';

/** Brings the public record here, for the builds to come. */
export const recordPull: Command = {
  name: 'record:pull',
  summary: 'Brings the public record from the live site, checks it and keeps it here.',
  help: `  --log FILE   a further copy, from a backup or another machine

Taken is the longest of the live log, the committed copy (_record/log.jsonl in the content folder), FILE and the one
kept here; the others must be its beginning. It is kept as .tsuiki/log.jsonl, whole or not at all.
Exit 0: kept. Exit 1: the copies contradict each other; nothing was changed. Exit 2: there is no copy at all.`,
  options: { log: { type: 'string' } },
  async run(values, world) {
    const config = readConfig(await readFolder(world), world);
    if (!config) return 1;
    return alone(world.state, async () => {
      const chosen = await gatherLog(config.url, world, textOf(values.log));
      const { record, name, discord } = chosen;
      if (discord) {
        world.tell(discordWords(discord, chosen));
        return 1;
      }
      if (name === undefined) throw new CallError(noRecord('npm run record:pull'));
      await keepLog(world.state, writeLog(record));
      world.print(`${plural(record.length, 'line')}, head ${headOf(record)}\n`);
      return 0;
    });
  },
};

/** What `site.yml` says, or nothing where it has an error; that was told then. */
export function readConfig(folder: ContentFolder, world: World): SiteConfig | undefined {
  const { config, problems } = parseFolder({ ...folder, incidents: [], assets: new Map() }, world.now);
  if (!config) world.tell(`${renderProblems(problems, folder.name)}\nNothing was changed.\n`);
  return config;
}

/** What to do where no copy of the record is to be had. */
export function noRecord(command: string): string {
  return (
    'There is no copy of the public record: neither on the live site, nor committed, nor here. Nothing was changed.\n' +
    `If there is one elsewhere:             ${command} -- --log FILE\n` +
    'If this site was never released yet:   npm run release -- --first'
  );
}
