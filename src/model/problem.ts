/** A place in a file of the content folder; lines and columns count from 1, columns in UTF-16 units. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Something wrong (`error`: nothing is published) or doubtful (`warning`) in what staff wrote. */
export interface Problem {
  /** The permanent id under which `docs/FORMAT.md` explains the rule. */
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly place: Place;
  /** What was read there, as it stands. */
  readonly read: string;
  /** What is wrong, and why it matters. */
  readonly message: string;
  /** What to write instead; a line that can be pasted where there is one. */
  readonly write: string;
  /** What was published there, where the law is broken and that is known; and what stands there now. */
  readonly stood?: string;
  readonly stands?: string;
}

export function isError(problem: Problem): boolean {
  return problem.severity === 'error';
}

/** By file, line, column and rule. */
export function compareProblems(a: Problem, b: Problem): number {
  const order = (x: string, y: string) => (x < y ? -1 : x > y ? 1 : 0);
  return (
    order(a.place.file, b.place.file) ||
    a.place.line - b.place.line ||
    a.place.column - b.place.column ||
    order(a.rule, b.rule)
  );
}
