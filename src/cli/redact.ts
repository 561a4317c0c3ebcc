import { dayOf } from '../calendar/day.ts';
import { CallError } from '../edge/call-error.ts';
import { forgetReadings } from '../edge/readings.ts';
import { localCopies } from '../edge/record-copies.ts';
import { NotReplaced, replaceFiles } from '../edge/replace-files.ts';
import { forbiddenIn } from '../format/characters.ts';
import { parseFolder } from '../format/folder.ts';
import {
  planRedaction,
  type RedactionPlan,
  type RefusedPlan,
  type Taking,
} from '../format/redaction-plan.ts';
import { renderProblems } from '../format/report.ts';
import type { ContentFolder } from '../format/source.ts';
import type { Incident } from '../model/incident.ts';
import { compactInstant } from '../model/instant.ts';
import { chooseLog } from '../record/choose.ts';
import { keyOf } from '../record/pieces.ts';
import { publishedIn } from '../record/published.ts';
import { askToGoOn, askWords } from './ask.ts';
import type { Command, ExitCode, Values, World } from './command.ts';
import { plural, readFolder } from './read.ts';
import { type RedactCall, readRedactCall, spellCall } from './redact-call.ts';
import { chooseIncident, chooseTaking, labelOf, Refused } from './redact-choice.ts';
import { redactionReport } from './redact-report.ts';

/** Takes published words away for good, in the one way that the append-only law allows. */
export const redact: Command = {
  name: 'redact',
  summary: 'Takes a published text, title, loss or file away for good, and leaves a dated tombstone.',
  help: `  npm run redact                          asks for everything, at a terminal
  npm run redact -- INCIDENT --update "2008-09-05 22:20" --reason "personal data"
  npm run redact -- INCIDENT --title --reason "personal data"
  npm run redact -- INCIDENT --file logs/queue.txt --reason "it held a password"

  INCIDENT        its id: the name of its file, without folder and ".md"
  --update STAMP  the digits of the update's heading, with the offset where two share them; or 20080905T1320Z
  --what WHAT     of that update: text (the default), title or lost
  --lost N        its N-th "lost" line, from 1
  --title         the title in the front matter
  --file NAME     a file that it links, as the link spells it
  --lang LANG     in this language alone; without it (or with all) in every language that has it
  --reason WORDS  why, in a line; published with the tombstone, so it must not tell what it hides
  --yes           do not ask whether to go on
  --json          what was done, as JSON, for machines

Only a text, a title, a loss or a file can be taken away: ids, headings, states and the other lines stay. What is not yet
published needs no redaction: delete it. A typo needs a correction. It asks only at a terminal.
Exit 0: the files are changed. Exit 1: they are as they were, and it says why. Exit 2: the call is at fault; nothing was
changed. Exit 3: writing failed half-way; it says in which state each file is.
"Redacting" in docs/WRITING.md tells what a redaction cannot do, and the steps for a leaked secret.`,
  options: {
    update: { type: 'string' },
    what: { type: 'string' },
    lost: { type: 'string' },
    title: { type: 'boolean', default: false },
    file: { type: 'string' },
    lang: { type: 'string' },
    reason: { type: 'string' },
    yes: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
  positionals: ['incident'],
  async run(values, world) {
    try {
      return await redactOnce(values, world);
    } catch (error) {
      if (!(error instanceof Refused || error instanceof NotReplaced)) throw error;
      world.tell(`${error.message}\n`);
      return error instanceof NotReplaced && error.isPartial ? 3 : 1;
    }
  },
};

async function redactOnce(values: Values, world: World): Promise<ExitCode> {
  const given = readRedactCall(values);
  const reasonGiven = given.reason === undefined ? undefined : readReason(given.reason);
  const folder = await readFolder(world);
  const { config, incidents, problems } = parseFolder(folder, world.now);
  if (!config) throw new Refused(`${renderProblems(problems, folder.name)}\nNothing was changed.`);
  const incident = await chooseIncident(incidents, given, world.isTerminal);
  const taking = await chooseTaking(incident, folder, given, world.isTerminal);
  const call = { ...callFor(incident, taking, given), ...(given.lang ? { lang: given.lang } : {}) };
  await refuseUnpublished(incident, taking, world);
  const reason = reasonGiven ?? (await askReason(call, world));
  const by = { date: dayOf(world.now, config.timeZone), reason };
  const plan = planRedaction(folder, incident, taking, by, world.now);
  if ('refused' in plan) throw new Refused(refusalWords(plan, folder));
  const what = 'part' in taking ? labelOf(taking.part) : `the file ${taking.name}`;
  if (world.isTerminal && values.yes !== true) await askToGoOn(question(what, plan, folder));
  await replaceFiles(plan.files.map((file) => ({ ...file, path: `${world.content}/${file.path}` })));
  await forgetReadings(world.state);
  if (values.json) world.print(`${JSON.stringify(asJson(plan, by), undefined, 2)}\n`);
  else world.print(redactionReport(plan, what, { ...call, reason }, folder.name));
  return 0;
}

/** The whole call for what was chosen. */
function callFor({ id, updates }: Incident, taking: Taking, { update }: RedactCall): RedactCall {
  if (!('part' in taking)) return { incident: id, isTitle: false, file: taking.name };
  const { part } = taking;
  if (!part.update) return { incident: id, isTitle: true };
  const { digits, offset } = part.update.stamp;
  const isShared = updates.filter(({ stamp }) => stamp.digits === digits).length > 1;
  return {
    incident: id,
    isTitle: false,
    update: update ?? (isShared ? `${digits} ${offset}` : digits),
    what: part.field,
    ...(part.field === 'lost' ? { lost: part.index + 1 } : {}),
  };
}

async function askReason(call: RedactCall, { isTerminal }: World): Promise<string> {
  if (!isTerminal)
    throw new CallError(
      `Why? The reason is published in its place.\n\n  ${spellCall(call)}\n\nNothing was changed.`,
    );
  const complain = (words: string) => {
    try {
      readReason(words);
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  };
  const words = await askWords('Why? This is published in its place.', 'personal data', complain);
  return readReason(words);
}

function readReason(words: string): string {
  const reason = words.replace(/\s+/g, ' ').trim();
  if (reason === '')
    throw new CallError('A redaction needs a reason, which is published. Nothing was changed.');
  const found = forbiddenIn(reason);
  if (!found) return reason;
  throw new CallError(`The reason holds ${found.names}, which no file may hold. Nothing was changed.`);
}

/** What nobody has read yet is deleted, not redacted. As far as a copy of the record is at hand; without one, all counts as published. */
async function refuseUnpublished(incident: Incident, taking: Taking, world: World): Promise<void> {
  const { record, name, discord } = chooseLog(await localCopies(world.state, world.content));
  if (record.length === 0 || discord) return;
  const published = publishedIn(record);
  const { id } = incident;
  const keys =
    'part' in taking
      ? taking.wordings.map(({ lang }) => {
          const update = taking.part.stamp === undefined ? '' : compactInstant(taking.part.stamp);
          return keyOf({ kind: 'update', incident: id, lang, update });
        })
      : [keyOf({ kind: 'file', incident: id, lang: '', update: ` ${taking.name}` })];
  if (keys.some((key) => published.has(key))) return;
  throw new Refused(
    `This was not published yet, as far as ${name} knows (${plural(record.length, 'line')}). So nothing needs to stand in its place: delete\n` +
      'it, or write it anew. If it was published since, "npm run record:pull" brings the record up to date. Nothing was changed.',
  );
}

function refusalWords({ refused, isUnlawful }: RefusedPlan, folder: ContentFolder): string {
  if (isUnlawful)
    return 'It does not stand in lines of its own (front matter in braces, say), so it cannot be taken away without changing more than\nthe record allows. Nothing was changed.';
  const words = refused.length > 0 ? `${renderProblems(refused, folder.name)}\n` : '';
  return `${words}With this reason the file would have an error that it has not now. Nothing was changed.`;
}

function question(what: string, { files }: RedactionPlan, folder: ContentFolder): string {
  const named = files.map(({ path, after }) => `${folder.name}/${path}${after ? '' : ' (deleted)'}`);
  return `Take away ${what}? Once released, it is for good. Files: ${named.join(', ')}`;
}

function asJson({ tombstones, repeats, unlinked }: RedactionPlan, by: object): object {
  return {
    ...by,
    tombstones,
    repeats: repeats.map(({ part: { field, update, index }, wording: { path, lang } }) => ({
      path,
      lang,
      field,
      ...(update ? { update: `${update.stamp.digits} ${update.stamp.offset}` } : {}),
      ...(field === 'lost' ? { lost: index + 1 } : {}),
    })),
    unlinked,
  };
}
