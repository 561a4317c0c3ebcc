import { describe, expect, it } from 'vitest';
import { incidentOf, viewOf } from '../../tests/build-incident.ts';
import { asCorrected } from '../model/errata.ts';
import { errataIn, firstTitleOf, isTranslated, lossOf, promiseWords, textOf, titleOf } from './said.ts';

const BASE = `
## 2008-09-05 05:10 +09:00 Investigating
| lost: mail
| lost: drafts

About 7 % of mail.

- [ ] P1: Say why

## 2008-09-05 06:00 +09:00 Update

Still at it.

## 2008-09-05 07:00 +09:00 Update
| title: Storage failure

## 2008-09-06 17:45 +09:00 Correction
| corrects: 2008-09-05 05:10

- For: 7 %
- Read: 17 %
`;
const JA = `
## 2008-09-05 05:10 +09:00 調査中
| lost: メール
| lost: 下書き

メールの約7 %です。

- [ ] P1: 原因の公表

## 2008-09-06 17:45 +09:00 訂正

- 誤: 約7 %
- 正: 約17 %
`;
const translated = viewOf(incidentOf(BASE, { translations: { ja: JA } }));
const untranslated = viewOf(incidentOf(BASE));
const [first, second, , correction] = translated.updates;

describe('what is translated', () => {
  it('is said in the reader’s language, with the errata of that language', () => {
    const { spans, lang } = textOf(translated, first, 'ja');
    expect([asCorrected(spans).split('\n')[0], lang]).toEqual(['メールの約17 %です。', 'ja']);
    expect(spans.filter((span) => span.struck).map((span) => span.words)).toEqual(['約7 %']);
    expect(translated.losses.map((loss) => lossOf(translated, loss, 'ja'))).toEqual([
      { words: 'メール', lang: 'ja' },
      { words: '下書き', lang: 'ja' },
    ]);
    const [promise] = translated.promises;
    expect(promise && promiseWords(translated, promise, first, 'ja')).toEqual({
      words: '原因の公表',
      lang: 'ja',
    });
    expect(firstTitleOf(translated, 'ja')).toEqual({ words: 'Failure (ja)', lang: 'ja' });
  });

  it('is said as staff wrote it in the language of the file', () => {
    expect(asCorrected(textOf(translated, first, 'en').spans)).toContain('About 17 % of mail.');
    expect(titleOf(translated, 'en')).toEqual({ words: 'Storage failure', lang: 'en' });
    expect(firstTitleOf(translated, 'en')).toEqual({ words: 'Failure', lang: 'en' });
  });
});

describe('what a translation lacks', () => {
  it('is said in the file’s own language, and says so', () => {
    const update = second ?? first;
    expect(isTranslated(translated.incident, update, 'ja')).toBe(false);
    expect(textOf(translated, update, 'ja')).toEqual({ spans: [{ words: 'Still at it.' }], lang: 'en' });
    expect(titleOf(translated, 'ja')).toEqual({ words: 'Storage failure', lang: 'en' });
    expect(untranslated.losses.map((loss) => lossOf(untranslated, loss, 'ja').lang)).toEqual(['en', 'en']);
    expect(asCorrected(textOf(untranslated, first, 'ja').spans)).toContain('About 17 %');
  });

  it('is not missed where there is nothing to translate', () => {
    expect(isTranslated(untranslated.incident, translated.updates[2] ?? first, 'ja')).toBe(true);
    expect(isTranslated(untranslated.incident, first, 'en')).toBe(true);
  });

  it('can be a title restated in one language alone', () => {
    const ja = `${JA}`.replace(
      '## 2008-09-06',
      '## 2008-09-05 07:00 +09:00 続報\n| title: ストレージの障害\n\n## 2008-09-06',
    );
    const view = viewOf(incidentOf(BASE, { translations: { ja } }));
    expect(titleOf(view, 'ja')).toEqual({ words: 'ストレージの障害', lang: 'ja' });
  });
});

describe('the table of errata', () => {
  it('holds every pair in the reader’s language, else in the file’s', () => {
    expect(errataIn(translated, 'ja')).toEqual([{ wrong: '約7 %', right: '約17 %', correction, lang: 'ja' }]);
    expect(errataIn(untranslated, 'ja').map(({ wrong, lang }) => [wrong, lang])).toEqual([['7 %', 'en']]);
  });

  it('shows what mends a translation alone to those who read it', () => {
    const base = BASE.replace(/\n- For[\s\S]*/, '');
    const view = viewOf(incidentOf(base, { translations: { ja: JA } }));
    expect(errataIn(view, 'en')).toEqual([]);
    expect(errataIn(view, 'ja').map(({ wrong }) => wrong)).toEqual(['約7 %']);
    expect(asCorrected(textOf(view, first, 'ja').spans)).toContain('約17 %');
  });
});
