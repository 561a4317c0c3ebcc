import { beginPages } from '../edge/astro.ts';
import { CallError } from '../edge/call-error.ts';
import { alone } from '../edge/lock.ts';
import { openReadings } from '../edge/readings.ts';
import { keepLog } from '../edge/record-copies.ts';
import { replaceFile } from '../edge/replace-file.ts';
import { servedBy } from '../edge/served.ts';
import { judgeFolder, pastOf } from '../format/judge.ts';
import { countProblems, renderProblems } from '../format/report.ts';
import type { ContentFolder } from '../format/source.ts';
import { type Withheld, withhold } from '../format/withhold.ts';
import { formatInstant, MINUTE } from '../model/instant.ts';
import { isError } from '../model/problem.ts';
import type { PublicRecord } from '../model/record.ts';
import type { ChosenLog } from '../record/choose.ts';
import { beginRecord, extendRecord, forkRecord } from '../record/extend.ts';
import { forgive } from '../record/law.ts';
import { headOf, writeLog } from '../record/log.ts';
import type { Published } from '../record/published.ts';
import { verifyServed } from '../record/verify.ts';
import { addSearch, type BuildWorld, buildSite } from './build.ts';
import { type Command, type ExitCode, textOf, type World } from './command.ts';
import { discordWords, gatherLog } from './copies.ts';
import { plural, readFolder } from './read.ts';
import { noRecord, readConfig } from './record-pull.ts';
import { renderVerification } from './verify.ts';

/** What a host runs: the record brought here and extended, the site built on it and verified. */
export const release: Command = {
  name: 'release',
  summary: 'Builds the site that is published: extends the public record, and withholds what has errors.',
  help: `  --first         there is no record yet: this is the first release
  --before FILE   write the record as it was before this release there: what is new since, "announce" tells
  --log FILE      a further copy of the record, from a backup or another machine
  --no-search     leave the search index to the next release: seconds sooner in an outage
  --full          make every file anew, also those that nothing changed since the last builds here
  --fork REASON   go on from a broken or contradicted record; the reason stands on the site for ever

It pulls the record (see record:pull), holds the content against it, builds the site, verifies it, puts it into dist/ and
keeps the new record.
Unpublished text that has an error is left out, and the site says so; all else is published.
Exit 0: done. Exit 1: nothing was built; dist/ and the record are as they were. Exit 2: the call is at fault.
Exit 3: built, but something was left out.`,
  options: {
    'no-search': { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    first: { type: 'boolean', default: false },
    before: { type: 'string' },
    log: { type: 'string' },
    fork: { type: 'string' },
  },
  async run(values, world) {
    const folder = await readFolder(world);
    const call = {
      isFirst: values.first === true,
      fork: textOf(values.fork),
      log: textOf(values.log),
      before: textOf(values.before),
    };
    const isSearched = values['no-search'] !== true;
    const isFull = values.full === true;
    return alone(world.state, () => releaseOnce(folder, call, { ...world, isSearched, isFull }));
  },
};

interface Call {
  readonly isFirst: boolean;
  readonly fork: string | undefined;
  readonly log: string | undefined;
  readonly before: string | undefined;
}

async function releaseOnce(folder: ContentFolder, call: Call, world: BuildWorld): Promise<ExitCode> {
  const config = readConfig(folder, world);
  if (!config) return 1;
  beginPages(world.isFull ?? false);
  const chosen = await gatherLog(config.url, world, call.log);
  checkCall(call, chosen);
  warnOfClock(chosen.record, world);
  if (chosen.discord && call.fork === undefined) {
    world.tell(discordWords(chosen.discord, chosen));
    return 1;
  }
  const past = pastOf(chosen.record);
  const published = call.fork === undefined ? past.published : forgiven(chosen, folder, world);
  const readings = world.isFull ? undefined : await openReadings(world.state, folder, world.now);
  const withheld = withhold(folder, { ...past, published }, world.now, readings);
  await readings?.save();
  if (withheld.judged.problems.some(isError)) return refuse(withheld, folder, world);
  if (call.before !== undefined) await replaceFile(call.before, writeLog(chosen.record));
  return publishRecord(newRecord(chosen, withheld, call, world), withheld, world);
}

/** What is left of what was published, once a fork tells of what broke. Throws a `CallError` where nothing did. */
function forgiven(chosen: ChosenLog, folder: ContentFolder, { now }: World): Published {
  const past = pastOf(chosen.record);
  const { judgement } = judgeFolder(folder, past, now);
  const isAhead = past.last !== undefined && past.last > now;
  if (!chosen.discord && !isAhead && judgement.breaches.length === 0) {
    throw new CallError(
      'The record is whole, and the content does not contradict it: there is nothing to fork from. Call it without --fork.',
    );
  }
  return forgive(past.published, judgement);
}

/** A clock that ran ahead once dates every later line; only a fork goes back. */
function warnOfClock(record: PublicRecord, { now, tell }: World): void {
  const last = record.at(-1)?.published;
  if (last === undefined || last <= now + 5 * MINUTE) return;
  tell(
    `WARNING: the last line of the record was published at ${formatInstant(last)}, which lies ahead of this machine's clock\n` +
      `(${formatInstant(now)}). What is published now is dated a second after it. If this clock is right, the way back is:\n` +
      'npm run release -- --fork "A clock ran ahead"  (it stands on the site for ever).\n',
  );
}

function checkCall({ isFirst, fork }: Call, { record, name, discord }: ChosenLog): void {
  if (fork !== undefined && record.length === 0) throw new CallError(noRecord('npm run release'));
  if (fork !== undefined && fork.trim() === '')
    throw new CallError('--fork needs a reason, which the site shows for ever.');
  if (isFirst && name !== undefined) {
    throw new CallError(
      `--first is for a site that was never released, and ${name} has a record of ${plural(record.length, 'line')}. Call it without --first.`,
    );
  }
  if (!isFirst && name === undefined && !discord) throw new CallError(noRecord('npm run release'));
}

function newRecord(chosen: ChosenLog, { judged }: Withheld, { fork }: Call, { now }: World): PublicRecord {
  if (fork !== undefined) {
    const { head, record: known } = chosen.abandoned ?? { head: headOf(chosen.record), record: [] };
    return forkRecord(chosen.record, judged.pieces, { reason: fork, abandoned: head, known }, now);
  }
  if (chosen.record.length === 0) return beginRecord(judged.pieces, now);
  return extendRecord(chosen.record, judged.judgement, now);
}

/** A broken law, or a `site.yml` that cannot be read, stops a release. */
function refuse({ judged }: Withheld, folder: ContentFolder, world: World): ExitCode {
  world.annotate(judged.problems, folder.name);
  world.tell(`${renderProblems(judged.problems, folder.name)}\n`);
  world.tell(
    `${countProblems(judged.problems)}. Nothing was published; ${world.output}/ and the record are as they were.\n`,
  );
  return 1;
}

/** A site that its own record does not prove is not put into the place of the one that stands. */
async function isProven(dir: string, { output, tell }: World): Promise<boolean> {
  const verification = await verifyServed(await servedBy(dir));
  if (verification.failures.length === 0) return true;
  tell(
    `${renderVerification(verification)}\nThis is a fault of Tsuiki itself. Nothing was published; ${output}/ and the record are as they were.\n`,
  );
  return false;
}

/** The new site stands by now: what cannot be kept here can still be had from there. */
async function keepOrSay(record: PublicRecord, { state, output }: World): Promise<void> {
  try {
    await keepLog(state, writeLog(record));
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    throw new CallError(
      `${error.message}\n${output}/ holds the new site, whole and verified. Publish it all the same; then "npm run record:pull" brings its record here.`,
      { cause: error },
    );
  }
}

async function publishRecord(record: PublicRecord, withheld: Withheld, world: BuildWorld): Promise<ExitCode> {
  const { folder, judged, problems, incidents } = withheld;
  const published = new Set(judged.incidents.map(({ id }) => id));
  const withheldIn = new Set([...incidents].filter((id) => published.has(id)));
  const standing = { isRelease: true, withheldIn, withheldNew: incidents.size - withheldIn.size };
  const built = await buildSite(folder, judged, record, standing, world, (dir) => isProven(dir, world));
  if (!built) return 1;
  await keepOrSay(record, world);
  await addSearch(built, world);
  world.print(`${plural(record.length, 'line')}, head ${headOf(record)}\n`);
  const warnings = judged.problems.filter((one) => !isError(one));
  world.annotate([...problems, ...warnings], folder.name);
  if (warnings.length > 0) world.tell(`${renderProblems(warnings, folder.name)}\n`);
  if (problems.length === 0) return 0;
  world.tell(`${renderProblems(problems, folder.name)}\n`);
  world.tell(
    `${countProblems(problems)}. What they stand in was left out; all else is published, and the site says so.\n`,
  );
  return 3;
}
