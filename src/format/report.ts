import { isError, type Problem } from '../model/problem.ts';
import { withoutForbidden } from './characters.ts';
import { markChanges, wordChanges } from './word-diff.ts';

/** So many of one rule are told in a file, and in all; who mends these has learnt how to mend the others. */
const TOLD_IN_FILE = 50;
const TOLD_IN_ALL = 1000;

/** The problems that are worth a person's eyes, and of each rule of which there are more, how many. */
export function selectTold(problems: readonly Problem[]): {
  readonly told: readonly Problem[];
  readonly more: ReadonlyMap<string, number>;
} {
  const inFile = new Map<string, number>();
  const inAll = new Map<string, number>();
  const more = new Map<string, number>();
  const add = (counts: Map<string, number>, key: string) => {
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count;
  };
  const told = problems.filter(({ rule, place }) => {
    const isTold = add(inFile, `${rule} ${place.file}`) <= TOLD_IN_FILE && add(inAll, rule) <= TOLD_IN_ALL;
    if (!isTold) add(more, rule);
    return isTold;
  });
  return { told, more };
}

/**
 * Problems as a compiler prints them: `file:line:column`, then what was read, why it is wrong, what to write. Of those that
 * come by the thousand, some and a count.
 */
export function renderProblems(problems: readonly Problem[], folder: string): string {
  const { told, more } = selectTold(problems);
  const rows = told.map((problem, index) => renderProblem(problem, folder, index < MOST_DIFFS));
  const counts = [...more].map(([rule, count]) => `and ${count} more of ${rule}\n`);
  return [...rows, ...counts].join('\n');
}

/** Each takes some milliseconds. */
const MOST_DIFFS = 100;

function renderProblem(problem: Problem, folder: string, isCompared: boolean): string {
  const { rule, severity, place, read, message, write, stood, stands } = problem;
  const isChanged = isCompared && stood !== undefined && stands !== undefined;
  const diff = isChanged ? markChanges(wordChanges(stood, stands) ?? []) : '';
  const rows = [
    `${withoutForbidden(`${folder}/${place.file}`, '\uFFFD')}:${place.line}:${place.column}: ${severity} ${rule}`,
    ...(read === '' ? [] : [`  read   ${read}`]),
    ...(diff === '' ? [] : labelled('diff', diff)),
    `  why    ${message}`,
    ...labelled('write', write),
  ];
  return `${rows.join('\n')}\n`;
}

/** A label beside the first line, and the others below each other; at the left edge where there is more than a list of lines to paste. */
function labelled(label: string, text: string): readonly string[] {
  const isLong = text.includes('\n\n');
  return text.split('\n').map((line, index) => {
    if (index > 0 && isLong) return line;
    return `  ${(index === 0 ? label : '').padEnd(7)}${line}`.trimEnd();
  });
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
