import type { Problem } from '../model/problem.ts';
import { forbiddenIn } from './characters.ts';
import { problem } from './problems.ts';
import type { ContentFolder, Unread } from './source.ts';

/** Names that cannot be told apart by eye, or stand for bytes that are no text. */
const UNSEEN = /[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\ufffd\t\n]/;

/** Reports what is not read, and names that other machines or other people would take for another. */
export function entryProblems({ site, incidents, assets, unread = [] }: ContentFolder): readonly Problem[] {
  const paths = [
    ...(site ? [site.path] : []),
    ...incidents.map(({ path }) => path),
    ...assets.keys(),
    ...unread.map(({ path }) => path),
  ];
  return [...unread.map(unreadProblem), ...alikeProblems(paths), ...paths.flatMap(unseenProblem)];
}

const top = (file: string) => ({ file, line: 1, column: 1 });

function unreadProblem({ path, why, size = 0 }: Unread): Problem {
  if (why === 'denied') return problem('file-denied', top(path), '');
  if (why !== 'size') return problem('file-kind', top(path), '', KINDS[why]);
  return path.endsWith('.md') || path === 'site.yml'
    ? problem('file-size', top(path), `${size} bytes`)
    : problem('asset-size', top(path), `${size} bytes`);
}

const KINDS = { link: 'a symbolic link', special: 'a pipe, a socket or a device' } as const;

/** One file on a Mac or on Windows, two here: whoever checks the folder out there has only one of them. */
function alikeProblems(paths: readonly string[]): readonly Problem[] {
  const known = new Map<string, string>();
  return paths.toSorted().flatMap((path) => {
    const key = path.normalize('NFC').toLowerCase();
    const twin = known.get(key);
    if (twin === undefined) known.set(key, path);
    return twin === undefined || twin === path ? [] : [problem('file-alike', top(path), path, twin)];
  });
}

function unseenProblem(path: string): readonly Problem[] {
  const [unseen] = UNSEEN.exec(path) ?? [];
  const names =
    forbiddenIn(path)?.names ??
    (unseen && `U+${unseen.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`);
  return names ? [problem('file-path', top(path), path, names)] : [];
}
