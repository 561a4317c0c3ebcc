import { describe, expect, it } from 'vitest';
import { type Deployment, deployed, type Texts, tokyo } from '../../tests/deployments.ts';
import { releases } from '../../tests/setup/announcing.ts';
import { linkResolver } from '../derive/links.ts';
import type { ChannelTaste } from '../model/channel.ts';
import { sha256 } from '../record/hash.ts';
import { writeTombstone } from '../record/tombstone.ts';
import { noticesAfter } from './notice.ts';
import { topicsAfter } from './topics.ts';

const ALL: ChannelTaste = { lang: 'en', corrections: 'quietly' };

function told(after: number, taste: Partial<ChannelTaste>, { site }: Deployment) {
  const resolve = linkResolver(site, new Map());
  return noticesAfter(after, { ...ALL, ...taste }, site, { resolve });
}

const titles = (after: number, taste: Partial<ChannelTaste>, deployment: Deployment) =>
  told(after, taste, deployment).map(({ entry }) => entry.title);

function last(release: number): Deployment {
  const deployment = releases(release).at(-1);
  if (!deployment) throw new Error('There is no release.');
  return deployment;
}

describe('a channel is told', () => {
  it('of what is new, in the order of the record; never of what the record began with or an import brought', () => {
    expect(titles(0, {}, last(4))).toEqual([
      '[Investigating] Mail <storage> & *failure*',
      '[Scheduled] Replacement of a switch',
      '[Identified] Mail <storage> & *failure*',
      '[Resolved] Mail <storage> & *failure*',
      '[Correction] Mail <storage> & *failure*',
    ]);
    expect(titles(0, {}, last(0))).toEqual([]);
    expect(titles(last(3).record.length, {}, last(4))).toEqual(['[Correction] Mail <storage> & *failure*']);
  });

  it('of the components, groups and kinds that it asks for', () => {
    const switched = ['[Scheduled] Replacement of a switch'];
    expect(titles(0, { components: ['web'] }, last(4))).toEqual(switched);
    expect(titles(0, { kinds: ['maintenance'] }, last(4))).toEqual(switched);
    expect(titles(0, { components: ['mail'] }, last(4))).toHaveLength(4);
    expect(titles(0, { components: ['mobile'] }, last(4))).toEqual([]);
    expect(titles(0, { components: ['mail'], kinds: ['maintenance'] }, last(4))).toEqual([]);
  });

  it('of a correction of words alone quietly, or not at all', () => {
    const quiet = told(0, {}, last(4)).filter(({ isQuiet }) => isQuiet);
    expect(quiet.map(({ entry }) => entry.title)).toEqual(['[Correction] Mail <storage> & *failure*']);
    expect(titles(0, { corrections: 'never' }, last(4))).toHaveLength(4);
  });

  it('in its language, with the number and the chain value of the line', () => {
    const [notice] = told(0, { lang: 'ja' }, last(1));
    expect(notice?.entry.title).toBe('【調査中】Mail <storage> & *failure*');
    const line = last(1).record[(notice?.entry.seq ?? 0) - 1];
    const words = notice?.lines
      .at(-1)
      ?.runs.map((run) => run.words)
      .join('');
    expect(words).toBe(
      `公開記録 第${line?.seq}号、行のSHA-256： ${last(1).site.ledger.chainOf(line ?? never())}`,
    );
  });

  it('of a translation that came later in its language alone, and of a redaction without what was taken away', () => {
    const heading = '## 2008-09-05 05:10 +09:00 Investigating';
    const update = `${heading}\n\n\`\`\`status\npc: major outage\n\`\`\`\n\nThe password is hunter2.`;
    const file = `---\ntitle: Storage\n---\n\n${update}\n`;
    const first = deployed([], { 'old.md': file.replaceAll('09-05', '08-05') }, tokyo('2008-09-01 00:00'));
    const second = deployed(first.record, texts({ 'storage.md': file }), tokyo('2008-09-05 05:12'));
    const english = `---\ntitle: Storage failure\n---\n\n${heading}\n\nIn English: hunter2.\n`;
    const third = deployed(
      second.record,
      texts({ 'storage.md': file, 'storage.en.md': english }),
      tokyo('2008-09-05 05:40'),
    );
    expect(titles(second.record.length, { lang: 'ja' }, third)).toEqual([]);
    expect(titles(second.record.length, { lang: 'en' }, third)).toEqual(['[Investigating] Storage failure']);
    const tombstone = writeTombstone({ date: '2008-09-06', sha256: sha256(update), reason: 'leaked secret' });
    const redacted = deployed(
      second.record,
      texts({ 'storage.md': file.replace('The password is hunter2.', tombstone) }),
      tokyo('2008-09-06 09:00'),
    );
    const [notice, ...others] = told(second.record.length, {}, redacted);
    expect(others).toEqual([]);
    expect(notice?.entry).toMatchObject({ title: '[Redacted] Storage', isRedaction: true });
    expect(JSON.stringify(told(0, {}, redacted))).not.toContain('hunter2');
  });
});

function texts(more: Texts): Texts {
  const old = `---\ntitle: Storage\n---\n\n## 2008-08-05 05:10 +09:00 Investigating\n\n\`\`\`status\npc: major outage\n\`\`\`\n\nThe password is hunter2.\n`;
  return { 'old.md': old, ...more };
}

function never(): never {
  throw new Error('There is no such line.');
}

describe('a hub is told', () => {
  it('of every feed that changed, under the name that the feed gives itself, and of no other', () => {
    const { site, record } = last(4);
    const prose = { resolve: linkResolver(site, new Map()) };
    const topics = topicsAfter(last(3).record.length, site, prose);
    expect(new Set(topics.map(({ seq }) => seq))).toEqual(new Set([record.length]));
    const english = topics.map(({ url }) => url).filter((url) => url.includes('/en/'));
    const from = 'https://status.example.com/en';
    const formats = (path: string) => ['xml', 'atom', 'json'].map((format) => `${from}${path}feed.${format}`);
    expect(english).toEqual([
      ...formats('/'),
      ...formats('/components/mail/'),
      ...formats('/components/pc/'),
      `${from}/incidents/storage/feed.xml`,
    ]);
    expect(topicsAfter(record.length, site, prose)).toEqual([]);
    expect(topicsAfter(0, last(0).site, prose)).toEqual([]);
  });
});
