import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CallError } from './call-error.ts';

/** Where a person is asked: questions go where complaints go, so that what a command prints can still be piped. */
export const terminal = { input: process.stdin, output: process.stderr } as const;

/** The language of the person at the terminal, as POSIX has it (`LC_ALL`, `LC_MESSAGES`, `LANG`): `ja` of `ja_JP.UTF-8`. */
export function terminalLanguage(env: NodeJS.ProcessEnv): string {
  const named = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^[a-z]{2,3}/.exec(named)?.[0] ?? 'en';
}

/** All of standard input, as UTF-8. */
export async function readInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * Opens a text in the editor that `VISUAL` or `EDITOR` names, and gives it as it was left. Throws a `CallError` where there
 * is none, or where it ends with a failure; nothing was changed then.
 */
export async function editText(text: string): Promise<string> {
  const editor = process.env.VISUAL || process.env.EDITOR;
  if (!editor) {
    throw new CallError(
      'No editor is named. Set EDITOR (export EDITOR=nano), or give the text with --message. Nothing was changed.',
    );
  }
  const dir = await mkdtemp(join(tmpdir(), 'tsuiki-'));
  const path = join(dir, 'update.md');
  try {
    await writeFile(path, text);
    // As git does: the variable may hold arguments, so a shell takes it apart.
    const code = await new Promise<number | null>((resolve, reject) => {
      const child = spawn('/bin/sh', ['-c', `${editor} "$1"`, 'sh', path], { stdio: 'inherit' });
      child.on('error', reject);
      child.on('close', resolve);
    });
    if (code !== 0) throw new CallError(`The editor (${editor}) ended with ${code}. Nothing was changed.`);
    return await readFile(path, 'utf8');
  } finally {
    await rm(dir, { recursive: true });
  }
}
