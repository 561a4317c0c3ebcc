import { getSystemErrorName } from 'node:util';
import { CallError } from './call-error.ts';

/** What a disk answers: what that means, and what to do. */
const FAULTS: Readonly<Record<string, readonly [means: string, remedy: string]>> = {
  EACCES: ['this user may not write there', 'Let this user own the folder, and call this again.'],
  EBUSY: ['it is in use, or a mount point', 'Mount the folder above it instead.'],
  EDQUOT: ['this user may store no more', 'Make room, and call this again.'],
  EMFILE: ['this user may open no more files', 'Raise the limit (ulimit -n), and call this again.'],
  ENOSPC: ['the disk is full', 'Make room, and call this again.'],
  EPERM: ['this user may not write there', 'Let this user own the folder, and call this again.'],
  EROFS: ['the disk is read-only', 'Mount it to be written to, and call this again.'],
  EXDEV: ['it lies on another disk than the folder above it', 'Delete it, and call this again.'],
};

/** Why the disk refused (`the disk is full (ENOSPC, dist.new-7/feed.xml)`), and what to do; undefined where it did not. */
export function diskAnswer(error: unknown): { readonly why: string; readonly remedy: string } | undefined {
  const { message = '', path, code = codeIn(message) } = (error ?? {}) as NodeJS.ErrnoException;
  const [means, remedy] = FAULTS[code] ?? [];
  if (means === undefined || remedy === undefined) return undefined;
  return { why: `${means} (${path === undefined ? code : `${code}, ${path}`})`, remedy };
}

/**
 * What to throw where something failed after which `state` holds ("dist/ is as it was."): a `CallError` that says why and
 * what to do where the disk refused; else `error` itself.
 */
export function diskFault(error: unknown, state: string): unknown {
  const answer = diskAnswer(error);
  if (!answer) return error;
  return new CallError(`It could not be written: ${answer.why}. ${state}\n${answer.remedy}`, {
    cause: error,
  });
}

/**
 * The code in a message of the pages' bundler: as Rust writes it, "No space left on device (os error 28)", or as Node does,
 * "ENOSPC: no space left on device".
 */
function codeIn(message: string): string {
  const codes = Array.from(
    message.matchAll(/\b(E[A-Z]+): |\(os error ([1-9]\d{0,2})\)/g),
    ([, name, number]) => (number === undefined ? (name ?? '') : getSystemErrorName(-Number(number))),
  );
  return codes.find((code) => code in FAULTS) ?? '';
}
