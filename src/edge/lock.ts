import { type FileHandle, open, readFile, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CallError } from './call-error.ts';
import { diskFault } from './disk-fault.ts';
import { makeFolder } from './make-folder.ts';
import { lock } from './system.ts';

/** What only one process does at a time. Telling of one release never holds up the next. */
const TASKS = {
  release: { title: 'release or build', why: "write two records, or one into the other's site" },
  announce: { title: 'announcing', why: 'tell everybody twice' },
} as const;

/**
 * Runs `work` while no other process does so in the folder `state`. The system gives the lock back however a process ends,
 * so none is left behind by one that was killed. Throws a `CallError` where another holds it, or the folder cannot be written.
 */
export async function alone<Result>(
  state: string,
  work: () => Promise<Result>,
  task: keyof typeof TASKS = 'release',
): Promise<Result> {
  const { title, why } = TASKS[task];
  const path = join(state, `${task}.lock`);
  const held = await take(state, path).catch((error) => {
    throw diskFault(error, 'Nothing was changed.');
  });
  if (!held) {
    const holder = await readFile(path, 'utf8').catch(() => '');
    throw new CallError(
      `Another ${title} runs here (${holder && `process ${holder}, `}${path}). Two at once would ${why}; wait for it, then call again. Nothing was changed.`,
    );
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
    await held.close();
    // Where nothing was kept, nothing is left.
    await rmdir(state).catch(() => undefined);
  }
}

async function take(state: string, path: string): Promise<FileHandle | undefined> {
  for (;;) {
    await makeFolder(state);
    const file = await open(path, 'a+');
    const isOurs = await lock(file);
    if (isOurs && (await isStillThere(file, path))) {
      await file.truncate();
      await file.write(String(process.pid));
      return file;
    }
    await file.close();
    if (!isOurs) return undefined;
  }
}

/** Whoever held the lock before removed the file: locked by that name is then only what nobody else will open. */
async function isStillThere(file: FileHandle, path: string): Promise<boolean> {
  const [opened, named] = await Promise.all([file.stat(), stat(path).catch(() => undefined)]);
  return named?.ino === opened.ino && named.dev === opened.dev;
}
