import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { TARGETS } from './targets.ts';
import type { Report, Task } from './worker.ts';

const HELP = `npm run fuzz: feeds hostile input to all that reads what other people wrote, for as long as it is let.

  npm run fuzz                       every target for a minute: ${Object.keys(TARGETS).join(', ')}
  npm run fuzz -- prose --for 600    one target for ten minutes
  npm run fuzz -- prose --seed 7     that round again

What throws, takes over 5 seconds of CPU or over 1 GB of memory is written to fuzz-findings/, with the seed. Mend it, and
put the input into tests/fixtures/hostile/, or as a property beside the code. Exit 0: nothing was found. Exit 1: something was.
`;

/** The most that one input may take, in ms of CPU; and in ms on a clock, where the machine has other things to do. */
const MOST_CPU = 5000;
const MOST_WAIT = 30_000;
const MOST_MEMORY = 1024;
/** Findings of one target: the next ones mostly come of the same fault. */
const ENOUGH = 5;

/** One round of a worker came to this. */
interface Round {
  readonly runs: number;
  readonly slowest: number;
  readonly finding?: { readonly why: string; readonly input: string };
}

function round(target: string, seed: number): Promise<Round> {
  const task: Task = { target, seed };
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY },
  });
  return new Promise((resolve) => {
    let last = '';
    let [runs, slowest] = [0, 0];
    let finding: Round['finding'];
    const hung = () => {
      finding = { why: `It took more than ${MOST_WAIT / 1000} seconds.`, input: last };
      void worker.terminate();
    };
    let watch = setTimeout(hung, MOST_WAIT);
    worker.on('message', (report: Report) => {
      if ('begun' in report) {
        clearTimeout(watch);
        watch = setTimeout(hung, MOST_WAIT);
        last = report.begun;
      } else if ('failed' in report) finding = { why: report.failed, input: report.input };
      else {
        runs += 1;
        slowest = Math.max(slowest, report.took);
        if (report.took > MOST_CPU)
          finding ??= { why: `It took ${Math.round(report.took)} ms of CPU.`, input: report.input };
      }
    });
    worker.on('error', (error) => {
      finding ??= { why: String(error), input: last };
    });
    worker.on('exit', () => {
      clearTimeout(watch);
      resolve({ runs, slowest, ...(finding ? { finding } : {}) });
    });
  });
}

async function fuzz(target: string, until: number, first: number, isOnce: boolean): Promise<number> {
  let [runs, slowest, found, seed] = [0, 0, 0, first];
  do {
    const { finding, ...done } = await round(target, seed);
    runs += done.runs;
    slowest = Math.max(slowest, done.slowest);
    if (finding) {
      found += 1;
      mkdirSync('fuzz-findings', { recursive: true });
      const path = join('fuzz-findings', `${target}-${seed}.txt`);
      writeFileSync(path, finding.input);
      process.stdout.write(`${target} --seed ${seed}: ${finding.why}\n  the input is in ${path}\n`);
    }
    seed += 1;
  } while (!isOnce && found < ENOUGH && performance.now() < until);
  const row = [
    `${target}:`.padEnd(12),
    `${runs} inputs,`.padStart(16),
    `${found} found,`,
    `slowest ${Math.round(slowest)} ms of CPU`,
  ];
  process.stdout.write(`${row.join(' ')}\n`);
  return found;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { for: { type: 'string' }, seed: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
});
const unknown = positionals.filter((name) => !(name in TARGETS));
const seconds = Number(values.for ?? 60);
const seed = values.seed === undefined ? Math.floor(Math.random() * 1e6) : Number(values.seed);
if (values.help || unknown.length > 0 || !(seconds > 0) || !Number.isInteger(seed)) {
  process.stdout.write(`${unknown.map((name) => `There is no target "${name}".\n`).join('')}${HELP}`);
  process.exitCode = values.help ? 0 : 2;
} else {
  const targets = positionals.length > 0 ? positionals : Object.keys(TARGETS);
  let found = 0;
  for (const target of targets) {
    found += await fuzz(target, performance.now() + seconds * 1000, seed, values.seed !== undefined);
  }
  process.exitCode = found > 0 ? 1 : 0;
}
