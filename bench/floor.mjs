// What writing a built site takes and nothing else: the files of the folder that is named are read, and then written anew, a
// thousand at a time, for a large site is more than a process holds.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [from, to] = process.argv.slice(2);
const entries = readdirSync(from, { recursive: true, withFileTypes: true });
const paths = entries
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => join(parentPath, name).slice(from.length + 1));
const made = new Set();
let microseconds = 0;
for (let done = 0; done < paths.length; done += 1000) {
  const files = paths.slice(done, done + 1000).map((path) => [path, readFileSync(join(from, path), 'utf8')]);
  const before = process.cpuUsage();
  for (const [path, text] of files) {
    const folder = dirname(join(to, path));
    if (!made.has(folder)) mkdirSync(folder, { recursive: true });
    made.add(folder);
    writeFileSync(join(to, path), text, { flag: 'wx' });
  }
  const { user, system } = process.cpuUsage(before);
  microseconds += user + system;
}
console.log(JSON.stringify({ seconds: microseconds / 1e6, files: paths.length }));
rmSync(to, { recursive: true });
