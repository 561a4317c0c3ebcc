import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { LogCopy } from '../record/choose.ts';
import { diskFault } from './disk-fault.ts';
import { readCopy } from './record-copies.ts';
import { replaceFile } from './replace-file.ts';

/** Where the journal of announcements lies in the folder of the project's own state. */
export function ownJournalPath(state: string): string {
  return join(state, 'announced.jsonl');
}

/** The copies that this machine has: its own, and the one that automation committed beside the record. */
export async function journalCopies(state: string, content: string): Promise<readonly LogCopy[]> {
  const paths = [join(content, '_record', 'announced.jsonl'), ownJournalPath(state)];
  const copies = await Promise.all(paths.map(readCopy));
  return copies.filter((copy) => copy !== undefined);
}

/** A journal that is being written. */
export interface OpenJournal {
  /** Returns when the line is on the disk: whatever happens then, it stands. Throws a `CallError` where the disk refuses. */
  readonly append: (line: string) => void;
  readonly close: () => void;
}

/** Puts `text` in the journal's place, whole or not at all, and opens it for what is to come. */
export async function startJournal(state: string, text: string): Promise<OpenJournal> {
  const path = ownJournalPath(state);
  await replaceFile(path, text);
  const file = openSync(path, 'a');
  return {
    append: (line) => {
      try {
        writeSync(file, line);
        fsyncSync(file);
      } catch (error) {
        throw diskFault(error, `${path} does not hold what was to be written; what it holds, stands.`);
      }
    },
    close: () => closeSync(file),
  };
}
