import { join } from 'node:path';
import { dayOf } from '../calendar/day.ts';
import { type BaseFolder, readBase } from '../edge/base.ts';
import { CallError } from '../edge/call-error.ts';
import { openReadings } from '../edge/readings.ts';
import { localCopies } from '../edge/record-copies.ts';
import { replaceFile } from '../edge/replace-file.ts';
import { type Fixed, fixFolder, withFixed } from '../format/fix.ts';
import { baseIdOf, fileNameOf, parseFolder, type Readings } from '../format/folder.ts';
import { type JudgedFolder, judgeFolder, type Past, pastOf } from '../format/judge.ts';
import { countProblems, renderProblems } from '../format/report.ts';
import type { ContentFolder } from '../format/source.ts';
import type { Instant } from '../model/instant.ts';
import { isError } from '../model/problem.ts';
import type { PublicRecord } from '../model/record.ts';
import type { ComponentConfig } from '../model/site-config.ts';
import { chooseLog } from '../record/choose.ts';
import { contradicted } from '../record/law.ts';
import { type Piece, sitePieces } from '../record/pieces.ts';
import { publishedPieces, withTexts } from '../record/published.ts';
import type { Command, World } from './command.ts';
import { discordWords } from './copies.ts';
import { countContent, plural, readFolder } from './read.ts';

/** Prints every problem of every file, as a compiler does. Changes no file of the content, save with `--fix`. */
export const check: Command = {
  name: 'check',
  summary: 'Reads every file of the content folder and says what is wrong with it.',
  help: `  --base REF  compare with a revision in git: what was published there must still stand
  --fix       put right, in unpublished text alone: the spelling of headings, the order of updates, a missing last line end
  --json      all problems as one JSON list, for machines

In a GitHub workflow each problem is also marked on its line, as in build and release.

Where there is a record (.tsuiki/log.jsonl, or _record/log.jsonl in the content folder), what it holds was published;
without one, what stands without a problem in REF. With --base, files that are as they were there are not judged again.
Without a record and without --base nothing counts as published, and --fix may touch all.
Exit 0: nothing is wrong (warnings do not count). Exit 1: errors; nothing would be published. Exit 2: the call is at fault.
docs/FORMAT.md explains every rule by its id.`,
  options: {
    base: { type: 'string' },
    fix: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
  async run(values, world) {
    const folder = await readFolder(world);
    const chosen = chooseLog(await localCopies(world.state, world.content));
    const { record, discord } = chosen;
    if (discord) throw new CallError(discordWords(discord, chosen));
    const base = typeof values.base === 'string' ? await readBase(folder, values.base) : undefined;
    // What a fix changes is read anew each time.
    const readings = values.fix || base ? undefined : await openReadings(world.state, folder, world.now);
    const judge = base
      ? judgeAgainst(base, folder, record, world)
      : judgeBy(pastOf(record), world, undefined, readings);
    const { judged, fixed } = values.fix ? fixAll(folder, judge) : { judged: judge(folder), fixed: [] };
    await readings?.save();
    for (const { file, done } of fixed) {
      await replaceFile(join(world.content, file.path), file.bytes);
      world.tell(`${folder.name}/${file.path}: ${done.join(', ')}.\n`);
    }
    const { problems } = judged;
    if (values.json) world.print(`${JSON.stringify(problems, undefined, 2)}\n`);
    else if (problems.length > 0) world.print(`${renderProblems(problems, folder.name)}\n`);
    world.annotate(problems, folder.name);
    const isBad = problems.some(isError);
    const changed = fixed.length === 0 ? 'No file was changed.' : `${plural(fixed.length, 'file')} changed.`;
    if (problems.length > 0) world.tell(`${countProblems(problems)}. ${changed}\n`);
    if (!isBad && judged.incidents.length > 0)
      world.tell(`${folder.name}: ${countContent(judged)}, no error.\n`);
    if (!isBad && judged.incidents.length === 0) world.tell(`${folder.name}: no error.\n`);
    if (record.length === 0 && !base) world.tell(NOTHING_TO_HOLD_AGAINST);
    return isBad ? 1 : 0;
  },
};

const NOTHING_TO_HOLD_AGAINST =
  'There is no record here, and no --base was given: nothing was held against what was published.\n' +
  '"npm run record:pull" brings the record; --base origin/main compares with a revision.\n';

type Judge = (folder: ContentFolder) => JudgedFolder;

function judgeBy(past: Past, { now }: World, only?: ReadonlySet<string>, readings?: Readings): Judge {
  return (folder) => judgeFolder(folder, past, now, only, readings);
}

/** Fixes until there is nothing left to fix: an update can be put in its place once its heading is spelled. */
function fixAll(
  folder: ContentFolder,
  judge: Judge,
): { readonly judged: JudgedFolder; readonly fixed: readonly Fixed[] } {
  const all = new Map<string, Fixed>();
  let left = folder;
  for (;;) {
    const judged = judge(left);
    const fixed = fixFolder(left, judged);
    if (fixed.length === 0) return { judged, fixed: [...all.values()] };
    for (const { file, done } of fixed) {
      all.set(file.path, { file, done: [...(all.get(file.path)?.done ?? []), ...done] });
    }
    left = withFixed(left, fixed);
  }
}

/** Judges what differs from the revision; all, where what differs may reach into every file. */
function judgeAgainst(base: BaseFolder, folder: ContentFolder, record: PublicRecord, world: World): Judge {
  const only = idsToJudge(base, folder, record, world.now);
  const sound = soundPieces(base, folder, only, world);
  const known = pastOf(record);
  const past: Past =
    record.length === 0
      ? { published: publishedPieces(sound), last: base.date }
      : { ...known, published: withTexts(known.published, sound) };
  const unchanged = folder.incidents.filter(({ path }) => only && !only.has(baseIdOf(path))).length;
  if (unchanged > 0) {
    world.tell(
      `${plural(unchanged, 'file')} as in ${base.name}, not judged again; "npm run check" without --base judges all.\n`,
    );
  }
  return judgeBy(past, world, only);
}

/**
 * What stands in the revision without a problem, its components as they were on its day. Where its `site.yml` has one, its
 * texts are read by the one that lies here.
 */
function soundPieces(
  base: BaseFolder,
  { site }: ContentFolder,
  only: ReadonlySet<string> | undefined,
  { now, tell }: World,
): readonly Piece[] {
  const judged = judgeFolder(base.folder, pastOf([]), now, only);
  const { config } = judged;
  if (config) {
    return [...soundTexts(judged), ...sitePieces(config, dayOf(base.date, config.timeZone))];
  }
  tell(
    `site.yml as it was in ${base.name} has errors: its components were not compared, its incidents were.\n`,
  );
  return site ? soundTexts(judgeFolder({ ...base.folder, site }, pastOf([]), now, only)) : [];
}

function soundTexts({ faulty, pieces }: JudgedFolder): readonly Piece[] {
  const isFaulty = new Set(faulty.map(({ path, line }) => `${path}:${line}`));
  return pieces.filter(
    ({ path, line, kind }) => kind !== 'site' && !isFaulty.has(`${path}:${kind === 'incident' ? 0 : line}`),
  );
}

/** Ids of the incidents that may have changed their meaning; undefined for all of them. */
function idsToJudge(
  { changed, folder: base }: BaseFolder,
  folder: ContentFolder,
  record: PublicRecord,
  now: Instant,
): ReadonlySet<string> | undefined {
  if (changed.has('site.yml') && !readsAlike(base, folder, now)) return undefined;
  const names = new Map(folder.incidents.map(({ path }) => [path, fileNameOf(path)]));
  const here = new Set([...names.values()].map(({ id }) => id));
  const ids = new Set<string>();
  for (const path of changed) {
    if (path.endsWith('.md')) ids.add(baseIdOf(path));
    // A file may be linked from its own folder and from those above.
    else for (const { id, folder: home } of names.values()) if (path.startsWith(home)) ids.add(id);
  }
  const gone = [...ids].filter((id) => !here.has(id)).map((id) => `${id}.`);
  for (const { path, bytes } of folder.incidents) {
    if (gone.some((name) => Buffer.from(bytes).includes(name))) ids.add(baseIdOf(path));
  }
  const incidents = folder.incidents.filter(({ path }) => !ids.has(baseIdOf(path)));
  const others = { incidents, assets: [...folder.assets.values()] };
  return new Set([...ids, ...contradicted(pastOf(record).published, others, fileNameOf)]);
}

/** Whether both say the same of all by which incidents are read: languages, zone, components and groups. */
function readsAlike(base: ContentFolder, folder: ContentFolder, now: Instant): boolean {
  const [one, other] = [base, folder].map((own) => {
    const { config } = parseFolder({ ...own, incidents: [], assets: new Map() }, now);
    if (!config) return undefined;
    const shapeOf = (components: readonly ComponentConfig[]): readonly unknown[] =>
      components.map(({ id, components: own }) => [id, shapeOf(own)]);
    return JSON.stringify([config.languages, config.timeZone, shapeOf(config.components)]);
  });
  return one !== undefined && one === other;
}
