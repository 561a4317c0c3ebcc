import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { writeFiles } from '../src/edge/output.ts';
import { filesOf } from '../tests/setup/pages.ts';
import { history } from './history.ts';

/**
 * Builds made-up sites of several sizes in fresh processes, three times in turn, and tells what that takes in the median.
 * `npm run bench:build -- 1 1000 10000` names the sizes, of which the first is the fixed cost; `--save` puts the figures into
 * bench/results.json, with which later runs are compared. Machines differ and are noisy: what is compared are ratios of one
 * run, above all to `floor`, a script that only writes the same files.
 */

interface Taken {
  /** Of CPU, user and system. */
  readonly seconds: number;
  /** At the highest, of all processes together. */
  readonly megabytes: number;
}

interface Row extends Taken {
  readonly incidents: number;
  readonly files: number;
  readonly floor: number;
  /** One update more, on top of two builds. */
  readonly publish: number;
}

const NOW = Date.UTC(2026, 10, 22, 3) / 1000;
const RESULTS = join(import.meta.dirname, 'results.json');
const MAIN = join(import.meta.dirname, '../src/cli/main.ts');

/** What a process and those that it started hold in memory at a moment (proc(5)), in megabytes. */
function megabytesOf(pid: number): number {
  try {
    const [, kilobytes = 0] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').map(Number);
    return children
      .filter(Boolean)
      .reduce((sum, child) => sum + megabytesOf(child), Number(kilobytes) / 1024);
  } catch {
    return 0;
  }
}

async function build(root: string, ...flags: readonly string[]): Promise<Taken> {
  const loaded = [join(MAIN, '../require-node.mjs'), join(import.meta.dirname, 'usage.mjs')];
  const args = [...loaded.flatMap((path) => ['--import', path]), MAIN, 'build', '--no-search', ...flags];
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    TSUIKI_CONTENT: 'incidents',
    SOURCE_DATE_EPOCH: String(NOW),
  };
  const running = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'ignore', 'pipe'] });
  let together = 0;
  const timer = setInterval(() => {
    together = Math.max(together, megabytesOf(running.pid ?? 0));
  }, 50);
  const [said, [status]] = await Promise.all([text(running.stderr), once(running, 'exit')]);
  clearInterval(timer);
  const [, json] = /USAGE (.*)/.exec(said) ?? [];
  if (status !== 0 || !json) throw new Error(said.slice(-2000));
  const { seconds, megabytes }: Taken = JSON.parse(json);
  return { seconds, megabytes: Math.max(megabytes, together) };
}

function child<Result>(script: string, ...args: readonly string[]): Result {
  const path = join(import.meta.dirname, script);
  return JSON.parse(
    execFileSync(process.execPath, [path, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 }),
  );
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function addUpdate(root: string, file: string, day: number): void {
  const at = `2026-11-${String(day).padStart(2, '0')} 09:00 +00:00`;
  appendFileSync(join(root, 'incidents', file), `\n## ${at} Update\n\nWhat we said of the queue holds.\n`);
}

async function sameBytes(one: string, other: string): Promise<boolean> {
  const [a, b] = [await filesOf(one), await filesOf(other)];
  return (
    a.join() === b.join() &&
    a.every((file) => readFileSync(join(one, file)).equals(readFileSync(join(other, file))))
  );
}

/** A made-up site, and what each of its builds took. */
interface Sample {
  readonly incidents: number;
  readonly root: string;
  /** Of the file that is added to. */
  readonly path: string;
  readonly whole: Taken[];
  /** The first after a full build, which has the second folder to make. */
  readonly first: number[];
  readonly publishes: number[];
}

async function makeSample(incidents: number): Promise<Sample> {
  const root = mkdtempSync(join(tmpdir(), 'tsuiki-build-'));
  const content = [...history(incidents)];
  await writeFiles(join(root, 'incidents'), content);
  const path = content[1 + (incidents >> 1)]?.path ?? content[1]?.path ?? '';
  return { incidents, root, path, whole: [], first: [], publishes: [] };
}

async function buildRound({ root, path, whole, first, publishes }: Sample, round: number): Promise<void> {
  whole.push(await build(root, '--full'));
  addUpdate(root, path, 2 * round + 1);
  first.push((await build(root)).seconds);
  addUpdate(root, path, 2 * round + 2);
  publishes.push((await build(root)).seconds);
}

async function summed({ incidents, root, whole, first, publishes }: Sample): Promise<Row> {
  cpSync(join(root, 'incidents'), join(root, 'again/incidents'), { recursive: true });
  await build(join(root, 'again'), '--full');
  const isSame = await sameBytes(join(root, 'dist'), join(root, 'again/dist'));
  if (!isSame) failures.push(`${incidents}: the last publish is not what a full build gives`);
  const floor = child<{ seconds: number; files: number }>(
    'floor.mjs',
    join(root, 'dist'),
    join(root, 'floor'),
  );
  const stages = child<Record<string, number>>('stages.ts', join(root, 'incidents'), String(NOW));
  const row = {
    incidents,
    seconds: median(whole.map(({ seconds }) => seconds)),
    megabytes: Math.max(...whole.map(({ megabytes }) => megabytes)),
    files: floor.files,
    floor: floor.seconds,
    publish: median(publishes),
  };
  const parts = Object.entries(stages).map(([stage, seconds]) => `${stage} ${seconds.toFixed(2)}`);
  const all = whole.map(({ seconds }) => seconds.toFixed(2)).join(', ');
  console.log(
    `${String(incidents).padStart(7)} incidents: ${row.seconds.toFixed(2)} s of CPU (${all}), ${row.megabytes.toFixed(0)} MB, ${row.files} files ` +
      `(${parts.join(', ')}, write ${row.floor.toFixed(2)} s); one update more ${row.publish.toFixed(2)} s (the first time ${median(first).toFixed(2)})`,
  );
  return row;
}

const failures: string[] = [];
const asked = process.argv
  .slice(2)
  .map(Number)
  .filter((size) => size > 0);
const sizes = asked.length > 0 ? asked : [1, 1000, 10_000];
// Round by round, each size once: what a machine does beside this strikes both sides of a ratio.
const rounds = Math.max(...sizes) > 20_000 ? 1 : 3;
const samples: Sample[] = [];
const rows: Row[] = [];
try {
  for (const size of sizes) samples.push(await makeSample(size));
  for (let round = 0; round < rounds; round++) {
    for (const sample of samples) await buildRound(sample, round);
  }
  for (const sample of samples) rows.push(await summed(sample));
} finally {
  for (const { root } of samples) rmSync(root, { recursive: true });
}

const [fixed, ...grown] = rows;
const largest = grown.at(-1);
const middle = grown.at(-2);
if (fixed && largest) {
  const beyond = (row: Row) => row.seconds - fixed.seconds;
  const share = (name: string, value: number, limit: number) => {
    const isGood = value <= limit;
    if (!isGood) failures.push(name);
    console.log(`${isGood ? 'ok  ' : 'OVER'}  ${name.padEnd(62)} ${value.toFixed(2)} of ${limit}`);
  };
  console.log();
  share(
    'milliseconds of CPU an incident, beyond the fixed cost',
    (1000 * beyond(largest)) / largest.incidents,
    2.5,
  );
  share('gigabytes at the highest', largest.megabytes / 1024, 1);
  if (middle) {
    const growth =
      Math.log(beyond(largest) / beyond(middle)) / Math.log(largest.incidents / middle.incidents);
    share(`exponent of the growth from ${middle.incidents} to ${largest.incidents}`, growth, 1.05);
  }
  share('one update more, in builds of a site of one incident', largest.publish / fixed.seconds, 2);
  console.log(
    `      a build in times of the floor ${' '.repeat(32)} ${(largest.seconds / largest.floor).toFixed(2)}`,
  );
  if (existsSync(RESULTS)) {
    const before: readonly Row[] = JSON.parse(readFileSync(RESULTS, 'utf8'));
    for (const row of rows) {
      const old = before.find(({ incidents }) => incidents === row.incidents);
      if (old)
        console.log(
          `      ${row.incidents}: ${(row.seconds / row.floor).toFixed(1)} times the floor, ${(old.seconds / old.floor).toFixed(1)} when it was saved; one update more ${(row.publish / fixed.seconds).toFixed(2)}, ${(old.publish / (before[0]?.seconds ?? 1)).toFixed(2)}`,
        );
    }
  }
}
if (process.argv.includes('--save')) writeFileSync(RESULTS, `${JSON.stringify(rows, undefined, 2)}\n`);
for (const failure of failures) console.log(`OVER  ${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;
