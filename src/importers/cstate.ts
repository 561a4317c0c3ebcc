import { isZone } from '../calendar/zone.ts';
import { instant } from '../model/instant.ts';
import { keyOf } from './cstate-effects.ts';
import { type ReadFile, readFile } from './cstate-file.ts';
import { readFront } from './cstate-front.ts';
import type { DraftComponent, History, Note, PageFacts, SourceText } from './history.ts';
import { type JsonObject, objectOf, objectsIn, wordsOf } from './json.ts';
import { oneLine } from './text.ts';
import { NO_ZONE } from './times.ts';

const SETTINGS = /(?:^|\/)(?:config|hugo)\.(?:ya?ml|toml)$/;
/** What a theme brings along to show itself. */
const SAMPLES = /^(?:.*?\/)??(?:themes|exampleSite)(?=\/)/;

/**
 * Reads cState's files of incidents, and its settings where they are among them. A time that says no zone is on `zone`'s
 * clocks; without one the files with such times are named in `zoneless`. Never throws.
 */
export function readCstate(files: readonly SourceText[], zone: string | undefined): History {
  const notes: Note[] = [];
  const own = files.filter(({ path }) => !SAMPLES.test(path));
  const samples = Map.groupBy(files, ({ path }) => SAMPLES.exec(path)?.[0]);
  for (const [folder, { length }] of samples)
    if (folder !== undefined)
      notes.push({ kind: 'left out', words: `${folder}/, ${length} of its files: a theme, or its sample` });
  const [settings] = own.filter(({ path }) => SETTINGS.test(path)).toSorted(byDepth);
  const page = settings === undefined ? { systems: [] } : settingsOf(settings);
  if (zone === undefined && page.zone !== undefined)
    notes.push({
      kind: 'mapped',
      words: `times without a zone are those of ${page.zone}, as the settings say`,
    });
  const section = { zone: zone ?? page.zone, base: page.url };
  const zoneless: string[] = [];
  let isPartial = false;
  const reads = issuesIn(
    own.filter(({ path }) => !SETTINGS.test(path)),
    notes,
  ).flatMap(({ file, below }): readonly ReadFile[] => {
    const read = readFile(file, below, section);
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
      ...(section.zone === undefined ? {} : { zone: section.zone }),
    },
    incidents: reads.map(({ draft }) => draft),
    components: componentsOf(reads, page.systems),
    notes,
    zoneless,
    isPartial,
  };
}

interface Issue {
  readonly file: SourceText;
  /** Its path below the folder of the issues. */
  readonly below: string;
}

/** The pages below the folders `issues` that lie nearest the top; where there is none, all pages are issues. */
function issuesIn(pages: readonly SourceText[], notes: Note[]): readonly Issue[] {
  const placed = pages.map((file) => ({ file, root: /^(?:.*?\/)??issues\//.exec(file.path)?.[0] }));
  const depths = placed.flatMap(({ root }) => (root === undefined ? [] : [depthOf(root)]));
  if (depths.length === 0) return pages.map((file) => ({ file, below: file.path }));
  const nearest = Math.min(...depths);
  return placed.flatMap(({ file, root }): readonly Issue[] => {
    if (root !== undefined && depthOf(root) === nearest)
      return [{ file, below: file.path.slice(root.length) }];
    notes.push({ kind: 'left out', words: `${file.path}: it does not lie among the issues` });
    return [];
  });
}

function byDepth(a: SourceText, b: SourceText): number {
  return depthOf(a.path) - depthOf(b.path);
}

function depthOf(path: string): number {
  return path.split('/').length;
}

function settingsOf({ path, text }: SourceText): PageFacts & { readonly systems: readonly JsonObject[] } {
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
