import { byTarget, type Line, type Run } from '../markdown/runs.ts';
import { formatInstant } from '../model/instant.ts';
import { cut, fitted } from './fit.ts';
import { againIn, type Notice } from './notice.ts';

/** https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
const MOST_TITLE = 256;
const MOST = 4096;
/** `SUPPRESS_NOTIFICATIONS`: it arrives without a sound. */
const SILENT = 1 << 12;

/**
 * A message for a webhook of Discord (https://docs.discord.com/developers/resources/webhook#execute-webhook): an embed,
 * which never mentions anybody; and mentions are forbidden besides.
 */
export function discordMessage(notice: Notice, isRepeat: boolean): object {
  const { entry, lang, isQuiet, service } = notice;
  const again = isRepeat ? `*${escapeDiscord(againIn(lang))}*\n` : '';
  const description = fitted(notice.lines, renderDiscord, (text) => text.length, MOST - again.length);
  return {
    embeds: [
      {
        author: { name: cut(service, MOST_TITLE) },
        title: cut(escapeDiscord(cut(entry.title, MOST_TITLE / 2)), MOST_TITLE),
        url: entry.link,
        description: again + description,
        timestamp: formatInstant(entry.at),
      },
    ],
    allowed_mentions: { parse: [] },
    ...(isQuiet ? { flags: SILENT } : {}),
  };
}

/** Words that Discord shows as they are: it reads a mark behind a backslash as itself. */
export function escapeDiscord(words: string): string {
  return words.replace(/[\\*_~`|<>[\]@]/g, '\\$&').replace(/^(\s*)([-#+]|\d+(?=[.)]))/gm, escapeBeginning);
}

/** What begins a list or a heading does so at the beginning of a line alone. */
function escapeBeginning(_: string, blank: string, mark: string): string {
  return /\d/.test(mark) ? `${blank}${mark}\u200B` : `${blank}\\${mark}`;
}

function renderDiscord(lines: readonly Line[]): string {
  return lines
    .map((line, place) => (place === 0 ? '' : line.opensParagraph ? '\n\n' : '\n') + renderLine(line))
    .join('');
}

function renderLine({ kind, runs }: Line): string {
  if (kind === 'code') return `\`\`\`\n${runs.map(({ words }) => apart(words)).join('')}\n\`\`\``;
  const set = kind === 'heading' ? runs.map((run) => ({ ...run, style: { isStrong: true } as const })) : runs;
  const text = byTarget(set)
    .map(({ href, runs: own }, group) => {
      const inner = own.map((run, place) => renderRun(run, group + place === 0)).join('');
      return href === undefined ? inner : link(href, own.map(({ words }) => words).join(''), inner);
    })
    .join('');
  return kind === 'quote' ? `> ${text}` : text;
}

/** Marks stand at words, not at the blanks around them. */
function renderRun({ words, style }: Run, isFirst: boolean): string {
  const [, before = '', inner = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(words) ?? [];
  if (inner === '') return words;
  const lead = isFirst ? '' : '\u0000';
  const plain = escapeDiscord(lead + inner).replace('\u0000', '');
  const text = style.isCode && !inner.includes('`') ? `\`${inner}\`` : plain;
  const marks = [
    ...(style.isStruck ? ['~~'] : []),
    ...(style.isStrong ? ['**'] : []),
    ...(style.isEmphasised ? ['*'] : []),
  ];
  const set = marks.reduceRight((inside, mark) => mark + inside + mark, text);
  return before + set + after;
}

/** Discord makes links of web addresses alone, and of none whose words are an address. */
function link(href: string, words: string, set: string): string {
  const url = href.replace(/[<>\s]/g, encodeURIComponent);
  if (!/^https?:/.test(href))
    return words === href.replace(/^\w+:/, '') ? set : `${set} (${escapeDiscord(href)})`;
  if (words === href) return `<${url}>`;
  return words.includes('://') ? `${set} <${url}>` : `[${set}](<${url}>)`;
}

/** No fence ends within the code. */
function apart(code: string): string {
  return code.replaceAll('```', '`\u200B`\u200B`');
}
