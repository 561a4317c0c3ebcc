import { mkdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CallError } from './call-error.ts';
import { isOthersLiveProcess } from './output.ts';

/**
 * Runs `work` while no other process does so in the folder `state`. The lock of a process that died is taken over. Throws
 * a `CallError` where one lives.
 */
export async function alone<Result>(state: string, work: () => Promise<Result>): Promise<Result> {
  const path = join(state, 'release.lock');
  await mkdir(state, { recursive: true });
  if (!(await taken(path))) {
    const holder = await readFile(path, 'utf8').catch(() => '');
    if (/^\d+$/.test(holder) && isOthersLiveProcess(Number(holder))) {
      throw new CallError(
        `Another release or build runs here (process ${holder}, ${path}). Two at once would write two records, or one into the other's site; wait for it, then call again.`,
      );
    }
    await rm(path, { force: true });
    if (!(await taken(path)))
      throw new CallError(`Another release or build has just begun here (${path}). Wait for it.`);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
    // Where nothing was kept, nothing is left.
    await rmdir(state).catch(() => undefined);
  }
}

/** Whether the lock could be made, and is ours. */
async function taken(path: string): Promise<boolean> {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
