import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSources } from './import-source.ts';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'import-'));
});
afterEach(() => rm(dir, { recursive: true }));

const MIB = 1024 * 1024;

describe('files of another system are read,', () => {
  it('unpacked where they are packed', async () => {
    await writeFile(join(dir, 'a.json'), '[]');
    await writeFile(join(dir, 'b.json.gz'), gzipSync('{}'));
    expect(await readSources(dir, ['.json'])).toEqual([
      { path: 'a.json', text: '[]' },
      { path: 'b.json.gz', text: '{}' },
    ]);
  });

  it.skipIf(process.platform === 'win32')(
    'but nothing that has no end (on Windows no pipe lies in a folder)',
    async () => {
      execFileSync('mkfifo', [join(dir, 'a.json')]);
      await expect(readSources(join(dir, 'a.json'), ['.json'])).rejects.toThrow('is no plain file');
      await expect(readSources('/dev/zero', ['.json'])).rejects.toThrow('is no plain file');
      await expect(readSources(dir, ['.json'])).rejects.toThrow('No file in');
    },
  );

  it('but no more than 64 MiB, packed or not', async () => {
    await writeFile(join(dir, 'a.json.gz'), gzipSync(Buffer.alloc(65 * MIB)));
    await expect(readSources(dir, ['.json'])).rejects.toThrow('larger than 64 MiB');
    await writeFile(join(dir, 'a.json.gz'), gzipSync(Buffer.alloc(MIB)));
    await writeFile(join(dir, 'b.json'), '');
    await truncate(join(dir, 'b.json'), 64 * MIB);
    await expect(readSources(dir, ['.json'])).rejects.toThrow('larger than 64 MiB');
  });

  it('but no other encoding, which it names', async () => {
    await writeFile(join(dir, 'a.md'), Buffer.from([0x83, 0x81, 0x81, 0x5b, 0x83, 0x8b]));
    await expect(readSources(dir, ['.md'])).rejects.toThrow(
      'a.md is no UTF-8 text. It looks like Shift_JIS.',
    );
  });
});
