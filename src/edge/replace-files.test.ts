import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { NotReplaced, replaceFiles } from './replace-files.ts';

async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'tsuiki-replace-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  await writeFile(join(dir, 'a.md'), 'old a');
  await writeFile(join(dir, 'b.txt'), 'old b');
  return dir;
}

const bytes = (text: string) => new TextEncoder().encode(text);

/** What lies in the folder; of a folder in it the name alone. */
async function contentOf(dir: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(dir, { withFileTypes: true });
  const files = entries.map(async (entry) => {
    return [entry.name, entry.isFile() ? await readFile(join(dir, entry.name), 'utf8') : ''] as const;
  });
  return Object.fromEntries((await Promise.all(files)).sort());
}

async function failureOf(work: Promise<void>): Promise<NotReplaced> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof NotReplaced) return error;
  throw new Error(`It ended with ${error}.`);
}

describe('files that are replaced together', () => {
  it('are all replaced, put there or taken away, and leave nothing beside them', async () => {
    const dir = await folder();
    await replaceFiles([
      { path: join(dir, 'a.md'), before: bytes('old a'), after: bytes('new a') },
      { path: join(dir, 'b.txt.redacted'), after: bytes('gone') },
      { path: join(dir, 'b.txt'), before: bytes('old b') },
    ]);
    expect(await contentOf(dir)).toEqual({ 'a.md': 'new a', 'b.txt.redacted': 'gone' });
  });

  it('are all left alone where one of them was changed in the meantime', async () => {
    const dir = await folder();
    const error = await failureOf(
      replaceFiles([
        { path: join(dir, 'a.md'), before: bytes('old a'), after: bytes('new a') },
        { path: join(dir, 'b.txt'), before: bytes('other'), after: bytes('new b') },
      ]),
    );
    expect(error.message).toContain(
      'b.txt was changed by someone else in the meantime. Nothing was changed.',
    );
    expect(await contentOf(dir)).toEqual({ 'a.md': 'old a', 'b.txt': 'old b' });
  });

  it('are not written where one of them cannot be', async () => {
    const dir = await folder();
    await symlink(join(dir, 'nowhere/else'), join(dir, 'gone'));
    const error = await failureOf(
      replaceFiles([
        { path: join(dir, 'a.md'), before: bytes('old a'), after: bytes('new a') },
        { path: join(dir, 'gone/c.md'), after: bytes('c') },
      ]),
    );
    expect(error.message).toMatch(/could not be written: E[A-Z]+\. Nothing was changed:\n.*a\.md: as it was/);
    expect(await contentOf(dir)).toEqual({ 'a.md': 'old a', 'b.txt': 'old b', gone: '' });
  });

  it('are put back where a later one fails, and the message says how each stands', async () => {
    const dir = await folder();
    const error = await failureOf(
      replaceFiles([
        { path: join(dir, 'a.md'), before: bytes('old a'), after: bytes('new a') },
        { path: join(dir, 'b.txt'), before: bytes('old b') },
        // Taken away already, so that it cannot be a second time.
        { path: join(dir, 'b.txt'), before: bytes('old b') },
      ]),
    );
    expect(error.message).toMatch(/: ENOENT\. Nothing was changed:\n.*a\.md: as it was\n.*b\.txt: as it was/);
    expect(error.isPartial).toBe(false);
    expect(await contentOf(dir)).toEqual({ 'a.md': 'old a', 'b.txt': 'old b' });
  });
});
