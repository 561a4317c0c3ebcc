import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderOf, type Texts } from '../../tests/deployments.ts';
import { parseFolder } from '../format/folder.ts';
import { instant } from '../model/instant.ts';
import { openReadings } from './readings.ts';

let state: string;
const kept = (name: string) => join(state, 'cache', name);
const NOW = Date.UTC(2026, 10, 1);

const incident = (words: string) =>
  `---\ntitle: Mail is slow\nlang: en\n---\n\n## 2026-10-02 09:00 +00:00 Resolved\n\n\`\`\`status\nended: 09:00\n\`\`\`\n\n${words}\n`;
const MANY: Texts = Object.fromEntries(
  Array.from({ length: 50 }, (_, index) => [`i-${index}.md`, incident(`It is number ${index}.`)]),
);

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'tsuiki-readings-'));
});

afterEach(() => rmSync(state, { recursive: true }));

/** Reads a folder, and tells how many of its incidents had to be read anew. */
async function run(texts: Texts, now = NOW): Promise<number> {
  const folder = folderOf(texts);
  const readings = await openReadings(state, folder, instant(now));
  let anew = 0;
  const counted = {
    find: readings.find,
    keep: (...kept: Parameters<typeof readings.keep>) => {
      anew += 1;
      readings.keep(...kept);
    },
  };
  const known = parseFolder(folder, instant(now), undefined, counted);
  expect(known.incidents).toEqual(parseFolder(folder, instant(now)).incidents);
  await readings.save();
  return anew;
}

describe('what earlier runs read', () => {
  it('is read anew only where a file changed, and then kept by itself', async () => {
    expect(await run(MANY)).toBe(50);
    const whole = statSync(kept('readings')).mtimeMs;
    let texts = MANY;
    for (const turn of [1, 2]) {
      texts = { ...texts, [`i-${turn}.md`]: incident('It is over.') };
      expect(await run(texts)).toBe(1);
      expect(await run(texts)).toBe(0);
      expect(existsSync(kept('readings-since'))).toBe(true);
      expect(statSync(kept('readings')).mtimeMs).toBe(whole);
    }
    for (const turn of [3, 4]) texts = { ...texts, [`i-${turn}.md`]: incident('It is over.') };
    expect(await run(texts)).toBe(2);
    expect(existsSync(kept('readings-since'))).toBe(false);
    expect(await run(texts)).toBe(0);
  });

  it('is of no use where the site is another, an incident has gone, or the clock went back', async () => {
    await run(MANY);
    const { 'i-7.md': _gone, ...fewer } = MANY;
    expect(await run(fewer)).toBe(49);
    expect(await run(fewer, NOW - 1)).toBe(49);
    expect(
      await run({ ...fewer, 'site.yml': `${new TextDecoder().decode(folderOf({}).site?.bytes)}\n# more\n` }),
    ).toBe(49);
  });

  it('holds no word any more that was redacted', async () => {
    await run({ ...MANY, 'i-1.md': incident('Mr. Sato did it.') });
    const tombstone = `redacted 2026-10-05 sha256:${'0'.repeat(64)} personal data`;
    expect(await run({ ...MANY, 'i-1.md': incident(tombstone) })).toBe(1);
    const names = readdirSync(join(state, 'cache'));
    expect(names.map((name) => readFileSync(kept(name)).includes('Sato'))).toEqual([false]);
  });

  it('may be lost or spoilt, and nothing but time is', async () => {
    await run(MANY);
    writeFileSync(kept('readings'), 'spoilt');
    expect(await run(MANY)).toBe(50);
    rmSync(join(state, 'cache'), { recursive: true });
    writeFileSync(join(state, 'cache'), 'no folder');
    expect(await run(MANY)).toBe(50);
  });
});
