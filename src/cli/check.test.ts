import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { deployed, SITE_FILE, tokyo } from '../../tests/deployments.ts';
import { tsuiki } from '../../tests/setup/run.ts';
import { sha256 } from '../record/hash.ts';
import { writeLog } from '../record/log.ts';
import { writeTombstone } from '../record/tombstone.ts';

const FRONT = '---\ntitle: Mail is slow\n---\n';
const FIRST =
  '\n## 2008-09-05 05:10 +09:00 Investigating\n\nMail of 5 % is slow. See [the graph](graph.svg).\n';
const SECOND = '\n## 2008-09-05 06:00 +09:00 Update\n\nMail is still slow.\n';
const ENGLISH = '---\ntitle: Slow mail\n---\n\n## 2008-09-05 05:10 +09:00 Investigating\n\nSlow.\n';

/** A repository with a folder of its own, whose every commit is made at a fixed time. */
class Repository {
  readonly root = mkdtempSync(join(tmpdir(), 'tsuiki-check-'));
  #commits = 0;

  constructor() {
    this.git('init', '--quiet', '--initial-branch=main');
    mkdirSync(join(this.root, 'incidents'));
    this.write('site.yml', SITE_FILE);
    onTestFinished(() => rmSync(this.root, { recursive: true }));
  }

  git(...args: readonly string[]): string {
    this.#commits += 1;
    const date = `2008-09-05T10:${String(this.#commits).padStart(2, '0')}:00+09:00`;
    const who = {
      GIT_AUTHOR_NAME: 'Staff',
      GIT_AUTHOR_EMAIL: 's@example.com',
      GIT_COMMITTER_NAME: 'Staff',
      GIT_COMMITTER_EMAIL: 's@example.com',
    };
    const quiet = {
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_SYSTEM: '/dev/null',
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_DATE: date,
    };
    return execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], {
      cwd: this.root,
      env: { ...process.env, ...who, ...quiet },
      stdio: ['ignore', 'pipe', 'pipe'],
    }).toString();
  }

  write(path: string, text: string): void {
    mkdirSync(join(this.root, 'incidents', path, '..'), { recursive: true });
    writeFileSync(join(this.root, 'incidents', path), text);
  }

  remove(path: string): void {
    rmSync(join(this.root, 'incidents', path));
  }

  commit(): void {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', 'incidents: say more');
  }

  async check(base = 'HEAD', now = '2008-09-05 12:00'): Promise<{ code: number; said: string }> {
    const { code, stdout, stderr } = await tsuiki(['check', '--base', base], this.root, {
      TSUIKI_CONTENT: 'incidents',
      SOURCE_DATE_EPOCH: String(tokyo(now) / 1000),
    });
    return { code, said: stdout + stderr };
  }
}

/** A repository in which an incident was published, with an image and a translation. */
function published(): Repository {
  const repository = new Repository();
  repository.write('slow.md', FRONT + FIRST + SECOND);
  repository.write('slow.en.md', ENGLISH);
  repository.write('graph.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
  repository.commit();
  return repository;
}

const TEXT = FIRST.trim();

describe('an honest history passes', () => {
  const moves: readonly (readonly [string, (repository: Repository) => void])[] = [
    [
      'an update',
      (r) => r.write('slow.md', `${FRONT}${FIRST}${SECOND}\n## 2008-09-05 07:00 +09:00 Resolved\n\nFast.\n`),
    ],
    [
      'a correction',
      (r) =>
        r.write(
          'slow.md',
          `${FRONT}${FIRST}${SECOND}\n## 2008-09-05 07:00 +09:00 Correction\n\n\`\`\`status\ncorrects: 2008-09-05 05:10\n\`\`\`\n\n- For: 5 %\n- Read: 50 %\n`,
        ),
    ],
    ['another order', (r) => r.write('slow.md', FRONT + SECOND + FIRST)],
    [
      'CRLF, blanks at line ends and no final newline',
      (r) => r.write('slow.md', (FRONT + FIRST + SECOND).trimEnd().replace(/\n/g, ' \t\r\n')),
    ],
    [
      'a redaction',
      (r) =>
        r.write(
          'slow.md',
          FRONT +
            FIRST.replace(
              /Mail of.*/,
              writeTombstone({ date: '2008-09-05', sha256: sha256(TEXT), reason: 'personal data' }),
            ) +
            SECOND,
        ),
    ],
    [
      'a translation of what had none',
      (r) => r.write('slow.en.md', `${ENGLISH}\n## 2008-09-05 06:00 +09:00 Update\n\nStill slow.\n`),
    ],
    ['another incident', (r) => r.write('2008/web.md', (FRONT + SECOND).replace('Mail', 'Webmail'))],
    [
      'a move to another folder',
      (r) => {
        mkdirSync(join(r.root, 'incidents/2008'));
        for (const name of ['slow.md', 'slow.en.md', 'graph.svg'])
          renameSync(join(r.root, 'incidents', name), join(r.root, 'incidents/2008', name));
      },
    ],
    [
      'a component’s new name, with the earlier one',
      (r) =>
        r.write(
          'site.yml',
          SITE_FILE.replace('name: PC mail', 'name: Post, formerly: [{ until: 2008-09-05, name: PC mail }]'),
        ),
    ],
  ];
  it.each(moves)('%s', async (_name, move) => {
    const repository = published();
    move(repository);
    expect(await repository.check()).toMatchObject({ code: 0 });
    repository.commit();
    expect(await repository.check('HEAD~1')).toMatchObject({ code: 0 });
  });
});

describe('a dishonest history is refused, and named', () => {
  const moves: readonly (readonly [string, string, (repository: Repository) => void])[] = [
    [
      'an edit',
      'incidents/slow.md:5:1: error law-changed',
      (r) => r.write('slow.md', FRONT + FIRST.replace('5 %', '1 %') + SECOND),
    ],
    [
      'an edit of a phase at the end of a file',
      'error law-changed',
      (r) => {
        r.write('slow.md', `${FRONT}\n## 2008-09-05 05:10 +09:00 Investigating`);
        r.remove('slow.en.md');
        r.commit();
        r.write('slow.md', `${FRONT}\n## 2008-09-05 05:10 +09:00 Investigating was wrong`);
      },
    ],
    ['an update deleted', 'error law-gone', (r) => r.write('slow.md', FRONT + FIRST)],
    [
      'an incident deleted',
      'error law-incident-gone',
      (r) => {
        r.remove('slow.md');
        r.remove('slow.en.md');
      },
    ],
    [
      'another title',
      'slow.md:1:1: error law-front-matter',
      (r) => r.write('slow.md', (FRONT + FIRST + SECOND).replace('is slow\n', 'is fine\n')),
    ],
    [
      'an earlier stamp',
      'error law-redated',
      (r) => r.write('slow.md', FRONT + FIRST + SECOND.replace('06:00', '05:30')),
    ],
    [
      'an image swapped',
      'error law-file',
      (r) => r.write('graph.svg', '<svg xmlns="http://www.w3.org/2000/svg" id="a"/>'),
    ],
    [
      'a translation edited',
      'slow.en.md:5:1: error law-changed',
      (r) => r.write('slow.en.md', ENGLISH.replace('Slow.', 'Fine.')),
    ],
    ['a translation deleted', 'error law-translation-gone', (r) => r.remove('slow.en.md')],
    [
      'a component removed',
      'error law-component-gone',
      (r) => r.write('site.yml', SITE_FILE.replace(/ {2}- \{ id: web.*\n/, '')),
    ],
    [
      'a component renamed',
      'error law-component-name',
      (r) => r.write('site.yml', SITE_FILE.replace('name: PC mail', 'name: Post')),
    ],
    [
      'a later component that does not say since when it exists',
      'error law-component-since',
      (r) => r.write('site.yml', `${SITE_FILE}  - { id: postcards, name: Postcards }\n`),
    ],
    [
      'a later update slipped in between',
      'error late-missing',
      (r) =>
        r.write('slow.md', `${FRONT}${FIRST}\n## 2008-09-05 05:20 +09:00 Update\n\nWe said so.\n${SECOND}`),
    ],
  ];
  it.each(moves)('%s', async (_name, expected, move) => {
    const repository = published();
    move(repository);
    const { code, said } = await repository.check();
    expect(said).toContain(expected);
    expect(code).toBe(1);
  });

  it('with a word diff, and a correction that says the same and passes', async () => {
    const repository = published();
    repository.write('slow.md', FRONT + FIRST.replace('5 %', '1 %') + SECOND);
    const { said } = await repository.check();
    expect(said).toContain('Mail of [-5-]{+1+} % is slow.');
    const correction = /append:\n\s*\n([\s\S]*?- Read: .*)/.exec(said)?.[1] ?? '';
    repository.write('slow.md', `${FRONT}${FIRST}${SECOND}\n${correction.replace(/^ +/gm, '')}\n`);
    expect(await repository.check()).toMatchObject({ code: 0 });
  });
});

describe('a record at hand', () => {
  const GRAPH = '<svg xmlns="http://www.w3.org/2000/svg"/>';
  const texts = { 'slow.md': FRONT + FIRST + SECOND, 'slow.en.md': ENGLISH, 'graph.svg': GRAPH };

  /** A repository beside a record of which its last commit, and so its base, already lacks something. */
  function recorded(move: (repository: Repository) => void): Repository {
    const repository = published();
    const { record } = deployed([], texts, tokyo('2008-09-05 07:00'));
    mkdirSync(join(repository.root, '.tsuiki'));
    writeFileSync(join(repository.root, '.tsuiki/log.jsonl'), writeLog(record));
    move(repository);
    repository.commit();
    return repository;
  }

  it.each([
    [
      'a text',
      'law-changed',
      (r: Repository) => r.write('slow.md', FRONT + FIRST.replace('5 %', '1 %') + SECOND),
    ],
    ['a file', 'law-file', (r: Repository) => r.write('graph.svg', '<svg/>')],
    [
      'an incident',
      'law-incident-gone',
      (r: Repository) => ['slow.md', 'slow.en.md'].map((one) => r.remove(one)),
    ],
  ])('holds against %s that the base has lost already', async (_what, rule, move) => {
    const { code, said } = await recorded(move).check('HEAD');
    expect(said).toContain(rule);
    expect(code).toBe(1);
  });

  it('passes what stands, without judging it again', async () => {
    const { code, said } = await recorded(() => undefined).check('HEAD');
    expect(said).toContain('2 files as in HEAD, not judged again');
    expect(code).toBe(0);
  });
});

describe('the components of a base', () => {
  const renamed = SITE_FILE.replace(
    'name: PC mail',
    'name: Post, formerly: [{ until: 2008-09-05, name: PC mail }]',
  );

  it('are those of its day: a name may end on it, however late that is checked', async () => {
    const repository = published();
    repository.write('site.yml', renamed);
    expect(await repository.check('HEAD', '2008-09-09 12:00')).toMatchObject({ code: 0 });
    repository.commit();
    expect(await repository.check('HEAD', '2008-09-09 12:00')).toMatchObject({ code: 0 });
  });

  it('are not compared where its site.yml could not be read, and that is said; its incidents are', async () => {
    const repository = published();
    repository.write('site.yml', `${SITE_FILE}colour: red\n`);
    repository.commit();
    repository.write('site.yml', SITE_FILE);
    const { code, said } = await repository.check();
    expect(said).toContain('components were not compared');
    expect(code).toBe(0);
    repository.write('slow.md', FRONT + FIRST);
    expect(await repository.check()).toMatchObject({ code: 1 });
  });
});

describe('a base that is not there is said, with what mends it', () => {
  it('an unknown revision, as after a force-push', async () => {
    const { code, said } = await published().check('origin/main');
    expect(code).toBe(2);
    expect(said).toContain('git fetch origin main');
  });

  it('a shallow clone', async () => {
    const origin = published();
    origin.write('slow.md', `${FRONT}${FIRST}${SECOND}\n## 2008-09-05 07:00 +09:00 Resolved\n\nFast.\n`);
    origin.commit();
    const clone = new Repository();
    rmSync(join(clone.root, '.git'), { recursive: true });
    rmSync(join(clone.root, 'incidents'), { recursive: true });
    clone.git('clone', '--quiet', '--depth=1', `file://${origin.root}`, '.');
    const { code, said } = await clone.check('HEAD~1');
    expect(code).toBe(2);
    expect(said).toContain('git fetch --unshallow');
  });

  it('a folder that is in no repository', async () => {
    const repository = published();
    rmSync(join(repository.root, '.git'), { recursive: true });
    const { code, said } = await repository.check();
    expect(code).toBe(2);
    expect(said).toContain('no git repository');
  });

  it('a revision without the folder', async () => {
    const repository = new Repository();
    repository.git('commit', '--quiet', '--allow-empty', '--message', 'begin');
    const { code, said } = await repository.check();
    expect(code).toBe(2);
    expect(said).toContain('has no folder');
  });
});

describe('check --fix', () => {
  const fix = (r: Repository) =>
    tsuiki(['check', '--fix', '--base', 'HEAD'], r.root, {
      TSUIKI_CONTENT: 'incidents',
      SOURCE_DATE_EPOCH: String(tokyo('2008-09-05 12:00') / 1000),
    });
  const text = (r: Repository) => readFileSync(join(r.root, 'incidents/slow.md'), 'utf8');

  it('puts right what is not published, says so, and prints what is left', async () => {
    const repository = published();
    repository.write(
      'slow.md',
      `${FRONT}${FIRST}${SECOND.trimEnd()}\n\n## 2008/9/5 7:00 Update\n\n[x](none.md)`,
    );
    const { code, stdout, stderr } = await fix(repository);
    expect(text(repository)).toBe(
      `${FRONT}${FIRST}${SECOND}\n## 2008-09-05 07:00 +09:00 Update\n\n[x](none.md)\n`,
    );
    expect(stderr).toContain('incidents/slow.md: spelled a heading, added the line end after the last line.');
    expect(stderr).toContain('1 error in 1 file. 1 file changed.');
    expect(stdout).toContain('error link-missing');
    expect(code).toBe(1);
  });

  it('leaves what was published as it stands, right or wrong', async () => {
    const repository = published();
    const edited = FRONT + SECOND + FIRST.replace('5 %', '1 %').trimEnd();
    repository.write('slow.md', edited);
    const { code, stderr } = await fix(repository);
    expect(text(repository)).toBe(edited);
    expect(stderr).toContain('No file was changed.');
    expect(code).toBe(1);
  });
});

describe('two responders who append at once', () => {
  it('get an ordinary conflict from git, which check names until it is resolved', async () => {
    const repository = published();
    repository.git('checkout', '--quiet', '-b', 'other');
    repository.write('slow.md', `${FRONT}${FIRST}${SECOND}\n## 2008-09-05 07:00 +09:00 Update\n\nOne.\n`);
    repository.commit();
    repository.git('checkout', '--quiet', 'main');
    repository.write('slow.md', `${FRONT}${FIRST}${SECOND}\n## 2008-09-05 07:01 +09:00 Update\n\nTwo.\n`);
    repository.commit();
    expect(() => repository.git('merge', 'other')).toThrow();
    const { code, said } = await repository.check('HEAD');
    expect(code).toBe(1);
    expect(said).toContain('file-merge-marker');
    const both = '\n## 2008-09-05 07:00 +09:00 Update\n\nOne.\n\n## 2008-09-05 07:01 +09:00 Update\n\nTwo.\n';
    repository.write('slow.md', FRONT + FIRST + SECOND + both);
    expect(await repository.check('HEAD')).toMatchObject({ code: 0 });
    expect(await repository.check('other')).toMatchObject({ code: 0 });
  });
});
