import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { diskFault } from './disk-fault.ts';
import { makeFolder } from './make-folder.ts';

/**
 * Writes a file so that whoever reads it, or a crash at any moment, finds the whole old or the whole new one: into a file
 * beside it, then renamed. Makes its folder. Where it fails, the file is as it was; throws a `CallError` where the disk refuses.
 */
export async function replaceFile(path: string, body: string | Uint8Array): Promise<void> {
  const fresh = `${path}.new-${process.pid}`;
  try {
    await makeFolder(dirname(path));
    await writeFile(fresh, body, { flush: true });
    await rename(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => undefined);
    throw diskFault(error, `${path} is as it was.`);
  }
}
