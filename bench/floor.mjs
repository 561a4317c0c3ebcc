// What writing a built site takes and nothing else: the files of the folder that is named are read, and then written anew.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [from, to] = process.argv.slice(2);
const entries = readdirSync(from, { recursive: true, withFileTypes: true });
const files = entries
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => join(parentPath, name).slice(from.length + 1))
  .map((path) => [path, readFileSync(join(from, path), 'utf8')]);
const before = process.cpuUsage();
const made = new Set();
for (const [path, text] of files) {
  const folder = dirname(join(to, path));
  if (!made.has(folder)) mkdirSync(folder, { recursive: true });
  made.add(folder);
  writeFileSync(join(to, path), text, { flag: 'wx' });
}
const { user, system } = process.cpuUsage(before);
const bytes = files.reduce((sum, [, text]) => sum + text.length, 0);
console.log(JSON.stringify({ seconds: (user + system) / 1e6, files: files.length, characters: bytes }));
rmSync(to, { recursive: true });
