/**
 * Loaded before a command (`node --import`): the process kills itself at a write to a file that was opened to be added to,
 * as `KILL_AT` says: `3 before`, `3 half` or `3 after`. So a machine dies that loses its power there.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const [number, where] = (process.env.KILL_AT ?? '').split(' ');
const { writeSync, fsyncSync } = fs;
let writes = 0;

function die() {
  process.kill(process.pid, 'SIGKILL');
}

fs.writeSync = (file, text) => {
  writes += 1;
  if (writes === Number(number) && where === 'before') die();
  if (writes === Number(number) && where === 'half') {
    writeSync(file, text.slice(0, text.length / 2));
    fsyncSync(file);
    die();
  }
  return writeSync(file, text);
};
fs.fsyncSync = (file) => {
  fsyncSync(file);
  if (writes === Number(number) && where === 'after') die();
};
syncBuiltinESMExports();
