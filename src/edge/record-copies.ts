import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogCopy } from '../record/choose.ts';
import { CallError } from './call-error.ts';
import { replaceFile } from './replace-file.ts';

/** The record's copy in the folder of the project's own state. */
export function ownLogPath(state: string): string {
  return join(state, 'log.jsonl');
}

/** The copy that is committed beside the content; the folder's name keeps it from being read as content. */
export function committedLogPath(content: string): string {
  return join(content, '_record', 'log.jsonl');
}

/** A copy of the log on this disk; undefined where there is none. Throws a `CallError` where it cannot be read. */
export async function readCopy(path: string): Promise<LogCopy | undefined> {
  try {
    const text = await readFile(path, 'utf8');
    // A line of the log holds no CR: it came with a checkout.
    return { name: path, text: text.replaceAll('\r\n', '\n') };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new CallError(
      `${path} cannot be read (${code}): it should be a file, and readable. Nothing was changed.`,
    );
  }
}

/** The copies that this machine has: its own, written by the last release or pull, and the committed one. */
export async function localCopies(state: string, content: string): Promise<readonly LogCopy[]> {
  const paths = [ownLogPath(state), committedLogPath(content)];
  const copies = await Promise.all(paths.map(readCopy));
  return copies.filter((copy) => copy !== undefined);
}

/** Puts a file beside the content, to be committed; gives its path in the content folder. */
export async function putBeside(content: string, name: string, text: string): Promise<string> {
  await replaceFile(join(content, '_record', name), text);
  return `_record/${name}`;
}

/** Keeps the log for the builds to come; whole or not at all. */
export function keepLog(state: string, text: string): Promise<void> {
  return replaceFile(ownLogPath(state), text);
}
