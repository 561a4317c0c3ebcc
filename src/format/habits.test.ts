import { describe, expect, it } from 'vitest';
import { folderOf } from '../../tests/deployments.ts';
import { instant } from '../model/instant.ts';
import { parseFolder } from './folder.ts';

const NOW = instant(Date.UTC(2026, 10, 22, 3));
const SITE = `name: Tayori Mail
url: https://status.example.com
languages: [en]
timeZone: Asia/Tokyo
components:
  - { id: sending, name: Sending }
`;
const HEAD = '---\ntitle: Mail cannot be sent\n---\n';
const FIRST = `
## 2026-11-11 13:20 +09:00 Investigating

\`\`\`status
began: ~13:12
sending: major outage
\`\`\`

Mail cannot be sent.
`;
const LAST = `
## 2026-11-11 14:00 +09:00 Resolved

\`\`\`status
ended: 13:52
\`\`\`

Mail is sent again.
`;

const read = (text: string) => parseFolder(folderOf({ 'site.yml': SITE, '2026/sending.md': text }), NOW);
/** What `check` says of a text: `error` or `warning`, and the rule. */
const said = (text: string) => read(text).problems.map(({ severity, rule }) => `${severity} ${rule}`);

// The shares are counts over 987 files of other people's incidents.
describe('a habit of those who write incidents', () => {
  it('the newest at the top, as 63 % do: read by the stamps, and only remarked on', () => {
    expect(said(`${HEAD}${LAST}${FIRST}`)).toEqual(['warning heading-order']);
    const { updates } = read(`${HEAD}${LAST}${FIRST}`).incidents[0] ?? {};
    expect(updates?.map(({ phase }) => phase)).toEqual(['investigating', 'resolved']);
  });

  it('to close without a word, as 41 % do: right', () => {
    expect(said(`${HEAD}${FIRST}${LAST.replace('Mail is sent again.\n', '')}`)).toEqual([]);
  });

  it('no zone, for years: an error, which writes the offset of the site’s zone', () => {
    const { problems } = read(`${HEAD}${FIRST.replace(' +09:00', '')}${LAST}`);
    expect(problems.map(({ rule, write }) => [rule, write])).toEqual([
      ['heading-stamp', '## 2026-11-11 13:20 +09:00 Investigating'],
    ]);
  });

  it('no end of the last line, as in 16 %: right, and the same text', () => {
    const [whole, cut] = [`${HEAD}${FIRST}${LAST}`, `${HEAD}${FIRST}${LAST}`.trimEnd()];
    expect(said(cut)).toEqual([]);
    expect(read(cut).incidents).toEqual(read(whole).incidents);
  });

  it('a draft hidden in a comment: an error, for the file is public', () => {
    expect(said(`${HEAD}${FIRST}\n<!-- the disk was not mirrored -->\n${LAST}`)).toEqual([
      'error file-comment',
    ]);
  });

  it('a placeholder left in: an error', () => {
    expect(said(`${HEAD}${FIRST}\n[fill in: how many were hit]\n${LAST}`)).toEqual([
      'error file-placeholder',
    ]);
  });

  it('a start learned later: a new line in the later update, and the first text stays', () => {
    const later = LAST.replace('ended: 13:52', 'began: 12:58\nended: 13:52');
    expect(said(`${HEAD}${FIRST}${later}`)).toEqual([]);
  });

  it.each(['We will publish the cause.', '原因が判明次第、お知らせします。'])(
    'a promise in prose, as in 8 %: “%s” is remarked on',
    (words) => {
      expect(said(`${HEAD}${FIRST}${LAST}\n${words}\n`)).toEqual(['warning promise-prose']);
      expect(said(`${HEAD}${FIRST}${LAST}\n${words}\n\n- [ ] P1: The cause by 2026-11-30\n`)).toEqual([]);
    },
  );
});
