import { isError, type Problem } from '../model/problem.ts';
import { selectTold } from './report.ts';

/**
 * Problems as commands to a GitHub workflow, which marks the lines of a change with them; errors first, since it shows ten
 * of a kind. `root` is the content folder as the repository names it.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function renderAnnotations(problems: readonly Problem[], root: string): string {
  const errorsFirst = selectTold(problems).told.toSorted((a, b) => Number(isError(b)) - Number(isError(a)));
  return errorsFirst.map((problem) => renderAnnotation(problem, root)).join('');
}

function renderAnnotation({ severity, rule, place, message, write }: Problem, root: string): string {
  const where = { file: `${root}/${place.file}`, line: place.line, col: place.column, title: rule };
  const properties = Object.entries(where).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  const text = write === '' ? message : `${message}\nWrite: ${write}`;
  return `::${severity} ${properties.join(',')}::${escapeData(text)}\n`;
}

/** As `@actions/core` does: a line end would begin a command of its own. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
