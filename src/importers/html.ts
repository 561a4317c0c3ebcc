import TurndownService from 'turndown';
import type { Note } from './history.ts';
import { DROPPED, markupIn } from './tags.ts';
import { allLines, escapeWords, literal } from './text.ts';

/** A text as Markdown, and what of it could not come along. */
export interface Converted {
  readonly text: string;
  readonly notes: readonly Note[];
}

const BLOCK = /<\/?(?:p|br|div|ul|ol|li|h[1-6]|blockquote|pre|table|tr|hr|dl|dd|dt)\b/i;
const REFERENCE = /&(?:amp|lt|gt|quot|nbsp|apos|#\d+|#x[0-9a-f]+);/i;

/**
 * The body of an update, plain text or HTML, as Markdown that shows the same words. Relative addresses are completed by
 * `base`, the address of the page they stood on; without one they are shown as words. Never throws.
 */
export function bodyToMarkdown(body: string, base: string | undefined): Converted {
  const html = asHtml(allLines(body));
  try {
    if (html === undefined)
      return { text: literal(REFERENCE.test(body) ? resolved(withoutLongBlanks(body)) : body), notes: [] };
    if (depthOf(html) <= DEEPEST) return fromHtml(html, base);
  } catch {
    // The parser recurses, and so ends its stack on what it cannot read.
  }
  const words = 'a body of HTML could not be read and stands letter for letter, tags and all';
  return { text: literal(body), notes: [{ kind: 'guessed', code: 'html', words }] };
}

/** No person nests deeper, and the converter would take minutes. */
const DEEPEST = 100;

function depthOf(html: string): number {
  let [depth, deepest] = [0, 0];
  for (const { 1: slash } of html.matchAll(/<(\/?)(?!br|hr|img|p\b|li\b)[a-z][^<>]*>/gi)) {
    depth = Math.max(0, depth + (slash ? -1 : 1));
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/** The text with every other `<` spelled as a reference, so that no parser takes words for a tag; undefined without markup. */
function asHtml(text: string): string | undefined {
  const markup = markupIn(text);
  if (markup.length === 0) return undefined;
  let html = '';
  let from = 0;
  for (const { piece, index } of markup) {
    html += asWords(text.slice(from, index)) + piece;
    from = index + piece.length;
  }
  return html + asWords(text.slice(from));
}

function asWords(text: string): string {
  return text.replaceAll('<', '&lt;');
}

/** A text without tags, its references resolved as a browser would. */
function resolved(text: string): string {
  const service = new TurndownService();
  service.addRule('words', {
    filter: 'pre',
    replacement: (_content, node) => (node as unknown as { textContent: string }).textContent,
  });
  return service.turndown(`<pre>${asWords(text)}</pre>`);
}

const BLANKS = /(?:[^\S\n]|&(?:#x[\da-f]+|#\d+|[a-z]+\d*);){100,}/gi;
const BLANK = /^(?:\s|&(?:nbsp|tab|e[mn]sp(?:1[34])?|(?:very)?thinsp(?:ace)?|\w+space|\w+sp);)$/i;

/** Turndown takes the square of a run of blanks, and no reader sees how long it was. */
function withoutLongBlanks(html: string): string {
  return html.replace(BLANKS, (run) => {
    let length = 0;
    return run.replace(/&[^;]*;|\s/g, (one) => {
      const code = /^&#(?:x([\da-f]+)|(\d+));$/i.exec(one);
      const number = code ? Number.parseInt(code[1] ?? code[2] ?? '', code[1] ? 16 : 10) : 0;
      const isBlank = BLANK.test(code && number <= 0x10ffff ? String.fromCodePoint(number) : one);
      length = isBlank ? length + 1 : 0;
      return length > 50 ? '' : one;
    });
  });
}

function fromHtml(whole: string, base: string | undefined): Converted {
  const body = withoutLongBlanks(whole);
  const notes: Note[] = [];
  if (body.includes('<!--')) notes.push({ kind: 'left out', code: 'comment', words: 'a comment in HTML' });
  for (const tag of DROPPED) {
    if (new RegExp(`<${tag}\\b`, 'i').test(body))
      notes.push({ kind: 'left out', code: 'element', words: `a <${tag}> element` });
  }
  const service = serviceFor(base, notes);
  // Where no element says where lines end, the line ends do.
  const html = BLOCK.test(body)
    ? body
    : body
        .split(/\r?\n[^\S\n]*\r?\n\s*/)
        .map((paragraph) => `<p>${paragraph.replace(/\r?\n/g, '<br>')}</p>`)
        .join('');
  const markdown = tidyBreaks(service.turndown(html.replace(/(?:<br\s*\/?>\s*){2,}/gi, '</p><p>')));
  return { text: markdown, notes };
}

function serviceFor(base: string | undefined, notes: Note[]): TurndownService {
  const service = new TurndownService({
    headingStyle: 'atx',
    codeBlockStyle: 'fenced',
    bulletListMarker: '-',
    br: '\\',
    emDelimiter: '*',
    hr: '* * *',
  });
  service.escape = escapeWords;
  service.remove([...DROPPED] as unknown as TurndownService.Filter);
  service.addRule('link', {
    filter: (node) => node.nodeName === 'A' && node.hasAttribute('href'),
    replacement: (content, node) => {
      const written =
        (node as unknown as { getAttribute(name: string): string | null }).getAttribute('href') ?? '';
      const words = content.replace(/<(https?:[^>]*)>/g, '$1').trim();
      const href = absolute(written, base);
      if (href === undefined) {
        notes.push({
          kind: 'left out',
          code: 'link',
          words: `the link to ${written}: its words stay, the address stands behind them`,
        });
        return `${words} (${escapeWords(written)})`;
      }
      return words === '' || words === href ? `<${href}>` : `[${words}](<${href}>)`;
    },
  });
  service.addRule('image', {
    filter: 'img',
    replacement: (_content, node) => {
      const image = node as unknown as { getAttribute(name: string): string | null };
      const alt = escapeWords(image.getAttribute('alt') ?? '').trim();
      const written = image.getAttribute('src') ?? '';
      const src = absolute(written, base);
      notes.push({ kind: 'left out', code: 'image', words: `the image ${written}: a link to it stays` });
      return src === undefined ? `${alt} (${escapeWords(written)})` : `[${alt || 'image'}](<${src}>)`;
    },
  });
  service.addRule('preformatted', {
    filter: 'pre',
    replacement: (_content, node) => {
      const words = (node as unknown as { textContent: string }).textContent.replace(/^\n|\n$/g, '');
      const longest = Math.max(2, ...[...words.matchAll(/`+/g)].map(([run]) => run.length));
      const fence = '`'.repeat(longest + 1);
      return `\n\n${fence}\n${words}\n${fence}\n\n`;
    },
  });
  service.addRule('item', {
    filter: 'li',
    replacement: (content, node, options) => {
      const item = node as unknown as { parentNode: { nodeName: string; children: ArrayLike<unknown> } };
      const { nodeName, children } = item.parentNode;
      const mark =
        nodeName === 'OL' ? `${Array.from(children).indexOf(node) + 1}. ` : `${options.bulletListMarker} `;
      const words = content.trim().replace(/\n/g, `\n${' '.repeat(mark.length)}`);
      return `${mark}${words}\n`;
    },
  });
  service.addRule('cell', { filter: ['td', 'th'], replacement: (content) => ` ${content.trim()} ` });
  service.addRule('row', { filter: 'tr', replacement: (content) => `\n\n${content.trim()}\n\n` });
  return service;
}

/** A whole address that can stand in Markdown between `<` and `>`; undefined where there is none. */
export function absolute(href: string, base: string | undefined): string | undefined {
  const trimmed = href.trim();
  if (!URL.canParse(trimmed, base)) return undefined;
  const url = base === undefined ? new URL(trimmed) : new URL(trimmed, base);
  return /^(?:https?|mailto):$/.test(url.protocol)
    ? url.href.replace(/[<>\s\\]/g, encodeURIComponent)
    : undefined;
}

/** An escape that only the beginning of a line needs, where words stand before it. */
const AMID_A_LINE = /(?<=[\p{L}*`)\]] )\\([-+=#>|:])/gu;

/** A hard break at the end of a paragraph would be shown as the backslash it is written with. */
function tidyBreaks(markdown: string): string {
  const lines = markdown.split('\n').map((line) => line.trimEnd());
  let fence = '';
  return lines
    .map((line, index) => {
      const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
      if (mark !== '') fence = fence === '' ? mark : line.trim().startsWith(fence) ? '' : fence;
      if (fence !== '' || mark !== '') return line;
      const isLast = (lines[index + 1] ?? '').replace(/\\/g, '').trim() === '';
      const isBreak = /(?<!\\)(?:\\\\)*\\$/.test(line);
      const own = isLast && isBreak ? line.slice(0, -1).trimEnd() : line;
      return own.includes('`') ? own : own.replace(AMID_A_LINE, '$1');
    })
    .join('\n')
    .trim();
}
