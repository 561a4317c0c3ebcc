import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Served, serve } from '../src/edge/serve.ts';
import { readLog } from '../src/record/log.ts';
import { SITE_FILE, tokyo } from './deployments.ts';
import { type Outcome, tsuiki } from './setup/run.ts';
import { MISTAKE, OPENED, SECOND } from './setup/slow-mail.ts';

describe('a release', () => {
  const root = mkdtempSync(join(tmpdir(), 'tsuiki-release-'));
  const content = join(root, 'incidents');
  let live: Served;

  const write = (name: string, text: string) => writeFileSync(join(content, name), text);
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  const run = (time: string, ...args: readonly string[]): Promise<Outcome> =>
    tsuiki(args, root, {
      TSUIKI_CONTENT: content,
      SOURCE_DATE_EPOCH: String(tokyo(`2008-09-05 ${time}`) / 1000),
    });

  beforeAll(async () => {
    mkdirSync(content);
    live = await serve({ dir: join(root, 'live'), port: 0 });
    write('site.yml', SITE_FILE.replace('https://status.example.com', live.url.slice(0, -1)));
    write('slow.md', OPENED);
  });

  afterAll(async () => {
    await live.close();
    rmSync(root, { recursive: true });
  });

  /** Puts what was built where the live site is served from. */
  const upload = async () => {
    const { cpSync } = await import('node:fs');
    cpSync(join(root, 'dist'), join(root, 'live'), { recursive: true });
  };

  it('does not begin a record unasked', async () => {
    const { code, stderr } = await run('05:12', 'release');
    expect(code).toBe(2);
    expect(stderr).toContain('--first');
    expect(stderr).toContain('--log FILE');
    expect(existsSync(join(root, 'dist'))).toBe(false);
  });

  it('begins one when asked', async () => {
    expect(await run('05:12', 'release', '--first')).toMatchObject({ code: 0 });
    expect(read('.tsuiki/log.jsonl')).toBe(read('dist/log.jsonl'));
    expect(readLog(read('dist/log.jsonl')).lines.at(-1)?.kind).toBe('genesis');
    await upload();
  });

  it('begins no second one', async () => {
    const { code, stderr } = await run('05:20', 'release', '--first');
    expect(code).toBe(2);
    expect(stderr).toContain('Call it without --first');
  });

  it('extends the live record, withholds what has an error, publishes all else and says so', async () => {
    rmSync(join(root, '.tsuiki'), { recursive: true });
    write('slow.md', OPENED + SECOND + MISTAKE);
    const { code, stderr } = await run('07:02', 'release');
    expect(stderr).toContain('heading-phase');
    expect(code).toBe(3);
    const { lines } = readLog(read('dist/log.jsonl'));
    expect(lines.at(-1)).toMatchObject({ kind: 'update', update: '20080904T2100Z' });
    expect(read('dist/log.jsonl').startsWith(read('live/log.jsonl'))).toBe(true);
    expect(read('dist/incidents/slow.md')).toBe(OPENED + SECOND);
    expect(read('dist/feed.xml')).not.toContain('Mail is fast');
    await upload();
  });

  it('refuses what contradicts the record, and leaves site and record as they were', async () => {
    const before = [read('dist/log.jsonl'), read('.tsuiki/log.jsonl')];
    write('slow.md', OPENED.replace('is slow.', 'was slow.') + SECOND);
    const { code, stderr } = await run('07:10', 'release');
    expect(code).toBe(1);
    expect(stderr).toContain('slow.md:5');
    expect([read('dist/log.jsonl'), read('.tsuiki/log.jsonl')]).toEqual(before);
    expect((await run('07:10', 'build')).code).toBe(1);
  });

  it('publishes through an outage of its own site, and says loudly that it could not ask it', async () => {
    write('slow.md', OPENED + SECOND + MISTAKE.replace('Resolvd', 'Resolved'));
    await live.close();
    const { code, stderr } = await run('07:20', 'release');
    expect(code).toBe(0);
    expect(stderr).toContain('WARNING');
    expect(readLog(read('dist/log.jsonl')).lines.at(-1)?.update).toBe('20080904T2200Z');
  });

  it('stops before a record that was tampered with, until a fork says so in the open', async () => {
    const log = read('.tsuiki/log.jsonl');
    writeFileSync(join(root, '.tsuiki/log.jsonl'), log.replace('T2100Z', 'T2101Z'));
    const stopped = await run('07:30', 'release');
    expect(stopped.code).toBe(1);
    expect(stopped.stderr).toContain('--fork');
    mkdirSync(join(content, '_record'));
    writeFileSync(join(content, '_record/log.jsonl'), log);
    const forked = await run('07:30', 'release', '--fork', 'the disk was restored');
    expect(forked.code).toBe(0);
    const { lines, fault } = readLog(read('dist/log.jsonl'));
    expect(fault).toBeUndefined();
    expect(lines.find(({ kind }) => kind === 'fork')?.update).toContain('the disk was restored');
    expect(read('dist/log.jsonl').startsWith(log)).toBe(true);
  });
});
