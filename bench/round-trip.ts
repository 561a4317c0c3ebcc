import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parseFragment } from 'parse5';
import type { Report } from '../src/importers/report.ts';
import { words } from '../tests/setup/pages.ts';
import { type Outcome, tsuiki } from '../tests/setup/run.ts';

/**
 * Brings a saved Statuspage history in, checks and builds it, and compares what `/api/v2/` of the built site says of each
 * incident with what was saved. It ends with 1 where something differs of which the report of the import says nothing.
 */

interface SavedUpdate {
  readonly status: string;
  readonly body: string | null;
  readonly created_at: string;
  readonly display_at: string;
  readonly affected_components:
    | readonly { readonly name: string; readonly old_status: string; readonly new_status: string }[]
    | null;
}

interface SavedIncident {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly impact: string;
  readonly shortlink: string;
  readonly incident_updates: readonly SavedUpdate[];
}

interface Difference {
  readonly field: string;
  readonly incident: string;
  readonly saved: string;
  readonly ours: string;
  readonly isTold: boolean;
}

/** What of an incident must come back. */
const OF_INCIDENT: Readonly<Record<string, (incident: SavedIncident) => string>> = {
  name: ({ name }) => name,
  status: ({ status }) => status,
  impact: ({ impact }) => impact,
  updates: ({ incident_updates }) => String(incident_updates.length),
};

/** What of each update. Times to the minute; bodies as the text that a reader sees, whatever its markup. */
const OF_UPDATE: Readonly<Record<string, (update: SavedUpdate) => string>> = {
  'update: status': ({ status }) => status,
  'update: body': ({ body }) => textOf(body ?? ''),
  'update: created_at': ({ created_at }) => minute(created_at),
  'update: display_at': ({ display_at }) => minute(display_at),
  'update: new_status of components': (update) => affected(update, 'new_status'),
  'update: old_status of components': (update) => affected(update, 'old_status'),
};

/** How the report of an import tells of what cannot come back; nothing else may differ. */
const TOLD: Readonly<Record<string, RegExp>> = {
  'update: created_at': /^two updates shared a minute/,
  'update: new_status of components': /was still shown with/,
};

function minute(time: string): string {
  return `${new Date(time).toISOString().slice(0, 16)}Z`;
}

function affected({ affected_components: found }: SavedUpdate, side: 'old_status' | 'new_status'): string {
  return (found ?? [])
    .map((one) => `${one.name}: ${one[side]}`)
    .sort()
    .join('; ');
}

/** Blanks, and the marks at the beginning of a list's lines, are how a text is set, not what it says. */
function textOf(html: string): string {
  const lines = html.replace(/<br\s*\/?>|<\/(?:p|li|div)>/gi, '\n').split('\n');
  return lines
    .map((line) => words(parseFragment(line)).replace(/^\s*(?:-|\d+\.)\s+/, ''))
    .join('')
    .replace(/\s+/g, '');
}

function compare(
  saved: SavedIncident,
  ours: SavedIncident,
  notes: readonly { readonly words: string }[],
): readonly Difference[] {
  const rows = <T>(fields: Readonly<Record<string, (one: T) => string>>, before: T, after: T) =>
    Object.entries(fields).map(([field, of]) => ({ field, saved: of(before), ours: of(after) }));
  const all = [
    ...rows(OF_INCIDENT, saved, ours),
    ...saved.incident_updates.flatMap((update, index) => {
      const own = ours.incident_updates[index];
      return own ? rows(OF_UPDATE, update, own) : [];
    }),
  ];
  return all
    .filter((row) => row.saved !== row.ours)
    .map((row) => ({
      ...row,
      incident: saved.id,
      isTold: notes.some((note) => TOLD[row.field]?.test(note.words)),
    }));
}

function readSaved(path: string): readonly SavedIncident[] {
  const bytes = readFileSync(path);
  const { incidents } = JSON.parse(String(path.endsWith('.gz') ? gunzipSync(bytes) : bytes));
  if (!Array.isArray(incidents)) throw new Error(`${path} holds no list "incidents".`);
  return incidents;
}

/** Every incident that the API of a built site gives, by our own id. */
async function readApi(dist: string): Promise<ReadonlyMap<string, SavedIncident>> {
  const folder = join(dist, 'api/v2/incidents');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json'));
  const found = files.map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')).incident);
  return new Map(
    found
      .filter(Boolean)
      .map((one: SavedIncident) => [/\/incidents\/([^/]+)\/$/.exec(one.shortlink)?.[1] ?? '', one]),
  );
}

const path = process.argv[2];
if (path === undefined) throw new Error('Which file was saved? npm run bench:round-trip -- incidents.json');
const saved = readSaved(path);
const root = mkdtempSync(join(tmpdir(), 'tsuiki-round-trip-'));
try {
  mkdirSync(join(root, 'incidents'));
  const run = async (...args: readonly string[]): Promise<Outcome> => {
    const began = performance.now();
    const outcome = await tsuiki(args, root, { TSUIKI_CONTENT: 'incidents' });
    const told = outcome.stderr.trim().split('\n').at(-1);
    console.log(
      `${args[0]}: exit ${outcome.code}, ${((performance.now() - began) / 1000).toFixed(1)} s. ${told}`,
    );
    return outcome;
  };
  const imported = await run('import', 'statuspage', resolve(path), '--json');
  const { incidents }: Report = JSON.parse(imported.stdout);
  if (imported.code !== 0 || (await run('check')).code !== 0 || (await run('build')).code !== 0)
    process.exitCode = 1;
  const api = await readApi(join(root, 'dist'));
  const byCode = new Map(incidents.map((one) => [one.source.split(' ').at(-1), one]));
  const differences = saved.flatMap((incident): readonly Difference[] => {
    const report = byCode.get(incident.id);
    const ours = api.get(report?.id ?? '');
    if (ours) return compare(incident, ours, report?.notes ?? []);
    return [{ field: 'missing', incident: incident.id, saved: incident.name, ours: '', isTold: false }];
  });
  const updates = saved.reduce((sum, one) => sum + one.incident_updates.length, 0);
  console.log(
    `\n${saved.length} incidents with ${updates} updates were saved; the API of the built site gives:`,
  );
  for (const field of ['missing', ...Object.keys(OF_INCIDENT), ...Object.keys(OF_UPDATE)]) {
    const found = differences.filter((one) => one.field === field);
    const silent = found.filter(({ isTold }) => !isTold);
    console.log(
      `${field.padEnd(34)} ${found.length} differ${found.length === 0 ? '' : `, ${silent.length} of which the report does not tell`}`,
    );
    for (const one of (silent.length > 0 ? silent : found).slice(0, 2))
      console.log(
        `    ${one.incident}: saved ${one.saved.slice(0, 200)}\n${' '.repeat(one.incident.length)}       ours ${one.ours.slice(0, 200)}`,
      );
    if (silent.length > 0) process.exitCode = 1;
  }
} finally {
  rmSync(root, { recursive: true });
}
