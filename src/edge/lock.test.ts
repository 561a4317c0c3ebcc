import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alone } from './lock.ts';

let parent: string;
let state: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'lock-'));
  state = join(parent, '.tsuiki');
});

afterEach(async () => {
  await rm(parent, { recursive: true });
});

const LOCK = join(import.meta.dirname, 'lock.ts');

/** Another process that holds the lock until it is killed. */
async function holder() {
  const script = `
    import { alone } from ${JSON.stringify(LOCK)};
    await alone(${JSON.stringify(state)}, () => new Promise(() => {
      console.log('held');
      setInterval(() => {}, 1000);
    }));`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

describe('working alone', () => {
  it('gives what the work gives, and leaves nothing where nothing was kept', async () => {
    expect(await alone(state, async () => 'done')).toBe('done');
    expect(await readdir(parent)).toEqual([]);
  });

  it('leaves what was kept', async () => {
    await alone(state, () => writeFile(join(state, 'log.jsonl'), ''));
    expect(await readdir(state)).toEqual(['log.jsonl']);
  });

  it('goes on after work that failed', async () => {
    await expect(alone(state, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await alone(state, async () => 'done')).toBe('done');
  });

  it('is refused while another process works, says which, and is free once that was killed', async () => {
    const other = await holder();
    let hasRun = false;
    const refused = alone(state, async () => {
      hasRun = true;
    });
    await expect(refused).rejects.toThrow(`process ${other.pid}, ${join(state, 'release.lock')}`);
    await expect(refused).rejects.toThrow('Nothing was changed.');
    expect(hasRun).toBe(false);
    other.kill('SIGKILL');
    await once(other, 'close');
    await access(join(state, 'release.lock'));
    expect(await alone(state, async () => 'done')).toBe('done');
  });

  it('is not kept from it by a number that some other program bears by now', async () => {
    await alone(state, () => writeFile(join(state, 'log.jsonl'), ''));
    await writeFile(join(state, 'release.lock'), String(process.ppid));
    expect(await alone(state, () => readFile(join(state, 'release.lock'), 'utf8'))).toBe(String(process.pid));
  });

  it('lets one after another in, however many ask at once', async () => {
    let inside = 0;
    const most: number[] = [];
    const ask = async (): Promise<void> => {
      try {
        await alone(state, async () => {
          most.push(++inside);
          await new Promise((resolve) => setTimeout(resolve, 1));
          inside--;
        });
      } catch {
        await ask();
      }
    };
    await Promise.all(Array.from({ length: 20 }, ask));
    expect(most).toEqual(Array(20).fill(1));
  });
});
