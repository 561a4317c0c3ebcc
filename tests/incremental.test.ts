import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { history } from '../bench/history.ts';
import { writeFiles } from '../src/edge/output.ts';
import { filesOf } from './setup/pages.ts';
import { tsuiki } from './setup/run.ts';

const ROOTS = ['step', 'full'].map((name) => mkdtempSync(join(tmpdir(), `tsuiki-${name}-`)));
const [STEP = '', FULL = ''] = ROOTS;
const CONTENT = join(STEP, 'incidents');
const DAY = 24 * 60 * 60;

/** Where the files of an incident lie at the moment; edits move them. */
const places = new Map<string, string>();
const fileOf = (id: string) => join(CONTENT, places.get(id) ?? '', `${id}.md`);
const add = (id: string, text: string) => appendFileSync(fileOf(id), `\n${text}`);
const [MOVED, LINKING, LINKED, TRANSLATED, CORRECTED] = [
  '2011-02-04-1',
  '2022-08-11-1',
  '2018-10-20-1',
  '2016-03-08-1',
  '2024-02-04-1',
] as const;

/** What staff do to the content folder between two builds, each on a day of its own; lawful in every order. */
const EDITS: Readonly<Record<string, (day: string) => void>> = {
  nothing: () => undefined,
  'an update that links another incident': (day) =>
    add(LINKING, `## ${day} 09:00 +00:00 Update\n\nSee [the other one](${LINKED}.md) and ![](graph.svg).\n`),
  'a correction': (day) => {
    const [, stamp = ''] = /^## (\S+ \S+)/m.exec(readFileSync(fileOf(CORRECTED), 'utf8')) ?? [];
    add(
      CORRECTED,
      `## ${day} 10:00 +00:00 Correction\n\n\`\`\`status\ncorrects: ${stamp}\nby: Staff\n\`\`\`\n\nMore was slow than we said.\n`,
    );
  },
  'an incident that goes on': (day) =>
    writeFileSync(
      join(CONTENT, `open-${day}.md`),
      `---\ntitle: Mail is slow\nlang: en\n---\n\n## ${day} 11:00 +00:00 Investigating\n\n\`\`\`status\npart-1: major outage\nnext: 12:00\n\`\`\`\n`,
    ),
  'a translation': () => {
    const text = readFileSync(fileOf(TRANSLATED), 'utf8');
    const own = text.replace(/^lang: .*\n/m, '').replace(/```status[\s\S]*?```\n\n/g, '');
    writeFileSync(fileOf(TRANSLATED).replace(/\.md$/, '.en.md'), own);
  },
  'a file that moves to another folder': () => {
    const from = fileOf(MOVED);
    places.set(MOVED, 'moved');
    mkdirSync(dirname(fileOf(MOVED)), { recursive: true });
    renameSync(from, fileOf(MOVED));
  },
  'another link below each page': () =>
    appendFileSync(
      join(CONTENT, 'site.yml'),
      'support: { name: { ja: 窓口, en: Help }, url: "https://www.example.com/" }\n',
    ),
};

async function build(root: string, now: number, ...flags: readonly string[]): Promise<string> {
  const env = { TSUIKI_CONTENT: CONTENT, SOURCE_DATE_EPOCH: String(now) };
  const { code, stderr } = await tsuiki(['build', '--no-search', ...flags], root, env);
  expect(stderr, stderr).toMatch(/→ \d+ pages/);
  expect(code).toBe(0);
  return stderr;
}

/** What was published stays so: the next build extends the record of this one. */
function keepRecord(root: string): void {
  mkdirSync(join(root, '.tsuiki'), { recursive: true });
  cpSync(join(root, 'dist/log.jsonl'), join(root, '.tsuiki/log.jsonl'));
}

async function differences(): Promise<readonly string[]> {
  const [step, full] = [await filesOf(join(STEP, 'dist')), await filesOf(join(FULL, 'dist'))];
  const differing = full.filter(
    (file) =>
      !step.includes(file) ||
      !readFileSync(join(STEP, 'dist', file)).equals(readFileSync(join(FULL, 'dist', file))),
  );
  return [...differing, ...step.filter((file) => !full.includes(file))];
}

afterAll(() => {
  for (const root of ROOTS) rmSync(root, { recursive: true, force: true });
});

describe('a build that goes on from the last one', () => {
  it('gives what a full build gives, byte for byte, whatever was edited in between', {
    timeout: 240_000,
  }, async () => {
    await writeFiles(CONTENT, history(6, { languages: ['ja', 'en'], seed: 3 }));
    writeFileSync(join(CONTENT, '2022/graph.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    for (const id of [MOVED, LINKING, LINKED, TRANSLATED, CORRECTED]) places.set(id, id.slice(0, 4));
    const names = Object.keys(EDITS);
    const [shuffled = names] = fc.sample(fc.shuffledSubarray(names, { minLength: names.length }), 1);
    // The clock alone makes the last difference.
    const order = [...shuffled, 'nothing'];
    let now = Date.UTC(2026, 10, 1, 12) / 1000;
    await build(STEP, now);
    keepRecord(STEP);
    cpSync(join(STEP, '.tsuiki/log.jsonl'), join(FULL, 'log.jsonl'));
    mkdirSync(join(FULL, '.tsuiki'));
    renameSync(join(FULL, 'log.jsonl'), join(FULL, '.tsuiki/log.jsonl'));
    for (const [turn, name] of order.entries()) {
      now += DAY;
      EDITS[name]?.(new Date(now * 1000).toISOString().slice(0, 10));
      const told = await build(STEP, now);
      await build(FULL, now, '--full');
      expect(await differences(), `${name}, after ${order.slice(0, turn).join(', ')}`).toEqual([]);
      const [, made, files] = /(\d+) of (\d+) files made anew/.exec(told) ?? [];
      if (name === 'nothing') expect(Number(made)).toBeLessThan(Number(files) * 0.7);
      keepRecord(STEP);
      keepRecord(FULL);
    }
  });
});
