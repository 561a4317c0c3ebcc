import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFiles } from '../src/edge/output.ts';
import { filesOf } from '../tests/setup/pages.ts';
import { history } from './history.ts';

/** What no page may weigh, before it is compressed. */
const LIMIT = 60 * 1024;
const NOW = Date.UTC(2026, 10, 22, 3) / 1000;
/** What must not grow with the history. */
const CONSTANT = ['index.html', 'feed.xml', 'feed.json'];

/** Builds a made-up history of `count` incidents, and tells what its pages weigh. */
async function weigh(count: number): Promise<{ heavy: readonly string[]; constant: readonly number[] }> {
  const root = mkdtempSync(join(tmpdir(), 'tsuiki-pages-'));
  try {
    mkdirSync(join(root, 'incidents'));
    await writeFiles(
      join(root, 'incidents'),
      history(count, { languages: ['ja', 'en'], updates: 4, longest: 600 }),
    );
    const main = join(import.meta.dirname, '../src/cli/main.ts');
    const { status, stderr } = spawnSync(process.execPath, [main, 'build'], {
      cwd: root,
      encoding: 'utf8',
      env: {
        ...process.env,
        NODE_ENV: 'production',
        TSUIKI_CONTENT: 'incidents',
        SOURCE_DATE_EPOCH: String(NOW),
      },
    });
    if (status !== 0) throw new Error(stderr);
    console.log(`${count}: ${stderr.trim()}`);
    const dist = join(root, 'dist');
    const pages = (await filesOf(dist))
      .filter((file) => file.endsWith('.html'))
      .map((file) => ({ file, size: readFileSync(join(dist, file)).length }))
      .toSorted((a, b) => b.size - a.size);
    for (const { file, size } of pages.slice(0, 3)) console.log(`      ${file}: ${size} B`);
    return {
      heavy: pages.filter(({ size }) => size > LIMIT).map(({ file, size }) => `${file}: ${size} B`),
      constant: CONSTANT.map((file) => readFileSync(join(dist, file)).length),
    };
  } finally {
    rmSync(root, { recursive: true });
  }
}

const counts = process.argv.slice(2).map(Number);
let first: readonly number[] | undefined;
for (const count of counts.length > 0 ? counts : [100, 1000, 10_000]) {
  const { heavy, constant } = await weigh(count);
  first ??= constant;
  const grown = CONSTANT.filter((_, index) => (constant[index] ?? 0) > 1.02 * (first?.[index] ?? 0));
  for (const fault of [...heavy.slice(0, 5), ...grown.map((file) => `${file} grew with the history`)]) {
    console.log(`OVER  ${fault}`);
    process.exitCode = 1;
  }
}
