import { installHook, removeHook } from '../edge/git-hook.ts';
import type { Command } from './command.ts';

/** Has git run the check before each commit, for those who want it. */
export const hook: Command = {
  name: 'hook',
  summary: 'Has git run the check before each commit; only where you ask for it.',
  help: `  npm run hook                 installs it in this checkout
  npm run hook -- --remove     takes it away again

The hook calls "npm run check -- --base HEAD". A hook that is there already, and not ours, is left alone.
Exit 0: done. Exit 2: there is no git repository, or another hook.`,
  options: { remove: { type: 'boolean', default: false } },
  async run({ remove }, world) {
    const path = remove === true ? await removeHook() : await installHook();
    world.print(remove === true ? `${path} is gone.\n` : `${path} runs the check before each commit.\n`);
    return 0;
  },
};
