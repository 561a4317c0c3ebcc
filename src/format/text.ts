import { commentsIn, excessIn, linksIn } from '../markdown/outline.ts';
import { linkTarget } from '../model/link.ts';
import type { Place } from '../model/problem.ts';
import type { Context } from './context.ts';
import { checkLeaks } from './leaks.ts';
import { problem, type Report } from './problems.ts';
import { judgeSitePath } from './site-paths.ts';

const PLACEHOLDER = /\[(?:fill in|記入)[^\S\n]{0,3}[:：][^\]\n]{0,999}\]/i;
const CONFLICT = /^(?:<{7}|>{7}|\|{7})(?: |$)/;

/** What no line of a published file may hold, wherever it stands. */
export function checkLines(path: string, text: string, report: Report): void {
  checkLeaks(path, text, report);
  if (!/^[<>|]{7}/m.test(text) && !PLACEHOLDER.test(text)) return;
  text.split('\n').forEach((line, index) => {
    const place = { file: path, line: index + 1, column: 1 };
    if (CONFLICT.test(line)) report(problem('file-merge-marker', place, line));
    const found = PLACEHOLDER.exec(line);
    if (found) report(problem('file-placeholder', { ...place, column: found.index + 1 }, line));
  });
}

/**
 * Reports what cannot be read, links to what is not there, and comments, in a text whose first line is line `textLine` of the file. Gives the
 * names of the files that it links, relative to the incident's folder.
 */
export function checkText(
  path: string,
  text: string,
  textLine: number,
  context: Context,
  report: Report,
): readonly string[] {
  const files = new Set<string>();
  const lines = text.split('\n');
  const place = (at: { readonly line: number; readonly column: number }): Place => ({
    file: path,
    line: textLine + at.line,
    column: at.column + 1,
  });
  const excess = context.afford(text) ? excessIn(text) : ({ kind: 'work', line: 0 } as const);
  if (excess) {
    report(
      problem('text-excess', place({ line: excess.line, column: 0 }), lines[excess.line] ?? '', excess.kind),
    );
    return [];
  }
  if (text.includes('<!--')) {
    for (const comment of commentsIn(text))
      report(problem('file-comment', place(comment), lines[comment.line] ?? ''));
  }
  if (!/[[<]/.test(text)) return [];
  for (const link of linksIn(text)) {
    const target = linkTarget(path, link.href);
    if (target.kind === 'file') files.add(target.name);
    const missing = (near: string | undefined, otherwise: string) => {
      const line = lines[link.line] ?? '';
      const write =
        near && line.includes(link.href) ? line.replace(link.href, () => near) : (near ?? otherwise);
      report(problem('link-missing', place(link), link.href, write));
    };
    const unservable = target.kind === 'file' ? unservableName(target.name) : undefined;
    if (unservable) report(problem('link-name', place(link), link.href, unservable));
    else if (target.kind === 'site') {
      const dead = judgeSitePath(target.path, context);
      if (dead) report(problem('link-unknown', place(link), link.href, dead.write));
    } else if (target.kind === 'outside') report(problem('link-outside', place(link), link.href));
    else if (target.kind === 'incident' && !context.incidentIds.has(target.id)) {
      const near = context.nearest(target.id, context.incidentIds);
      missing(near && `${near}.md${target.fragment}`, 'Correct the name, or delete the link.');
    } else if (target.kind === 'file' && !isThere(target.path, context)) {
      missing(
        nearFile(target.path, target.name, context),
        `Add the file ${target.path}, or correct the link.`,
      );
    }
  }
  return [...files];
}

/** What the site itself writes beside an incident's page. */
const TAKEN: readonly string[] = ['index.html', 'index.json', 'feed.xml'];

/** Why a file of this name, with the folders below the incident's own, cannot be served there. */
function unservableName(name: string): string | undefined {
  const first = name.split('/')[0]?.toLowerCase() ?? '';
  if (TAKEN.includes(first)) return `there ${first} is a file of the site’s own`;
  return /[\\:\p{Cc}]/u.test(name) ? 'its name cannot stand in an address' : undefined;
}

function isThere(path: string, { assets }: Context): boolean {
  return assets.has(path) || assets.has(`${path}.redacted`);
}

function nearFile(path: string, name: string, { assets, nearest }: Context): string | undefined {
  const folder = path.slice(0, path.length - name.length);
  const beside = [...assets].filter((asset) => asset.startsWith(folder));
  return nearest(
    name,
    beside.map((asset) => asset.slice(folder.length)),
  );
}
