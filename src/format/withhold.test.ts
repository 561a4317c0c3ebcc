import { describe, expect, it } from 'vitest';
import { deployed, folderOf, type Texts, tokyo } from '../../tests/deployments.ts';
import { isError } from '../model/problem.ts';
import { pastOf } from './judge.ts';
import { withhold } from './withhold.ts';

const OPENED = `---
title: Mail is slow
---

## 2008-09-05 05:10 +09:00 Investigating

Mail is slow.
`;
const SECOND = '\n## 2008-09-05 06:00 +09:00 Update\n\nMail is still slow.\n';
const GOOD = '\n## 2008-09-05 07:00 +09:00 Resolved\n\nMail is fast.\n';
const OTHER = OPENED.replace('Mail is slow', 'Webmail is slow').replace('05:10', '06:50');
const at = (time: string) => tokyo(`2008-09-05 ${time}`);
const { record } = deployed([], { 'slow.md': OPENED + SECOND }, at('06:01'));

/** What a release of the texts leaves out, and what it publishes of them. */
function release(texts: Texts, damage: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes) {
  const folder = folderOf(texts);
  const incidents = folder.incidents.map((file) =>
    file.path === 'slow.md' ? { ...file, bytes: damage(file.bytes) } : file,
  );
  const {
    judged,
    problems,
    incidents: withheld,
  } = withhold({ ...folder, incidents }, pastOf(record), at('07:05'));
  return {
    problems: problems.map(({ rule }) => rule),
    withheld: [...withheld],
    isWhole: !judged.problems.some(isError),
    published: judged.incidents.map(({ id, updates }) => `${id}: ${updates.length}`),
  };
}

describe('what is withheld', () => {
  it.each([
    ['a heading that is no stamp', '---\ntitle: Down\n---\n\n## Investigating\n\nAll is down.\n'],
    ['text without any heading', '---\ntitle: Down\n---\n\nAll is down.\n'],
    ['front matter alone', '---\ntitle: Down\n---\n'],
    ['nothing at all', ''],
  ])('is a new file with %s: it is said, and all else is published', (_, text) => {
    const { problems, ...rest } = release({ 'slow.md': OPENED + SECOND, 'down.md': text, 'web.md': OTHER });
    expect(rest).toEqual({ withheld: ['down'], isWhole: true, published: ['slow: 2', 'web: 1'] });
    expect(problems.length).toBeGreaterThan(0);
  });

  it('is text above the first heading of a published file', () => {
    const stray = OPENED.replace('\n## 2008', '\n## Down again\n\nAll mail is down again.\n\n## 2008');
    expect(release({ 'slow.md': stray + SECOND + GOOD })).toEqual({
      problems: ['file-text-before-update'],
      withheld: ['slow'],
      isWhole: true,
      published: ['slow: 3'],
    });
  });

  it.each([
    ['a byte that is no UTF-8', '\n## 2008-09-05 06:30 +09:00 Update\n\nbad \xff\n', 'file-encoding'],
    [
      'the marks of a merge',
      '<<<<<<< HEAD\n\n## 2008-09-05 06:30 +09:00 Update\n\nOne.\n=======\n\n## 2008-09-05 06:31 +09:00 Update\n\nTwo.\n>>>>>>> other\n',
      'file-merge-marker',
    ],
    [
      'a size beyond the limit',
      `\n## 2008-09-05 06:30 +09:00 Update\n\n${'x'.repeat(1 << 20)}\n`,
      'file-size',
    ],
  ])(
    'is what %s came with: what was published of the file stands, and other notices go out',
    (_, text, rule) => {
      const latin = (bytes: Uint8Array) => Buffer.from(Buffer.from(bytes).toString('utf8'), 'latin1');
      const outcome = release({ 'slow.md': OPENED + SECOND + text, 'web.md': OTHER }, latin);
      expect(outcome).toEqual({
        problems: [rule],
        withheld: ['slow'],
        isWhole: true,
        published: ['slow: 2', 'web: 1'],
      });
    },
  );

  it('is a second file of a published one’s name, wherever it lies', () => {
    const outcome = release({ 'slow.md': OPENED + SECOND, '2008/slow.md': OTHER, 'web.md': OTHER });
    expect(outcome).toMatchObject({ withheld: ['slow'], isWhole: true, published: ['slow: 2', 'web: 1'] });
  });

  it('is nothing where what was published does not stand in the torn file: that breaks the law', () => {
    const outcome = release({
      'slow.md': `${OPENED.replace('is slow.', 'was slow.')}${SECOND}>>>>>>> other\n`,
    });
    expect(outcome).toMatchObject({ withheld: [], isWhole: false });
  });
});

describe('an error on which update after update leans', () => {
  it('takes the whole of what is unpublished of its incident with it, not one more of them each time', () => {
    const stamp = (minute: number) => `2008-09-05 06:${String(minute).padStart(2, '0')}`;
    const chain = Array.from(
      { length: 40 },
      (_, index) =>
        `\n## ${stamp(index + 11)} +09:00 Correction\n\n\`\`\`status\ncorrects: ${stamp(index + 10)}\n\`\`\`\n\nMail is late.\n`,
    );
    const broken = `\n## ${stamp(10)} +09:00 Update\n\nSee [the log](missing.txt).\n`;
    const { problems, ...rest } = release({
      'slow.md': OPENED + SECOND + broken + chain.join(''),
      'web.md': OTHER,
    });
    expect(rest).toEqual({ withheld: ['slow'], isWhole: true, published: ['slow: 2', 'web: 1'] });
    expect(problems.length).toBeLessThan(15);
  });
});
