import { CallError } from '../edge/call-error.ts';
import { readCopy } from '../edge/record-copies.ts';
import { servedBy } from '../edge/served.ts';
import { type Failure, type Verification, verifyServed } from '../record/verify.ts';
import { type Command, textOf } from './command.ts';
import { plural } from './read.ts';

/** Recomputes the public record from what a site serves; anyone may. */
export const verify: Command = {
  name: 'verify',
  summary: 'Recomputes every hash of the public record from what a site serves.',
  help: `  npm run verify -- URL|DIR [--head HEX] [--since OLDLOG]

  URL|DIR        the site's address, or the folder of a build; without it, dist
  --head HEX     a head or chain value written down earlier: it must still be one of the record's
  --since OLDLOG an older copy of /log.jsonl: it must be the beginning of the record
  --json         the outcome as JSON, for machines

Recomputed are the chain of /log.jsonl, the sources (/incidents/ID.md), linked files, components, length and head; not
what pages and feeds make of them. What was redacted, and what a fork abandoned, only older copies prove.
Exit 0: everything that stands is proven. Exit 1: something is not, and which. Exit 2: the call is at fault.`,
  positionals: ['site'],
  options: { head: { type: 'string' }, since: { type: 'string' }, json: { type: 'boolean', default: false } },
  async run(values, world) {
    const site = textOf(values.site) ?? world.output;
    const read = await servedBy(site);
    const head = textOf(values.head);
    if (head !== undefined && !/^[0-9a-f]{64}$/.test(head)) {
      throw new CallError(`--head takes 64 hexadecimal digits, not "${head}".`);
    }
    const since = await oldLog(textOf(values.since));
    const progress = (count: number, all: number) => {
      if (world.isTerminal) world.tell(`\r${count} of ${all} incidents${count === all ? '\n' : ''}`);
    };
    const found = await verifyServed(read, { head, since }, progress);
    const { failures, proven, superseded, record } = found;
    if (values.json) {
      const lines = record.length;
      world.print(
        `${JSON.stringify({ lines, head: found.head, proven, superseded, failures }, undefined, 2)}\n`,
      );
    } else world.print(`${renderVerification(found)}\n`);
    return failures.length > 0 ? 1 : 0;
  },
};

async function oldLog(path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  const copy = await readCopy(path);
  if (copy) return copy.text;
  throw new CallError(`--since names "${path}", and there is no such file.`);
}

/** The outcome for people: each failure, then one line that sums up. */
export function renderVerification({ record, head, failures, proven, superseded }: Verification): string {
  const older = superseded === 0 ? '' : ` ${plural(superseded, 'line')} can be proven by older copies alone.`;
  const sum =
    failures.length === 0
      ? `${plural(record.length, 'line')}, head ${head}: all ${proven} texts, files and components that stand are proven.${older}`
      : `${plural(record.length, 'line')} could be read; ${plural(failures.length, 'thing')} served here the record does not prove.`;
  return [...failures.map(renderFailure), sum].join('\n');
}

function renderFailure({ path, what, why }: Failure): string {
  return `${path}: ${what === '' ? '' : `${what}: `}${why}`;
}
