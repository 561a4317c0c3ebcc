import { deliver } from '../announce/deliver.ts';
import { compact, type Fact, journalOf, writeFact } from '../announce/journal.ts';
import { planFor, REMEMBERED } from '../announce/plan.ts';
import { CallError } from '../edge/call-error.ts';
import { ownJournalPath, startJournal } from '../edge/journal-file.ts';
import { alone } from '../edge/lock.ts';
import { waitFor } from '../edge/timer.ts';
import type { ChannelConfig } from '../model/channel.ts';
import { instant, SECOND } from '../model/instant.ts';
import { messagesFor, openChannel } from './announce-channel.ts';
import {
  type ChannelReport,
  isComplete,
  renderPlans,
  renderReports,
  reportJson,
  type Waiting,
} from './announce-report.ts';
import { readFacts, readScene, type Scene } from './announce-scene.ts';
import { type Command, type ExitCode, textOf, type Values, type World } from './command.ts';
import { readFolder } from './read.ts';
import { readConfig } from './record-pull.ts';

const PATIENCE = 120;

/** Tells the channels of site.yml what a release published, each update once. */
export const announce: Command = {
  name: 'announce',
  summary: 'Tells chats, webhooks, WebSub hubs and mailing lists what a release published, once.',
  help: `  cp .tsuiki/log.jsonl old.jsonl && npm run release      upload, and then:
  npm run announce -- --since old.jsonl

  --since OLDLOG      the record as it was before this release; an empty file where there was none
  --patience SECONDS  how long to try a message again before it waits for the next run (${PATIENCE})
  --trial CHANNEL     send the newest update to this channel, and write nothing down: to see that it is set up
  --dry-run           show what each channel would be told, and tell nobody
  --json              the outcome as JSON, for machines; with --dry-run whole messages

Whom to tell stands in site.yml ("channels"); addresses, keys and passwords stand in environment variables that it names, and
are never printed. What was told is kept in .tsuiki/announced.jsonl, written before and after each attempt: call it again
after whatever happened, and it goes on where it was. docs/ANNOUNCE.md sets up each channel, and says where certainty ends.
Exit 0: every channel was told everything. Exit 1: the content, the record or the journal is at fault; nobody was told.
Exit 2: the call is at fault. Exit 3: some channel was not told everything, and which; what waits is sent by the next run.`,
  options: {
    since: { type: 'string' },
    patience: { type: 'string' },
    trial: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
  run: (values, world) => alone(world.state, () => announceOnce(values, world), 'announce'),
};

async function announceOnce(values: Values, world: World): Promise<ExitCode> {
  const patience = readPatience(textOf(values.patience));
  const isJson = values.json === true;
  const folder = await readFolder(world);
  const config = readConfig(folder, world);
  if (!config) return 1;
  if (config.channels.length === 0) {
    if (isJson) world.print(reportJson([]));
    world.tell('site.yml names no channels: nobody was told. docs/ANNOUNCE.md says how to name one.\n');
    return 0;
  }
  const since = textOf(values.since);
  const scene = await readScene(folder, since, world);
  if (!scene) return 1;
  const trial = textOf(values.trial);
  if (trial !== undefined) return tryChannel(trial, scene, patience, world);
  const facts = await readFacts(world);
  if (!facts) return 1;
  if (since === undefined && facts.length === 0) {
    throw new CallError(
      'What is new? Name the record as it was before this release: npm run announce -- --since OLDLOG\n' +
        'Nobody was told. (Without it a run goes on where the journal is, and there is no journal yet.)',
    );
  }
  const known = journalOf(facts);
  const plans = config.channels.map((channel) => planChannel(channel, known.get(channel.id), scene, world));
  if (values['dry-run']) {
    world.print(renderPlans(plans, isJson));
    world.tell('Nobody was told, and nothing was written down.\n');
    return 0;
  }
  const reports = await tellAll(plans, compact(facts, instant(world.now - REMEMBERED)), patience, world);
  world.print(isJson ? reportJson(reports) : renderReports(reports));
  return reports.every(isComplete) ? 0 : 3;
}

function readPatience(text: string | undefined): number {
  if (text === undefined) return PATIENCE * SECOND;
  if (/^\d{1,5}$/.test(text)) return Number(text) * SECOND;
  throw new CallError(`--patience takes a number of seconds, not "${text}".`);
}

function planChannel(
  channel: ChannelConfig,
  known: Waiting['known'],
  { site, prose, since }: Scene,
  { now }: World,
): Waiting {
  const start = { channel: channel.id, known, since, until: site.record.length, now };
  return { channel, known, plan: planFor(messagesFor(channel, start, site, prose), start) };
}

/** Tells all channels at once, so that none waits for another. */
async function tellAll(
  plans: readonly Waiting[],
  kept: readonly Fact[],
  patience: number,
  world: World,
): Promise<readonly ChannelReport[]> {
  const journal = await startJournal(world.state, kept.map(writeFact).join(''));
  const note = (fact: Fact) => journal.append(writeFact(fact));
  let isStopped = false;
  void world.stopped.then(() => {
    isStopped = true;
  });
  const tellOne = async ({ channel, plan }: Waiting): Promise<ChannelReport> => {
    const { custom, send } = openChannel(channel, patience);
    const outside = {
      send: async (...call: Parameters<typeof send>) => {
        const verdict = await send(...call);
        world.tell(`${channel.id}: line ${call[0].seq}: ${verdict.how}, ${verdict.says}\n`);
        return verdict;
      },
      note,
      wait: (milliseconds: number) => waitFor(milliseconds, world.stopped),
      now: () => instant(Math.floor(world.now + world.elapsed())),
      isStopped: () => isStopped,
    };
    return { channel, told: await deliver(plan.queue, custom, outside, patience), tooOld: plan.tooOld };
  };
  try {
    for (const { plan } of plans) plan.facts.forEach(note);
    const told = await Promise.allSettled(plans.map(tellOne));
    return told.map((outcome) => {
      if (outcome.status === 'rejected') throw outcome.reason;
      return outcome.value;
    });
  } finally {
    journal.close();
    world.tell(
      `${ownJournalPath(world.state)} knows who was told what. Let it survive until the next run (docs/ANNOUNCE.md).\n`,
    );
  }
}

/** One attempt, marked as a repetition, of the newest update that the channel may have been told. */
async function tryChannel(
  id: string,
  { site, prose }: Scene,
  patience: number,
  world: World,
): Promise<ExitCode> {
  const channel = site.config.channels.find((one) => one.id === id);
  if (!channel) {
    const ids = site.config.channels.map((one) => one.id).join(', ');
    throw new CallError(`--trial takes the id of a channel of site.yml (${ids}), not "${id}".`);
  }
  const start = { channel: id, known: undefined, since: 0, until: site.record.length, now: world.now };
  const newest = messagesFor(channel, start, site, prose).at(-1);
  if (!newest) {
    world.tell(
      'Nothing that this channel asks for was published since the first release. Nobody was told.\n',
    );
    return 1;
  }
  const { how, says } = await openChannel(channel, patience).send(newest, true);
  world.print(`${id}: line ${newest.seq}, ${newest.title}: ${how}, ${says}\n`);
  return how === 'sent' ? 0 : 3;
}
