import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Checkout } from '../../tests/setup/announcing.ts';
import { tsuiki } from '../../tests/setup/run.ts';
import { ROOT } from '../../tests/source.ts';
import { writeFact } from '../announce/journal.ts';
import { instant } from '../model/instant.ts';

const STAFF = {
  GIT_AUTHOR_NAME: 'Staff',
  GIT_AUTHOR_EMAIL: 'staff@example.com',
  GIT_COMMITTER_NAME: 'Staff',
  GIT_COMMITTER_EMAIL: 'staff@example.com',
};

const JOURNAL = 'incidents/_record/announced.jsonl';

function git(dir: string, ...args: readonly string[]): string {
  const env = { ...process.env, ...STAFF };
  return execFileSync('git', ['-C', dir, ...args], { env, encoding: 'utf8', stdio: 'pipe' }).trim();
}

/** A line of a journal: of a channel that was looked after. */
const line = (channel: string) => writeFact({ fact: 'looked', channel, at: instant(0), until: 1 });

describe('npm run record:commit, with --push', () => {
  let root: string;
  let checkout: Checkout;
  let origin: string;
  let elsewhere: string;

  /** Somebody else pushes a file. */
  const pushElsewhere = (path: string, text: string) => {
    writeFileSync(join(elsewhere, path), text);
    git(elsewhere, 'add', '--all');
    git(elsewhere, 'commit', '--quiet', '--message', 'Elsewhere');
    git(elsewhere, 'push', '--quiet');
  };
  const call = (...args: readonly string[]) =>
    tsuiki(['record:commit', ...args], checkout.dir, { TSUIKI_CONTENT: 'incidents', ...STAFF });
  const shown = (path: string) => git(origin, 'show', `main:${path}`);

  beforeEach(() => {
    checkout = new Checkout('');
    checkout.release(1);
    checkout.write('.gitignore', '.tsuiki/\nold.jsonl\n');
    copyFileSync(join(ROOT, '.gitattributes'), join(checkout.dir, '.gitattributes'));
    checkout.write(
      'incidents/_record/log.jsonl',
      readFileSync(join(checkout.dir, '.tsuiki/log.jsonl'), 'utf8'),
    );
    checkout.write(JOURNAL, line('first'));
    root = mkdtempSync(join(tmpdir(), 'tsuiki-journal-'));
    [origin, elsewhere] = [join(root, 'origin.git'), join(root, 'elsewhere')];
    execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', origin]);
    git(checkout.dir, 'init', '--quiet', '--initial-branch=main');
    git(checkout.dir, 'add', '--all');
    git(checkout.dir, 'commit', '--quiet', '--message', 'Begin');
    git(checkout.dir, 'remote', 'add', 'origin', origin);
    git(checkout.dir, 'push', '--quiet', '--set-upstream', 'origin', 'main');
    git(root, 'clone', '--quiet', origin, elsewhere);
  });

  afterEach(() => {
    checkout.remove();
    rmSync(root, { recursive: true });
  });

  /** Before each of the next `times` pushes somebody else is faster. */
  const beFaster = (times: number) => {
    const hook = join(checkout.dir, '.git/hooks/pre-push');
    const count = join(checkout.dir, '.git/faster');
    writeFileSync(count, 'x'.repeat(times));
    writeFileSync(
      hook,
      `#!/bin/sh
left=$(cat '${count}')
[ -n "$left" ] || exit 0
printf %s "\${left#x}" > '${count}'
unset $(git rev-parse --local-env-vars)
cd '${elsewhere}' && git pull -q --rebase && git commit -q --allow-empty -m Faster && git push -q
`,
    );
    chmodSync(hook, 0o755);
  };

  it('with --journal, brings the journal to where others push again and again, and keeps what they pushed', async () => {
    pushElsewhere('note.txt', 'Theirs');
    beFaster(3);
    checkout.write('.tsuiki/announced.jsonl', line('first') + line('ours'));
    const { code, stdout, stderr } = await call('--journal', '--push');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe('Committed: the journal of announcements\n');
    expect(shown(JOURNAL)).toBe((line('first') + line('ours')).trim());
    expect(shown('note.txt')).toBe('Theirs');
  });

  it('with --journal, joins it with one that somebody else pushed, and with one that was committed here', async () => {
    pushElsewhere(JOURNAL, line('first') + line('theirs'));
    checkout.write(JOURNAL, line('first') + line('committed'));
    checkout.write('.tsuiki/announced.jsonl', line('ours'));
    expect((await call('--journal', '--push')).code).toBe(0);
    expect(shown(JOURNAL).split('\n').toSorted()).toEqual(
      ['committed', 'first', 'ours', 'theirs'].map((channel) => line(channel).trim()),
    );
  });

  it('with --journal, has nothing to bring where nobody was ever told', async () => {
    rmSync(join(checkout.dir, JOURNAL));
    expect(await call('--journal', '--push')).toEqual({
      code: 0,
      stdout: 'There is no journal: nobody was told anything yet.\n',
      stderr: '',
    });
  });

  it('with --journal, gives up in words of the journal, and leaves the commit and the files as they are', async () => {
    pushElsewhere('incidents/site.yml', 'theirs');
    checkout.write('incidents/site.yml', 'ours');
    git(checkout.dir, 'commit', '--quiet', '--all', '--message', 'Ours');
    checkout.write('.tsuiki/announced.jsonl', line('ours'));
    const { code, stderr } = await call('--journal', '--push');
    expect(code).toBe(1);
    expect(stderr).toContain('The journal was not pushed');
    expect(stderr).toContain('git says:');
    expect(stderr).not.toContain('upload');
    expect(git(checkout.dir, 'log', '-1', '--format=%s')).toBe('journal: who was told what');
    expect(git(checkout.dir, 'status', '--porcelain', '--branch')).toMatch(/^## main\.\.\.origin\/main \[/);
    expect(readFileSync(join(checkout.dir, 'incidents/site.yml'), 'utf8')).toBe('ours');
  });

  it('without --journal, brings the record alone, and stops where somebody else was first', async () => {
    const before = shown('incidents/_record/log.jsonl');
    checkout.release(2);
    checkout.write('.tsuiki/announced.jsonl', line('ours'));
    pushElsewhere('note.txt', 'Theirs');
    const { code, stderr } = await call('--push');
    expect(code).toBe(1);
    expect(stderr).toContain('Do not upload');
    expect(shown('incidents/_record/log.jsonl')).toBe(before);
    expect(git(checkout.dir, 'show', '--format=', '--name-only')).toBe('incidents/_record/log.jsonl');
  });
});
