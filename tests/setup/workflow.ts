import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parse } from 'yaml';
import { ROOT } from '../source.ts';

/** A step of a workflow's job, as its YAML has it. */
export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Job {
  readonly if?: string;
  readonly needs?: string;
  readonly uses?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
}

export interface Workflow {
  readonly on: unknown;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

export function readWorkflow(name: string): Workflow {
  return parse(readFileSync(join(ROOT, '.github/workflows', name), 'utf8'));
}

/** Stands in for what the host of the code does around a job: checkouts, artifacts, the place where pages are served. */
export interface Host {
  /** The bare repository. */
  readonly origin: string;
  /** Where jobs work; emptied before each. */
  readonly workspace: string;
  readonly artifacts: string;
  /** The folder from which pages are served. */
  readonly live: string;
  /** What `${{ … }}` stands for, by what is written in it. */
  readonly values: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
}

export interface Ran {
  /** The step that failed first; undefined where none did. */
  readonly failed: string | undefined;
  /** What every step said, by its name or what it runs. */
  readonly said: ReadonlyMap<string, string>;
}

/** Runs the steps of a job in their order, as a runner would. */
export async function runJob(workflow: Workflow, name: string, host: Host): Promise<Ran> {
  const job = workflow.jobs[name];
  rmSync(host.workspace, { recursive: true, force: true });
  mkdirSync(host.workspace, { recursive: true });
  const said = new Map<string, string>();
  let failed: string | undefined;
  for (const step of job?.steps ?? []) {
    const title = step.name ?? step.run ?? step.uses ?? '';
    if (!isToRun(step, failed)) continue;
    const env = { ...workflow.env, ...job?.env, ...step.env };
    const { code, words } = step.uses ? await use(step, host) : await runLines(step.run ?? '', env, host);
    said.set(title, words);
    if (code !== 0) failed ??= title;
  }
  return { failed, said };
}

function isToRun({ if: condition, id }: Step, failed: string | undefined): boolean {
  if (condition === undefined) return failed === undefined;
  if (condition.includes('!cancelled()') || condition.includes('always()')) return true;
  if (condition.includes('failure() &&')) return failed !== undefined && id === undefined;
  throw new Error(`No runner here knows the condition ${condition}`);
}

function filledIn(text: string, { values }: Host): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
    const value = values[expression] ?? (expression.startsWith('secrets.') ? '' : undefined);
    if (value === undefined) throw new Error(`No runner here knows what "${expression}" is.`);
    return value;
  });
}

async function runLines(lines: string, env: Readonly<Record<string, string>>, host: Host) {
  // What it would install is what this checkout has installed.
  if (lines.startsWith('npm ci')) {
    symlinkSync(join(ROOT, 'node_modules'), join(host.workspace, 'node_modules'), 'dir');
    return { code: 0, words: '' };
  }
  const own = Object.entries(env).map(([key, value]) => [key, filledIn(value, host)]);
  return runScript(lines, host.workspace, { ...host.env, ...Object.fromEntries(own) });
}

/** Runs lines as a runner does: `bash -e`. */
export async function runScript(lines: string, cwd: string, env: Readonly<Record<string, string>>) {
  const child = spawn('bash', ['-e', '-c', lines], { cwd, env: { ...process.env, ...env } });
  const [out, complaints, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number>((resolve) => child.on('close', (status) => resolve(status ?? 1))),
  ]);
  return { code, words: out + complaints };
}

async function use({ uses = '', with: given = {} }: Step, host: Host) {
  const [action] = uses.split('@');
  const { name = '', path = '' } = given;
  const artifact = join(host.artifacts, String(name || 'github-pages'));
  const lying = join(host.workspace, String(path));
  switch (action) {
    case 'actions/checkout': {
      const ref = String(given.ref ?? host.values['github.ref'] ?? 'main');
      return runScript(`git clone --quiet --branch ${ref} ${host.origin} .`, host.workspace, host.env);
    }
    case 'actions/setup-node':
      return { code: 0, words: '' };
    case 'actions/upload-artifact':
    case 'actions/upload-pages-artifact':
      rmSync(artifact, { recursive: true, force: true });
      cpSync(lying, path === 'dist' ? artifact : join(artifact, String(path)), { recursive: true });
      return { code: existsSync(artifact) ? 0 : 1, words: '' };
    case 'actions/download-artifact':
      cpSync(artifact, host.workspace, { recursive: true });
      return { code: 0, words: '' };
    case 'actions/deploy-pages':
      rmSync(host.live, { recursive: true, force: true });
      cpSync(artifact, host.live, { recursive: true });
      return { code: 0, words: '' };
    default:
      throw new Error(`No runner here knows the action ${uses}.`);
  }
}
