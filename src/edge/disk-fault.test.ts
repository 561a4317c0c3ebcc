import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CallError } from './call-error.ts';
import { diskFault } from './disk-fault.ts';
import { replaceFile } from './replace-file.ts';

const answer = (code: string, path?: string) =>
  Object.assign(new Error(`${code}: no more`), { code, ...(path === undefined ? {} : { path }) });

describe('a disk that refuses', () => {
  it('is told with what that means, where, in which state things are, and what to do', () => {
    const fault = diskFault(answer('ENOSPC', '/srv/dist.new-7/feed.xml'), 'dist/ is as it was.');
    expect(fault).toMatchInlineSnapshot(`
      [CallError: It could not be written: the disk is full (ENOSPC, /srv/dist.new-7/feed.xml). dist/ is as it was.
      Make room, and call this again.]
    `);
  });

  it.each([
    'Failed to write file in /srv/x\n\nCaused by:\n    No space left on device (os error 28)',
    "The pages could not be bundled.\nError: ENOSPC: no space left on device, open '/srv/x'\n    at open",
  ])('is known also where the bundler of the pages tells of it in its own words: %s', (message) => {
    const error = new Error(message);
    expect(diskFault(error, '')).toBeInstanceOf(CallError);
    expect(diskFault(error, '')).toMatchObject({
      message: expect.stringContaining('the disk is full (ENOSPC)'),
    });
  });

  it.each([new Error('EDIT failed'), answer('ENOENT'), new Error('(os error 2)'), 'thrown'])(
    'is not blamed for %o',
    (error) => {
      expect(diskFault(error, '')).toBe(error);
    },
  );

  it('leaves the file as it was that was to be replaced', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'disk-'));
    onTestFinished(() => rm(dir, { recursive: true }));
    const file = join(dir, 'log.jsonl');
    await writeFile(file, 'old');
    await expect(replaceFile(join(file, 'below'), 'new')).rejects.toThrow('ENOTDIR');
    expect(await readFile(file, 'utf8')).toBe('old');
  });
});
