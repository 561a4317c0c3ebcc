import { CallError } from '../edge/call-error.ts';
import { fetchLog } from '../edge/live-log.ts';
import { localCopies, readCopy } from '../edge/record-copies.ts';
import { shorten } from '../format/problems.ts';
import { type ChosenLog, chooseLog, type Discord } from '../record/choose.ts';
import type { World } from './command.ts';
import { plural } from './read.ts';

/**
 * The record that the live site at `url`, the committed copy, this machine's own and the file `extra` make together. Says
 * loudly where the live site has none: publishing goes on from the other copies, also in an outage of the site itself.
 */
export async function gatherLog(url: string, world: World, extra?: string): Promise<ChosenLog> {
  const live = await fetchLog(url);
  if ('missing' in live) world.tell(`WARNING: the live site gave no record. ${live.missing}.\n`);
  const given = extra === undefined ? undefined : await readCopy(extra);
  if (extra !== undefined && !given)
    throw new CallError(`--log names "${extra}", and there is no such file.`);
  const copies = [
    ...('missing' in live ? [] : [live]),
    ...(await localCopies(world.state, world.content)),
    ...(given ? [given] : []),
  ];
  const chosen = chooseLog(copies);
  if (chosen.name !== undefined) {
    world.tell(`The record: ${plural(chosen.record.length, 'line')}, from ${chosen.name}\n`);
  }
  return chosen;
}

/** What is wrong with the copies, and the ways out. */
export function discordWords(discord: Discord, { record }: Pick<ChosenLog, 'record'>): string {
  const ways =
    record.length === 0
      ? `Nothing was changed. No copy has one valid line. Remove this one; then give a good one (--log FILE), or begin: --first.\n`
      : 'Nothing was published, and no copy was changed. Find out which is right; then remove the wrong copy (where the live one\n' +
        'was cut off, upload the last release again), give a good one (--log FILE), or go on from the longest valid one, in the\n' +
        'open: npm run release -- --fork "WHY"  (it stands on the site for ever).\n';
  if (discord.how === 'unreadable') {
    const { name, fault } = discord;
    return `${name}:${fault.line}: this is not the record that was published: ${fault.why}.\n  read   ${shorten(fault.read)}\n${ways}`;
  }
  const { name, other, line } = discord;
  return (
    `${name} and ${other} tell different stories from line ${line} on. Two releases went out at once, or one was\n` +
    `rolled back and another made in its place.\n${ways}`
  );
}
