import { byTarget, type Line } from '../markdown/runs.ts';

/** Lines as plain text, an address behind the words that lead there. */
export function renderText(lines: readonly Line[]): string {
  return lines
    .map((line, place) => (place === 0 ? '' : line.opensParagraph ? '\n\n' : '\n') + renderLine(line))
    .join('');
}

function renderLine({ kind, runs }: Line): string {
  const text = byTarget(runs)
    .map((group) => renderGroup(group.runs.map(({ words }) => words).join(''), group.href))
    .join('');
  return kind === 'quote' ? text.replace(/^/gm, '> ') : text;
}

function renderGroup(words: string, href: string | undefined): string {
  const isOwn = href === undefined || words === href || words === href.replace(/^mailto:/, '');
  return isOwn ? words : `${words} <${href}>`;
}
