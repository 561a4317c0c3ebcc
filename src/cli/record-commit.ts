import { CallError } from '../edge/call-error.ts';
import { commitFiles, isChanged, isInRepository, push } from '../edge/git.ts';
import { copyToContent } from '../edge/record-copies.ts';
import { headOf } from '../record/log.ts';
import { ownRecord } from './build.ts';
import type { Command } from './command.ts';
import { plural } from './read.ts';

/** Of the state folder: the record, and the journal of announcements where there is one. */
const KEPT = ['log.jsonl', 'announced.jsonl'];

/** Keeps the record with the content, before the site is uploaded. */
export const recordCommit: Command = {
  name: 'record:commit',
  summary:
    'Commits the record beside the content, and pushes it: a second copy, in other hands than the host.',
  help: `  --push   push it, to where the branch comes from

Call it after "npm run release" and before the upload. .tsuiki/log.jsonl, and .tsuiki/announced.jsonl where there is one, go
to _record/ in the content folder; nothing else that is staged is committed.
A push that is rejected means that somebody else was first: do not upload this site, bring theirs in and release again.
Exit 0: committed, or nothing is new. Exit 1: not pushed; the commit stands here. Exit 2: the call is at fault.`,
  options: { push: { type: 'boolean', default: false } },
  async run(values, { state, content, output, tell, print }) {
    if (!(await isInRepository(content))) {
      throw new CallError(`"${content}" lies in no git repository: there is nothing to commit to.`);
    }
    const record = await ownRecord({ state });
    if (record.length === 0) {
      throw new CallError(`There is no record here (${state}/log.jsonl): "npm run release" makes it.`);
    }
    const sum = `${plural(record.length, 'line')}, head ${headOf(record)}`;
    const copied = await Promise.all(KEPT.map((name) => copyToContent(state, content, name)));
    const files = copied.filter((file) => file !== undefined);
    const isNew = await isChanged(content, files);
    if (isNew) await commitFiles(content, files, `record: ${sum}`);
    print(`${isNew ? 'Committed' : 'Committed already'}: ${sum}\n`);
    if (values.push !== true) return 0;
    const refusal = await push(content);
    if (refusal === undefined) return 0;
    tell(
      `It was not pushed: somebody else may have been first. Do not upload ${output}/. Bring in what is there (git pull), and release\nagain. The commit stands here. git says:\n  ${refusal.replaceAll('\n', '\n  ')}\n`,
    );
    return 1;
  },
};
