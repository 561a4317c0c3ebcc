import { readHeading } from './heading.ts';
import type { JudgedFolder } from './judge.ts';
import type { Start } from './passages.ts';
import type { ContentFolder, SourceFile } from './source.ts';

/** A file as it is put right, and what was done to it, in words. */
export interface Fixed {
  readonly file: SourceFile;
  readonly done: readonly string[];
}

/**
 * Puts right what needs no thought, in unpublished text alone: headings whose one spelling is known, updates out of order,
 * and a missing line end at the end of a file. Published text keeps its bytes and its order. Files that break the law, or
 * that were not judged, are left alone.
 */
export function fixFolder(folder: ContentFolder, judged: JudgedFolder): readonly Fixed[] {
  const broken = new Set(
    judged.problems.filter(({ rule }) => NEVER.test(rule)).map(({ place }) => place.file),
  );
  return folder.incidents.flatMap((file) => {
    const starts = judged.outlines.get(file.path);
    if (!starts || broken.has(file.path)) return [];
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(file.bytes);
    const rows = rowsOf(text);
    const spelled = spell(rows, file.path, judged);
    // Where headings change, so does where updates begin: their order waits for the next look.
    const ordered =
      spelled.count > 0 ? spelled.rows : order(spelled.rows, starts, publishedIn(file.path, judged));
    const ended = end(ordered.join(''), rows);
    const done = [
      ...(spelled.count > 0
        ? [spelled.count === 1 ? 'spelled a heading' : `spelled ${spelled.count} headings`]
        : []),
      ...(ordered === spelled.rows ? [] : ['put unpublished updates in order']),
      ...(ended === ordered.join('') ? [] : ['added the line end after the last line']),
    ];
    return done.length === 0 ? [] : [{ file: { ...file, bytes: new TextEncoder().encode(ended) }, done }];
  });
}

/** Rules under which a person has to look first. */
const NEVER = /^(?:law-.*|file-merge-marker)$/;

/** The folder with its fixed files. */
export function withFixed(folder: ContentFolder, fixed: readonly Fixed[]): ContentFolder {
  const files = new Map(fixed.map(({ file }) => [file.path, file]));
  return { ...folder, incidents: folder.incidents.map((file) => files.get(file.path) ?? file) };
}

/** Lines with the line ends that they have. */
function rowsOf(text: string): readonly string[] {
  return text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
}

const BREAK = /(?:\r\n|\r|\n)$/;

/** The line end of the file's first line. */
function breakOf(rows: readonly string[]): string {
  return BREAK.exec(rows[0] ?? '')?.[0] ?? '\n';
}

/** Lines of a file at which something published begins. */
function publishedIn(path: string, { pieces, judgement }: JudgedFolder): ReadonlySet<number> {
  const fresh = new Set(judgement.fresh);
  return new Set(pieces.filter((piece) => piece.path === path && !fresh.has(piece)).map(({ line }) => line));
}

/** Writes what is nearly a heading as its problem says, where that guesses neither its time nor its phase. */
function spell(rows: readonly string[], path: string, judged: JudgedFolder) {
  const published = publishedIn(path, judged);
  const starts = judged.outlines.get(path) ?? [];
  const found = new Map(
    judged.problems
      .filter(({ rule, place }) => rule === 'heading-stamp' && place.file === path)
      .map(({ place, write }) => [place.line, write]),
  );
  let count = 0;
  const spelled = rows.map((row, index) => {
    const heading = found.get(index + 1);
    const start = starts.find(({ line }) => line === index + 1);
    if (heading === undefined || !start || (start.column === 0 && published.has(index + 1))) return row;
    const own = row.slice(start.column).replace(BREAK, '');
    if (!isSame(own, heading)) return row;
    count++;
    const [gap] = BREAK.exec(row) ?? [''];
    const above = row.slice(0, start.column).replace(/[ \t]+$/, '');
    return `${above === '' ? '' : above + breakOf(rows).repeat(2)}${heading}${gap}`;
  });
  return { rows: spelled, count };
}

/** Whether a heading says the time and the phase that stand in the line which was meant as one. */
function isSame(line: string, heading: string): boolean {
  const numbers = (text: string) =>
    (text.normalize('NFKC').match(/\d+/g) ?? []).slice(0, 5).map(Number).join();
  return numbers(line) === numbers(heading) && line.includes(readHeading(heading).word);
}

interface Block {
  readonly rows: readonly string[];
  readonly at: number;
  readonly isPublished: boolean;
}

/** Moves unpublished updates so that stamps rise; gives the same rows where nothing is to be moved. */
function order(
  rows: readonly string[],
  starts: readonly Start[],
  published: ReadonlySet<number>,
): readonly string[] {
  const blocks = starts.map(({ line }, index): Block => {
    const own = rows.slice(line - 1, (starts[index + 1]?.line ?? rows.length + 1) - 1);
    const at = readHeading((own[0] ?? '').replace(/\s+$/, '')).stamp?.at ?? Number.NaN;
    return { rows: own, at, isPublished: published.has(line) };
  });
  const isWhole = starts.every(({ column }) => column === 0) && blocks.every(({ at }) => !Number.isNaN(at));
  if (!isWhole || new Set(blocks.map(({ at }) => at)).size < blocks.length) return rows;
  const sorted = blocks.filter(({ isPublished }) => isPublished);
  for (const block of blocks.filter(({ isPublished }) => !isPublished).toSorted((a, b) => a.at - b.at)) {
    const next = sorted.findIndex(({ at }) => at > block.at);
    sorted.splice(next === -1 ? sorted.length : next, 0, block);
  }
  if (sorted.every((block, index) => block === blocks[index])) return rows;
  const gap = breakOf(rows);
  const head = rows.slice(0, (starts[0]?.line ?? 1) - 1);
  return [
    ...head,
    ...sorted.flatMap((block, index) => (index < sorted.length - 1 ? apart(block, gap) : last(block))),
  ];
}

/** The block without empty lines behind it, which belong to nobody. */
function last({ rows }: Block): readonly string[] {
  return rows.slice(0, rows.findLastIndex((row) => row.trim() !== '') + 1);
}

/** The block with an empty line behind it, so that the next heading stands by itself. */
function apart({ rows }: Block, gap: string): readonly string[] {
  const row = rows.at(-1) ?? '';
  const ended = BREAK.test(row) ? rows : [...rows, gap];
  return row.trim() === '' ? ended : [...ended, gap];
}

function end(text: string, rows: readonly string[]): string {
  return text === '' || BREAK.test(text) ? text : text + breakOf(rows);
}
