import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { HOSTS, type Host, type HostName, lackOf, startHost } from '../tests/setup/hosts.ts';
import {
  ASKED,
  bytesOnWire,
  judge,
  type Mode,
  swap,
  twoVersions,
  type Versions,
  wrk,
} from '../tests/setup/load.ts';
import { tsuiki } from '../tests/setup/run.ts';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, only: { type: 'string' } },
});
const SECONDS = Number(values.seconds);
const SWAPS = 10;
const CASES: readonly (readonly [name: string, path: string, mode: Mode])[] = [
  ['the front page', ASKED.page, 'plain'],
  ['a feed', ASKED.feed, 'plain'],
  ['the feed, If-None-Match', ASKED.feed, 'again'],
  ['the API', ASKED.api, 'plain'],
];
const number = (value: number, digits = 0) =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
let isBad = false;

/** Puts load on one server while the site is replaced, and says how that went. */
async function load(name: HostName, host: Host, versions: Versions): Promise<void> {
  console.log(`\n${name}, ${SECONDS} s each, the site replaced ${SWAPS} times in each`);
  for (const [what, path, mode] of CASES) {
    let isOver = false;
    const judging = judge(host.origin, versions, () => isOver);
    const [{ requests, seconds, bytes, errors }] = await Promise.all([
      wrk(host.origin + path, mode, SECONDS),
      swap(versions, SWAPS, SECONDS),
    ]);
    isOver = true;
    const { judged, failed, mixed } = await judging;
    isBad ||= errors + failed + mixed > 0;
    const row = [
      what.padEnd(24),
      `${number(requests / seconds).padStart(7)} requests/s`,
      `${number(bytes / requests).padStart(6)} B each`,
      `${number(errors)} errors of ${number(requests)}`,
      `${number(judged)} judged: ${failed} failed, ${mixed} mixed`,
    ];
    console.log(`  ${row.join('   ')}`);
  }
}

/** Has 2,000 followers poll the feed, each with what it holds, while the site is replaced. */
async function follow(host: Host, versions: Versions): Promise<void> {
  const [{ requests, seconds, bytes, whole, unchanged, errors }] = await Promise.all([
    wrk(host.origin + ASKED.feed, 'followers', SECONDS),
    swap(versions, SWAPS, SECONDS),
  ]);
  isBad ||= errors > 0;
  console.log(
    `  2,000 followers, ${number(requests / 2000)} polls each, ${SWAPS} publications: ${number(requests / seconds)} requests/s, ` +
      `${number((100 * unchanged) / (whole + unchanged), 1)} % 304, ${number(bytes / requests)} B each, ${number(errors)} errors`,
  );
}

const MILLION = 1_000_000;
const POLLS_A_MONTH = 30 * 24 * 12;

/** What a million followers who ask every five minutes take in a month, from the bytes of one answer. */
async function weigh(host: Host): Promise<void> {
  const answer = await fetch(host.origin + ASKED.feed, { headers: { 'Accept-Encoding': 'gzip' } });
  await answer.arrayBuffer();
  const whole = await bytesOnWire(host.origin, ASKED.feed);
  const unchanged = await bytesOnWire(host.origin, ASKED.feed, answer.headers.get('etag') ?? '');
  const terabytes = (bytes: number) => `${number(bytes / 1e12, 2)} TB`;
  console.log(`  one answer: ${number(whole)} B whole (gzip), ${number(unchanged)} B "not modified"`);
  const polls = MILLION * POLLS_A_MONTH;
  console.log(
    `  1,000,000 followers who ask every 5 minutes: ${number(polls / 1e9, 2)} thousand million requests a month`,
  );
  for (const updates of [0, 10, 100]) {
    // Whoever is told by a hub still looks once a day, and finds what was said since.
    const changedDays = Math.min(updates, 30);
    const conditional = polls * unchanged + MILLION * updates * (whole - unchanged);
    const daily = MILLION * (changedDays * whole + (30 - changedDays) * unchanged);
    const row = [
      `${terabytes(polls * whole)} without conditional requests`,
      `${terabytes(conditional)} with them`,
      `${terabytes(daily)} once a day beside WebSub`,
    ];
    console.log(`    ${String(updates).padStart(3)} updates a month: ${row.join(', ')}`);
  }
}

const lack = lackOf('wrk');
if (lack !== undefined) throw new Error(lack);
const home = mkdtempSync(join(tmpdir(), 'tsuiki-bench-load-'));
const { code, stderr } = await tsuiki(['build'], home);
if (code !== 0) throw new Error(stderr);
const versions = await twoVersions(join(home, 'dist'));
try {
  for (const name of HOSTS.filter((one) => values.only === undefined || one === values.only)) {
    const missing = lackOf(name);
    if (missing !== undefined) {
      console.log(`\n${name} is left out: ${missing}`);
      continue;
    }
    const host = await startHost(name, { dir: versions.dist });
    try {
      await load(name, host, versions);
      await follow(host, versions);
      await weigh(host);
    } finally {
      await host.close();
    }
  }
} finally {
  for (const folder of [home, versions.home]) rmSync(folder, { recursive: true });
}
process.exitCode = isBad ? 1 : 0;
