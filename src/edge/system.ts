import type { FileHandle } from 'node:fs/promises';
import { platform } from 'node:os';

/** What Node has no call for: `renameat2` with RENAME_EXCHANGE on Linux, `renamex_np` with RENAME_SWAP on macOS, file locks. */
type System = typeof import('fs-native-extensions');

/** Absent on a system that the package was not compiled for. */
const system: Promise<System | undefined> = import('fs-native-extensions').then(
  (loaded) => loaded,
  () => undefined,
);

/** What file systems answer that cannot do what was asked. */
const UNABLE: ReadonlySet<string> = new Set(['EINVAL', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'ENOLCK', 'EXDEV']);

/**
 * Gives two paths of one disk each other's name in one step: whoever opens either finds the one or the other, at every
 * moment. False where this system or disk cannot, and nothing was changed. Throws the disk's other errors.
 */
export async function exchange(one: string, other: string): Promise<boolean> {
  const { swap } = (await system) ?? {};
  // There the package moves three times.
  if (!swap || platform() === 'win32') return false;
  return isAble(() => swap(one, other).then(() => true), false);
}

/**
 * Locks an open file until it is closed, or this process has ended, however it ends. False where another holds the lock;
 * true also where the system has none to give.
 */
export async function lock({ fd }: FileHandle): Promise<boolean> {
  const { tryLock } = (await system) ?? {};
  return isAble(async () => tryLock?.(fd) ?? true, true);
}

async function isAble(attempt: () => Promise<boolean>, otherwise: boolean): Promise<boolean> {
  try {
    return await attempt();
  } catch (error) {
    if (UNABLE.has((error as NodeJS.ErrnoException).code ?? '')) return otherwise;
    throw error;
  }
}
