import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readContent } from '../edge/content.ts';
import { parseFolder } from '../format/folder.ts';
import { instant } from '../model/instant.ts';
import { beginRecord } from '../record/extend.ts';
import { writeLog } from '../record/log.ts';
import { piecesOf } from '../record/pieces.ts';

const SITE = join(import.meta.dirname, '../format/fixtures/site.yml');
/** 00:30 on 22 November in Tokyo, while it is still the 21st in UTC. */
const NOW = Date.UTC(2026, 10, 21, 15, 30) / 1000;

const INCIDENT = `---
title: Mail of A. Person cannot be sent
---

## 2026-11-11 13:20 +09:00 Investigating

\`\`\`status
sending: major outage
lost: drafts
lost: letters of A. Person
\`\`\`

Mail of A. Person cannot be sent. The password is hunter2hunter.
See [the queue](logs/queue.txt).

## 2026-11-11 14:05 +09:00 Resolved

Mail can be sent. ![Depth](depth.txt)

## 2026-11-11 15:00 +09:00 Correction

\`\`\`status
corrects: 2026-11-11 13:20
\`\`\`

- For: hunter2hunter
- Read: changed
`;

const JAPANESE = `---
title: メールが送れません
---

## 2026-11-11 13:20 +09:00 調査中

\`\`\`status
lost: 下書き
lost: 手紙
\`\`\`

パスワードはhunter2hunterです。
`;

/** A content folder with one incident in two languages and two files that it links. */
async function project(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'tsuiki-redact-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  await mkdir(join(dir, 'incidents/2026/logs'), { recursive: true });
  await cp(SITE, join(dir, 'incidents/site.yml'));
  await writeFile(join(dir, 'incidents/2026/sending.md'), INCIDENT.replace('---\n\n', 'lang: en\n---\n\n'));
  await writeFile(join(dir, 'incidents/2026/sending.ja.md'), JAPANESE.replaceAll('\n', '\r\n'));
  await writeFile(join(dir, 'incidents/2026/logs/queue.txt'), 'hunter2hunter\n');
  await writeFile(join(dir, 'incidents/2026/depth.txt'), '12\n');
  return dir;
}

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function redact(cwd: string, ...args: readonly string[]): Promise<Outcome> {
  const env = { ...process.env, SOURCE_DATE_EPOCH: String(NOW), TSUIKI_CONTENT: '' };
  return new Promise((resolve) => {
    const script = join(import.meta.dirname, 'main.ts');
    execFile(process.execPath, [script, 'redact', ...args], { cwd, env }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

function textIn(dir: string, path: string): Promise<string> {
  return readFile(join(dir, 'incidents/2026', path), 'utf8');
}

async function snapshot(dir: string): Promise<unknown> {
  const entries = await readdir(join(dir, 'incidents'), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(files.sort().map(async (file) => [file, await readFile(file, 'utf8')]));
}

async function parsed(dir: string) {
  const folder = await readContent(join(dir, 'incidents'));
  if (!folder) throw new Error('There is no folder.');
  return { folder, ...parseFolder(folder, instant(NOW * 1000)) };
}

const TEXT = ['sending', '--update', '2026-11-11 13:20', '--reason', 'a password'];

describe('npm run redact', () => {
  it('takes a text in every language, dates the tombstone in the site’s zone, and leaves no problem', async () => {
    const dir = await project();
    const { code, stderr } = await redact(dir, ...TEXT);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const path of ['sending.md', 'sending.ja.md']) {
      const text = await textIn(dir, path);
      expect(text).toMatch(/^redacted 2026-11-22 sha256:[0-9a-f]{64} a password\r?$/m);
      expect(text.split('## ')[1]).not.toContain('hunter2');
      expect(text).toMatch(/^lost: /m);
    }
    expect(await textIn(dir, 'sending.ja.md')).not.toMatch(/[^\r]\n/);
    expect((await parsed(dir)).problems).toEqual([]);
    expect(await readdir(join(dir, 'incidents/2026'))).toEqual([
      'depth.txt',
      'logs',
      'sending.ja.md',
      'sending.md',
    ]);
  });

  it('says what readers will see, what still says the same, what is served no longer, and what it cannot do', async () => {
    const { stdout } = await redact(await project(), ...TEXT);
    expect(stdout).toContain('incidents/2026/sending.ja.md:12 (ja)');
    expect(stdout).toContain('one new feed item tells of it');
    expect(stdout).toContain('npm run redact -- sending --update "2026-11-11 15:00" --reason "a password"');
    expect(stdout).toContain('npm run redact -- sending --title --reason "a password"');
    expect(stdout).toMatch(/not served any longer.*\n {2}logs\/queue\.txt\n/);
    expect(stdout).not.toContain('depth.txt');
    expect(stdout).toMatch(/calls back no copies[\s\S]*guessed from their hash[\s\S]*git filter-repo/);
    expect(stdout).not.toContain('hunter2');
  });

  it('takes one loss of two, and one language where that is asked for', async () => {
    const dir = await project();
    const { code } = await redact(
      dir,
      'sending',
      '--update',
      '20261111T0420Z',
      '--lost',
      '2',
      '--lang',
      'en',
      '--reason',
      'a name',
    );
    expect(code).toBe(0);
    expect(await textIn(dir, 'sending.md')).toMatch(
      /^lost: drafts\nlost: redacted 2026-11-22 .* a name\n```$/m,
    );
    expect(await textIn(dir, 'sending.ja.md')).toBe(JAPANESE.replaceAll('\n', '\r\n'));
  });

  it('takes the title', async () => {
    const dir = await project();
    expect((await redact(dir, 'sending', '--title', '--reason', 'why: a name')).code).toBe(0);
    expect(await textIn(dir, 'sending.md')).toMatch(
      /^---\ntitle: "redacted .* why: a name"\nlang: en\n---\n/,
    );
    expect(await textIn(dir, 'sending.ja.md')).toMatch(/^---\r\ntitle: "redacted .* why: a name"\r\n---\r\n/);
  });

  it('puts a tombstone in place of a file, with the hash of its bytes', async () => {
    const dir = await project();
    const { code, stdout } = await redact(
      dir,
      'sending',
      '--file',
      'logs/queue.txt',
      '--reason',
      'a password',
    );
    expect(code).toBe(0);
    expect(stdout).toContain('The file is not served any more.');
    const hash = createHash('sha256').update('hunter2hunter\n').digest('hex');
    expect(await readdir(join(dir, 'incidents/2026/logs'))).toEqual(['queue.txt.redacted']);
    expect(await textIn(dir, 'logs/queue.txt.redacted')).toBe(
      `redacted 2026-11-22 sha256:${hash} a password\n`,
    );
    expect((await parsed(dir)).problems).toEqual([]);
  });

  it('tells machines what it did', async () => {
    const { stdout } = await redact(await project(), ...TEXT, '--json');
    const said = JSON.parse(stdout) as Readonly<Record<string, unknown>>;
    expect(said).toMatchObject({ date: '2026-11-22', reason: 'a password', unlinked: ['logs/queue.txt'] });
    expect(said.tombstones).toMatchObject([
      { path: '2026/sending.md', line: 14, lang: 'en' },
      { lang: 'ja' },
    ]);
    expect(said.repeats).toContainEqual({
      path: '2026/sending.md',
      lang: 'en',
      field: 'text',
      update: '2026-11-11 15:00 +09:00',
    });
  });
});

describe('a call of npm run redact that cannot be followed', () => {
  it.each<[string, readonly string[], string]>([
    ['without an incident', [], 'npm run redact -- INCIDENT --update "YYYY-MM-DD HH:MM" --reason REASON'],
    ['with an unknown one', ['sendin', '--title'], 'Did you mean sending?'],
    [
      'without a thing to take',
      ['sending'],
      'npm run redact -- sending --update "2026-11-11 14:05" --reason REASON',
    ],
    [
      'with an unknown stamp',
      ['sending', '--update', '2026-11-11 14:06'],
      'Did you mean "2026-11-11 14:05"?',
    ],
    [
      'without a reason',
      TEXT.slice(0, 3),
      'npm run redact -- sending --update "2026-11-11 13:20" --reason REASON',
    ],
    ['with an empty reason', [...TEXT.slice(0, 4), ' '], 'needs a reason'],
    ['with several losses to choose from', [...TEXT, '--what', 'lost'], '--lost 2 --reason "a password"'],
    [
      'with a loss that is not there',
      [...TEXT, '--lost', '3'],
      'has no loss 3. It has: --what text, --lost 1, --lost 2.',
    ],
    ['with two things at once', [...TEXT, '--title'], '--update and --title name different things.'],
    [
      'with an unknown file',
      ['sending', '--file', 'queue.txt', '--reason', 'x'],
      'It links: logs/queue.txt, depth.txt.',
    ],
    ['with a language that lacks it', [...TEXT, '--what', 'title'], 'has no title'],
    [
      'in a language that lacks it',
      ['sending', '--update', '2026-11-11 14:05', '--lang', 'ja', '--reason', 'x'],
      'not there in "ja", only in en',
    ],
    ['with a character that nobody sees', [...TEXT.slice(0, 4), 'a\u202Eb'], 'U+202E'],
  ])('%s exits 2, says what to write, and changes nothing', async (_name, args, message) => {
    const dir = await project();
    const before = await snapshot(dir);
    const { code, stdout, stderr } = await redact(dir, ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/[Nn]othing was changed/);
    expect(await snapshot(dir)).toEqual(before);
  });

  it('is refused where it was followed already', async () => {
    const dir = await project();
    for (const args of [TEXT, ['sending', '--file', 'depth.txt', '--reason', 'x']]) {
      expect((await redact(dir, ...args)).code).toBe(0);
      const before = await snapshot(dir);
      const { code, stderr } = await redact(dir, ...args);
      expect(code).toBe(1);
      expect(stderr).toContain('this was redacted already, on 2026-11-22');
      expect(await snapshot(dir)).toEqual(before);
    }
  });

  it('is refused where its reason would be an error of its own', async () => {
    const dir = await project();
    const before = await snapshot(dir);
    const { code, stderr } = await redact(dir, ...TEXT.slice(0, 4), 'see [it](nowhere.txt)');
    expect(code).toBe(1);
    expect(stderr).toContain('link-missing');
    expect(await snapshot(dir)).toEqual(before);
  });

  it('is refused where the title does not stand in lines of its own', async () => {
    const dir = await project();
    const file = join(dir, 'incidents/2026/sending.md');
    await writeFile(file, INCIDENT.replace(/title: .*/, '{ title: Mail, lang: en }'));
    const { code, stderr } = await redact(dir, 'sending', '--title', '--reason', 'x');
    expect(code).toBe(1);
    expect(stderr).toContain('lines of its own');
  });
});

describe('what was not published yet', () => {
  async function publishedUpTo(count: number): Promise<string> {
    const dir = await project();
    const { folder, incidents } = await parsed(dir);
    const pieces = incidents.flatMap((incident) => piecesOf(incident, folder.assets));
    const known = pieces.filter(({ stamp = 0 }) => stamp < Date.UTC(2026, 10, 11, 5));
    await mkdir(join(dir, '.tsuiki'));
    const record = beginRecord(known, instant(NOW * 1000)).slice(0, count);
    await writeFile(join(dir, '.tsuiki/log.jsonl'), writeLog(record));
    return dir;
  }

  it('is to be deleted, not redacted', async () => {
    const dir = await publishedUpTo(100);
    const before = await snapshot(dir);
    const { code, stderr } = await redact(dir, 'sending', '--update', '2026-11-11 14:05', '--reason', 'x');
    expect(code).toBe(1);
    expect(stderr).toContain('not published yet');
    expect(stderr).toContain('npm run record:pull');
    expect(await snapshot(dir)).toEqual(before);
    expect((await redact(dir, 'sending', '--file', 'depth.txt', '--reason', 'x')).code).toBe(1);
  });

  it('goes with what was: a translation that is still to come hides the same secret', async () => {
    const dir = await publishedUpTo(3);
    expect((await redact(dir, ...TEXT)).code).toBe(0);
    expect(await textIn(dir, 'sending.ja.md')).not.toContain('hunter2');
    expect((await redact(dir, 'sending', '--title', '--reason', 'x')).code).toBe(0);
  });
});
