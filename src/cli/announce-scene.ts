import { type Fact, readJournal } from '../announce/journal.ts';
import { linkResolver, publishedFiles } from '../derive/links.ts';
import { deriveSite, presentOf, type Site } from '../derive/site.ts';
import { CallError } from '../edge/call-error.ts';
import { journalCopies } from '../edge/journal-file.ts';
import { ownLogPath, readCopy } from '../edge/record-copies.ts';
import type { ProseWorld } from '../feeds/telling.ts';
import { pastOf } from '../format/judge.ts';
import { shorten } from '../format/problems.ts';
import { renderProblems } from '../format/report.ts';
import type { ContentFolder } from '../format/source.ts';
import { withhold } from '../format/withhold.ts';
import { isError } from '../model/problem.ts';
import { readLog, writeLog } from '../record/log.ts';
import type { World } from './command.ts';

/** What was published, and what of it this release did. */
export interface Scene {
  readonly site: Site;
  readonly prose: ProseWorld;
  /** The length of the record before this release; absent where the call does not say. */
  readonly since: number | undefined;
}

/**
 * The site as the release published it: what was withheld, or written since, is not in the record and so not in it. `path`
 * is the record before the release. Nothing where something is at fault, and that was told; a `CallError` where the call is.
 */
export async function readScene(
  folder: ContentFolder,
  path: string | undefined,
  world: World,
): Promise<Scene | undefined> {
  const own = ownLogPath(world.state);
  const copy = await readCopy(own);
  if (!copy) {
    throw new CallError(
      `There is no record here (${own}), so nothing can be new. "npm run release" makes it, "npm run record:pull" brings it. Nobody was told.`,
    );
  }
  const { lines: record, fault } = readLog(copy.text);
  if (fault) {
    world.tell(
      `${copy.name}:${fault.line}: this is not the public record: ${fault.why}. Nobody was told. "npm run record:pull" brings it from the live site.\n`,
    );
    return undefined;
  }
  const old = path === undefined ? undefined : await readCopy(path);
  if (path !== undefined && !old) {
    throw new CallError(`--since names "${path}", and there is no such file. Nobody was told.`);
  }
  if (old && !writeLog(record).startsWith(old.text)) {
    world.tell(
      `${old.name} is not the beginning of ${copy.name}: it is another site's record, or a part of one. Nobody was told.\n`,
    );
    return undefined;
  }
  const { judged } = withhold(folder, pastOf(record), world.now);
  const errors = judged.problems.filter(isError);
  if (!judged.config || errors.length > 0) {
    world.tell(`${renderProblems(errors, folder.name)}\nNobody was told.\n`);
    return undefined;
  }
  const site = deriveSite(judged.incidents, judged.config, record, presentOf(judged.incidents, world.now));
  const prose = { resolve: linkResolver(site, publishedFiles(folder.assets)) };
  return { site, prose, since: old && readLog(old.text).lines.length };
}

/** What the copies of the journal hold together; nothing where one of them is none, and that was told. */
export async function readFacts({ state, content, tell }: World): Promise<readonly Fact[] | undefined> {
  const facts: Fact[] = [];
  for (const { name, text } of await journalCopies(state, content)) {
    const read = readJournal(text);
    if ('fault' in read) {
      tell(
        `${name}:${read.fault.line}: this is no line of the journal of announcements.\n  read   ${shorten(read.fault.read)}\n` +
          'Nobody was told, and nothing was written. Put the line right (where git left two versions in the file, keep the lines of both), or delete the\n' +
          'file: then the other copy alone counts, and where there is none, what --since says.\n',
      );
      return undefined;
    }
    facts.push(...read.facts);
  }
  return facts;
}
