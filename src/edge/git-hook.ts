import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { CallError } from './call-error.ts';

const run = promisify(execFile);

const MARK = '# Installed by "npm run hook"; "npm run hook -- --remove" takes it away.';
const HOOK = `#!/bin/sh
${MARK}
exec npm run --silent check -- --base HEAD
`;

/** Installs our pre-commit hook in the checkout of the current folder; gives its path. Throws a `CallError`. */
export async function installHook(): Promise<string> {
  const path = await hookPath();
  const there = await readFile(path, 'utf8').catch(() => undefined);
  if (there !== undefined && !there.includes(MARK)) throw foreign(path);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, HOOK, { mode: 0o755 });
  return path;
}

/** Removes it again, where it is ours. Throws a `CallError`. */
export async function removeHook(): Promise<string> {
  const path = await hookPath();
  const there = await readFile(path, 'utf8').catch(() => undefined);
  if (there !== undefined && !there.includes(MARK)) throw foreign(path);
  await rm(path, { force: true });
  return path;
}

async function hookPath(): Promise<string> {
  try {
    const { stdout } = await run('git', ['rev-parse', '--git-path', 'hooks']);
    return join(stdout.trim(), 'pre-commit');
  } catch {
    throw new CallError(
      'This folder lies in no git repository, so there is nowhere to put a hook. Nothing was changed.',
    );
  }
}

function foreign(path: string): CallError {
  return new CallError(
    `${path} is there already, and not ours. Add this line to it by hand:\n  npm run --silent check -- --base HEAD\nNothing was changed.`,
  );
}
