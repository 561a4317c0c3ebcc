import type { Line, Run } from '../markdown/runs.ts';
import { cut, fitted } from './fit.ts';
import { againIn, type Notice } from './notice.ts';

/** Slack says no limit for rich text; a section of its other blocks takes 3,000 characters. */
const MOST = 3000;
const MOST_TITLE = 150;

/**
 * A message for an incoming webhook of Slack (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks).
 * Its rich text is literal: no word of ours is read as a mark or a mention. Only `text`, which notifications show, is read,
 * so there the three characters that Slack names are escaped.
 */
export function slackMessage({ entry, lang, lines, isQuiet }: Notice, isRepeat: boolean): object {
  const title = cut(entry.title, MOST_TITLE);
  const heading = { words: title, href: entry.link, style: isQuiet ? {} : ({ isStrong: true } as const) };
  const top = [
    heading,
    ...(isRepeat ? [{ words: `\n${againIn(lang)}`, style: { isEmphasised: true } as const }] : []),
  ];
  const all: readonly Line[] = [{ kind: 'words', runs: top, opensParagraph: false }, ...lines];
  return {
    text: escapeSlack(`${title} ${entry.link}`),
    blocks: [{ type: 'rich_text', elements: fitted(all, elementsOf, sizeOf, MOST) }],
    unfurl_links: false,
    unfurl_media: false,
  };
}

/** `&`, `<` and `>` as Slack wants them where it reads marks. */
export function escapeSlack(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

interface RichElement {
  readonly type: string;
  readonly elements: readonly object[];
}

const CONTAINERS = {
  words: 'rich_text_section',
  heading: 'rich_text_section',
  quote: 'rich_text_quote',
  code: 'rich_text_preformatted',
} as const;

/** Lines of one kind that follow each other stand in one element; within it, line ends part them. */
function elementsOf(lines: readonly Line[]): readonly RichElement[] {
  const elements: { readonly type: string; readonly elements: object[] }[] = [];
  for (const { kind, runs, opensParagraph } of lines) {
    const type = CONTAINERS[kind];
    const last = elements.at(-1);
    const own = runs.map((run) =>
      textElement(kind === 'heading' ? { ...run, style: { isStrong: true } } : run, kind),
    );
    const isInside = last?.type === type;
    const gap = isInside ? (opensParagraph ? '\n\n' : '\n') : '';
    const between = gap === '' ? [] : [textElement({ words: gap, style: {} })];
    if (isInside) last.elements.push(...between, ...own);
    else elements.push({ type, elements: [...between, ...own] });
  }
  return elements;
}

function textElement({ words, href, style }: Run, kind: Line['kind'] = 'words'): object {
  const set = {
    ...(style.isStrong ? { bold: true } : {}),
    ...(style.isEmphasised ? { italic: true } : {}),
    ...(style.isStruck ? { strike: true } : {}),
    // What is preformatted is code by itself.
    ...(style.isCode && kind !== 'code' ? { code: true } : {}),
  };
  const styled = Object.keys(set).length > 0 ? { style: set } : {};
  return href === undefined
    ? { type: 'text', text: words, ...styled }
    : { type: 'link', url: href, text: words, ...styled };
}

function sizeOf(elements: readonly RichElement[]): number {
  return elements.reduce(
    (sum, { elements: inner }) =>
      sum + inner.reduce((length: number, one) => length + String((one as { text: string }).text).length, 0),
    0,
  );
}
