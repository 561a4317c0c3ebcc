import { describe, expect, it } from 'vitest';
import type { Problem } from '../model/problem.ts';
import { openWorkflow } from './workflow.ts';

const PROBLEM: Problem = {
  rule: 'heading-phase',
  severity: 'error',
  place: { file: 'slow.md', line: 7, column: 4 },
  read: '',
  message: 'No phase.',
  write: '',
};

function said(env: NodeJS.ProcessEnv, folder: string): string {
  let text = '';
  const tell = (words: string) => {
    text += words;
  };
  const workflow = openWorkflow(env, tell);
  tell('::add-mask::what an incident says\n');
  workflow.annotate([PROBLEM], folder);
  workflow.close();
  return text;
}

describe('a command in a GitHub workflow', () => {
  it('lets nothing that it prints be a command, and marks lines in the end', () => {
    const text = said(
      { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: '/home/runner/work/status' },
      '/home/runner/work/status/incidents',
    );
    const [, token] = /^::stop-commands::(\S{36})\n/.exec(text) ?? [];
    expect(text).toBe(
      `::stop-commands::${token}\n::add-mask::what an incident says\n::${token}::\n` +
        '::error file=incidents/slow.md,line=7,col=4,title=heading-phase::No phase.\n',
    );
  });

  it('names files as the repository does, where the folder is given as from there', () => {
    expect(said({ GITHUB_ACTIONS: 'true' }, 'content')).toContain('file=content/slow.md,');
  });

  it.each([{}, { GITHUB_ACTIONS: '' }])('says nothing of it elsewhere (%j)', (env) => {
    expect(said(env, 'incidents')).toBe('::add-mask::what an incident says\n');
  });
});
