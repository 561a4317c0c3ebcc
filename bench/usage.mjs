// Loaded before a command that is measured: at its end it says what it took of the machine, with the processes that it started.
import { readFileSync } from 'node:fs';

process.once('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const seconds = (userCPUTime + systemCPUTime) / 1e6 + childSeconds();
  process.stderr.write(`\nUSAGE ${JSON.stringify({ seconds, megabytes: maxRSS / 1024 })}\n`);
});

/** User and system time of the processes that were waited for (proc(5): `cutime` and `cstime`, in hundredths of a second). */
function childSeconds() {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) / 100;
}
