import { spawnSync } from 'node:child_process';
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Packs this checkout for operators; options are handed to `npm pack`, and the exit code is its own. npm leaves
 * `package-lock.json` out of every package but not `npm-shrinkwrap.json`, which says the same; and a script of the life
 * cycle, which could put it there, does not run, since `.npmrc` lets none run.
 */
const root = join(import.meta.dirname, '../..');
const lock = join(root, 'npm-shrinkwrap.json');
process.once('SIGINT', () => undefined); // npm stops; the copy is to go even then.
copyFileSync(join(root, 'package-lock.json'), lock);
try {
  const options = { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' };
  process.exitCode = spawnSync('npm', ['pack', ...process.argv.slice(2)], options).status ?? 1;
} finally {
  rmSync(lock, { force: true });
}
