import { readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

/** Folders with a file for each incident, which few ask for over and over: comparing them all would cost more than it saves. */
const LEFT_OUT: ReadonlySet<string> = new Set(['incidents', 'history', 'pagefind']);

/**
 * Gives each file below `fresh` that stands in the folder `previous` byte for byte the time that it has there. nginx and Caddy
 * name a version of a file by its time and length (`ETag`): so a feed that did not change is not sent again to all who
 * follow it because it was built again. A site that was never built before is left as it is.
 */
export function keepTimes(previous: string, fresh: string): void {
  for (const entry of readdirSync(fresh, { withFileTypes: true })) {
    const [before, now] = [join(previous, entry.name), join(fresh, entry.name)];
    if (entry.isDirectory() && !LEFT_OUT.has(entry.name)) keepTimes(before, now);
    if (!entry.isFile()) continue;
    const time = timeOfSame(before, now);
    if (time !== undefined) utimesSync(now, time, time);
  }
}

/** When the file `before` was written, if it holds what `now` holds. */
function timeOfSame(before: string, now: string): Date | undefined {
  const facts = statSync(before, { throwIfNoEntry: false });
  if (!facts?.isFile() || facts.size !== statSync(now).size) return undefined;
  return readFileSync(before).equals(readFileSync(now)) ? facts.mtime : undefined;
}
