import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SITE_FILE } from './deployments.ts';
import { tsuiki } from './setup/run.ts';

async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'tsuiki-commands-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  return dir;
}

describe('the commands', () => {
  it('say what there is, and exit 0', async () => {
    const { code, stdout } = await tsuiki(['--help'], await folder());
    expect(code).toBe(0);
    for (const name of ['build', 'check', 'start']) expect(stdout).toContain(`npm run ${name}`);
  });

  it('each have their own help', async () => {
    const { code, stdout } = await tsuiki(['check', '--help'], await folder());
    expect(code).toBe(0);
    expect(stdout).toContain('--json');
  });

  it.each([
    [['chekc'], 'There is no command "chekc".'],
    [['check', '--jsn'], "Unknown option '--jsn'"],
    [['start', '--port', 'x'], '--port takes a number'],
  ])('exit 2 for a wrong call: %j', async (args, message) => {
    const { code, stderr } = await tsuiki(args, await folder());
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
  });

  it('exit 2 where there is no content folder, and say how to name one', async () => {
    const { code, stderr } = await tsuiki(['check'], await folder(), { TSUIKI_CONTENT: 'nowhere' });
    expect(code).toBe(2);
    expect(stderr).toContain('There is no folder "nowhere".');
    expect(stderr).toContain('TSUIKI_CONTENT=DIR');
  });
});

describe('check', () => {
  it('finds the demonstration right', async () => {
    const { code, stdout, stderr } = await tsuiki(['check'], await folder());
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(/22 incidents, 100 updates, no error\.\n/);
    expect(stderr).toContain('nothing was held against what was published');
  });

  it('prints problems as JSON for machines, and exits 1', async () => {
    const dir = await folder();
    await writeFile(join(dir, 'site.yml'), 'name: Library\n');
    const { code, stdout } = await tsuiki(['check', '--json'], dir, { TSUIKI_CONTENT: dir });
    expect(code).toBe(1);
    const problems = JSON.parse(stdout) as readonly { rule: string; place: { file: string } }[];
    expect(problems.map(({ rule, place }) => `${place.file} ${rule}`)).toContain('site.yml site-value');
  });
});

describe('due', () => {
  it('says it beside an incident with errors, and exits 1 only where site.yml cannot be read', async () => {
    const dir = await folder();
    const due = () => tsuiki(['due'], dir, { TSUIKI_CONTENT: dir });
    await writeFile(join(dir, 'site.yml'), SITE_FILE);
    await writeFile(join(dir, '2026-11-11-slow.md'), 'no front matter\n');
    expect(await due()).toMatchObject({ code: 0, stdout: 'due=false\n' });
    await writeFile(join(dir, 'site.yml'), 'name: Library\n');
    const { code, stdout, stderr } = await due();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('site.yml');
  });
});
