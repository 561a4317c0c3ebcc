import { isError, type Problem } from '../model/problem.ts';

/** Problems as a compiler prints them: `file:line:column`, then what was read, why it is wrong, what to write. */
export function renderProblems(problems: readonly Problem[], folder: string): string {
  return problems.map((problem) => renderProblem(problem, folder)).join('\n');
}

function renderProblem({ rule, severity, place, read, message, write }: Problem, folder: string): string {
  const rows = [
    `${folder}/${place.file}:${place.line}:${place.column}: ${severity} ${rule}`,
    ...(read === '' ? [] : [`  read   ${read}`]),
    `  why    ${message}`,
    ...write.split('\n').map((line, index) => `${index === 0 ? '  write  ' : '         '}${line}`),
  ];
  return `${rows.join('\n')}\n`;
}

/** `3 errors and 1 warning in 2 files`. */
export function countProblems(problems: readonly Problem[]): string {
  const errors = problems.filter(isError).length;
  const warnings = problems.length - errors;
  const files = new Set(problems.map(({ place }) => place.file)).size;
  const counts = [
    ...(errors > 0 ? [plural(errors, 'error')] : []),
    ...(warnings > 0 ? [plural(warnings, 'warning')] : []),
  ];
  return `${counts.join(' and ')} in ${plural(files, 'file')}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
