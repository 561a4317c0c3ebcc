import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folderOf, SITE_FILE, type Texts, tokyo } from '../../tests/deployments.ts';
import { asCorrected, asPublished, correct } from '../model/errata.ts';
import { isError, type Problem } from '../model/problem.ts';
import { beginRecord } from '../record/extend.ts';
import { publishedPieces } from '../record/published.ts';
import { judgeFolder, pastOf } from './judge.ts';

const NOW = tokyo('2008-09-08 12:00');
const FRONT = '---\ntitle: Mail is slow\nlang: en\n---\n';
const LINES = [
  'Mail of 5 % of all customers is slow, and mail of 5 % is late.',
  'We look into the queue. The queue is long.',
  '受信は遅れています。送信はできます。',
  '> The queue, the queue!',
];
const opened = (lines: readonly string[], status = 'began: 05:00\npc: major outage\nlost: drafts') =>
  `\n## 2008-09-05 05:10 +09:00 Investigating\n\n\`\`\`status\n${status}\n\`\`\`\n\n${lines.join('\n')}\n`;
const RESOLVED =
  '\n## 2008-09-05 22:20 +09:00 Resolved\n\n```status\nended: 20:10\n```\n\nMail is fast again.\n\n- [ ] P1: Tell the cause by 2008-09-12\n';
const JAPANESE =
  '---\ntitle: 遅い\n---\n\n## 2008-09-05 05:10 +09:00 調査中\n\n```status\nlost: 下書き\n```\n\n遅れています。遅れは続きます。\n';
const PUBLISHED: Texts = { 'slow.md': FRONT + opened(LINES) + RESOLVED, 'slow.ja.md': JAPANESE };

function judge(texts: Texts, before: Texts = PUBLISHED) {
  const { pieces } = judgeFolder(folderOf(before), pastOf([]), NOW);
  return judgeFolder(folderOf(texts), { published: publishedPieces(pieces) }, NOW);
}

/** The only breach of the law that an edit makes. */
function breach(texts: Texts): Problem {
  const [found, ...others] = judge(texts).problems.filter(isError);
  if (!found) throw new Error('The edit was not found.');
  expect(others).toEqual([]);
  return found;
}

/** The published files with what a problem says to append, as a reader at 03:00 would paste it. */
function appended({ write }: Problem): Texts {
  const parts = write.split(/^.*append(?: to (\S+))?:\n\n|\n\nand to (\S+):\n\n/m).slice(1);
  const texts: Record<string, string> = { ...PUBLISHED };
  for (let at = 0; at < parts.length; at += 3) {
    const path = parts[at] ?? parts[at + 1] ?? 'slow.md';
    texts[path] += `\n${parts[at + 2]}\n`;
  }
  return texts;
}

const errorsIn = (texts: Texts) => judge(texts).problems.filter(isError);

describe('the correction that a breach prints', () => {
  const word = fc.constantFrom('', '7 %', 'x', 'the queue', '送信', 'Mail of 5 %');
  const edit = fc.record({
    line: fc.nat({ max: LINES.length - 1 }),
    from: fc.nat({ max: 70 }),
    length: fc.nat({ max: 12 }),
    word,
  });

  it('passes below the restored words, and the text then reads as the editor wanted', () => {
    let pairs = 0;
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        const lines = [...LINES];
        for (const { line, from, length, word: put } of edits) {
          const old = lines[line] ?? '';
          const text = `${old.slice(0, from)}${put}${old.slice(Math.min(old.length, from + length))}`;
          lines[line] = text.replace(/\s+$/, '') || 'Gone';
        }
        const edited = { ...PUBLISHED, 'slow.md': FRONT + opened(lines) + RESOLVED };
        if (lines.join() === LINES.join()) return;
        const { write } = breach(edited);
        const mended = appended(breach(edited));
        expect(errorsIn(mended)).toEqual([]);
        const correction = judge(mended).incidents[0]?.updates.at(-1);
        expect(correction?.statements.corrects).toBe(tokyo('2008-09-05 05:10'));
        if (!write.includes('- For: ')) return expect(correction?.text).toBe(lines.join('\n'));
        pairs++;
        const forRead = correction?.forRead ?? [];
        const spans = forRead.reduce((text, pair) => correct(text, pair, NOW), asPublished(LINES.join('\n')));
        expect(asCorrected(spans)).toBe(lines.join('\n'));
      }),
      { numRuns: 300, seed: 2008 },
    );
    expect(pairs).toBeGreaterThan(150);
  });

  it.each([
    ['began: 05:00', 'began: 04:30', 'began: 2008-09-05 04:30'],
    ['pc: major outage', 'pc: partial outage', 'pc: partial outage from 2008-09-05 05:00'],
    ['lost: drafts', 'lost: drafts and letters', 'lost: drafts and letters'],
    ['\nlost: drafts', '', 'lost: nothing'],
  ])('states anew what was stated otherwise, with full times: %j', (was, is, stated) => {
    const status = 'began: 05:00\npc: major outage\nlost: drafts'.replace(was, is);
    const files = { 'slow.md': FRONT + opened(LINES) + RESOLVED };
    const { pieces } = judgeFolder(folderOf(files), pastOf([]), NOW);
    const past = { published: publishedPieces(pieces) };
    const edited = { 'slow.md': FRONT + opened(LINES, status) + RESOLVED };
    const [found] = judgeFolder(folderOf(edited), past, NOW).problems.filter(isError);
    expect(found?.write).toContain(`corrects: 2008-09-05 05:10\n${stated}\n\`\`\``);
    const correction = found?.write.split('append:\n\n')[1];
    const mended = { 'slow.md': `${files['slow.md']}\n${correction}\n` };
    expect(judgeFolder(folderOf(mended), past, NOW).problems.filter(isError)).toEqual([]);
  });

  it('says the new text where lines came, without the promises that stand', () => {
    const edited = RESOLVED.replace('again.', 'again.\n\nAll of it.').replace('fast', 'quick');
    const found = breach({ ...PUBLISHED, 'slow.md': FRONT + opened(LINES) + edited });
    expect(found.write).toMatch(/corrects: 2008-09-05 22:20\n```\n\nMail is quick again\.\n\nAll of it\.$/);
    expect(errorsIn(appended(found))).toEqual([]);
  });

  it('of a translation is a correction without text, and the pair in the translation', () => {
    const found = breach({ ...PUBLISHED, 'slow.ja.md': JAPANESE.replace('遅れています', '止まっています') });
    const mended = appended(found);
    expect(mended['slow.md']).toMatch(/Correction\n\n```status\ncorrects: 2008-09-05 05:10\n```\n$/);
    expect(mended['slow.ja.md']).toMatch(/訂正\n\n- For: .*\n- Read: .*止まっています/);
    expect(errorsIn(mended)).toEqual([]);
  });

  it('of a title is an update that states it, also in a translation', () => {
    const titled = breach({
      ...PUBLISHED,
      'slow.md': PUBLISHED['slow.md']?.replace('title: Mail is slow', 'title: "Mail: late"') ?? '',
    });
    expect(titled).toMatchObject({ rule: 'law-front-matter', place: { file: 'slow.md', line: 1 } });
    expect(titled.write).toMatch(/Update\n\n```status\ntitle: Mail: late\n```$/);
    expect(errorsIn(appended(titled))).toEqual([]);
    const translated = breach({ ...PUBLISHED, 'slow.ja.md': JAPANESE.replace('title: 遅い', 'title: 遅延') });
    expect(errorsIn(appended(translated))).toEqual([]);
    expect(appended(translated)['slow.md']).toContain('title: Mail is slow\n```\n');
  });
});

describe('a breach', () => {
  const without = (path: string) =>
    Object.fromEntries(Object.entries(PUBLISHED).filter(([one]) => one !== path));

  it('of another language in the front matter is one problem', () => {
    const relabelled = PUBLISHED['slow.md']?.replace('lang: en', 'lang: ja') ?? '';
    const { problems } = judge({ 'slow.md': relabelled }, { 'slow.md': PUBLISHED['slow.md'] ?? '' });
    expect(problems.filter(isError).map(({ rule, write }) => [rule, write])).toEqual([
      ['law-front-matter', `Put back what was published:\n\n${FRONT}`],
    ]);
  });

  it('of a whole translation, or a whole incident, is one problem', () => {
    expect(breach(without('slow.ja.md')).rule).toBe('law-translation-gone');
    expect(judge({}).problems.map(({ rule }) => rule)).toEqual(['law-incident-gone']);
  });

  it('is not told of a file that cannot be read: that is the one problem', () => {
    const alone = { 'slow.md': PUBLISHED['slow.md'] ?? '' };
    const torn = judge({ 'slow.md': alone['slow.md'].replace('is slow', 'is: slow') }, alone);
    expect(torn.problems.filter(isError).map(({ rule }) => rule)).toEqual(['front-matter-yaml']);
    const merge = `${PUBLISHED['slow.md']}\n<<<<<<< HEAD\n## 2008-09-06 05:10 +09:00 Update\n=======\n>>>>>>> other\n`;
    const merged = merge.replace('5 %', '9 %');
    expect(breach({ ...PUBLISHED, 'slow.md': merged }).rule).toBe('file-merge-marker');
    const folder = folderOf(PUBLISHED);
    const bytes = new Uint8Array([0xff, 0xfe]);
    const incidents = folder.incidents.map((file) => (file.path === 'slow.md' ? { ...file, bytes } : file));
    const { pieces } = judgeFolder(folder, pastOf([]), NOW);
    const judged = judgeFolder({ ...folder, incidents }, { published: publishedPieces(pieces) }, NOW);
    expect(judged.problems.filter(isError).map(({ rule }) => rule)).toEqual(['file-encoding']);
  });

  it('says how to see the words where the record holds their hash alone', () => {
    const { pieces } = judgeFolder(folderOf(PUBLISHED), pastOf([]), NOW);
    const edited = { ...PUBLISHED, 'slow.md': PUBLISHED['slow.md']?.replace('fast', 'quick') ?? '' };
    const { problems } = judgeFolder(folderOf(edited), pastOf(beginRecord(pieces, NOW)), NOW);
    expect(problems.map(({ rule, stood }) => [rule, stood])).toEqual([['law-changed', undefined]]);
    expect(problems[0]?.write).toContain('--base REF');
  });

  it('of a component names its line, and gives the entry ready to paste', () => {
    const site = (text: string) => judge({ ...PUBLISHED, 'site.yml': text }).problems.filter(isError);
    const at = (problems: readonly Problem[]) =>
      problems.map(({ rule, place, write }) => `${place.line} ${rule} ${write}`);
    expect(at(site(SITE_FILE.replace('ja: 携帯, en: Mobile', 'ja: 携帯, en: Phones')))).toEqual([
      '10 law-component-name formerly: [{ until: 2008-09-08, name: { en: Mobile, ja: 携帯 } }]',
    ]);
    expect(at(site(SITE_FILE.replace(/ {2}- \{ id: web.*\n/, '')))).toEqual([
      '1 law-component-gone - { id: web, name: { en: Webmail, ja: Webメール }, until: 2008-09-08 }',
    ]);
    expect(at(site(`${SITE_FILE}  - { id: fax, name: Fax }\n`))).toEqual([
      '12 law-component-since since: 2008-09-08',
    ]);
    const mended = SITE_FILE.replace(
      'name: { ja: 携帯, en: Mobile }',
      'name: Phones, formerly: [{ until: 2008-09-08, name: { en: Mobile, ja: 携帯 } }]',
    );
    expect(site(mended)).toEqual([]);
  });
});
