import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Checkout, momentOf } from '../../tests/setup/announcing.ts';
import { type Act, type Delivered, MailServer, Receiver } from '../../tests/setup/receivers.ts';
import { type Outcome, tsuiki } from '../../tests/setup/run.ts';
import { ROOT } from '../../tests/source.ts';
import { CallError } from '../edge/call-error.ts';
import { instant, MINUTE } from '../model/instant.ts';
import { announce } from './announce.ts';
import type { Values, World } from './command.ts';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

const CHANNELS = `channels:
  - { id: slack, type: slack, urlFrom: SLACK_URL, lang: en }
  - { id: discord, type: discord, urlFrom: DISCORD_URL, lang: en }
  - { id: teams, type: teams, urlFrom: TEAMS_URL }
  - { id: hook, type: webhook, urlFrom: HOOK_URL, secretFrom: HOOK_SECRET, lang: en }
  - { id: list, type: mail, serverFrom: SMTP_URL, from: Tayori Mail <status@example.com>, to: list@example.com, unsubscribe: "mailto:leave@example.com", lang: en }
`;

/** What the storage failure and the switch said, in the order of the record. */
const TITLES = [
  '[Investigating] Mail <storage> & *failure*',
  '[Scheduled] Replacement of a switch',
  '[Identified] Mail <storage> & *failure*',
  '[Resolved] Mail <storage> & *failure*',
  '[Correction] Mail <storage> & *failure*',
];

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of closing.splice(0)) await close();
});

/** A checkout with a receiver for each channel; each channel of HTTP begins as its script says. */
class Stage {
  readonly checkout: Checkout;
  readonly http = new Map<string, Receiver>();
  readonly mail = new MailServer();
  #env: Record<string, string> = {};

  constructor(channels = CHANNELS) {
    this.checkout = new Checkout(channels);
    closing.push(() => this.checkout.remove());
  }

  async open(scripts: Readonly<Record<string, readonly Act[]>> = {}): Promise<this> {
    const env: Record<string, string> = { HOOK_SECRET: SECRET, SMTP_URL: await this.mail.listen() };
    closing.push(() => this.mail.close());
    for (const name of ['slack', 'discord', 'teams', 'hook']) {
      const receiver = new Receiver(scripts[name]);
      env[`${name.toUpperCase()}_URL`] = `${await receiver.listen()}/services/T0/very-secret-path`;
      this.http.set(name, receiver);
      closing.push(() => receiver.close());
    }
    this.#env = env;
    return this;
  }

  /** Calls the command in this process, a minute after a release. */
  async run(release: number, ...args: readonly string[]): Promise<Outcome> {
    for (const [name, value] of Object.entries(this.#env)) vi.stubEnv(name, value);
    const { values } = parseArgs({ args: ['--patience', '3', ...args], options: announce.options });
    const began = performance.now();
    let [stdout, stderr] = ['', ''];
    const world: World = {
      now: instant(momentOf(release) + MINUTE),
      content: join(this.checkout.dir, 'incidents'),
      state: join(this.checkout.dir, '.tsuiki'),
      output: join(this.checkout.dir, 'dist'),
      print: (text) => {
        stdout += text;
      },
      tell: (text) => {
        stderr += text;
      },
      annotate: () => undefined,
      isTerminal: false,
      lang: 'en',
      readInput: async () => '',
      edit: async (text) => text,
      elapsed: () => performance.now() - began,
      stopped: new Promise(() => undefined),
    };
    try {
      return { code: await announce.run(values as Values, world), stdout, stderr };
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      return { code: 2, stdout, stderr: stderr + error.message };
    }
  }

  /** Calls it as a process of its own. */
  spawn(release: number, args: readonly string[], env: Record<string, string>): Promise<Outcome> {
    return tsuiki(['announce', '--patience', '3', ...args], this.checkout.dir, {
      ...this.#env,
      ...this.checkout.env(release),
      ...env,
    });
  }

  env(release: number): NodeJS.ProcessEnv {
    return { ...process.env, ...this.#env, ...this.checkout.env(release) };
  }

  /** What a variable of the environment holds. */
  address(name: string): string {
    return this.#env[name] ?? '';
  }

  set(name: string, value: string): void {
    this.#env[name] = value;
  }

  receiver(name: string): Receiver {
    const receiver = this.http.get(name);
    if (!receiver) throw new Error(`There is no receiver "${name}".`);
    return receiver;
  }

  /** Titles of what arrived, by channel, in order. */
  arrived(): Record<string, readonly string[]> {
    const bodies = (name: string) => this.receiver(name).taken.map(({ body }) => JSON.parse(body));
    return {
      slack: bodies('slack').map((body) => body.blocks[0].elements[0].elements[0].text),
      discord: bodies('discord').map((body) => body.embeds[0].title.replaceAll('\\', '')),
      teams: bodies('teams').map((body) => body.attachments[0].content.body[0].inlines[0].text),
      hook: bodies('hook').map((body) => body.data.title),
      list: this.mail.taken.map(({ subject = '' }) => subject),
    };
  }

  /** The record as it was before the release. */
  get since(): string {
    return join(this.checkout.dir, 'old.jsonl');
  }

  journal(): string {
    return readFileSync(join(this.checkout.dir, '.tsuiki/announced.jsonl'), 'utf8');
  }
}

const JAPANESE = TITLES.map((title) =>
  title
    .replace('[Investigating] ', '【調査中】')
    .replace('[Scheduled] ', '【予定】')
    .replace('[Identified] ', '【原因特定】')
    .replace('[Resolved] ', '【復旧】')
    .replace('[Correction] ', '【訂正】'),
);
const EVERYTHING = { slack: TITLES, discord: TITLES, teams: JAPANESE, hook: TITLES, list: TITLES };
const toAll = (from: number, to: number) =>
  Object.fromEntries(Object.entries(EVERYTHING).map(([name, titles]) => [name, titles.slice(from, to)]));

describe('npm run announce', () => {
  it('tells every channel of every update once, in order, release by release and however often it is called', async () => {
    const stage = await new Stage().open();
    const seen: Record<string, readonly string[]>[] = [];
    for (const [release, since] of [
      [1, 0],
      [2, 1],
      [4, 2],
    ] as const) {
      stage.checkout.release(release, since);
      const { code, stderr } = await stage.run(release, '--since', stage.since);
      expect({ code, stderr }).toMatchObject({ code: 0 });
      seen.push(stage.arrived());
      if (release === 2) expect((await stage.run(release)).code).toBe(0);
    }
    expect(seen).toEqual([toAll(0, 1), toAll(0, 3), toAll(0, 5)]);
    expect(stage.receiver('hook').repeats).toBe(0);
  });

  it('gets through receivers that fail, hang, redirect and ask to wait, none of which holds up another', async () => {
    const busy = { answers: 429, headers: { 'retry-after': '1' } };
    const stage = await new Stage().open({
      slack: [{ answers: 503, body: 'busy' }, 'takes', { answers: 500 }],
      discord: [busy, 'takes', busy],
      teams: [{ answers: 302, headers: { location: 'http://127.0.0.1:1/secret-target' } }],
      hook: ['takes', 'takes and falls silent', 'hangs'],
    });
    stage.checkout.release(4, 0);
    const first = await stage.run(4, '--since', stage.since, '--json', '--patience', '4');
    expect(first.code).toBe(3);
    const outcome: Record<string, string> = Object.fromEntries(
      JSON.parse(first.stdout).channels.map((channel: { id: string; messages: { outcome: string }[] }) => [
        channel.id,
        channel.messages.map((message) => message.outcome).join(),
      ]),
    );
    expect(outcome).toEqual({
      slack: 'sent,sent,sent,sent,sent',
      discord: 'sent,sent,sent,sent,sent',
      teams: 'waits,waits,waits,waits,waits',
      hook: 'sent,waits,waits,waits,waits',
      list: 'sent,sent,sent,sent,sent',
    });
    expect(first.stderr).toContain('it redirects to http://127.0.0.1:1, which is not followed');
    const second = await stage.run(4);
    expect(second.code).toBe(0);
    expect(stage.arrived()).toEqual(EVERYTHING);
    expect(stage.receiver('hook').repeats).toBe(1);
    const told = `${first.stderr}${first.stdout}${second.stderr}${second.stdout}${stage.journal()}`;
    for (const secret of ['very-secret', 'secret-target', SECRET]) expect(told).not.toContain(secret);
    const asked = [...stage.http].map(([name, { asked: count }]) => `${name} ${count}`);
    console.log(`5 updates to 5 channels, each arrived once; requests made: ${asked.join(', ')}, mail 5`);
  });

  it('shows and keeps no secret that a receiver repeats, whole, in part, or cut off', async () => {
    const token = 'T0kenABCDEFGHIJKLMNOPQRSTUVWXYZ';
    const stage = await new Stage().open({
      slack: [{ answers: 404, body: `${'.'.repeat(180)} /api/${token} is no hook` }],
      teams: [{ answers: 401, body: `{"message":"the signature ${token} is not valid"}` }],
      hook: [{ answers: 401, body: `no key: ${SECRET.replace('whsec_', '')}` }],
    });
    stage.set('SLACK_URL', new URL(`/api/${token}`, stage.address('SLACK_URL')).href);
    stage.set('TEAMS_URL', new URL(`/invoke?sp=run&sig=${token}`, stage.address('TEAMS_URL')).href);
    stage.checkout.release(1);
    const { stdout, stderr } = await stage.run(1, '--since', stage.since);
    const told = `${stdout}${stderr}${stage.journal()}`;
    expect(told).toContain('the signature [secret] is not valid');
    for (const secret of [token.slice(0, 6), SECRET.slice(6, 18)]) expect(told).not.toContain(secret);
  });

  it('signs webhooks so that the library of the standard knows them', async () => {
    const stage = await new Stage(only('hook')).open();
    stage.checkout.release(1);
    expect((await stage.run(1, '--since', stage.since)).code).toBe(0);
    const [delivered] = stage.receiver('hook').taken;
    const event = new Webhook(SECRET).verify(
      delivered?.body ?? '',
      delivered?.headers as Record<string, string>,
    );
    expect(event).toMatchObject({
      type: 'update.published',
      timestamp: '2008-09-04T20:12:00Z',
      data: {
        id: 'tag:status.example.com,2026:storage/20080904T2010Z',
        channel: 'hook',
        incident: 'storage',
        kind: 'incident',
        phase: 'investigating',
        components: [{ id: 'pc', name: 'PC mail' }],
        line: 11,
        quiet: false,
      },
    });
    expect(JSON.stringify(event)).toMatch(/"chain":"[0-9a-f]{64}"/);
  });

  it('sends mails that mail programs show as one conversation, with a way to leave the list', async () => {
    const stage = await new Stage().open();
    stage.mail.will(
      { refuses: 451, at: 'recipient' },
      'takes',
      { refuses: 452, at: 'data' },
      'takes',
      'takes and falls silent',
    );
    stage.checkout.release(4, 0);
    expect((await stage.run(4, '--since', stage.since)).code).toBe(0);
    const [first, other, second, again, third] = stage.mail.taken;
    expect(stage.mail.taken).toHaveLength(6);
    expect(again?.messageId).toBe(second?.messageId);
    expect(first?.messageId).toBe('<storage/20080904T2010Z.list@status.example.com>');
    expect(other?.inReplyTo).toBeUndefined();
    expect(second?.inReplyTo).toBe(first?.messageId);
    expect(third?.references).toBe(`${first?.messageId} ${second?.messageId}`);
    const header = (name: string) => first?.headers.find(({ key }) => key === name)?.value;
    expect(header('list-unsubscribe')).toBe('<mailto:leave@example.com>');
    expect(header('list-id')).toBe('<list.status.example.com>');
    expect(first?.text).toContain(
      'Ask @everyone, <!channel> or write to us <https://example.com/help?a=1&b=2>.',
    );
    expect(first?.html).toContain('&lt;!channel&gt;');
    expect(first?.text).toMatch(/No\. 11 of the public record, SHA-256 of the line: [0-9a-f]{64}/);
  });
});

describe('a hub', () => {
  it('is told of every feed that changed, once', async () => {
    const hub = new Receiver([{ answers: 503 }, { answers: 204 }]);
    const url = await hub.listen();
    closing.push(() => hub.close());
    const stage = await new Stage(`channels:\n  - { id: hub, type: websub, hub: "${url}/" }\n`).open();
    stage.checkout.release(4);
    const { code, stdout } = await stage.run(4, '--since', stage.since);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'hub  websub   20 sent\n' });
    expect((await stage.run(4, '--since', stage.since)).stdout).toBe('hub  websub   nothing new\n');
    expect(hub.asked).toBe(21);
    const [{ headers, body }] = hub.taken as [Delivered];
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
    const topics = hub.taken.map((ping) => new URLSearchParams(ping.body).get('hub.url') ?? '');
    expect(new URLSearchParams(body).get('hub.mode')).toBe('publish');
    expect(topics).toContain('https://status.example.com/en/feed.atom');
    expect(topics).toContain('https://status.example.com/incidents/storage/feed.xml');
    expect(topics.filter((topic) => topic.includes('/switch/') || topic.includes('/web/'))).toEqual([]);
  });
});

describe('npm run announce, where something is missing', () => {
  it('tells the other channels when a secret of one is not set, and that one when it is', async () => {
    const stage = await new Stage(only('slack', 'hook')).open();
    stage.checkout.release(1);
    const address = stage.address('SLACK_URL');
    stage.set('SLACK_URL', '');
    const first = await stage.run(1, '--since', stage.since);
    expect(first.code).toBe(3);
    expect(first.stdout).toContain('the environment variable SLACK_URL is not set');
    expect(stage.arrived()).toMatchObject({ slack: [], hook: TITLES.slice(0, 1) });
    stage.set('SLACK_URL', address);
    expect((await stage.run(1)).code).toBe(0);
    expect(stage.arrived()).toMatchObject({ slack: TITLES.slice(0, 1), hook: TITLES.slice(0, 1) });
  });

  it('shows what it would tell, and tells nobody, with --dry-run', async () => {
    const stage = await new Stage().open();
    stage.checkout.release(4, 0);
    const { code, stdout } = await stage.run(4, '--since', stage.since, '--dry-run');
    expect(code).toBe(0);
    for (const title of [...TITLES, ...JAPANESE]) expect(stdout).toContain(title);
    const whole = JSON.parse((await stage.run(4, '--since', stage.since, '--dry-run', '--json')).stdout);
    expect(whole.channels[3].messages[0].payload.data.title).toBe(TITLES[0]);
    expect(Object.values(stage.arrived()).flat()).toEqual([]);
    expect(() => stage.journal()).toThrow('ENOENT');
  });

  it('tries one channel, marked as a repetition, and writes nothing down, with --trial', async () => {
    const stage = await new Stage().open();
    stage.checkout.release(2);
    expect(await stage.run(2, '--trial', 'discord')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(TITLES[2] ?? ''),
    });
    const [delivered] = stage.receiver('discord').taken;
    expect(delivered?.url).toBe('/services/T0/very-secret-path?wait=true');
    expect(delivered?.body).toContain('This may have reached you before');
    expect(() => stage.journal()).toThrow('ENOENT');
    expect(await stage.run(2, '--trial', 'other')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('(slack, discord,'),
    });
  });

  it('sends no password over an open line, and waits for no mail server that says nothing', async () => {
    const stage = await new Stage(only('hook', 'list')).open();
    stage.checkout.release(1);
    const { port } = new URL(stage.address('SMTP_URL'));
    stage.set('SMTP_URL', `smtp://status:correct-horse@127.0.0.1:${port}`);
    const open = await stage.run(1, '--since', stage.since, '--patience', '1');
    expect(open.code).toBe(3);
    expect(open.stdout).toMatch(/list +mail +1 waits/);
    expect(`${open.stdout}${open.stderr}${stage.journal()}`).not.toContain('correct-horse');
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    closing.push(() => void silent.close());
    stage.set('SMTP_URL', `smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`);
    expect((await stage.run(1, '--patience', '1')).stdout).toMatch(/list +mail +1 waits/);
    stage.set('SMTP_URL', `smtp://127.0.0.1:${port}`);
    expect((await stage.run(1)).code).toBe(0);
    expect(stage.arrived()).toMatchObject({ hook: TITLES.slice(0, 1), list: TITLES.slice(0, 1) });
    expect(stage.mail.asked).toBe(1);
  });

  it('has nobody to tell where site.yml names no channel', async () => {
    const stage = await new Stage('').open();
    stage.checkout.release(2);
    expect(await stage.run(2, '--json')).toMatchObject({ code: 0, stdout: '{\n  "channels": []\n}\n' });
  });

  it('begins with the release that the call names, and says how where it does not', async () => {
    const stage = await new Stage(only('hook')).open();
    stage.checkout.release(3, 2);
    const unnamed = await stage.run(3);
    expect(unnamed).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('npm run announce -- --since OLDLOG'),
    });
    expect((await stage.run(3, '--since', stage.since)).code).toBe(0);
    expect(stage.arrived().hook).toEqual(TITLES.slice(3, 4));
  });

  it('takes no record for the beginning of another', async () => {
    const stage = await new Stage(only('hook')).open();
    stage.checkout.release(2);
    const absent = await stage.run(2, '--since', join(stage.checkout.dir, 'none.jsonl'));
    expect(absent).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no such file') });
    stage.checkout.write('old.jsonl', readFileSync(stage.since, 'utf8').split('\n').slice(1).join('\n'));
    const other = await stage.run(2, '--since', stage.since);
    expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining('is not the beginning of') });
    rmSync(join(stage.checkout.dir, '.tsuiki/log.jsonl'));
    const none = await stage.run(2, '--since', stage.since);
    expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('There is no record here') });
    expect(stage.arrived().hook).toEqual([]);
  });

  it('sends what an earlier release published and nobody told, marked where the receiver cannot know it again', async () => {
    const stage = await new Stage(only('slack', 'hook')).open();
    stage.checkout.release(1);
    expect((await stage.run(1, '--since', stage.since)).code).toBe(0);
    // The run after the second release never came; the third one's call names the record after the second.
    stage.checkout.release(3);
    const { code, stdout } = await stage.run(3, '--since', stage.since);
    expect(code).toBe(0);
    expect(stage.arrived()).toMatchObject({ slack: TITLES.slice(0, 4), hook: TITLES.slice(0, 4) });
    const marked = stage
      .receiver('slack')
      .taken.map(({ body }) => body.includes('This may have reached you before'));
    expect(marked).toEqual([false, true, true, false]);
    expect(stdout).toContain('perhaps twice');
  });

  it('goes on where the committed copy of the journal is, and names the line of one that is broken', async () => {
    const stage = await new Stage(only('hook')).open();
    stage.checkout.release(4, 0);
    expect((await stage.run(4, '--since', stage.since)).code).toBe(0);
    const journal = stage.journal();
    stage.checkout.write('incidents/_record/announced.jsonl', journal);
    rmSync(join(stage.checkout.dir, '.tsuiki/announced.jsonl'));
    expect((await stage.run(4, '--since', stage.since)).code).toBe(0);
    expect(stage.receiver('hook').asked).toBe(5);
    expect(stage.journal()).toBe(journal);
    stage.checkout.write('incidents/_record/announced.jsonl', `${journal}<<<<<<< HEAD\n`);
    const broken = await stage.run(4, '--since', stage.since);
    expect(broken).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/announced\.jsonl:\d+: this is no line/),
    });
  });
});

describe('npm run announce, killed', () => {
  // Of one channel alone the order of writes is known: what is due, that it was looked through, and then of each message
  // that it is tried and how it went (of one whose run died, first that nobody knows).
  const PLACES = ['3 half', '5 after', '3 half', '4 before', '2 after'];

  it('in the midst of what it writes, and called again, tells a program and a list of everything once, in order', async () => {
    const ids = ['hook', 'list'] as const;
    const stages = await Promise.all(ids.map((id) => new Stage(only(id)).open()));
    const preload = { NODE_OPTIONS: `--import ${join(ROOT, 'tests/setup/kill-at-write.mjs')}` };
    const killed = stages.map(async (stage) => {
      stage.checkout.release(4, 0);
      for (const place of PLACES) {
        const env = { ...preload, KILL_AT: place };
        const { code } = await stage.spawn(4, ['--since', 'old.jsonl'], env);
        expect({ place, code }).toEqual({ place, code: 1 });
      }
    });
    await Promise.all(killed);
    for (const [at, stage] of stages.entries()) {
      expect((await stage.run(4)).code).toBe(0);
      const id = ids[at] ?? 'hook';
      // A mail program knows a mail that comes twice by its Message-ID, a program a webhook by its webhook-id.
      const mails = stage.mail.taken.map(({ messageId }) => messageId);
      const isFirst = (index: number) => id !== 'list' || mails.indexOf(mails[index] ?? '') === index;
      expect(stage.arrived()[id]?.filter((_, index) => isFirst(index))).toEqual(TITLES);
      const repeats = id === 'list' ? mails.length - TITLES.length : stage.receiver(id).repeats;
      expect(repeats).toBeGreaterThan(0);
      console.log(
        `${id}: killed at ${PLACES.length} writes; 5 of 5 updates arrived, ${repeats} again under an id that was known`,
      );
    }
  });

  it('when a chat has the message and could not say so, repeats it once, and marks it', async () => {
    const stage = await new Stage(only('slack')).open();
    stage.checkout.release(4, 0);
    const slack = stage.receiver('slack');
    const call = ['announce', '--since', 'old.jsonl'];
    for (const at of [1, 3, 6]) {
      const child = spawn(process.execPath, [join(ROOT, 'src/cli/main.ts'), ...call], {
        cwd: stage.checkout.dir,
        env: stage.env(4),
        stdio: 'ignore',
      });
      slack.onRequest = () => {
        if (slack.asked === at) child.kill('SIGKILL');
      };
      const [code, signal] = await once(child, 'exit');
      expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' });
    }
    slack.onRequest = undefined;
    const last = await stage.run(4);
    expect(last).toMatchObject({ code: 0 });
    const bodies = slack.taken.map(({ body }) => body);
    const isMarked = (body: string) => body.includes('This may have reached you before');
    const unmarked = bodies.filter((body) => !isMarked(body)).map(titleOf);
    expect(unmarked).toEqual(TITLES);
    expect(bodies.map(titleOf).filter((title, index, all) => all.indexOf(title) === index)).toEqual(TITLES);
    expect(bodies.filter(isMarked)).toHaveLength(3);
    expect(last.stdout).toContain('perhaps twice: line');
    console.log(
      `killed at 3 requests: 5 of 5 updates in the chat, 3 of them once more, marked; the journal names them`,
    );
  });
});

const titleOf = (body: string) => JSON.parse(body).blocks[0].elements[0].elements[0].text as string;

function only(...ids: readonly string[]): string {
  return CHANNELS.split('\n')
    .filter((line) => !line.includes('{ id:') || ids.some((id) => line.includes(`{ id: ${id},`)))
    .join('\n');
}
