import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLines } from '../markdown/runs.ts';
import { instant } from '../model/instant.ts';
import { discordMessage, escapeDiscord } from './discord.ts';
import { mailOf } from './mail.ts';
import type { Notice } from './notice.ts';
import { slackMessage } from './slack.ts';
import { teamsMessage } from './teams.ts';
import { messageKey, readKey, webhookEvent } from './webhook.ts';

const CHAIN = 'c'.repeat(64);
const WITNESS = `<p><small>No. 41 of the public record, SHA-256 of the line: <code>${CHAIN}</code></small></p>`;

function noticeOf(body: string, title = '[Resolved] Mail', isQuiet = false): Notice {
  const html = `${body}\n${WITNESS}`;
  return {
    entry: {
      id: 'tag:status.example.com,2026:storage/20080905T1320Z',
      at: instant(Date.parse('2008-09-05T13:20:00Z')),
      seq: 41,
      incident: 'storage',
      kind: 'incident',
      phase: 'resolved',
      isErrata: isQuiet,
      isRedaction: false,
      title,
      link: 'https://status.example.com/incidents/storage/#u20080905T1320Z',
      html: () => html,
      components: ['pc'],
      categories: [],
      tellsPromise: false,
    },
    lang: 'en',
    service: 'Tayori Mail',
    lines: readLines(html),
    chain: CHAIN,
    components: [{ term: 'pc', label: 'PC mail' }],
    isQuiet,
  };
}

// biome-ignore lint/suspicious/noExplicitAny: what a service is sent is read as it would read it.
type Json = any;
const slack = (notice: Notice, isRepeat = false): Json => slackMessage(notice, isRepeat);
const discord = (notice: Notice, isRepeat = false): Json => discordMessage(notice, isRepeat);
const teams = (notice: Notice, isRepeat = false): Json => teamsMessage(notice, isRepeat);

const HOSTILE = '<!channel> @everyone &amp; *bold* _low_ ~no~ `code` [a](http://x) # one';
const hostile = `<p>&lt;!channel&gt; @everyone &amp;amp; *bold* _low_ ~no~ \`code\` [a](http://x) # one</p>`;

describe('what a person wrote is shown as it was written', () => {
  it('by Slack, whose rich text is literal, and whose notification is escaped', () => {
    const message = slack(noticeOf(hostile, `[Resolved] ${HOSTILE}`));
    const [block] = message.blocks;
    const words = block.elements[0].elements.map(({ text }: { text: string }) => text);
    expect(words).toContain(HOSTILE);
    expect(
      block.elements[0].elements.every(({ type }: { type: string }) => ['text', 'link'].includes(type)),
    ).toBe(true);
    expect(message.text).not.toMatch(/[<>]/);
    expect(message.text).toContain('&lt;!channel&gt; @everyone &amp;amp;');
  });

  it('by Discord, which mentions nobody', () => {
    const message = discord(noticeOf(hostile, `[Resolved] ${HOSTILE}`));
    const [embed] = message.embeds;
    expect(message.allowed_mentions).toEqual({ parse: [] });
    expect(embed.description.split('\n')[0]).toBe(
      '\\<!channel\\> \\@everyone &amp; \\*bold\\* \\_low\\_ \\~no\\~ \\`code\\` \\[a\\](http://x) # one',
    );
    expect(embed.title).toContain('\\<!channel\\> \\@everyone');
    expect(escapeDiscord('- one\n  # two\n3. three\n> four')).toBe(
      '\\- one\n  \\# two\n3\u200B. three\n\\> four',
    );
  });

  it('by Teams, whose text runs are literal', () => {
    const [, block] = teams(noticeOf(hostile)).attachments[0].content.body;
    expect(block.inlines).toEqual([{ type: 'TextRun', text: HOSTILE }]);
  });
});

describe('what is set in a text stays set', () => {
  const body =
    '<p>See <a href="https://example.com/a_b?c=1&amp;d=2">the <strong>page</strong></a> or <a href="https://example.com/x_y">https://example.com/x_y</a>, <del>not</del> <code>rm *</code>.</p>\n' +
    '<pre><code>a ``` b\n  c</code></pre>\n<blockquote><p>said</p></blockquote>';

  it('in Discord’s Markdown', () => {
    const [embed] = discord(noticeOf(body)).embeds;
    expect(embed.description).toBe(
      'See [the **page**](<https://example.com/a_b?c=1&d=2>) or <https://example.com/x_y>, ~~not~~ `rm *`.\n\n' +
        '```\na `\u200B`\u200B` b\n  c\n```\n\n> said\n\n' +
        `No. 41 of the public record, SHA-256 of the line: \`${CHAIN}\``,
    );
  });

  it('in Slack’s rich text', () => {
    const types = slack(noticeOf(body)).blocks[0].elements.map(({ type }: { type: string }) => type);
    expect(types).toEqual([
      'rich_text_section',
      'rich_text_preformatted',
      'rich_text_quote',
      'rich_text_section',
    ]);
    const [section] = slack(noticeOf(body)).blocks[0].elements;
    expect(section.elements).toContainEqual({ type: 'text', text: 'rm *', style: { code: true } });
    expect(section.elements).toContainEqual({
      type: 'link',
      url: 'https://example.com/a_b?c=1&d=2',
      text: 'page',
      style: { bold: true },
    });
  });

  it('in a mail’s plain text', () => {
    const channel = {
      id: 'list',
      type: 'mail',
      serverFrom: 'SMTP_URL',
      from: 'status@example.com',
      to: 'list@example.com',
      unsubscribe: 'https://example.com/leave',
      lang: 'en',
      corrections: 'quietly',
      unsure: 'repeat',
    } as const;
    const mail = mailOf(noticeOf(body), channel, 'status.example.com,2026');
    expect(mail.text).toContain('See the page <https://example.com/a_b?c=1&d=2> or https://example.com/x_y,');
    expect(mail.text).toContain('\n\n> said\n\n');
    expect(mail.headers).not.toHaveProperty('Importance');
    const quiet = mailOf(noticeOf(body, 'x', true), channel, 'status.example.com,2026');
    expect(quiet.headers).toMatchObject({ Importance: 'low' });
  });
});

describe('every message', () => {
  const texts = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6000 });
  const escaped = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

  it('stays within what its service takes, and never loses the line of the record', () => {
    fc.assert(
      fc.property(texts, fc.string({ maxLength: 600 }), fc.boolean(), (text, title, isRepeat) => {
        const long = text.repeat(Math.ceil(9000 / text.length));
        const notice = noticeOf(`<p>${escaped(text)}</p>\n<p>${escaped(long)}</p>`, title || 'x');
        const [embed] = discord(notice, isRepeat).embeds;
        expect(embed.description.length).toBeLessThanOrEqual(4096);
        expect(embed.title.length).toBeLessThanOrEqual(256);
        const { elements } = slack(notice, isRepeat).blocks[0];
        const size = JSON.stringify(
          elements
            .flatMap(({ elements: inner }: Json) => inner.map(({ text: words }: Json) => words))
            .join(''),
        );
        expect(JSON.parse(size).length).toBeLessThanOrEqual(3000);
        const card = JSON.stringify(teams(notice, isRepeat));
        expect(Buffer.byteLength(card)).toBeLessThanOrEqual(28 * 1024);
        for (const message of [JSON.stringify(embed), JSON.stringify(elements), card]) {
          expect(message).toContain(CHAIN);
          expect(message.includes('This may have reached you before')).toBe(isRepeat);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('that corrects words alone makes no sound where there is a way', () => {
    expect(discord(noticeOf('<p>x</p>', 'x', true)).flags).toBe(4096);
    expect(discord(noticeOf('<p>x</p>')).flags).toBeUndefined();
    expect(webhookEvent(noticeOf('<p>x</p>', 'x', true), 'hook')).toMatchObject({ data: { quiet: true } });
  });
});

describe('the key of a webhook', () => {
  it('is the same at every attempt, another for every channel and item, and without a full stop', () => {
    expect(messageKey('tag:a,2026:b/1', 'hook')).toBe(messageKey('tag:a,2026:b/1', 'hook'));
    expect(messageKey('tag:a,2026:b/1', 'hook')).not.toBe(messageKey('tag:a,2026:b/1', 'other'));
    expect(messageKey('tag:status.example.com,2026:b/1', 'hook')).toMatch(/^msg_[\w-]{32}$/);
  });

  it('is signed with at least 24 bytes', () => {
    expect(readKey(`whsec_${Buffer.alloc(24).toString('base64')}`)).toHaveLength(24);
    expect(readKey(`whsec_${Buffer.alloc(23).toString('base64')}`)).toBeUndefined();
    expect(readKey('not base64!')).toBeUndefined();
  });
});
