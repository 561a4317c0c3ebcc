import { compact, writeFact } from '../announce/journal.ts';
import { REMEMBERED } from '../announce/plan.ts';
import { CallError } from '../edge/call-error.ts';
import { commitFiles, isChanged, isInRepository, push, pushOnTop } from '../edge/git.ts';
import { putBeside } from '../edge/record-copies.ts';
import { instant } from '../model/instant.ts';
import { headOf, writeLog } from '../record/log.ts';
import { readFacts } from './announce-scene.ts';
import { ownRecord } from './build.ts';
import type { Command, ExitCode, World } from './command.ts';
import { plural } from './read.ts';

/** So often the journal is pushed where somebody else is faster each time. */
const MOST_PUSHES = 5;

/** Keeps the record with the content, before the site is uploaded; and the journal, once it was announced. */
export const recordCommit: Command = {
  name: 'record:commit',
  summary:
    'Commits the record beside the content, and pushes it: a second copy, in other hands than the host.',
  help: `  --push      push it, to where the branch comes from
  --journal   not the record, but the journal of announcements

Call it after "npm run release" and before the upload: .tsuiki/log.jsonl goes to _record/ in the content folder. A push that
is rejected means that somebody else was first: do not upload this site, bring theirs in and release again.
Call it with --journal after "npm run announce", whatever that said: .tsuiki/announced.jsonl is joined with the one in
_record/. Where somebody else was first, theirs is brought in and it is pushed again, ${MOST_PUSHES} times in all.
Nothing else that is staged is committed.
Exit 0: committed, or nothing is new. Exit 1: not pushed, and the commit stands here; or the journal is at fault.
Exit 2: the call is at fault.`,
  options: {
    push: { type: 'boolean', default: false },
    journal: { type: 'boolean', default: false },
  },
  async run(values, world) {
    const { content } = world;
    if (!(await isInRepository(content))) {
      throw new CallError(`"${content}" lies in no git repository: there is nothing to commit to.`);
    }
    const isPushed = values.push === true;
    return values.journal === true ? commitJournal(isPushed, world) : commitRecord(isPushed, world);
  },
};

async function commitRecord(isPushed: boolean, world: World): Promise<ExitCode> {
  const { state, content, output } = world;
  const record = await ownRecord({ state });
  if (record.length === 0) {
    throw new CallError(`There is no record here (${state}/log.jsonl): "npm run release" makes it.`);
  }
  const sum = `${plural(record.length, 'line')}, head ${headOf(record)}`;
  await commit(await putBeside(content, 'log.jsonl', writeLog(record)), `record: ${sum}`, sum, world);
  if (!isPushed) return 0;
  return judge(
    await push(content),
    `It was not pushed: somebody else may have been first. Do not upload ${output}/. Bring in what is there (git pull), and release\nagain. The commit stands here.`,
    world,
  );
}

async function commitJournal(isPushed: boolean, world: World): Promise<ExitCode> {
  const { content, now } = world;
  const facts = await readFacts(world);
  if (!facts) return 1;
  if (facts.length === 0) {
    world.print('There is no journal: nobody was told anything yet.\n');
    return 0;
  }
  const text = compact(facts, instant(now - REMEMBERED))
    .map(writeFact)
    .join('');
  const file = await putBeside(content, 'announced.jsonl', text);
  await commit(file, 'journal: who was told what', 'the journal of announcements', world);
  if (!isPushed) return 0;
  return judge(
    await pushOnTop(content, MOST_PUSHES),
    'The journal was not pushed; the commit stands here. What is published and what was told stay as they are, but no other machine\nknows who was told: bring in what is there (git pull --rebase) and push (git push) before the next release is announced.',
    world,
  );
}

async function commit(file: string, subject: string, what: string, { content, print }: World): Promise<void> {
  const isNew = await isChanged(content, [file]);
  if (isNew) await commitFiles(content, [file], subject);
  print(`${isNew ? 'Committed' : 'Committed already'}: ${what}\n`);
}

function judge(refusal: string | undefined, advice: string, { tell }: World): ExitCode {
  if (refusal === undefined) return 0;
  tell(`${advice} git says:\n  ${refusal.replaceAll('\n', '\n  ')}\n`);
  return 1;
}
