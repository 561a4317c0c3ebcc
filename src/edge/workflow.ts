import { randomUUID } from 'node:crypto';
import { relative, resolve, sep } from 'node:path';
import { renderAnnotations } from '../format/annotations.ts';
import type { Problem } from '../model/problem.ts';

/** The GitHub workflow in which a command may run; elsewhere it does nothing. */
export interface Workflow {
  /** Marks the lines of the content folder `folder` on which these problems stand, once the command is done. */
  readonly annotate: (problems: readonly Problem[], folder: string) => void;
  /** Lets what is printed after it be commands again, and tells the annotations. */
  readonly close: () => void;
}

/**
 * Begins: until it is closed, nothing that is printed is a command to the workflow, whatever incidents say in it.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function openWorkflow(env: NodeJS.ProcessEnv, tell: (text: string) => void): Workflow {
  if (env.GITHUB_ACTIONS !== 'true') return { annotate: () => undefined, close: () => undefined };
  const token = randomUUID();
  const annotations: string[] = [];
  tell(`::stop-commands::${token}\n`);
  return {
    annotate: (problems, folder) => {
      const root = relative(env.GITHUB_WORKSPACE || '.', resolve(folder))
        .split(sep)
        .join('/');
      annotations.push(renderAnnotations(problems, root));
    },
    close: () => tell(`::${token}::\n${annotations.join('')}`),
  };
}
