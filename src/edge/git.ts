import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { type Instant, instant, SECOND } from '../model/instant.ts';
import { CallError } from './call-error.ts';

/** A folder as a revision has it. */
export interface Revision {
  /** As it was asked for: `origin/main`. */
  readonly name: string;
  /** When it was committed. */
  readonly date: Instant;
  /** By path, relative to the folder: the name under which git holds the file's bytes. */
  readonly blobs: ReadonlyMap<string, string>;
}

/**
 * Lists the folder `dir` as the revision `ref` has it. Throws a `CallError` where there is no git, no repository, no such
 * revision, or no such folder in it, and says what to do: a comparison with nothing would pass everything.
 */
export async function listRevision(dir: string, ref: string): Promise<Revision> {
  const inside = await git(dir, ['rev-parse', '--is-inside-work-tree']);
  if (inside.code !== 0) {
    throw new CallError(
      `--base ${ref}: "${dir}" lies in no git repository, so there is nothing to compare it with.\n  git: ${inside.stderr}`,
    );
  }
  const found = await git(dir, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
  const commit = found.stdout.toString().trim();
  if (found.code !== 0 || commit === '') throw new CallError(await unknownBase(dir, ref));
  const shown = await git(dir, ['show', '--no-patch', '--no-show-signature', '--format=%ct', commit]);
  const date = instant(Number(shown.stdout.toString()) * SECOND);
  const tree = await git(dir, ['ls-tree', '-r', '-z', commit]);
  if (tree.code !== 0)
    throw new CallError(`--base ${ref}: git cannot read that revision.\n  git: ${tree.stderr}`);
  const blobs = new Map(
    tree.stdout
      .toString()
      .split('\0')
      .flatMap((row) => {
        const [, oid, path] = /^100\d{3} blob ([0-9a-f]+)\t(.*)$/s.exec(row) ?? [];
        return oid && path ? [[path, oid] as const] : [];
      }),
  );
  if (blobs.size > 0) return { name: ref, date, blobs };
  throw new CallError(
    `--base ${ref}: that revision has no folder "${dir}", so nothing in it was published there. Name one that has it.`,
  );
}

async function unknownBase(dir: string, ref: string): Promise<string> {
  const shallow = await git(dir, ['rev-parse', '--is-shallow-repository']);
  const isShallow = shallow.stdout.toString().trim() === 'true';
  const [remote, ...branch] = ref.split('/');
  const fetch = branch.length > 0 ? `git fetch ${remote} ${branch.join('/')}` : 'git fetch --all';
  if (!isShallow) return `--base ${ref}: this repository has no such revision. Bring it with:  ${fetch}`;
  return (
    `--base ${ref}: this is a shallow clone, and that revision lies beyond what was fetched. Nothing was compared.\n` +
    `Bring the whole history with:  git fetch --unshallow\n(in a GitHub workflow: actions/checkout with fetch-depth: 0)`
  );
}

/** Whether the folder lies in a git repository. */
export async function isInRepository(dir: string): Promise<boolean> {
  return git(dir, ['rev-parse', '--is-inside-work-tree']).then(
    ({ code }) => code === 0,
    () => false,
  );
}

/** Whether any of these files of the folder is not as it was committed. */
export async function isChanged(dir: string, files: readonly string[]): Promise<boolean> {
  const { stdout } = await git(dir, ['status', '--porcelain', '--', ...files]);
  return stdout.length > 0;
}

/**
 * Commits these files of the folder, and nothing else that is staged. Throws a `CallError` with what git says where it
 * refuses; the files are written then, and not committed.
 */
export async function commitFiles(dir: string, files: readonly string[], subject: string): Promise<void> {
  for (const args of [
    ['add', '--', ...files],
    ['commit', '--quiet', '--message', subject, '--', ...files],
  ]) {
    const { code, stdout, stderr } = await git(dir, args);
    if (code === 0) continue;
    const said = stderr || stdout.toString().trim();
    throw new CallError(
      `The files are written; git did not commit them:\n  ${said.replaceAll('\n', '\n  ')}`,
    );
  }
}

/** Pushes the branch that is checked out to where it came from; gives what git says where that refuses. */
export async function push(dir: string): Promise<string | undefined> {
  const { code, stdout, stderr } = await git(dir, ['push', '--quiet']);
  return code === 0 ? undefined : stderr || stdout.toString().trim();
}

/**
 * Pushes as `push` does. Where that refuses, brings in what others pushed, below what is committed here, and tries again:
 * `times` in all. What does not go together is left as it was. Gives what git says where it refuses to the last.
 */
export async function pushOnTop(dir: string, times: number): Promise<string | undefined> {
  let refusal = await push(dir);
  // On no branch somebody is in the midst of a rebase of their own.
  const branch = await git(dir, ['symbolic-ref', '--quiet', 'HEAD']);
  for (let tried = 1; refusal !== undefined && branch.code === 0 && tried < times; tried++) {
    const { code, stdout, stderr } = await git(dir, ['pull', '--quiet', '--rebase', '--autostash']);
    if (code !== 0) {
      await git(dir, ['rebase', '--abort']);
      return stderr || stdout.toString().trim();
    }
    refusal = await push(dir);
  }
  return refusal;
}

/** Reads blobs, each once, in one process. Throws a `CallError` where one is missing. */
export async function readBlobs(
  dir: string,
  oids: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const blobs = new Map<string, Uint8Array>();
  if (oids.length === 0) return blobs;
  const { stdout } = await git(dir, ['cat-file', '--batch'], `${oids.join('\n')}\n`);
  let at = 0;
  for (const oid of oids) {
    const end = stdout.indexOf(10, at);
    const [, type, size] = stdout.subarray(at, end).toString().split(' ');
    if (end === -1 || type !== 'blob') {
      throw new CallError(
        `git has no content for the object ${oid}. Nothing was compared. Bring it with:  git fetch --refetch`,
      );
    }
    const start = end + 1;
    blobs.set(oid, stdout.subarray(start, start + Number(size)));
    at = start + Number(size) + 1;
  }
  return blobs;
}

/** The name under which git would hold these bytes; `like` is any name of the same repository, SHA-1 or SHA-256. */
export function blobName(bytes: Uint8Array, like: string): string {
  const hash = createHash(like.length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

interface Answer {
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

function git(dir: string, args: readonly string[], input = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['-C', dir, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    const complaints: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
    child.on('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'ENOENT' ? 'git is not installed here' : error.message;
      reject(new CallError(`This needs git: ${why}.`));
    });
    child.on('close', (code) => {
      resolve({ code, stdout: Buffer.concat(out), stderr: Buffer.concat(complaints).toString().trim() });
    });
    // git may end before it has read all that it was asked.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
