import { wordsFor } from '../i18n/words.ts';
import { escapeHtml } from '../markdown/legible.ts';
import type { MailChannel } from '../model/channel.ts';
import type { Instant } from '../model/instant.ts';
import type { Notice } from './notice.ts';
import { renderText } from './plain.ts';

/** A mail, as the server is given it. */
export interface Mail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly date: Instant;
  /** With its angle brackets, as all ids here. */
  readonly messageId: string;
  readonly inReplyTo?: string;
  readonly references?: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * An update as a mail to a list. Its `Message-ID` is made of the feed item's id, so that it is the same at every attempt;
 * it answers the incident's mails before it, so that mail programs show them together.
 */
export function mailOf(notice: Notice, channel: MailChannel, authority: string): Mail {
  const { entry, lang, lines, service, isQuiet, thread } = notice;
  const words = wordsFor(lang).announce;
  const [host = ''] = authority.split(',', 1);
  const idOf = (item: string) => messageId(item, channel.id, authority);
  const references = thread && [...new Set([thread.first, thread.before])].map(idOf);
  const { link, title } = entry;
  const leave = `${words.unsubscribe}: ${channel.unsubscribe}`;
  return {
    from: channel.from,
    to: channel.to,
    subject: title,
    text: `${title}\n\n${renderText(lines)}\n\n${words.read}: ${link}\n\n-- \n${service}\n${leave}\n`,
    html: htmlOf(notice, channel),
    date: entry.at,
    messageId: idOf(entry.id),
    ...(thread && references ? { inReplyTo: idOf(thread.before), references } : {}),
    headers: {
      'List-Id': `<${channel.id}.${host}>`,
      'List-Unsubscribe': `<${channel.unsubscribe}>`,
      'Auto-Submitted': 'auto-generated',
      'Content-Language': lang,
      ...(isQuiet ? { Importance: 'low', Priority: 'non-urgent' } : {}),
    },
  };
}

/** `tag:AUTHORITY:INCIDENT/STAMP` becomes `<INCIDENT/STAMP.CHANNEL@HOST>` (RFC 5322, section 3.6.4). */
function messageId(item: string, channel: string, authority: string): string {
  const [host = ''] = authority.split(',', 1);
  return `<${item.slice(`tag:${authority}:`.length)}.${channel}@${host}>`;
}

function htmlOf({ entry, lang, service }: Notice, { unsubscribe }: MailChannel): string {
  const words = wordsFor(lang).announce;
  const [title, link] = [escapeHtml(entry.title), escapeHtml(entry.link)];
  return [
    '<!doctype html>',
    `<html lang="${escapeHtml(lang)}">`,
    `<head><meta charset="utf-8"><title>${title}</title></head>`,
    '<body>',
    `<h2>${title}</h2>`,
    entry.html(),
    `<p><a href="${link}">${escapeHtml(words.read)}</a></p>`,
    `<hr>\n<p><small>${escapeHtml(service)}<br><a href="${escapeHtml(unsubscribe)}">${escapeHtml(words.unsubscribe)}</a></small></p>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}
