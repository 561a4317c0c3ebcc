import { readOpener } from '../model/heading.ts';

/** The line as it is published: blanks and tabs at its end mean nothing. */
export function withoutTrailingBlanks(line: string): string {
  let end = line.length;
  while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end--;
  return line.slice(0, end);
}

/**
 * The canonical text of a run of lines (FORMAT.md, "Canonical text"): LF between them, no blanks at line ends, no empty
 * lines at the end, no last LF. It does not depend on how the file was saved.
 */
export function canonicalText(lines: readonly string[]): string {
  const bare = lines.map(withoutTrailingBlanks);
  const end = bare.findLastIndex((line) => line !== '') + 1;
  return bare.slice(0, end).join('\n');
}

/** The canonical text of the front matter: from its first line of hyphens to its second. What stands below is left out. */
export function canonicalFront(lines: readonly string[]): string {
  const bare = lines.map(withoutTrailingBlanks);
  const end = bare[0] === '---' ? bare.indexOf('---', 1) : -1;
  return canonicalText(end === -1 ? bare : bare.slice(0, end + 1));
}

/** A file's canonical texts, as they stand from top to bottom. */
export interface CanonicalFile {
  readonly front: string;
  readonly updates: readonly string[];
}

/** Cuts a file of which every heading is whole at its headings; `text` has LF alone. */
export function cutFile(text: string): CanonicalFile {
  const blocks: string[][] = [[]];
  for (const line of text.split('\n')) {
    if (readOpener(line)) blocks.push([]);
    blocks.at(-1)?.push(line);
  }
  const [head = [], ...updates] = blocks;
  return { front: canonicalFront(head), updates: updates.map(canonicalText) };
}

/** The file as it is served: an empty line between its parts and a line end behind the last. Cut again, it is the same. */
export function joinFile({ front, updates }: CanonicalFile): string {
  return `${[front, ...updates].join('\n\n')}\n`;
}
