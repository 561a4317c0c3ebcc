import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Outcome, tsuiki } from './setup/run.ts';
import { ROOT } from './source.ts';

const root = mkdtempSync(join(tmpdir(), 'tsuiki-desk-'));
afterAll(() => rmSync(root, { recursive: true }));

const MORNING = Date.UTC(2026, 10, 25, 6, 50) / 1000;
const DOWN = '\u001b[B';
const RETURN = '\r';
const CTRL_C = '\u0003';

/** A checkout with the demonstration in it, and a clock that goes on by half an hour with each command. */
class Checkout {
  readonly dir: string;
  #now = MORNING;

  /** With the demonstration in it, or with what another one has come to. */
  constructor(name: string, like?: Checkout) {
    this.dir = join(root, name);
    mkdirSync(this.dir);
    if (like) this.#now = like.#now;
    cpSync(join(like?.dir ?? ROOT, 'incidents'), join(this.dir, 'incidents'), { recursive: true });
    const editor = join(this.dir, 'editor.sh');
    writeFileSync(editor, `#!/bin/sh\nprintf '### Summary\\n\\nA certificate ran out.\\n' > "$1"\n`);
    chmodSync(editor, 0o755);
  }

  env(lang: string): Record<string, string> {
    const now = String(this.#now);
    this.#now += 1800;
    const editor = join(this.dir, 'editor.sh');
    return { TSUIKI_CONTENT: 'incidents', SOURCE_DATE_EPOCH: now, LC_ALL: lang, EDITOR: editor, VISUAL: '' };
  }

  run(...args: readonly string[]): Promise<Outcome> {
    return tsuiki(args, this.dir, this.env('C.UTF-8'));
  }

  /** Calls a command at a terminal, and answers each question once it stands there. Gives what the terminal showed, and the code. */
  type(
    lang: string,
    args: readonly string[],
    answers: readonly (readonly [question: string, keys: string])[],
  ) {
    const command = [process.execPath, join(ROOT, 'src/cli/main.ts'), ...args]
      .map((word) => `'${word}'`)
      .join(' ');
    // Such a terminal has no size of its own.
    const child = spawn('script', ['-qec', `stty cols 100 rows 40; exec ${command}`, '/dev/null'], {
      cwd: this.dir,
      env: { ...process.env, ...this.env(lang), TERM: 'xterm', COLUMNS: '100', LINES: '40', CI: '' },
    });
    let shown = '';
    let seen = 0;
    const left = [...answers];
    return new Promise<{ readonly code: number | null; readonly shown: string }>((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => {
        shown += chunk.toString();
        const [next] = left;
        if (!next || !shown.slice(seen).includes(next[0])) return;
        left.shift();
        seen = shown.length;
        // Key by key, as a person types.
        const keys = next[1].startsWith('\u001b') ? [next[1].slice(0, 3), next[1].slice(3)] : [next[1]];
        for (const [at, key] of keys.entries()) setTimeout(() => child.stdin.write(key), 150 * (at + 1));
      });
      const patience = setTimeout(() => child.kill(), 20_000);
      child.on('close', (code) => {
        clearTimeout(patience);
        resolve({ code, shown: `${shown}${left.length > 0 ? `\nNever asked: ${left[0]?.[0]}` : ''}` });
      });
    });
  }

  files(): Record<string, string> {
    const names = readdirSync(join(this.dir, 'incidents'), { recursive: true, encoding: 'utf8' });
    return Object.fromEntries(
      names
        .filter((name) => /\.(?:md|yml)$/.test(name) && !name.startsWith('_'))
        .sort()
        .map((name) => [name, readFileSync(join(this.dir, 'incidents', name), 'utf8')]),
    );
  }
}

const INIT = ['--url', 'https://status.acme.example', '--zone', 'Europe/Berlin'];
const ID = '2026-11-25-parcels';

/** A new site, taken to its first postmortem by flags alone; made once. */
async function madeByFlags(): Promise<Checkout> {
  const desk = new Checkout('by-flags');
  const title = 'Parcels cannot be tracked';
  const calls = [
    [
      'init',
      '--name',
      'Acme Post',
      '--languages',
      'en',
      ...INIT,
      '--component',
      'web=Website',
      '--component',
      'api=API',
      '--yes',
    ],
    [
      'new',
      '--title',
      title,
      '--id',
      ID,
      '--component',
      'web: partial outage',
      '--began',
      '07:31',
      '--next',
      '08:30',
      '--message',
      'The page does not open.',
    ],
    ['update', ID, '--phase', 'identified', '--next', '09:00', '--message', 'A certificate ran out.'],
    [
      'resolve',
      ID,
      '--ended',
      '08:41',
      '--cause',
      'configuration',
      '--message',
      'About 1,200 parcels were hit.',
    ],
    ['correct', ID, '--update', '2026-11-25 09:20', '--for', '1,200 parcels', '--read', '12,000 parcels'],
    ['postmortem', ID, '--message', '### Summary\n\nA certificate ran out.'],
  ];
  for (const call of calls) {
    const { code, stderr } = await desk.run(...call);
    expect(`${call[0]} ${code}${code === 0 ? '' : stderr}`).toBe(`${call[0]} 0`);
  }
  return desk;
}

let made: Promise<Checkout> | undefined;

async function byFlags(name: string): Promise<Checkout> {
  made ??= madeByFlags();
  return new Checkout(name, await made);
}

describe('the desk, by flags alone', () => {
  it('takes a new site to its first postmortem, and the check passes', async () => {
    const desk = await byFlags('flags');
    expect(Object.keys(desk.files())).toEqual([`2026/${ID}.md`, 'site.yml']);
    const file = desk.files()[`2026/${ID}.md`] ?? '';
    expect(file.match(/^## .*$/gm)).toEqual([
      '## 2026-11-25 08:20 +01:00 Investigating',
      '## 2026-11-25 08:50 +01:00 Identified',
      '## 2026-11-25 09:20 +01:00 Resolved',
      '## 2026-11-25 09:50 +01:00 Correction',
      '## 2026-11-25 10:20 +01:00 Postmortem',
    ]);
    expect((await desk.run('check')).code).toBe(0);
    expect((await desk.run('build')).code).toBe(0);
    const page = readFileSync(join(desk.dir, 'dist/incidents', ID, 'index.html'), 'utf8');
    expect(page).toContain('12,000 parcels');
  });

  it('writes nothing that the check refuses, and says what it would have been', async () => {
    const desk = await byFlags('refused');
    const before = desk.files();
    const wrong = await desk.run('new', '--title', 'Slow', '--component', 'wbe: major outage');
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain('web: major outage');
    expect(wrong.stderr).toContain('Nothing was written.');
    const template = await desk.run('new', '--title', 'Slow', '--template', 'service-down');
    expect(template.code).toBe(1);
    expect(template.stderr).toContain('file-placeholder');
    expect(desk.files()).toEqual(before);
  });

  it('prints on request what it would write, and writes nothing', async () => {
    const desk = await byFlags('dry');
    const before = desk.files();
    const { code, stdout } = await desk.run('update', ID, '--message', 'More to come.', '--dry-run');
    expect(code).toBe(0);
    expect(stdout.startsWith(before[`2026/${ID}.md`] ?? '?')).toBe(true);
    expect(stdout).toContain('More to come.');
    expect(desk.files()).toEqual(before);
  });

  it('announces, moves and cancels a maintenance, and withdraws a false alarm', async () => {
    const desk = await byFlags('work');
    const steps = [
      [
        'maintenance',
        'announce',
        '--title',
        'Move',
        '--id',
        'move',
        '--window',
        '2026-12-05 02:00 / 04:00',
        '--component',
        'api: under maintenance',
      ],
      ['maintenance', 'move', 'move', '--window', '2026-12-06 02:00 / 04:00'],
      ['maintenance', 'cancel', 'move'],
      ['new', '--title', 'Alarm', '--id', 'alarm', '--component', 'api: major outage'],
      ['withdraw', 'alarm', '--message', 'The measurement was wrong.'],
    ];
    for (const step of steps) expect((await desk.run(...step)).code, step.join(' ')).toBe(0);
    expect(
      desk
        .files()
        ['2026/move.md']?.match(/^## .*$/gm)
        ?.map((line) => line.slice(26)),
    ).toEqual([' Scheduled', ' Scheduled', ' Cancelled']);
    expect((await desk.run('check')).code).toBe(0);
  });

  it('begins a translation with fields that no release publishes, and reports what is missing', async () => {
    const desk = new Checkout('translate');
    const { stdout } = await desk.run('translate', '--json');
    expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining({ lang: 'en' }));
    const [{ id }] = JSON.parse(stdout) as [{ id: string }];
    const { code } = await desk.run('translate', id, 'en');
    expect(code).toBe(0);
    const checked = await desk.run('check');
    expect(checked.code).toBe(1);
    expect(checked.stdout).toContain('file-placeholder');
  });

  it('deletes nothing but the demonstration', async () => {
    const desk = await byFlags('own');
    const before = desk.files();
    const again = await desk.run(
      'init',
      '--name',
      'X',
      '--languages',
      'en',
      ...INIT,
      '--component',
      'Y',
      '--yes',
    );
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('content of your own');
    expect(desk.files()).toEqual(before);
  });
});

describe('every command', () => {
  const commands = [
    'init',
    'new',
    'update',
    'resolve',
    'correct',
    'postmortem',
    'maintenance',
    'withdraw',
    'translate',
    'redact',
    'hook',
  ];

  it.each(commands)(
    '%s shows an example in its help, and asks nothing away from a terminal',
    async (name) => {
      const desk = new Checkout(`help-${name}`);
      const help = await desk.run(name, '--help');
      expect(help.code).toBe(0);
      expect(help.stdout).toContain(`npm run ${name}`);
      if (['translate', 'hook'].includes(name)) return;
      const before = desk.files();
      const { code, stderr } = await desk.run(name);
      expect(code).toBe(2);
      expect(stderr).toMatch(/Nothing was (?:written|changed)|was changed/);
      expect(desk.files()).toEqual(before);
    },
  );
});

const hasScript = spawnSync('script', ['--version']).status === 0;
if (!hasScript)
  console.log('Skipped: the desk at a terminal. There is no "script" (util-linux) on this machine.');

describe.skipIf(!hasScript)('the desk, at a terminal', () => {
  it('asks in English, and writes the same files as by flags', async () => {
    const desk = new Checkout('english');
    const en = (args: readonly string[], answers: readonly (readonly [string, string])[]) =>
      desk.type('en_GB.UTF-8', args, answers);
    const outcomes = [
      await en(
        ['init'],
        [
          ['In which languages', `en${RETURN}`],
          ['called, in en', `Acme Post${RETURN}`],
          ['At which address', `https://status.acme.example${RETURN}`],
          ['time zone', `Europe/Berlin${RETURN}`],
          ['parts of your service', `web=Website, API${RETURN}`],
          ['Delete the demonstration', 'y'],
        ],
      ),
      await en(
        ['new', '--id', ID],
        [
          ['What is wrong', `Parcels cannot be tracked${RETURN}`],
          ['components are hit', ` ${RETURN}`],
          ['State of Website', `${DOWN}${RETURN}`],
          ['When did it begin', `07:31${RETURN}`],
          ['next update', `08:30${RETURN}`],
          ['What do you say', RETURN],
          ['The text', `The page does not open.${RETURN}`],
          ['Write this', RETURN],
        ],
      ),
      await en(
        ['update'],
        [
          ['Which incident', RETURN],
          ['say of the whole', `${DOWN}${RETURN}`],
          ['does the state change', RETURN],
          ['next update', `09:00${RETURN}`],
          ['What do you say', RETURN],
          ['The text', `A certificate ran out.${RETURN}`],
          ['Write this', RETURN],
        ],
      ),
      await en(
        ['resolve', ID, '--cause', 'configuration'],
        [
          ['When was it over', `08:41${RETURN}`],
          ['What do you say', RETURN],
          ['The text', `About 1,200 parcels were hit.${RETURN}`],
          ['Write this', RETURN],
        ],
      ),
      await en(
        ['correct', ID],
        [
          ['Which update', RETURN],
          ['For:', `1,200 parcels${RETURN}`],
          ['Read:', `12,000 parcels${RETURN}`],
          ['Correct more', RETURN],
          ['Write this', RETURN],
        ],
      ),
      await en(['postmortem', ID], [['Write this', RETURN]]),
    ];
    for (const { code, shown } of outcomes) expect(code === 0 ? '' : shown).toBe('');
    expect(desk.files()).toEqual((await byFlags('english-flags')).files());
  });

  it('asks in Japanese where the terminal speaks it', async () => {
    const desk = new Checkout('japanese');
    await desk.run(
      'init',
      '--name',
      'Acme Post',
      '--languages',
      'ja',
      ...INIT,
      '--component',
      'web=Website',
      '--component',
      'api=API',
      '--yes',
    );
    const { code, shown } = await desk.type(
      'ja_JP.UTF-8',
      ['new', '--id', ID],
      [
        ['何が起きていますか', `荷物を追跡できません${RETURN}`],
        ['影響のあるサービス', ` ${RETURN}`],
        ['Websiteの状態', `${DOWN}${RETURN}`],
        ['いつ始まりましたか', `07:31${RETURN}`],
        ['次の続報はいつ', `08:30${RETURN}`],
        ['お客様への文章', RETURN],
        ['文章', `The page does not open.${RETURN}`],
        ['書き込みますか', RETURN],
      ],
    );
    expect(code === 0 ? '' : shown).toBe('');
    const { stdout } = await desk.run('check', '--json');
    expect(JSON.parse(stdout)).toEqual([]);
    expect(desk.files()[`2026/${ID}.md`]).toContain('## 2026-11-25 08:20 +01:00 調査中');
  });

  it('leaves every file as it was when someone gives up, and says so', async () => {
    const desk = await byFlags('given-up');
    const before = desk.files();
    const { code, shown } = await desk.type('en_GB.UTF-8', ['update', ID], [['say of the whole', CTRL_C]]);
    expect(code).toBe(2);
    expect(shown).toContain('Given up: nothing was changed.');
    const late = await desk.type(
      'en_GB.UTF-8',
      ['update', ID, '--phase', 'update', '--message', 'More.'],
      [['Write this', CTRL_C]],
    );
    expect(late.code).toBe(2);
    expect(desk.files()).toEqual(before);
  });
});
