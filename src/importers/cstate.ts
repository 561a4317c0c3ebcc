import { isZone } from '../calendar/zone.ts';
import { instant } from '../model/instant.ts';
import { keyOf } from './cstate-effects.ts';
import { type ReadFile, readFile } from './cstate-file.ts';
import { readFront } from './cstate-front.ts';
import type { DraftComponent, History, Note, PageFacts, SourceText } from './history.ts';
import { type JsonObject, objectOf, objectsIn, wordsOf } from './json.ts';
import { oneLine } from './text.ts';
import { NO_ZONE } from './times.ts';

/** Where the incidents of a whole site lie. */
const ISSUES = /(?:^|\/)issues\//;
const SETTINGS = /(?:^|\/)(?:config|hugo)\.(?:ya?ml|toml)$/;

/**
 * Reads cState's files of incidents, and its settings where they are among them. A time that says no zone is on `zone`'s
 * clocks; without one the files with such times are named in `zoneless`. Never throws.
 */
export function readCstate(files: readonly SourceText[], zone: string | undefined): History {
  const notes: Note[] = [];
  const settings = files
    .filter(({ path }) => SETTINGS.test(path))
    .map(({ path, text }) => settingsOf(path, text));
  const page: PageFacts & { readonly systems: readonly JsonObject[] } = settings[0] ?? { systems: [] };
  if (zone === undefined && page.zone !== undefined)
    notes.push({
      kind: 'mapped',
      words: `times without a zone are those of ${page.zone}, as the settings say`,
    });
  const own = zone ?? page.zone;
  const zoneless: string[] = [];
  let isPartial = false;
  const pages = files.filter(({ path }) => !SETTINGS.test(path));
  const issues = pages.filter(({ path }) => ISSUES.test(path));
  for (const { path } of issues.length > 0 ? pages : [])
    if (!ISSUES.test(path))
      notes.push({ kind: 'left out', words: `${path}: it does not lie among the issues` });
  const reads = (issues.length > 0 ? issues : pages).flatMap((file): readonly ReadFile[] => {
    const read = readFile(file, own, page.url);
    if ('draft' in read) return [read];
    if (read.why === NO_ZONE) zoneless.push(file.path);
    else {
      notes.push({ kind: 'left out', words: `${file.path}: ${read.why}` });
      isPartial ||= !read.isMeant;
    }
    return [];
  });
  return {
    system: 'cState',
    page: {
      ...(page.name === undefined ? {} : { name: page.name }),
      ...(page.url === undefined ? {} : { url: page.url }),
      ...(own === undefined ? {} : { zone: own }),
    },
    incidents: reads.map(({ draft }) => draft),
    components: componentsOf(reads, page.systems),
    notes,
    zoneless,
    isPartial,
  };
}

function settingsOf(path: string, text: string) {
  const marks = path.endsWith('.toml') ? '+++' : '---';
  const fields = readFront(`${marks}\n${text}\n${marks}\n`)?.fields ?? {};
  const zone = wordsOf(fields.timezone);
  const url = wordsOf(fields.baseurl);
  const name = wordsOf(fields.title);
  return {
    ...(name === undefined ? {} : { name: oneLine(name) }),
    ...(url === undefined || !/^https?:/.test(url) ? {} : { url }),
    ...(zone === undefined || !isZone(zone) ? {} : { zone }),
    systems: objectsIn(objectOf(fields.params)?.systems),
  };
}

/** Those of the settings, and those that a file names. */
function componentsOf(reads: readonly ReadFile[], systems: readonly JsonObject[]): readonly DraftComponent[] {
  const all = new Map<string, DraftComponent>();
  for (const system of systems) {
    const [name = '', group = '', description = ''] = ['name', 'category', 'description'].map((key) =>
      oneLine(wordsOf(system[key]) ?? ''),
    );
    if (name === '') continue;
    all.set(keyOf(name), {
      ...{ key: keyOf(name), name, first: instant(0), formerly: [] },
      ...(group === '' ? {} : { group }),
      ...(description === '' ? {} : { description }),
    });
  }
  for (const { draft, affected } of reads) {
    const [{ began, posted }] = draft.updates;
    for (const name of affected) {
      const before = all.get(keyOf(name));
      const first = instant(Math.min(began ?? posted, before?.first || Number.POSITIVE_INFINITY));
      all.set(keyOf(name), { ...(before ?? { key: keyOf(name), name, formerly: [] }), first });
    }
  }
  return [...all.values()];
}
