import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folderOf, tokyo } from '../../tests/deployments.ts';
import { isError } from '../model/problem.ts';
import { publishedPieces } from '../record/published.ts';
import { fixFolder, withFixed } from './fix.ts';
import { judgeFolder, type Past, pastOf } from './judge.ts';
import type { ContentFolder } from './source.ts';

const NOW = tokyo('2008-09-08 12:00');
const FRONT = '---\ntitle: Mail is slow\n---\n';
const FIRST = '\n## 2008-09-05 05:10 +09:00 Investigating\n\nMail is slow.\n';
const SECOND = '\n## 2008-09-05 07:00 +09:00 Update\n\nMail is still slow.\n';
const THIRD = '\n## 2008-09-05 09:00 +09:00 Resolved\n\nMail is fast.\n';

const NOTHING = pastOf([]);
const pastFrom = (text: string): Past => ({
  published: publishedPieces(judgeFolder(folderOf({ 'slow.md': text }), NOTHING, NOW).pieces),
});
const textOf = ({ incidents }: ContentFolder) =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(incidents[0]?.bytes);

/** The text once nothing is left to fix, and what was done. */
function fixed(text: string, past: Past) {
  let folder = folderOf({ 'slow.md': text });
  const done: string[] = [];
  for (let round = 0; round < 5; round++) {
    const found = fixFolder(folder, judgeFolder(folder, past, NOW));
    if (found.length === 0) return { text: textOf(folder), done, folder };
    done.push(...found.flatMap((one) => one.done));
    folder = withFixed(folder, found);
  }
  throw new Error(`It never ends:\n${textOf(folder)}`);
}

describe('fixing', () => {
  it('adds the last line end, as the file has them', () => {
    expect(fixed((FRONT + FIRST).trimEnd(), NOTHING).text).toBe(FRONT + FIRST);
    const windows = (FRONT + FIRST).replaceAll('\n', '\r\n');
    expect(fixed(windows.trimEnd(), NOTHING).text).toBe(windows);
  });

  it('spells a heading whose time and phase can be read', () => {
    for (const near of [
      '## 2008/9/5 7:00 +09:00 Update',
      '# 2008-09-05 07:00 +09:00 Update',
      '## 2008-09-05 07:00 Update',
    ]) {
      const text = FRONT + FIRST + SECOND.replace(/^## .*$/m, near);
      expect(fixed(text, NOTHING).text).toBe(FRONT + FIRST + SECOND);
    }
  });

  it('sets a heading apart that was appended to a file without its last line end', () => {
    const glued = (FRONT + FIRST).trimEnd() + SECOND.trimStart();
    expect(fixed(glued, pastFrom(FRONT + FIRST)).text).toBe(FRONT + FIRST + SECOND);
  });

  it('leaves alone what it would have to guess', () => {
    for (const near of ['## 2008-09-31 7:00 +09:00 Update', '## 2008/9/5 7:00 Hooray', '## 2008/9/5 7:00']) {
      const text = FRONT + FIRST + SECOND.replace(/^## .*$/m, near);
      expect(fixed(text, NOTHING)).toMatchObject({ text, done: [] });
    }
  });

  it('puts unpublished updates in their place, and leaves the order of published ones', () => {
    expect(fixed(FRONT + THIRD + FIRST + SECOND.trimEnd(), NOTHING).text).toBe(
      FRONT + FIRST + SECOND + THIRD,
    );
    const published = FRONT + THIRD + FIRST;
    expect(fixed(published, pastFrom(published)).done).toEqual([]);
    const late = SECOND.replace('\n\nMail', '\n\n```status\nlate: said late\n```\n\nMail');
    expect(fixed(FRONT + FIRST + THIRD + late, pastFrom(FRONT + FIRST + THIRD)).text).toBe(
      FRONT + FIRST + late + THIRD,
    );
  });

  it('leaves a file that breaks the law, or was merged by half, to a person', () => {
    const edited = FRONT + SECOND + FIRST.replace('slow', 'fast').trimEnd();
    expect(fixed(edited, pastFrom(FRONT + FIRST)).done).toEqual([]);
    const torn = `${FRONT}${FIRST}<<<<<<< HEAD\n${SECOND}=======\n>>>>>>> other`;
    expect(fixed(torn, NOTHING).done).toEqual([]);
  });

  const block = fc.record({
    minute: fc.integer({ min: 0, max: 59 }),
    isPublished: fc.boolean(),
    near: fc.constantFrom(
      (heading: string) => heading,
      (heading: string) => heading.replace(/-/, '/').replace(/-/, '/'),
      (heading: string) => heading.slice(1),
      (heading: string) => heading.replace(' +09:00', ''),
      (heading: string) => `${heading}  `,
    ),
    tail: fc.constantFrom('\n\n', '\n', '\n\n\n', '\n \n', ''),
  });
  const spellings = fc.constantFrom(
    (text: string) => text,
    (text: string) => text.replaceAll('\n', '\r\n'),
    (text: string) => text.trimEnd(),
    (text: string) => `\ufeff${text}`,
  );

  it('never touches what was published, brings all else in order, and has nothing to do when it is done', () => {
    const blocks = fc.uniqueArray(block, { selector: ({ minute }) => minute, minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(blocks, spellings, (all, save) => {
        const heading = (minute: number) =>
          `## 2008-09-05 05:${String(minute).padStart(2, '0')} +09:00 Update`;
        const body = (minute: number) => `\n\n\`\`\`status\nlate: said late\n\`\`\`\n\nAt ${minute}.`;
        const told = all.filter(({ isPublished }) => isPublished);
        const before = FRONT + told.map(({ minute }) => `\n${heading(minute)}${body(minute)}\n`).join('');
        const past = told.length === 0 ? NOTHING : pastFrom(before);
        // Text glued to a heading is seen only where that is spelled right.
        const tailOf = (index: number) => {
          const next = all[index + 1];
          const isPlain = !next || next.isPublished || next.near(heading(0)) === heading(0);
          return isPlain ? all[index]?.tail : all[index]?.tail || '\n';
        };
        const rows = all.map(({ minute, isPublished, near }, index) => {
          const own = isPublished ? heading(minute) : near(heading(minute));
          return own + body(minute) + tailOf(index);
        });
        const text = save(`${FRONT}\n${rows.join('')}`);
        const outcome = fixed(text, past);
        const judged = judgeFolder(outcome.folder, past, NOW);
        expect(judged.judgement.breaches).toEqual([]);
        const isTouched = judgeFolder(folderOf({ 'slow.md': text }), past, NOW).judgement.breaches.length > 0;
        if (isTouched) return expect(outcome.done).toEqual([]);
        for (const { minute } of told)
          expect(outcome.text.replaceAll('\r\n', '\n')).toContain(heading(minute) + body(minute));
        expect(judged.problems.filter(isError)).toEqual([]);
        const minutes = [...outcome.text.matchAll(/^## .* 05:(\d\d) \+/gm)].map(([, minute]) =>
          Number(minute),
        );
        expect(minutes.toSorted()).toEqual(all.map(({ minute }) => minute).toSorted());
        const order = told.map(({ minute }) => minute);
        expect(minutes.filter((minute) => order.includes(minute))).toEqual(order);
        if (order.join() === order.toSorted((a, b) => a - b).join()) {
          expect(minutes).toEqual(minutes.toSorted((a, b) => a - b));
        }
      }),
      { numRuns: 200 },
    );
  });
});
