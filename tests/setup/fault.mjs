/**
 * Loaded before a command (`node --import`), it makes one call to the file system go wrong, which `TSUIKI_FAULT` names:
 * `CALL PATH HOW`, where PATH is an expression that a path of the call matches, and HOW is `before` or `after` (kill -9
 * there), `amid` (kill -9 when some of what lies there is gone) or a code to fail with, such as `ENOSPC`.
 * `TSUIKI_NO_EXCHANGE` takes away the exchange of two folders, as on disks that have none.
 */
import fs from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';

const { TSUIKI_FAULT = '', TSUIKI_NO_EXCHANGE } = process.env;
const [call, path = '', how] = TSUIKI_FAULT.split(' ');
const system = createRequire(import.meta.url)('fs-native-extensions');

const failed = (code) => Object.assign(new Error(`${code}: made to fail`), { code });
const die = () => process.kill(process.pid, 'SIGKILL');
const countIn = (dir) => (fs.existsSync(dir) ? fs.readdirSync(dir, { recursive: true }).length : 0);

if (TSUIKI_NO_EXCHANGE) {
  system.swap = async () => {
    throw failed('EINVAL');
  };
}

const home = call === 'swap' ? system : fs.promises;
const real = home[call];
if (real) {
  home[call] = async (...args) => {
    const place = args.find((arg) => typeof arg === 'string' && new RegExp(path).test(arg));
    const whole = place !== undefined && how === 'amid' ? countIn(place) : 0;
    if (place === undefined || (how === 'amid' && whole === 0)) return real(...args);
    if (how === 'before') die();
    if (how === 'after') {
      await real(...args);
      die();
    }
    if (how !== 'amid') throw failed(how);
    const work = real(...args);
    while (countIn(place) === whole) await new Promise(setImmediate);
    die();
    return work;
  };
  syncBuiltinESMExports();
}
