import { join } from 'node:path';
import { isZone } from '../calendar/zone.ts';
import { CallError } from '../edge/call-error.ts';
import { readIfThere, readSources } from '../edge/import-source.ts';
import { NotReplaced, type Replacement, replaceFiles } from '../edge/replace-files.ts';
import { readCstate } from '../importers/cstate.ts';
import type { History, SourceText } from '../importers/history.ts';
import { FOLDER_OF_REPORTS, type Plan, planImport } from '../importers/plan.ts';
import { renderSummary } from '../importers/report.ts';
import { readStatuspage } from '../importers/statuspage.ts';
import type { Command, ExitCode, Values, World } from './command.ts';
import { plural, readFolder } from './read.ts';

/** Brings another system's history into the content folder. */
export const importHistory: Command = {
  name: 'import',
  summary: 'Brings the history of a Statuspage or cState site along, as incident files.',
  help: `  npm run import -- statuspage saved/                        a folder of saved JSON, or one file (.gz too)
  npm run import -- cstate ../status/content/issues --zone Europe/Prague

  SYSTEM       statuspage or cstate
  PATH         what was saved: a file or a folder
  --zone ZONE  the zone of times that name none (cState's mostly do not); an IANA name such as Asia/Tokyo
  --lang LANG  the language that the history is written in; without it the site's first
  --dry-run    tell what would be written, and write nothing
  --json       the whole report as JSON, for machines

It writes one file for each incident, puts the components into site.yml behind those that are there, and puts
a report and the redirects of old addresses into CONTENT/${FOLDER_OF_REPORTS}/SYSTEM/. An incident file that is there already
stays as it is, so that a second run changes nothing.
Exit 0: all came along. Exit 1: nothing did, and it says why. Exit 2: the call is at fault; nothing was changed. Exit 3: done in part:
some incidents would not pass check, some have a file that reads otherwise, or something held none; or writing failed half-way.
docs/MOVING.md goes through a move step by step.`,
  options: {
    zone: { type: 'string' },
    lang: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
  positionals: ['system', 'path'],
  async run(values, world) {
    try {
      return await importOnce(values, world);
    } catch (error) {
      if (!(error instanceof NotReplaced)) throw error;
      world.tell(`${error.message}\n`);
      return error.isPartial ? 3 : 1;
    }
  },
};

interface System {
  readonly endings: readonly string[];
  readonly read: (files: readonly SourceText[], zone: string | undefined) => History;
}

const SYSTEMS: Readonly<Record<string, System>> = {
  statuspage: { endings: ['.json'], read: readStatuspage },
  cstate: {
    endings: ['.md', '.markdown', 'config.yml', 'config.yaml', 'config.toml', 'hugo.toml', 'hugo.yaml'],
    read: readCstate,
  },
};

async function importOnce(values: Values, world: World): Promise<ExitCode> {
  const { system: name, path, zone, lang } = values;
  const system = typeof name === 'string' && Object.hasOwn(SYSTEMS, name) ? SYSTEMS[name] : undefined;
  if (!system) throw new CallError(`Which system? Known are: ${Object.keys(SYSTEMS).join(', ')}.${USAGE}`);
  if (typeof path !== 'string')
    throw new CallError(`Where is what was saved? Name a file or a folder.${USAGE}`);
  if (typeof zone === 'string' && !isZone(zone))
    throw new CallError(
      `There is no time zone "${zone}". Write an IANA name, such as --zone Asia/Tokyo. Nothing was changed.`,
    );
  const sources = await readSources(path, system.endings);
  const folder = await readFolder(world);
  const history = system.read(sources, typeof zone === 'string' ? zone : undefined);
  if (history.zoneless !== undefined && history.zoneless.length > 0)
    throw new CallError(zonelessWords(history.zoneless));
  if (history.incidents.length === 0) {
    const told = history.notes.map(({ kind, words }) => `${kind}: ${words}\n`).join('');
    world.tell(`${told}There is no incident in ${path}. Nothing was changed.\n`);
    return 1;
  }
  const reports = `${FOLDER_OF_REPORTS}/${history.system.toLowerCase()}`;
  const redirects = await readIfThere(join(world.content, reports, '_redirects'));
  const count = history.incidents.length;
  const plan = planImport(history, {
    folder,
    now: world.now,
    lang: typeof lang === 'string' ? lang : undefined,
    redirects: redirects ? new TextDecoder().decode(redirects) : '',
    progress: (done) => world.tell(`${done} of ${count} incidents …\n`),
  });
  if ('refused' in plan) {
    world.tell(`${plan.refused}\nNothing was changed.\n`);
    return 1;
  }
  const { incidents } = plan.report;
  const isNothing = incidents.every(({ outcome }) => outcome === 'refused');
  const changes = isNothing ? [] : await changesOf(plan, world);
  const isDry = values['dry-run'] === true;
  if (!isDry) await replaceFiles(changes);
  if (values.json) world.print(`${JSON.stringify(plan.report, undefined, 2)}\n`);
  else world.print(renderSummary(plan.report, isDry));
  world.tell(fateOf(changes.length, isDry, world.content, join(world.content, reports, 'report.txt')));
  if (isNothing) return 1;
  return incidents.some(({ outcome }) => outcome === 'refused' || outcome === 'kept') || history.isPartial
    ? 3
    : 0;
}

function fateOf(changes: number, isDry: boolean, content: string, report: string): string {
  const files = plural(changes, 'file');
  if (changes === 0) return 'Nothing was changed.\n';
  if (!isDry) return `${files} written in ${content}; ${report} tells of every incident.\n`;
  return `${files} would be written in ${content}, among them ${report}, which tells of every incident (--json shows it here). Nothing was changed.\n`;
}

const USAGE = '\n\n  npm run import -- statuspage saved/\n\nNothing was changed.';

/** The planned files that are not there letter for letter; a report of what changes nothing leaves the earlier one alone. */
async function changesOf({ files, reportPath }: Plan, { content }: World): Promise<readonly Replacement[]> {
  const changes: Replacement[] = [];
  for (const { path, text } of files) {
    const own = join(content, path);
    const before = await readIfThere(own);
    const after = new TextEncoder().encode(text);
    if (before && Buffer.compare(before, after) === 0) continue;
    if (before && path === reportPath && changes.length === 0) continue;
    changes.push({ path: own, after, ...(before ? { before } : {}) });
  }
  return changes;
}

function zonelessWords(files: readonly string[]): string {
  const shown = files.slice(0, 5).map((file) => `  ${file}`);
  const more = files.length > 5 ? [`  and ${files.length - 5} more`] : [];
  return [
    'These files hold times that do not say their zone, and which clock was meant is not for a program to guess:',
    ...shown,
    ...more,
    'Name it: --zone Europe/Prague (an IANA name; Hugo itself takes UTC where its settings name none). Nothing was changed.',
  ].join('\n');
}
