import { join } from 'node:path';
import { readMoment } from '../calendar/zone.ts';
import { paths } from '../derive/addresses.ts';
import { asItStood } from '../derive/published.ts';
import { searchRecords } from '../derive/search-records.ts';
import { deriveSite, LOCAL_COPY, type PublicStanding, presentOf, type Site } from '../derive/site.ts';
import { beginPages } from '../edge/astro.ts';
import { CallError } from '../edge/call-error.ts';
import { alone } from '../edge/lock.ts';
import { type Approve, publish } from '../edge/publish.ts';
import { openReadings } from '../edge/readings.ts';
import { ownLogPath, readCopy } from '../edge/record-copies.ts';
import { writeSearchIndex } from '../edge/search-index.ts';
import { type JudgedFolder, judgeFolder, pastOf } from '../format/judge.ts';
import { shorten } from '../format/problems.ts';
import { countProblems, renderProblems } from '../format/report.ts';
import type { ContentFolder } from '../format/source.ts';
import type { Instant } from '../model/instant.ts';
import { isError } from '../model/problem.ts';
import type { PublicRecord } from '../model/record.ts';
import { beginRecord, extendRecord } from '../record/extend.ts';
import { readLog } from '../record/log.ts';
import type { Command, World } from './command.ts';
import { countContent, readFolder } from './read.ts';

/** Builds the site, or refuses with every problem of every file and leaves the last one in place. */
export const build: Command = {
  name: 'build',
  summary: 'Compiles the content folder into the site in dist/.',
  help: `Where .tsuiki/log.jsonl holds the public record, the site extends it, and a site that contradicts it is refused;
without one it is built as if for the first time. It is a local copy, and says so: "npm run release" publishes.
The site that stands in dist/ is replaced only by a whole new one.
Exit 0: built. Exit 1: the content has errors; dist/ is as it was.
The search index is made after it; --no-search leaves it out.
A file that nothing changed since the last builds here is not made again; --full makes all of them.
TSUIKI_CONTENT=DIR names another content folder, SOURCE_DATE_EPOCH=SECONDS sets the clock.`,
  options: {
    'no-search': { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
  },
  run: async (values, world) => {
    const isSearched = values['no-search'] !== true;
    return (await buildOnce({ ...world, isSearched, isFull: values.full === true })) ? 0 : 1;
  },
};

/**
 * What a build asks of the world; with `isSearched` false the search index is left to the next one, with `isFull` nothing of
 * earlier builds is used.
 */
export type BuildWorld = World & { readonly isSearched?: boolean; readonly isFull?: boolean };

/** A site that was built, and the folder in which it stands. */
export interface Built {
  readonly site: Site;
  readonly output: string;
}

/**
 * What `build` does, for the commands that begin with it; gives nothing where the content has errors. With `at`, a moment
 * in the past as a person wrote it, the site is built as it stood then, into a folder of its own: `dist/` is left alone.
 */
export function buildOnce(world: BuildWorld, at?: string): Promise<Built | undefined> {
  return alone(world.state, async () => {
    const built = await buildAlone(world, at);
    if (built) await addSearch(built, world);
    return built;
  });
}

async function buildAlone(world: BuildWorld, at: string | undefined): Promise<Built | undefined> {
  const record = await ownRecord(world);
  const folder = await readFolder(world);
  beginPages(world.isFull ?? false);
  const readings = world.isFull ? undefined : await openReadings(world.state, folder, world.now);
  const judged = judgeFolder(folder, pastOf(record), world.now, undefined, readings);
  await readings?.save();
  const { problems, config } = judged;
  world.annotate(problems, folder.name);
  if (problems.length > 0) world.tell(`${renderProblems(problems, folder.name)}\n`);
  if (!config || problems.some(isError)) {
    world.tell(`${countProblems(problems)}. Nothing was built; ${world.output}/ is as it was.\n`);
    return undefined;
  }
  const whole = extended(record, judged, world);
  if (at === undefined) return buildSite(folder, judged, whole, LOCAL_COPY, world);
  const stoodAt = pastMoment(at, config.timeZone, world.now);
  const then = asItStood(judged.incidents, whole, stoodAt);
  const past = { ...world, output: join(world.state, 'at') };
  return buildSite(folder, { ...judged, ...then }, then.record, { ...LOCAL_COPY, stoodAt }, past);
}

function pastMoment(text: string, zone: string, now: Instant): Instant {
  const at = readMoment(text, zone);
  if (at === undefined) {
    throw new CallError(
      `--at takes a moment such as "2008-09-05 23:00", on the clocks of ${zone}, or with an offset behind it ("2008-09-05 14:00 +00:00"); not "${text}".`,
    );
  }
  if (at > now) throw new CallError(`--at names ${text}, which lies ahead. The past alone is known.`);
  return at;
}

/** The record with what this build publishes; a first one where there is none. */
export function extended(
  record: PublicRecord,
  judged: JudgedFolder,
  { now }: Pick<World, 'now'>,
): PublicRecord {
  return record.length === 0 ? beginRecord(judged.pieces, now) : extendRecord(record, judged.judgement, now);
}

/** Derives the site of a folder without errors and puts it in its place, once `approve` has seen it whole. */
export async function buildSite(
  folder: ContentFolder,
  judged: JudgedFolder,
  record: PublicRecord,
  standing: PublicStanding,
  world: BuildWorld,
  approve?: Approve,
): Promise<Built | undefined> {
  const { config, incidents } = judged;
  const { output } = world;
  if (!config) return undefined;
  const asOf = standing.stoodAt ?? presentOf(incidents, world.now);
  const site = deriveSite(incidents, config, record, asOf, standing);
  const published = await publish({
    site,
    folder,
    pieces: judged.pieces,
    outDir: output,
    // The past is built once and thrown away.
    state: standing.stoodAt === undefined ? world.state : undefined,
    isFull: world.isFull ?? false,
    approve,
    progress: (made) => world.tell(`${made} pages made …\n`),
  });
  if (!published) return undefined;
  const seconds = (world.elapsed() / 1000).toFixed(1);
  const { pages, files, kept } = published;
  const anew = kept > 0 ? `, ${files - kept} of ${files} files made anew` : '';
  world.tell(`${countContent(judged)} → ${pages} pages in ${output}/ (${seconds} s${anew})\n`);
  return { site, output };
}

/** A search that cannot be made is no reason to hold up a notice: the page of search lists the archive without it. */
export async function addSearch(
  { site, output }: Built,
  { tell, isSearched = true }: BuildWorld,
): Promise<void> {
  if (!isSearched) return;
  try {
    await writeSearchIndex(searchRecords(site), output);
  } catch (error) {
    tell(
      `WARNING: the search index could not be made (${error instanceof Error ? error.message : error}).\n` +
        `${output}/ is whole without it; ${paths.search} lists the archive instead. The next build tries again.\n`,
    );
  }
}

/** The record as the last release or pull left it; empty where there is none. Throws a `CallError` where it is broken. */
export async function ownRecord({ state }: Pick<World, 'state'>): Promise<PublicRecord> {
  const copy = await readCopy(ownLogPath(state));
  if (!copy) return [];
  const { lines, fault } = readLog(copy.text);
  if (!fault) return lines;
  throw new CallError(
    `${copy.name}:${fault.line}: this is not the public record: ${fault.why}.\n  read   ${shorten(fault.read)}\n` +
      'Nothing was changed. "npm run record:pull" brings the record from the live site; the broken copy can then be deleted.',
  );
}
