import { describe, expect, it } from 'vitest';
import { incidentOf, viewOf } from '../../tests/build-incident.ts';
import { afterErrata } from '../markdown/marks.ts';
import type { IncidentView } from './incident-view.ts';
import {
  adviceIn,
  type Notice,
  type NoticeSection,
  noticeOf,
  openingOf,
  type Part,
  postmortemOf,
} from './notice.ts';

const partWords = ({ update, text, struck, isAddition }: Part) =>
  `${isAddition ? `[${update.stamp.digits.slice(5)}] ` : ''}${struck === undefined ? '' : 'not '}${afterErrata(text)}`;

/** The notice as an outline: a heading, its parts, and what stands below it. */
function outline(notice: Notice | undefined): readonly string[] | undefined {
  const below = (sections: readonly NoticeSection[], depth: number): readonly string[] =>
    sections.flatMap(({ heading, parts, sections: inner }) => [
      `${'#'.repeat(depth)} ${afterErrata(heading)}${parts.map((part) => ` | ${partWords(part)}`).join('')}`,
      ...below(inner, depth + 1),
    ]);
  return notice && [...notice.lead.map(partWords), ...below(notice.sections, 1)];
}

const notice = (view: IncidentView, lang = 'en') => outline(noticeOf(view, lang));

/** The shape of the September 5 notice: four stamps, each addition in its place. */
const FOUNDING = `
## 2008-09-05 22:20 +09:00 Resolved

Service is back.

### Impact

#### PC mail

Usable again.

#### Mobile address

About 7 % is lost.

### Measures to come

They will be added here.

## 2008-09-06 11:10 +09:00 Update

### Impact

#### Other services

Postcards are lost too.

## 2008-09-06 17:45 +09:00 Correction
| corrects: 2008-09-05 22:20

- For: About 7 %
- Read: About 17 %

## 2008-09-07 16:00 +09:00 Update

### Measures to come

The configuration is reviewed.
`;

describe('the notice as it stands', () => {
  it('gathers each addition where it belongs, with its stamp', () => {
    expect(notice(viewOf(incidentOf(FOUNDING)))).toEqual([
      'Service is back.',
      '# Impact',
      '## PC mail | Usable again.',
      '## Mobile address | About 17 % is lost.',
      '## Other services | [09-06 11:10] Postcards are lost too.',
      '# Measures to come | They will be added here. | [09-07 16:00] The configuration is reviewed.',
    ]);
  });

  it('compares names through the words of both languages, whatever case and width', () => {
    const mixed = incidentOf(`
## 2008-09-05 22:20 +09:00 Resolved

### 影響範囲

日本語の本文。

## 2008-09-06 11:10 +09:00 Update

### IMPACT

In English.

### ＰＣ mail

One.

## 2008-09-06 12:10 +09:00 Update

### PC  Mail

Two.
`);
    expect(notice(viewOf(mixed))).toEqual([
      '# 影響範囲 | 日本語の本文。 | [09-06 11:10] In English.',
      '# ＰＣ mail | [09-06 11:10] One. | [09-06 12:10] Two.',
    ]);
  });

  it('puts what is not translated into the place of the translated section', () => {
    const ja = `
## 2008-09-05 22:20 +09:00 復旧

復旧しました。

### 影響範囲

#### PCメール

ご利用いただけます。
`;
    const found = noticeOf(viewOf(incidentOf(FOUNDING, { translations: { ja } })), 'ja');
    const [impact] = found?.sections ?? [];
    expect(found?.sections.map(({ heading }) => heading)).toEqual(['影響範囲', 'Measures to come']);
    expect(impact?.sections.map(({ heading, lang }) => [heading, lang])).toEqual([
      ['PCメール', 'ja'],
      ['Other services', 'en'],
    ]);
  });

  it('counts levels from the shallowest heading of each update, and keeps like names in different places apart', () => {
    const levels = incidentOf(`
## 2008-09-05 22:20 +09:00 Resolved

#### Impact

###### Mail

Deep.

#### Mail

Shallow.

## 2008-09-06 11:10 +09:00 Update

### Impact

#### Mail

Deep again.
`);
    expect(notice(viewOf(levels))).toEqual([
      '# Impact',
      '## Mail | Deep. | [09-06 11:10] Deep again.',
      '# Mail | Shallow.',
    ]);
  });

  it('is absent where no update has sections', () => {
    expect(notice(viewOf(incidentOf('## 2008-09-05 22:20 +09:00 Resolved\n\nAll is well.')))).toBeUndefined();
  });

  it('shows of text without a heading only the newest part', () => {
    const more = `${FOUNDING}\n## 2008-09-08 10:00 +09:00 Update\n\nAll delayed mail has arrived.\n`;
    expect(notice(viewOf(incidentOf(more)))?.slice(0, 2)).toEqual([
      '[09-08 10:00] All delayed mail has arrived.',
      '# Impact',
    ]);
  });

  it('gives every section an anchor of its own', () => {
    const anchors = (sections: readonly NoticeSection[]): readonly string[] =>
      sections.flatMap(({ anchor, sections: inner }) => [anchor, ...anchors(inner)]);
    const found = anchors(noticeOf(viewOf(incidentOf(FOUNDING)), 'en')?.sections ?? []);
    expect(new Set(found).size).toBe(found.length);
  });
});

describe('a correction', () => {
  const corrected = (text: string) =>
    notice(
      viewOf(
        incidentOf(
          `${FOUNDING}\n## 2008-09-08 10:00 +09:00 Correction\n| corrects: 2008-09-05 22:20\n\n${text}\n`,
        ),
      ),
    );

  it('strikes the like-named sections of what it corrects, and nothing else', () => {
    expect(corrected('### Mobile address\n\nAll is lost.\n\n### Measures to come\n\nNone.')).toEqual([
      'Service is back.',
      '# Impact',
      '## PC mail | Usable again.',
      '## Mobile address | not About 17 % is lost.',
      '## Other services | [09-06 11:10] Postcards are lost too.',
      '# Measures to come | not They will be added here. | [09-07 16:00] The configuration is reviewed. | [09-08 10:00] None.',
      '# Mobile address | [09-08 10:00] All is lost.',
    ]);
  });

  it('strikes the unnamed text where it has no section', () => {
    expect(corrected('Service is not back.')?.[0]).toBe('[09-08 10:00] Service is not back.');
  });

  it('without text strikes nothing', () => {
    expect(corrected('')).toEqual(notice(viewOf(incidentOf(FOUNDING))));
  });

  it('takes a section back by its bare name, but not by a name that only leads further down', () => {
    const update = FOUNDING.replace('### Impact', '### Impact\n\nAll services.');
    const corrects = (text: string) =>
      notice(
        viewOf(
          incidentOf(
            `${update}\n## 2008-09-08 10:00 +09:00 Correction\n| corrects: 2008-09-05 22:20\n\n${text}\n`,
          ),
        ),
      );
    expect(corrects('### Impact')).toContain('# Impact | not All services.');
    expect(corrects('### Impact\n\n#### Mobile address\n\nAll is lost.')).toEqual(
      expect.arrayContaining([
        '# Impact | All services.',
        '## Mobile address | not About 17 % is lost. | [09-08 10:00] All is lost.',
      ]),
    );
  });

  it('of For–Read lines strikes those words alone, and corrects what an earlier one put in', () => {
    const found = corrected('- For: About 17 %\n- Read: All of it');
    expect(found).toContain('## Mobile address | All of it is lost.');
    expect(found?.some((line) => line.includes('not '))).toBe(false);
  });

  it('that also says something of its own adds that and not its For–Read lines', () => {
    const found = corrected('- For: About 17 %\n- Read: All of it\n\nWe are sorry.');
    expect(found?.[0]).toBe('[09-08 10:00] We are sorry.');
    expect(found).toContain('## Mobile address | All of it is lost.');
  });

  it('of a heading renames the section where it stands', () => {
    const found = corrected('- For: PC mail\n- Read: Mail on computers');
    expect(found?.[2]).toBe('## Mail on computers | Usable again.');
  });
});

it('a mistranslation is mended in the translation alone', () => {
  const base = FOUNDING.replace(/- For[\s\S]*17 %/, '');
  const ja = `
## 2008-09-05 22:20 +09:00 復旧

復帰しました。

### 影響範囲

あります。

## 2008-09-06 17:45 +09:00 訂正

- 誤: 復帰
- 正: 復旧
`;
  const view = viewOf(incidentOf(base, { translations: { ja } }));
  expect(notice(view, 'ja')?.slice(0, 2)).toEqual(['復旧しました。', '# 影響範囲 | あります。']);
  expect(notice(view, 'en')).toContain('## Mobile address | About 7 % is lost.');
});

describe('a postmortem', () => {
  const LATER = `${FOUNDING}
## 2008-09-09 10:00 +09:00 Postmortem

We are sorry.

### Root cause

Several disks at once.

## 2008-09-10 10:00 +09:00 Postmortem

### Answers to questions

No.
`;
  it('is a document of its own, with its dated additions', () => {
    const view = viewOf(incidentOf(LATER));
    expect(outline(postmortemOf(view, 'en'))).toEqual([
      'We are sorry.',
      '# Root cause | Several disks at once.',
      '# Answers to questions | [09-10 10:00] No.',
    ]);
    expect(notice(view)).toEqual(notice(viewOf(incidentOf(FOUNDING))));
    expect(postmortemOf(viewOf(incidentOf(FOUNDING)), 'en')).toBeUndefined();
  });

  it('is corrected where it stands', () => {
    const view = viewOf(
      incidentOf(`${LATER}
## 2008-09-11 10:00 +09:00 Correction
| corrects: 2008-09-09 10:00

### Root cause

A power cut.
`),
    );
    expect(outline(postmortemOf(view, 'en'))).toContain(
      '# Root cause | not Several disks at once. | [09-11 10:00] A power cut.',
    );
    expect(notice(view)).toEqual(notice(viewOf(incidentOf(FOUNDING))));
  });
});

describe('what is read first', () => {
  const said = (text: string) => {
    const document = postmortemOf(viewOf(incidentOf(text)), 'en');
    return document && openingOf(document)?.text;
  };
  const HEAD = '## 2008-09-09 10:00 +09:00 Postmortem\n\n';

  it('stands before any heading, else below the first one that says something', () => {
    expect(said(`${HEAD}We are sorry.\n\n### Summary\n\nIt broke.\n`)).toBe('We are sorry.');
    expect(said(`${HEAD}### What\n\n#### First\n\nIt broke.\n\n### Second\n\nMore.\n`)).toBe('It broke.');
    expect(said(`${HEAD}### Summary\n`)).toBeUndefined();
  });

  it('was not taken back', () => {
    const correction =
      '\n## 2008-09-10 10:00 +09:00 Correction\n| corrects: 2008-09-09 10:00\n\n### Summary\n\nA power cut.\n';
    expect(said(`${HEAD}### Summary\n\nDisks broke.\n${correction}`)).toBe('A power cut.');
  });
});

describe('advice', () => {
  it('is the newest that stands of what readers can do, in either language', () => {
    const view = viewOf(
      incidentOf(`
## 2008-09-05 22:20 +09:00 Investigating

### Impact

#### 回避方法

Use web mail.

## 2008-09-05 23:20 +09:00 Update

### Impact

#### Workaround

Use the mobile site.
`),
    );
    expect(adviceIn(noticeOf(view, 'en')).map(({ heading, part }) => [heading, part.text])).toEqual([
      ['回避方法', 'Use the mobile site.'],
    ]);
    expect(adviceIn(noticeOf(viewOf(incidentOf(FOUNDING)), 'en'))).toEqual([]);
  });
});
