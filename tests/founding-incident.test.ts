import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { below, type Element, hasClass, readPage, words } from './setup/pages.ts';

const site = inject('site');
const page = readPage(site, 'incidents/2008-09-05-hardware-failure/index.html');
const english = readPage(site, 'en/incidents/2008-09-05-hardware-failure/index.html');

function one(elements: readonly Element[], name: string): Element {
  const found = elements.filter((element) => hasClass(element, name));
  expect(found.length, `elements of class ${name}`).toBeGreaterThan(0);
  return found[0] as Element;
}

function facts(from: typeof page): Readonly<Record<string, string>> {
  const rows = below(one(from.elements, 'facts')).filter((element) => element.tagName === 'div');
  return Object.fromEntries(
    rows.map((row) => {
      const [term, value] = ['dt', 'dd'].map((name) =>
        below(row).find((element) => element.tagName === name),
      );
      return [term ? words(term) : '', value ? words(value) : ''];
    }),
  );
}

describe('the notice of 5 September 2008', () => {
  it('shows at its head when it was said: four stamps, and the postmortem beside them', () => {
    const ladder = one(page.elements, 'ladder');
    const rungs = below(ladder).filter((element) => element.tagName === 'li');
    expect(rungs.map(words)).toEqual([
      '2008/09/05 22:20 復旧',
      '2008/09/06 11:10 追記',
      '2008/09/06 17:45 障害報告',
      '2008/09/07 16:00 追記',
    ]);
    expect(words(ladder)).toContain('障害報告 2008/09/05 22:21');
  });

  it('says first how it stands', () => {
    expect(words(one(page.elements, 'kind'))).toBe('復旧');
  });

  it('shows when it happened, how long it lasted, and what is lost for good', () => {
    expect(facts(page)).toMatchObject({
      発生: '2008年9月5日 02:39',
      復旧: '20:10 （17時間31分）',
      原因: 'ハードウェア',
    });
    const lost = below(one(page.elements, 'lost')).filter((element) => element.tagName === 'li');
    expect(lost.map(words)).toEqual([
      '障害の前に携帯アドレスで受信したメール',
      '障害までの絵はがきメールのデータ 2008/09/06 11:10 追記',
    ]);
  });

  it('says the same in English', () => {
    expect(facts(english)).toMatchObject({ Began: '5 September 2008, 02:39', Ended: '20:10 (17 h 31 min)' });
  });

  it('puts each addition where it belongs, with its stamp', () => {
    const additions = page.elements.filter((element) => hasClass(element, 'addition'));
    expect(additions.map((addition) => words(one(below(addition), 'stamp')))).toEqual([
      '2008/09/06 11:10 追記',
      '2008/09/07 16:00 追記',
    ]);
    const places = page.elements
      .filter((element) => hasClass(element, 'notice-section'))
      .filter((section) =>
        section.childNodes.some((child) => 'attrs' in child && hasClass(child, 'addition')),
      )
      .map((section) => words(below(section).find((element) => /^h\d$/.test(element.tagName)) as Element));
    expect(places).toEqual(['その他のサービス', '今後の対応']);
  });

  it('gives subscribers one item for each update', () => {
    const feed = readFileSync(join(site, 'incidents/2008-09-05-hardware-failure/feed.xml'), 'utf8');
    const ids = [...feed.matchAll(/<guid[^>]*>([^<]*)<\/guid>/g)].map((found) => found[1]);
    expect(ids).toEqual(
      ['20080907T0700Z', '20080906T0845Z', '20080906T0210Z', '20080905T1321Z', '20080905T1320Z'].map(
        (stamp) => `tag:status.example.com,2026:2008-09-05-hardware-failure/${stamp}`,
      ),
    );
  });
});
