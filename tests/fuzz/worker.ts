import { parentPort, workerData } from 'node:worker_threads';
import fc from 'fast-check';
import { TARGETS } from './targets.ts';

/** What the run asks of its worker. */
export interface Task {
  readonly target: string;
  readonly seed: number;
}

/** What a worker says: that it begins with an input, how long it took (in ms of CPU), or why it failed. */
export type Report =
  | { readonly begun: string }
  | { readonly took: number; readonly input: string }
  | { readonly failed: string; readonly input: string };

const { target: name, seed } = workerData as Task;
const target = TARGETS[name];
if (!target || !parentPort) throw new Error(`There is no target "${name}".`);
const port = parentPort;
const tell = (report: Report) => port.postMessage(report);

const outcome = fc.check(
  fc.property(target.input, (input) => {
    tell({ begun: input });
    const before = process.threadCpuUsage();
    target.run(input);
    const { user, system } = process.threadCpuUsage(before);
    tell({ took: (user + system) / 1000, input });
  }),
  { seed, numRuns: 200 },
);
if (outcome.failed) {
  const error = outcome.errorInstance;
  tell({
    failed: error instanceof Error ? (error.stack ?? error.message) : String(error),
    input: outcome.counterexample?.[0] ?? '',
  });
}
