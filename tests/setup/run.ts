import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../source.ts';

/** How a command ended. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** 2026-11-22 12:00 in Tokyo: the moment at which the demonstration is built in tests. */
export const NOON = String(Date.UTC(2026, 10, 22, 3) / 1000);

/** Runs one of our commands in the folder `cwd`, as `npm run` would; `dist/` is put there. */
export function tsuiki(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const script = join(ROOT, 'src/cli/main.ts');
  const world = { TSUIKI_CONTENT: join(ROOT, 'incidents'), SOURCE_DATE_EPOCH: NOON, ...env };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [script, ...args],
      { cwd, env: { ...process.env, NODE_ENV: 'production', ...world }, maxBuffer: 1 << 26 },
      (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr });
      },
    );
  });
}
