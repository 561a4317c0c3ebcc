import { spawn } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { NOON, tsuiki } from './setup/run.ts';
import { ROOT } from './source.ts';

const dir = mkdtempSync(join(tmpdir(), 'tsuiki-dev-'));
const FILE = join(dir, 'incidents/2026/2026-11-11-sending-stopped.md');
let url = '';
let stop = async () => {};

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

beforeAll(async () => {
  cpSync(join(ROOT, 'incidents'), join(dir, 'incidents'), { recursive: true });
  // With a record, so that what is new can be told apart.
  const { code, stderr } = await tsuiki(['release', '--first'], dir, { TSUIKI_CONTENT: 'incidents' });
  expect(code === 0 ? '' : stderr).toBe('');
  // Without what the test runner tells of itself: servers of pages listen to it.
  const { VITEST: _, ...own } = process.env;
  const env = { ...own, NODE_ENV: 'development', TSUIKI_CONTENT: 'incidents', SOURCE_DATE_EPOCH: NOON };
  const script = join(ROOT, 'src/cli/main.ts');
  const port = String(await freePort());
  const child = spawn(process.execPath, [script, 'dev', '--port', port], { cwd: dir, env });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    child.stdout.on('data', (chunk) => {
      const [found] = /http:\S+/.exec(String(chunk)) ?? [];
      if (found) resolve(found);
    });
    void ended.then(() => reject(new Error(said)));
  });
});

afterAll(async () => {
  await stop();
  rmSync(dir, { recursive: true });
});

const page = async (path: string) => (await fetch(url + path)).text();

it('a preview shows what was saved, marks what is not published, and says what is wrong on its page', async () => {
  const path = 'en/incidents/2026-11-11-sending-stopped/';
  const before = await page(path);
  expect(before).toContain('Mail cannot be sent');
  expect(before).not.toContain('Draft: not published yet');
  expect(before).not.toContain('class="problems"');
  appendFileSync(FILE, '\n## 2026-11-22 11:00 +09:00 Updte\n\nAn envelope was found.\n');
  await expect.poll(() => page(path), { timeout: 20_000 }).toContain('An envelope was found.');
  const after = await page(path);
  expect(after).toContain('Draft: not published yet');
  expect(after).toContain('heading-phase');
  expect(after).toContain('## 2026-11-22 11:00 +09:00 Update');
  expect(await page('en/incidents/2026-10-06-sign-in-fails/')).not.toContain('class="problems"');
});
