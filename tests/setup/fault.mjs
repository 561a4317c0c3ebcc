/**
 * Loaded before a command (`node --import`), it makes one call to the file system go wrong, which `TSUIKI_FAULT` names:
 * `CALL PATH HOW`, where PATH is an expression that a path of the call matches, and HOW is `before` or `after` (kill -9
 * there) or a code to fail with, such as `ENOSPC`.
 * `TSUIKI_NO_EXCHANGE` takes away the exchange of two folders, as on disks that have none.
 */
import fs from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';

const { TSUIKI_FAULT = '', TSUIKI_NO_EXCHANGE } = process.env;
const [call, path = '', how] = TSUIKI_FAULT.split(' ');
const system = createRequire(import.meta.url)('fs-native-extensions');

const failed = (code) => Object.assign(new Error(`${code}: made to fail`), { code });
const die = () => process.kill(process.pid, 'SIGKILL');

if (TSUIKI_NO_EXCHANGE) {
  system.swap = async () => {
    throw failed('EINVAL');
  };
}

const home = call === 'swap' ? system : fs.promises;
const real = home[call];
if (real) {
  home[call] = async (...args) => {
    if (!args.some((arg) => typeof arg === 'string' && new RegExp(path).test(arg))) return real(...args);
    if (how === 'before') die();
    if (how !== 'after') throw failed(how);
    await real(...args);
    die();
  };
  syncBuiltinESMExports();
}
