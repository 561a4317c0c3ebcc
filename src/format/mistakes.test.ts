import { describe, expect, it } from 'vitest';
import { folderOf } from '../../tests/deployments.ts';
import { instant } from '../model/instant.ts';
import { isError } from '../model/problem.ts';
import { parseFolder } from './folder.ts';

const NOW = instant(Date.UTC(2026, 10, 22, 3));
const SITE = `name: Tayori Mail
url: https://status.example.com
languages: [en, ja]
timeZone: Asia/Tokyo
components:
  - id: mail
    name: Mail
    components:
      - { id: pc-mail, name: PC mail }
      - { id: mobile-address, name: Mobile address }
  - { id: sending, name: Sending }
`;
const GOOD = `---
title: Mail cannot be sent
---

## 2026-11-11 13:20 +09:00 Investigating

\`\`\`status
began: ~13:12
sending: major outage
pc-mail: degraded performance from 13:15, operational from 13:18
next: 14:00
\`\`\`

Mail cannot be sent. See [the graph](graph.svg).

- [ ] P1: Publish the cause by 2026-11-20

## 2026-11-11 14:00 +09:00 Resolved

\`\`\`status
ended: 13:52
cause: configuration
lost: drafts of the last hour
\`\`\`

About 1,200 messages were late.

## 2026-11-12 10:00 +09:00 Correction

\`\`\`status
corrects: 2026-11-11 14:00
\`\`\`

- For: 1,200 messages
- Read: 12,000 messages

## 2026-11-19 11:00 +09:00 Update

- [x] P1: Published on 19 November.
`;

/** What people write at three in the morning: the line as it should be, and as they wrote it. */
const MISTAKES: readonly (readonly [what: string, good: string, bad: string])[] = [
  [
    'no offset, as in most files that we studied',
    '## 2026-11-11 14:00 +09:00 Resolved',
    '## 2026-11-11 14:00 Resolved',
  ],
  [
    'the zone’s name for the offset',
    '## 2026-11-11 14:00 +09:00 Resolved',
    '## 2026-11-11 14:00 JST Resolved',
  ],
  ['an offset without a colon', '## 2026-11-11 14:00 +09:00 Resolved', '## 2026-11-11 14:00 +0900 Resolved'],
  ['an offset without minutes', '## 2026-11-11 14:00 +09:00 Resolved', '## 2026-11-11 14:00 +9 Resolved'],
  ['a T between day and time', '## 2026-11-11 14:00 +09:00 Resolved', '## 2026-11-11T14:00 +09:00 Resolved'],
  ['seconds', '## 2026-11-11 14:00 +09:00 Resolved', '## 2026-11-11 14:00:30 +09:00 Resolved'],
  ['slashes in the day', '## 2026-11-11 14:00 +09:00 Resolved', '## 2026/11/11 14:00 +09:00 Resolved'],
  ['dots in the day', '## 2026-11-11 14:00 +09:00 Resolved', '## 2026.11.11 14:00 +09:00 Resolved'],
  ['年月日', '## 2026-11-11 14:00 +09:00 Resolved', '## 2026年11月11日 14:00 +09:00 Resolved'],
  ['wide digits', '## 2026-11-11 14:00 +09:00 Resolved', '## 2026-11-11 １４:00 +09:00 Resolved'],
  ['a wide colon', '## 2026-11-11 14:00 +09:00 Resolved', '## 2026-11-11 14：00 +09:00 Resolved'],
  ['a blank too many', '## 2026-11-11 14:00 +09:00 Resolved', '##  2026-11-11 14:00 +09:00 Resolved'],
  ['no blank behind the signs', '## 2026-11-11 14:00 +09:00 Resolved', '##2026-11-11 14:00 +09:00 Resolved'],
  [
    'a heading one level too deep',
    '## 2026-11-11 14:00 +09:00 Resolved',
    '### 2026-11-11 14:00 +09:00 Resolved',
  ],
  ['no signs at all', '## 2026-11-11 14:00 +09:00 Resolved', '2026-11-11 14:00 +09:00 Resolved'],
  ['a phase that is nearly one', '## 2026-11-11 14:00 +09:00 Resolved', '## 2026-11-11 14:00 +09:00 Resolvd'],
  ['a dash before the phase', '## 2026-11-11 14:00 +09:00 Resolved', '## 2026-11-11 14:00 +09:00 - Resolved'],
  ['a phase of a maintenance', '## 2026-11-11 14:00 +09:00 Resolved', '## 2026-11-11 14:00 +09:00 Completed'],
  [
    'a heading glued to text: the file had no last line end',
    '\n\n## 2026-11-19 11:00 +09:00 Update',
    ' ## 2026-11-19 11:00 +09:00 Update',
  ],
  ['a time about, in words', 'began: ~13:12', 'began: about 13:12'],
  ['a time about, in Japanese', 'began: ~13:12', 'began: 13:12頃'],
  ['a time with dots', 'ended: 13:52', 'ended: 2026/11/11 13:52'],
  ['a time with one digit', 'began: ~13:12', 'began: ~9:12'],
  ['a time with 時 and 分', 'ended: 13:52', 'ended: 13時52分'],
  ['a key with a capital', 'ended: 13:52', 'Ended: 13:52'],
  ['a key in another word', 'began: ~13:12', 'begin: ~13:12'],
  ['a wide colon behind a key', 'cause: configuration', 'cause：configuration'],
  ['no blank behind the colon', 'cause: configuration', 'cause:configuration'],
  ['a cause in Japanese', 'cause: configuration', 'cause: 設定'],
  ['a cause that is nearly one', 'cause: configuration', 'cause: config'],
  ['a component that is nearly one', 'sending: major outage', 'sendng: major outage'],
  ['a component by its name', 'pc-mail: degraded', 'PC mail: degraded'],
  ['a state in one word', 'sending: major outage', 'sending: major'],
  ['a state with a hyphen', 'sending: major outage', 'sending: major-outage'],
  ['a state of Statuspage’s spelling', 'sending: major outage', 'sending: major_outage'],
  ['a state in Japanese', 'sending: major outage', 'sending: 全面停止'],
  ['a link to a file by nearly its name', '(graph.svg)', '(grahp.svg)'],
  ['a promise with a loose day', 'by 2026-11-20', 'by 20 November 2026'],
  ['a promise without a colon', '- [ ] P1: Publish', '- [ ] P1 Publish'],
  ['a correction’s stamp in slashes', 'corrects: 2026-11-11 14:00', 'corrects: 2026/11/11 14:00'],
  ['a correction of a minute too late', 'corrects: 2026-11-11 14:00', 'corrects: 2026-11-11 14:01'],
  ['words that stand there otherwise', '- For: 1,200 messages', '- For: About 1,200 mesages were late.'],
  ['a For without its colon', '- For: 1,200 messages', '- For 1,200 messages'],
  ['a status block of another name', '```status\nended', '```Status\nended'],
  [
    'front matter with a key of another system',
    'title: Mail cannot be sent',
    'title: Mail cannot be sent\nseverity: major',
  ],
  ['a title with a colon', 'title: Mail cannot be sent', 'title: Sending: it fails'],
  ['a comment that is meant to hide a draft', 'About 1,200', '<!-- not yet --> About 1,200'],
  [
    'a placeholder that was left',
    'About 1,200 messages were late.',
    '[fill in: how many] messages were late. About 1,200 messages.',
  ],
];

function judge(text: string) {
  const graph = '<svg xmlns="http://www.w3.org/2000/svg"/>';
  const folder = folderOf({ 'site.yml': SITE, '2026/sending.md': text, '2026/graph.svg': graph });
  return parseFolder(folder, NOW).problems.filter(isError);
}

describe('the file of these tests', () => {
  it('is right', () => {
    expect(judge(GOOD)).toEqual([]);
    expect(MISTAKES.length).toBeGreaterThanOrEqual(40);
  });
});

describe('one message, whose line can be pasted', () => {
  it.each(MISTAKES)('for %s', (_, good, bad) => {
    expect(GOOD).toContain(good);
    const text = GOOD.replace(good, () => bad);
    const [problem, ...others] = judge(text);
    expect(others).toEqual([]);
    if (!problem) throw new Error('The mistake was not seen.');
    const lines = text.split('\n');
    const row = problem.place.line - 1;
    const paste = pasted(lines[row] ?? '', problem.write, problem.place.column - 1);
    // A pair of lines stands in place of the pair.
    const height = problem.rule === 'for-read-pair' ? 2 : 1;
    lines.splice(row, height, paste);
    expect(judge(lines.join('\n')).map(({ rule, write }) => `${rule}: ${write}`)).toEqual([]);
  });
});

/** As a person pastes it: the line in place of the line; what only names a thing to delete or to write is done by hand. */
function pasted(line: string, write: string, column: number): string {
  if (write === 'Delete the line.') return '';
  if (/^Delete the comment/.test(write)) return line.replace(/<!--.*?-->/, '');
  if (/^(?:Delete it|Write what belongs here)/.test(write)) return line.replace(/\[fill in:[^\]]*\]/, '');
  const isGlued = column > 0 && write.startsWith('## ') && !line.startsWith('##');
  return isGlued ? `${line.slice(0, column)}\n\n${write}` : write;
}
