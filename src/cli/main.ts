import { inspect, parseArgs } from 'node:util';
import { CallError } from '../edge/call-error.ts';
import { readClock } from '../edge/clock.ts';
import { contentDir } from '../edge/content.ts';
import { editText, readInput, terminalLanguage } from '../edge/terminal.ts';
import { openWorkflow, type Workflow } from '../edge/workflow.ts';
import { announce } from './announce.ts';
import { build } from './build.ts';
import { check } from './check.ts';
import type { Command, ExitCode, Values, World } from './command.ts';
import { correct } from './correct.ts';
import { dev } from './dev.ts';
import { due } from './due.ts';
import { form } from './form.ts';
import { hook } from './hook.ts';
import { writeHostFiles } from './host-files.ts';
import { importHistory } from './import.ts';
import { init } from './init.ts';
import { maintenance } from './maintenance.ts';
import { newIncident } from './new.ts';
import { postmortem } from './postmortem.ts';
import { recordCommit } from './record-commit.ts';
import { recordPull } from './record-pull.ts';
import { redact } from './redact.ts';
import { release } from './release.ts';
import { resolve } from './resolve.ts';
import { start } from './start.ts';
import { translate } from './translate.ts';
import { update } from './update.ts';
import { verify } from './verify.ts';
import { withdraw } from './withdraw.ts';

const COMMANDS: readonly Command[] = [
  init,
  newIncident,
  update,
  resolve,
  correct,
  postmortem,
  maintenance,
  withdraw,
  translate,
  redact,
  check,
  dev,
  start,
  build,
  release,
  recordPull,
  recordCommit,
  verify,
  announce,
  hook,
  due,
  form,
  importHistory,
  writeHostFiles,
];

async function main(argv: readonly string[], workflow: Workflow): Promise<ExitCode> {
  const [name, ...rest] = argv;
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (!command) {
    const wantsHelp = name === undefined || ['--help', '-h', 'help'].includes(name);
    if (!wantsHelp) throw new CallError(`There is no command "${name}".\n\n${overview()}`);
    process.stdout.write(overview());
    return 0;
  }
  const values = readValues(command, rest);
  if (values.help) {
    process.stdout.write(helpOf(command));
    return 0;
  }
  return command.run(values, world(workflow, WAITING.has(command)));
}

function readValues(command: Command, args: readonly string[]): Values {
  try {
    const options = { ...command.options, help: { type: 'boolean', short: 'h' } } as const;
    const { positionals: names = [] } = command;
    const { values, positionals } = parseArgs({
      args: [...args],
      options,
      strict: true,
      allowPositionals: names.length > 0,
    });
    const [tooMany] = positionals.slice(names.length);
    if (tooMany !== undefined) throw new Error(`"${tooMany}" is one word too many.`);
    return { ...values, ...Object.fromEntries(positionals.map((word, at) => [names[at], word])) } as Values;
  } catch (error) {
    throw new CallError(`${(error as Error).message}\n\n${helpOf(command)}`);
  }
}

/** What ends in its own way when it is told to; all else ends at once. */
const WAITING: ReadonlySet<Command> = new Set([start, dev, announce]);

function world({ annotate }: Workflow, isWaiting: boolean): World {
  const began = performance.now();
  return {
    now: readClock(process.env),
    content: contentDir(process.env),
    state: '.tsuiki',
    output: 'dist',
    print: (text) => void process.stdout.write(text),
    tell,
    annotate,
    isTerminal: process.stdin.isTTY === true && process.stderr.isTTY === true,
    lang: terminalLanguage(process.env),
    readInput,
    edit: editText,
    elapsed: () => performance.now() - began,
    stopped: new Promise((resolve) => {
      if (!isWaiting) return;
      process.once('SIGINT', () => resolve());
      process.once('SIGTERM', () => resolve());
    }),
  };
}

function tell(text: string): void {
  process.stderr.write(text);
}

function overview(): string {
  const rows = COMMANDS.map(({ name, summary }) => `  npm run ${name.padEnd(11)} ${summary}`);
  return `Tsuiki publishes a service's incidents from one folder of Markdown files.\n\n${rows.join('\n')}\n\nnpm run COMMAND -- --help says more.\n`;
}

function helpOf({ name, summary, help }: Command): string {
  return `npm run ${name}: ${summary}\n\n${help}\n`;
}

const workflow = openWorkflow(process.env, tell);
try {
  process.exitCode = await main(process.argv.slice(2), workflow);
} catch (error) {
  const isCall = error instanceof CallError;
  tell(isCall ? `${error.message}\n` : `${inspect(error)}\nThis is a fault of Tsuiki itself.\n`);
  process.exitCode = isCall ? 2 : 1;
} finally {
  workflow.close();
}
