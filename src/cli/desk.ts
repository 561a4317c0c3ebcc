import { dayOf } from '../calendar/day.ts';
import { address, paths } from '../derive/addresses.ts';
import { indexComponents } from '../derive/components.ts';
import { type IncidentView, viewIncident } from '../derive/incident-view.ts';
import { CallError } from '../edge/call-error.ts';
import { commitFiles, isInRepository } from '../edge/git.ts';
import { localCopies } from '../edge/record-copies.ts';
import { NotReplaced, type Replacement, replaceFiles } from '../edge/replace-files.ts';
import { readTemplates, type Template } from '../edge/templates.ts';
import { appendUpdate, composeUpdate, freeStamp, type Saying } from '../format/compose.ts';
import { baseIdOf } from '../format/folder.ts';
import { stampNow } from '../format/headings.ts';
import { type JudgedFolder, judgeFolder, type Past, pastOf } from '../format/judge.ts';
import { countProblems, renderProblems } from '../format/report.ts';
import type { ContentFolder, SourceFile } from '../format/source.ts';
import { type DeskWords, deskWordsFor } from '../i18n/desk.ts';
import type { Incident } from '../model/incident.ts';
import type { Stamp } from '../model/instant.ts';
import { isError } from '../model/problem.ts';
import type { SiteConfig } from '../model/site-config.ts';
import { chooseLog } from '../record/choose.ts';
import { askAfterwards, askToWrite } from './ask.ts';
import type { ExitCode, Values, World } from './command.ts';
import { discordWords } from './copies.ts';
import { readFolder } from './read.ts';
import { readsAs } from './reads-as.ts';

/** Where staff write: the folder as it stands, what is published of it, and the moment. */
export interface Desk {
  readonly folder: ContentFolder;
  readonly config: SiteConfig;
  readonly judged: JudgedFolder;
  readonly past: Past;
  readonly stamp: Stamp;
  readonly words: DeskWords;
  /** Newest beginning first. */
  readonly views: readonly IncidentView[];
  readonly templates: readonly Template[];
  readonly world: World;
}

/** The options that every command of the desk has. */
export const DESK_OPTIONS = {
  message: { type: 'string' },
  edit: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  commit: { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

export const DESK_HELP = `  --message TEXT  the text for readers, in Markdown; - reads standard input
  --edit          write the text in your editor (EDITOR)
  --dry-run       print what would be written, and write nothing
  --commit        commit it to git; it is never pushed
  --yes           do not ask whether to write
  --json          what was written, as JSON, for machines

At a terminal it asks for what was not given; elsewhere it never asks. The text is stamped with the site's clock and put at
the end of the file; nothing that stands there is changed.
Exit 0: written. Exit 1: the check refused it; nothing was written. Exit 2: the call is at fault, or given up; nothing was
written. Exit 3: writing failed half-way; it says in which state each file is.`;

/** Reads all that a command of the desk needs. Throws a `CallError` where the site itself has an error. */
export async function openDesk(world: World): Promise<Desk> {
  const folder = await readFolder(world);
  const chosen = chooseLog(await localCopies(world.state, world.content));
  if (chosen.discord) throw new CallError(discordWords(chosen.discord, chosen));
  const past = pastOf(chosen.record);
  const judged = judgeFolder(folder, past, world.now);
  const { config, incidents } = judged;
  if (!config) {
    throw new CallError(
      `${renderProblems(judged.problems.filter(isError), folder.name)}\nNothing can be written while site.yml has an error.`,
    );
  }
  const [index, today] = [indexComponents(config), dayOf(world.now, config.timeZone)];
  const views = incidents
    .flatMap((incident) => viewIncident(incident, index, world.now, today) ?? [])
    .toSorted((a, b) => b.began.at - a.began.at);
  return {
    folder,
    config,
    judged,
    past,
    stamp: stampNow({ config, now: world.now }),
    words: deskWordsFor(world.lang),
    views,
    templates: await readTemplates(world.content),
    world,
  };
}

/** A file as it is to be. */
export interface Writing {
  readonly path: string;
  readonly after: string;
}

/** What was written, and how to speak of it. */
export interface Deed {
  /** The incident that it is about. */
  readonly id: string;
  readonly writings: readonly Writing[];
  /** For git: `2026-11-11-sending-stopped: resolved`. */
  readonly subject: string;
  /** Problems that are expected, because somebody has still to write: placeholders. */
  readonly expected?: ReadonlySet<string>;
}

/** Checks, shows, writes and offers to commit. Nothing is written where the check refuses it, or the person does. */
export async function putDown(desk: Desk, deed: Deed, values: Values): Promise<ExitCode> {
  const { world, folder, words, config } = desk;
  const judged = judgeFolder(withWritings(folder, deed.writings), desk.past, world.now);
  const own = judged.problems.filter(({ place }) => baseIdOf(place.file) === deed.id);
  const refused = own.filter((one) => isError(one) && !deed.expected?.has(one.rule));
  const paths_ = deed.writings.map(({ path }) => `${folder.name}/${path}`);
  if (refused.length > 0) {
    for (const { path, after } of deed.writings)
      world.tell(`${folder.name}/${path} would read:\n\n${after}\n`);
    world.tell(`${renderProblems(refused, folder.name)}\n${countProblems(refused)}. Nothing was written.\n`);
    return 1;
  }
  if (values['dry-run'] === true) {
    for (const { after } of deed.writings) world.print(after);
    return 0;
  }
  const warnings = own.filter((one) => !isError(one));
  if (warnings.length > 0) world.tell(`${renderProblems(warnings, folder.name)}\n`);
  const incident = judged.incidents.find(({ id }) => id === deed.id);
  if (incident) world.tell(`${words.readsAs}\n\n${readsAs(incident, desk)}\n`);
  if (world.isTerminal && values.yes !== true) await askToWrite(words.write(paths_.join(', ')), words.yesNo);
  try {
    await replaceFiles(deed.writings.map((writing) => replacement(writing, folder, world)));
  } catch (error) {
    if (!(error instanceof NotReplaced)) throw error;
    world.tell(`${error.message}\n`);
    return error.isPartial ? 3 : 1;
  }
  const page = address(config, config.languages[0], paths.incident(deed.id));
  if (values.json) world.print(`${JSON.stringify({ id: deed.id, files: paths_, page }, undefined, 2)}\n`);
  else world.print(`${words.written(paths_.join(', '))}\n${words.address} ${page}\n`);
  await offerCommit(deed, desk, values);
  return 0;
}

/** The folder as it will be. */
function withWritings(folder: ContentFolder, writings: readonly Writing[]): ContentFolder {
  const files = new Map<string, SourceFile>(folder.incidents.map((file) => [file.path, file]));
  for (const { path, after } of writings) files.set(path, { path, bytes: new TextEncoder().encode(after) });
  const incidents = [...files.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return { ...folder, incidents };
}

function replacement({ path, after }: Writing, folder: ContentFolder, world: World): Replacement {
  const before = folder.incidents.find((file) => file.path === path)?.bytes;
  return {
    path: `${world.content}/${path}`,
    ...(before ? { before } : {}),
    after: new TextEncoder().encode(after),
  };
}

async function offerCommit({ writings, subject }: Deed, desk: Desk, values: Values): Promise<void> {
  const { world, words } = desk;
  const files = writings.map(({ path }) => path);
  if (values.commit !== true) {
    if (!world.isTerminal || !(await isInRepository(world.content))) return;
    if (!(await askAfterwards(words.commit, words.yesNo))) return;
  }
  await commitFiles(world.content, files, subject);
  world.tell(`${words.committed} ${words.notPushed}\n`);
}

/** The text of the file of an incident, as it lies there. */
export function fileOf({ path }: Pick<Incident, 'path'>, { folder }: Desk): string {
  const file = folder.incidents.find((one) => one.path === path);
  return new TextDecoder().decode(file?.bytes);
}

/** Puts a further update at the end of an incident's file. */
export function addUpdate(
  desk: Desk,
  { incident }: IncidentView,
  saying: Saying,
  values: Values,
): Promise<ExitCode> {
  const stamp = freeStamp(
    desk.stamp,
    incident.updates.map((update) => update.stamp.at),
  );
  const after = appendUpdate(fileOf(incident, desk), composeUpdate(saying, stamp, incident.lang));
  const subject = `${incident.id}: ${saying.phase}`;
  return putDown(desk, { id: incident.id, writings: [{ path: incident.path, after }], subject }, values);
}
