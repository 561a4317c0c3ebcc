import { readOpener } from '../model/heading.ts';
import { isError, type Problem } from '../model/problem.ts';
import { canonicalFront, canonicalText, joinFile } from '../record/canonical.ts';
import { sha256 } from '../record/hash.ts';
import type { Published } from '../record/published.ts';
import { UNREADABLE } from './breaches.ts';
import { fileNameOf } from './folder.ts';
import type { ContentFolder, SourceFile } from './source.ts';

/** A folder without what kept files from being read, and the problems that are gone with it. */
export interface Salvaged {
  readonly folder: ContentFolder;
  readonly problems: readonly Problem[];
}

/**
 * Where a published file cannot be read as a whole any more (a byte that is no UTF-8, the marks of a merge, a size beyond all
 * limits, a second file of its name), what was published is taken out of it, wherever all of that still stands there.
 */
export function salvage(folder: ContentFolder, problems: readonly Problem[], published: Published): Salvaged {
  const torn = problems.filter((problem) => isError(problem) && UNREADABLE.has(problem.rule));
  const gone: Problem[] = [];
  let { incidents } = folder;
  for (const problem of torn) {
    const name = nameOf(problem.place.file);
    const twins = incidents.filter(({ path }) => nameOf(path) === name);
    const whole = twins.flatMap((file) => publishedPart(file, published) ?? []);
    const [only] = whole;
    if (!only || whole.length > 1) continue;
    incidents = incidents.flatMap((file) =>
      file.path === only.path ? [only] : twins.includes(file) ? [] : [file],
    );
    gone.push(problem);
  }
  return { folder: { ...folder, incidents }, problems: gone };
}

function nameOf(path: string): string {
  const { id, lang } = fileNameOf(path);
  return `${id} ${lang}`;
}

/** The file with its published texts alone; undefined where one of them does not stand in it, or none was published. */
function publishedPart(file: SourceFile, published: Published): SourceFile | undefined {
  const { id, lang } = fileNameOf(file.path);
  const own = [...published.values()].filter(
    ({ kind, incident, update }) => kind !== 'site' && incident === id && !update.includes(' '),
  );
  // The language that an incident is written in is not in its file's name: its own front matter was entered first.
  const language = lang || own[0]?.lang;
  const wanted = new Set(own.filter((one) => one.lang === language).map(({ hash }) => hash));
  const [head = [], ...blocks] = cut(new TextDecoder().decode(file.bytes).replace(/\r\n?/g, '\n'));
  const front = canonicalFront(head);
  const updates = blocks.map(canonicalText).filter((text) => wanted.has(sha256(text)));
  const found = new Set([front, ...updates].map((text) => sha256(text)));
  if (wanted.size === 0 || [...wanted].some((hash) => !found.has(hash))) return undefined;
  return { ...file, bytes: new TextEncoder().encode(joinFile({ front, updates })) };
}

const MERGE_MARKER = /^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/;

/** What stands above the first heading, and each run of lines that a heading, or the mark of a merge, begins. */
function cut(text: string): readonly (readonly string[])[] {
  const blocks: string[][] = [[]];
  for (const line of text.split('\n')) {
    if (readOpener(line) || MERGE_MARKER.test(line)) blocks.push([]);
    blocks.at(-1)?.push(line);
  }
  return blocks;
}
