import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { deriveSite } from '../src/derive/site.ts';
import { sourceTexts } from '../src/derive/sources.ts';
import { readContent } from '../src/edge/content.ts';
import { writeFiles } from '../src/edge/output.ts';
import { judgeFolder, pastOf } from '../src/format/judge.ts';
import { instant } from '../src/model/instant.ts';
import { beginRecord } from '../src/record/extend.ts';
import { everyText } from '../tests/setup/texts.ts';
import { history } from './history.ts';

/** What a command may take of the machine, in seconds of CPU and megabytes of memory. */
interface Limit {
  readonly seconds: number;
  readonly megabytes: number;
}

const INCIDENTS = 10_000;
const NOW = instant(Date.UTC(2026, 10, 22, 3));
const root = mkdtempSync(join(tmpdir(), 'tsuiki-bench-'));
const content = join(root, 'incidents');
let isOver = false;

function measure(name: string, args: readonly string[], limit: Limit): void {
  const usage = join(import.meta.dirname, 'usage.mjs');
  const main = join(import.meta.dirname, '../src/cli/main.ts');
  const { status, stderr } = spawnSync(process.execPath, ['--import', usage, main, ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, TSUIKI_CONTENT: 'incidents', SOURCE_DATE_EPOCH: String(NOW / 1000) },
  });
  const [, json] = /USAGE (.*)/.exec(stderr) ?? [];
  if (status !== 0 || !json) throw new Error(`${name} failed:\n${stderr}`);
  const { seconds, megabytes }: Limit = JSON.parse(json);
  const isGood = seconds < limit.seconds && megabytes < limit.megabytes;
  isOver ||= !isGood;
  const row = [
    name.padEnd(28),
    `${seconds.toFixed(2)} s of ${limit.seconds}`,
    `${megabytes.toFixed(0)} MB of ${limit.megabytes}`,
  ];
  console.log(`${isGood ? 'ok  ' : 'OVER'}  ${row.join('   ')}`);
}

try {
  console.log(`${INCIDENTS} incidents; seconds of CPU, memory at its highest`);
  const files = [...history(INCIDENTS, { languages: ['ja', 'en'] })];
  const { path: chosen } = files.find(({ path }) => path.startsWith('2013/')) ?? { path: '' };
  await writeFiles(content, files);
  const folder = await readContent(content);
  const judged = folder && judgeFolder(folder, pastOf([]), NOW);
  if (!judged?.config) throw new Error('The history that was made up cannot be read.');
  const site = deriveSite(judged.incidents, judged.config, beginRecord(judged.pieces, NOW), NOW);
  await writeFiles(join(root, 'dist'), everyText(sourceTexts(site), site));

  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-C', root, '-c', 'user.name=Staff', '-c', 'user.email=staff@example.com', ...args]);
  git('init', '--quiet');
  git('add', 'incidents');
  git('commit', '--quiet', '--message', 'incidents: ten thousand');
  appendFileSync(join(content, chosen), '\n## 2026-11-06 09:00 +00:00 Update\n\nThe disk was replaced.\n');
  measure('check --base HEAD', ['check', '--base', 'HEAD'], { seconds: 3, megabytes: 500 });
  appendFileSync(join(content, 'site.yml'), '# A comment.\n');
  writeFileSync(join(content, '2013/graph.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  for (const name of readdirSync(join(content, '2013')).filter((one) =>
    one.startsWith(basename(chosen, '.md')),
  ))
    renameSync(join(content, '2013', name), join(content, name));
  measure('… a comment, a file, a move', ['check', '--base', 'HEAD'], { seconds: 3, megabytes: 500 });
  measure('verify dist', ['verify', 'dist'], { seconds: 5, megabytes: 500 });
} finally {
  rmSync(root, { recursive: true });
}
process.exitCode = isOver ? 1 : 0;
