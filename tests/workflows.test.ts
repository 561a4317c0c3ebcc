import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { type Served, serve } from '../src/edge/serve.ts';
import { servedBy } from '../src/edge/served.ts';
import { FORM_LABELS } from '../src/format/issue-form.ts';
import { STATES } from '../src/model/state.ts';
import { verifyServed } from '../src/record/verify.ts';
import { SITE_FILE, tokyo } from './deployments.ts';
import { beginReaders, type Reader } from './setup/readers.ts';
import { Receiver } from './setup/receivers.ts';
import { MISTAKE, OPENED, SECOND } from './setup/slow-mail.ts';
import { type Host, type Job, readWorkflow, runJob, type Step, type Workflow } from './setup/workflow.ts';
import { ROOT } from './source.ts';

const NAMES = readdirSync(join(ROOT, '.github/workflows'));
const WORKFLOWS = NAMES.map((name): [string, Workflow] => [name, readWorkflow(name)]);
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const jobsOf = ({ jobs }: Workflow): readonly Job[] => Object.values(jobs);
const stepsOf = (workflow: Workflow): readonly Step[] => jobsOf(workflow).flatMap(({ steps = [] }) => steps);

/** What each job may do; a job that may write never runs what a proposal brings. */
const RIGHTS: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>> = {
  'audit.yml': { audit: { contents: 'read' } },
  'check.yml': { check: { contents: 'read' } },
  'clock.yml': {
    due: { contents: 'read' },
    release: { contents: 'write', pages: 'write', 'id-token': 'write' },
  },
  'incident-form.yml': { incident: { contents: 'write', issues: 'write', 'pull-requests': 'write' } },
  'release.yml': {
    release: { contents: 'write' },
    deploy: { pages: 'write', 'id-token': 'write' },
    announce: { contents: 'write' },
  },
};

describe.each(WORKFLOWS)('the workflow %s', (name, workflow) => {
  const text = readFileSync(join(ROOT, '.github/workflows', name), 'utf8');

  it('pins every action to a commit, and says which version that is', () => {
    const actions = [...text.matchAll(/uses: (?!\.\/)(.*)/g)].map(([, action]) => action ?? '');
    expect(actions.length).toBeGreaterThan(0);
    for (const action of actions) expect(action).toMatch(/^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('may do no more than it must', () => {
    const rights = Object.entries(workflow.jobs).map(([job, { permissions = workflow.permissions }]) => [
      job,
      permissions,
    ]);
    expect(Object.fromEntries(rights)).toEqual(RIGHTS[name]);
  });

  it('puts nothing that anybody wrote into a script', () => {
    for (const { run } of stepsOf(workflow)) expect(run ?? '').not.toContain('${{');
    expect(text).not.toMatch(
      /github\.event\.(?:issue|pull_request|head_commit|comment)\.(?:title|(?<!startsWith\(github\.event\.issue\.)body)/,
    );
    expect(JSON.stringify(workflow.on)).not.toContain('pull_request_target');
  });

  it('calls what there is, ends, and leaves the thinking to it', () => {
    for (const job of jobsOf(workflow)) if (!job.uses) expect(job['timeout-minutes']).toBeLessThanOrEqual(30);
    for (const { run } of stepsOf(workflow)) {
      if (run === undefined) continue;
      expect(run).toMatch(/^(?:GITHUB_ACTIONS= )?(?:npm (?:run --silent|ci --ignore-scripts)|git|gh) ?/);
      expect(run.trim()).not.toContain('\n');
      const [, script] = /npm run --silent (\S+)/.exec(run) ?? [];
      if (script !== undefined) expect(scripts).toHaveProperty([script]);
    }
  });

  it('is called no more than once an hour by the clock', () => {
    const crons = JSON.stringify(workflow.on).match(/"cron":"[^"]*"/g) ?? [];
    for (const cron of crons) expect(cron).toMatch(/^"cron":"\d+ /);
  });
});

describe('the form of an incident', () => {
  it('has the fields that are read, in their order, and states that there are', () => {
    const { body } = parse(readFileSync(join(ROOT, '.github/ISSUE_TEMPLATE/incident.yml'), 'utf8'));
    const fields = body.filter(({ type }: { type: string }) => type !== 'markdown');
    expect(fields.map(({ attributes }: { attributes: { label: string } }) => attributes.label)).toEqual(
      FORM_LABELS,
    );
    const { attributes } = fields.find(({ type }: { type: string }) => type === 'dropdown');
    expect(STATES).toEqual(expect.arrayContaining(attributes.options));
  });
});

/** What an operator's clone holds of ours. */
const PROJECT = [
  '.gitattributes',
  '.gitignore',
  '.github',
  'astro.config.mjs',
  'package.json',
  'package-lock.json',
  'public',
  'src',
  'tsconfig.json',
];

/** A program that pages whoever is on duty. */
const PAGER = `channels:
  - { id: pager, type: webhook, urlFrom: PAGER_URL, secretFrom: PAGER_SECRET, lang: en }
`;

const MENDED = MISTAKE.replace('Resolvd', 'Resolved');

describe('an incident in the hands of the workflows', () => {
  const root = mkdtempSync(join(tmpdir(), 'tsuiki-workflows-'));
  const desk = join(root, 'desk');
  const [check, release, form] = ['check.yml', 'release.yml', 'incident-form.yml'].map(readWorkflow) as [
    Workflow,
    Workflow,
    Workflow,
  ];
  const pager = new Receiver();
  let pagerUrl: string;
  let live: Served;
  let readers: readonly Reader[];

  const git = (...args: readonly string[]) =>
    execFileSync(
      'git',
      ['-C', desk, '-c', 'user.name=Staff', '-c', 'user.email=staff@example.com', ...args],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    ).trim();

  const host = (time: string, values: Readonly<Record<string, string>> = {}): Host => ({
    origin: join(root, 'origin.git'),
    workspace: join(root, 'workspace'),
    artifacts: join(root, 'artifacts'),
    live: join(root, 'live'),
    values: {
      "inputs.first && 'yes' || ''": '',
      'secrets.PAGER_URL': pagerUrl,
      'secrets.PAGER_SECRET': `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
      ...values,
    },
    env: {
      NODE_ENV: 'production',
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: join(root, 'workspace'),
      SOURCE_DATE_EPOCH: String(tokyo(`2008-09-05 ${time}`) / 1000),
    },
  });

  /** Writes the incident on a branch, as a pull request would bring it, and has it checked. */
  const propose = async (branch: string, body: string, time: string) => {
    git('switch', '--quiet', '--create', branch, 'main');
    writeFileSync(join(desk, 'incidents/slow.md'), body);
    git('commit', '--quiet', '--all', '--message', branch);
    git('push', '--quiet', 'origin', branch);
    return runJob(check, 'check', host(time, { 'github.ref': branch, 'github.base_ref': 'main' }));
  };

  /** Merges the branch that was proposed. */
  const merge = (branch: string) => {
    git('switch', '--quiet', 'main');
    git('pull', '--quiet', '--rebase');
    git('merge', '--quiet', '--no-edit', branch);
    git('push', '--quiet');
  };

  /** Runs the jobs of a release one after another, each where the one before it did well. */
  const publish = async (time: string, values?: Readonly<Record<string, string>>) => {
    const world = host(time, values);
    const released = await runJob(release, 'release', world);
    if (released.failed !== undefined) return { released };
    const deployed = await runJob(release, 'deploy', world);
    expect(deployed.failed).toBeUndefined();
    const announced = await runJob(release, 'announce', world);
    git('pull', '--quiet', '--rebase');
    return { released, announced };
  };

  const read = (path: string) => readFileSync(join(root, 'live', path), 'utf8');
  /** The phases of which the pager was told, one after another. */
  const paged = () => pager.taken.map(({ body }) => JSON.parse(body).data.phase);
  const poll = () => Promise.all(readers.map(async ({ name, poll }) => [name, await poll()]));
  const each = (count: number) => readers.map(({ name }) => [name, count]);
  const verified = async () => (await verifyServed(await servedBy(live.url))).failures;

  beforeAll(async () => {
    vi.stubEnv('NO_PROXY', '127.0.0.1');
    for (const dir of ['live', 'readers', 'desk/incidents']) mkdirSync(join(root, dir), { recursive: true });
    live = await serve({ dir: join(root, 'live'), port: 0 });
    readers = beginReaders(`${live.url}feed.xml`, join(root, 'readers'));
    for (const name of PROJECT) cpSync(join(ROOT, name), join(desk, name), { recursive: true });
    const site = SITE_FILE.replace('https://status.example.com', live.url.slice(0, -1));
    pagerUrl = await pager.listen();
    writeFileSync(join(desk, 'incidents/site.yml'), site + PAGER);
    writeFileSync(join(desk, 'incidents/slow.md'), OPENED);
    execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', join(root, 'origin.git')]);
    git('init', '--quiet', '--initial-branch=main');
    git('add', '--all');
    git('commit', '--quiet', '--message', 'Begin');
    git('remote', 'add', 'origin', join(root, 'origin.git'));
    git('push', '--quiet', '--set-upstream', 'origin', 'main');
  });

  afterAll(async () => {
    vi.unstubAllEnvs();
    await Promise.all([live.close(), pager.close()]);
    rmSync(root, { recursive: true });
  });

  it('is published first when that is asked for, and its record is committed before the upload', async () => {
    const unasked = await publish('05:12');
    expect(unasked.released.failed).toMatch(/^Release/);
    expect([...unasked.released.said.values()].join('')).toContain('--first');
    const { released, announced } = await publish('05:12', { "inputs.first && 'yes' || ''": 'yes' });
    expect([released.failed, announced?.failed], [...released.said.values()].join('')).toEqual([
      undefined,
      undefined,
    ]);
    expect(git('log', '-1', '--format=%an: %s', '--', 'incidents/_record/log.jsonl')).toMatch(
      /^Tsuiki: record: \d+ lines, head [0-9a-f]{64}$/,
    );
    expect(readFileSync(join(desk, 'incidents/_record/log.jsonl'), 'utf8')).toBe(read('log.jsonl'));
    expect(await poll()).toEqual(each(1));
  });

  it('has a mistake marked on its line; merged all the same, that alone is withheld, and the run ends red', async () => {
    const checked = await propose('second', OPENED + SECOND + MISTAKE, '07:01');
    expect(checked.failed).toBe('Check against what is published');
    expect(checked.said.get('Check against what is published')).toMatch(
      /^::error file=incidents\/slow\.md,line=13,col=\d+,title=heading-phase::/m,
    );
    merge('second');
    // Somebody pushes while the pager is being told.
    pager.onRequest = () => {
      git('pull', '--quiet', '--rebase');
      git('commit', '--quiet', '--allow-empty', '--message', 'Meanwhile');
      git('push', '--quiet');
    };
    const { released, announced } = await publish('07:02');
    pager.onRequest = undefined;
    expect(git('log', '-2', '--format=%s')).toBe('journal: who was told what\nMeanwhile');
    expect(released.failed).toBeUndefined();
    expect(announced?.failed).toBe('Fail where something was left out');
    expect(read('incidents/slow.md')).toBe(OPENED + SECOND);
    expect(await verified()).toEqual([]);
    expect(await poll()).toEqual(each(2));
    expect([paged(), pager.repeats]).toEqual([['update'], 0]);
  });

  it('is published on, once that is mended', async () => {
    const checked = await propose('third', OPENED + SECOND + MENDED, '07:03');
    expect(checked.failed, [...checked.said.values()].join('')).toBeUndefined();
    const preview = readFileSync(join(root, 'artifacts/preview/incidents/slow/index.html'), 'utf8');
    expect(preview).toContain('Mail is fast.');
    merge('third');
    const { released, announced } = await publish('07:04');
    expect([released.failed, announced?.failed]).toEqual([undefined, undefined]);
    expect(read('incidents/slow.md')).toBe(OPENED + SECOND + MENDED);
    expect(await poll()).toEqual(each(3));
    expect([paged(), pager.repeats]).toEqual([['update', 'resolved'], 0]);
  });

  it('is not rewritten: the check shows what stood, and the release stops before anything is uploaded', async () => {
    const before = [read('log.jsonl'), git('rev-parse', 'origin/main')];
    const rewritten = OPENED.replace('is slow.', 'was slow.') + SECOND + MENDED;
    const checked = await propose('rewrite', rewritten, '08:00');
    expect(checked.said.get('Check against what is published')).toMatch(
      /^::error file=incidents\/slow\.md,line=5,/m,
    );
    merge('rewrite');
    const { released } = await publish('08:01');
    expect(released.failed).toMatch(/^Release/);
    git('fetch', '--quiet');
    expect(git('log', '-1', '--format=%s', 'origin/main')).not.toMatch(/^record/);
    expect(read('log.jsonl')).toBe(before[0]);
    const failures = await verified();
    const seen = await poll();
    console.log(
      `three releases, one update withheld, one rewrite refused: ${failures.length} failures of verify; ` +
        `items seen: ${seen.map(([name, count]) => `${name} ${count}`).join(', ')}`,
    );
    expect(failures).toEqual([]);
    expect(seen).toEqual(each(3));
  });

  it('stops before the upload where somebody else pushed first', async () => {
    writeFileSync(join(desk, 'incidents/slow.md'), OPENED + SECOND + MENDED);
    git('commit', '--quiet', '--all', '--message', 'Put back');
    writeFileSync(
      join(desk, 'incidents/slow.md'),
      `${OPENED + SECOND + MENDED}\n## 2008-09-05 08:05 +09:00 Update\n\nMail was slow.\n`,
    );
    git('commit', '--quiet', '--all', '--message', 'Fourth');
    git('push', '--quiet');
    const world = host('08:06');
    const pushFirst: Step = {
      run: 'git -C "$DESK" commit --quiet --allow-empty -m Else && git -C "$DESK" push --quiet',
    };
    const [job] = jobsOf(release);
    const at = job?.steps?.findIndex(({ run }) => run?.includes('record:commit')) ?? 0;
    const steps = job?.steps?.toSpliced(at, 0, pushFirst) ?? [];
    const raced = { ...release, jobs: { release: { ...job, steps } } };
    const { failed, said } = await runJob(raced, 'release', { ...world, env: { ...world.env, DESK: desk } });
    expect(failed).toBe('Keep the record, before the upload');
    expect(said.get('Keep the record, before the upload')).toContain('Do not upload dist/.');
    expect(said.get('Keep the record, before the upload')).toContain('git pull');
  });

  describe('that comes from the form', () => {
    const fill = async (body: string) => {
      const gh = join(root, 'bin/gh');
      mkdirSync(join(root, 'bin'), { recursive: true });
      writeFileSync(
        gh,
        '#!/bin/sh\nfor word; do printf "%s\\n" "$word"; done\n[ "$2" != comment ] || cat said.txt\n',
      );
      chmodSync(gh, 0o755);
      const event = join(root, 'event.json');
      const title = 'Mail is "gone" $(touch pwned) `touch pwned`';
      writeFileSync(event, JSON.stringify({ issue: { number: 7, title, body } }));
      const world = host('09:00', { 'github.event.issue.number': '7', 'github.token': 'none' });
      const env = {
        ...world.env,
        GITHUB_EVENT_PATH: event,
        PATH: `${join(root, 'bin')}:${process.env.PATH}`,
      };
      return runJob(form, 'incident', { ...world, env });
    };
    const filled = (components: string) =>
      `### Components\n\n${components}\n\n### State\n\nmajor outage\n\n### Began\n\n08:50\n\n### Next update\n\n_No response_\n\n` +
      '### Message\n\nMail is gone; $(touch pwned) `touch pwned`\n::add-mask::mail\n\n### Workaround\nNone.\n';

    it('is a pull request with its file, and nothing of what was written is run', async () => {
      const { failed, said } = await fill(filled('pc\n- mobile'));
      expect(failed, [...said.values()].join('')).toBeUndefined();
      const pr = [...said].find(([title]) => title.startsWith('gh pr create'))?.[1];
      expect(pr).toContain('2008-09-05-mail-gone-touch-pwned: investigating\n--body\nCloses #7.\n');
      git('fetch', '--quiet');
      const text = git('show', 'origin/incident-form-7:incidents/2008/2008-09-05-mail-gone-touch-pwned.md');
      expect(text).toMatchInlineSnapshot(`
        "---
        title: Mail is "gone" $(touch pwned) \`touch pwned\`
        ---

        ## 2008-09-05 09:00 +09:00 調査中

        \`\`\`status
        began: 08:50
        pc, mobile: major outage
        \`\`\`

        Mail is gone; $(touch pwned) \`touch pwned\`
        ::add-mask::mail

        ### Workaround
        None."
      `);
      expect(existsSync(join(root, 'workspace/pwned'))).toBe(false);
    });

    it('is answered with what is wrong, where something is, and no branch is pushed', async () => {
      const { failed, said } = await fill(filled('pigeons'));
      expect(failed).toBe("Write the incident's file");
      expect(said.get('Say what is wrong')).toContain('pigeons');
      expect(said.get('Say what is wrong')).toContain('Nothing was written.');
      expect([...said.keys()].some((title) => title.startsWith('git push'))).toBe(false);
    });
  });
});
