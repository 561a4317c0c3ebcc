import { type MarkedExtension, type RendererObject, type Token, Tokenizer, type Tokens } from 'marked';
import markedFootnote from 'marked-footnote';
import { type FootnoteWords, footnoteMarkup } from './footnotes.ts';
import { escapeHtml, escapeProse, legible, withoutIllegibleReferences } from './legible.ts';
import { AT_MARKS, addressEnd, afterErrata, seatMarks } from './marks.ts';
import { wholeTags } from './raw-html.ts';
import { ownTag } from './sanitize.ts';
import { withoutSeams, withSeams } from './seams.ts';
import { MeteredParser } from './work.ts';

const ALERTS = ['note', 'tip', 'important', 'warning', 'caution'] as const;
type Alert = (typeof ALERTS)[number];
const ALERT = /^\[!(note|tip|important|warning|caution)\][ \t]*(?:\n|$)/i;

export interface MarkupWords extends FootnoteWords, Readonly<Record<Alert, string>> {
  /** What a voice says in front of a task. */
  readonly done: string;
  readonly notDone: string;
  readonly dropped: string;
}

/** GitHub Flavored Markdown as HTML that still holds raw HTML and marks: for `sanitize` only. Never throws. */
export function markup(markdown: string, prefix: string, words: MarkupWords): string {
  const text = prepare(markdown);
  // Every text with footnotes has a parser of its own: marked-footnote keeps its notes in it.
  const isNoted = text.includes('[^');
  const parser = isNoted
    ? new MeteredParser(markedFootnote(), baseExtension(words), footnoteMarkup(prefix, words))
    : plainParser(words);
  return orAsWritten(text, () =>
    parser.read(text, (marked) => marked.parse(text, { async: false }), isNoted),
  );
}

/** Making a parser costs as much as parsing an update. */
const parsers = new WeakMap<MarkupWords, MeteredParser>();

function plainParser(words: MarkupWords): MeteredParser {
  const known = parsers.get(words);
  if (known) return known;
  const made = new MeteredParser(baseExtension(words));
  parsers.set(words, made);
  return made;
}

/** The same for one line of text: blocks and footnotes stay as they are written. */
export function inlineMarkup(markdown: string, words: MarkupWords): string {
  const text = prepare(markdown);
  return orAsWritten(text, () =>
    plainParser(words).read(text, (marked) => marked.parseInline(text, { async: false })),
  );
}

function prepare(markdown: string): string {
  const parts = markdown.replace(/\r\n?/g, '\n').split(AT_MARKS);
  const clean = parts.map((part, place) => (place % 2 === 1 ? part : legible(part)));
  return withSeams(seatMarks(withoutIllegibleReferences(clean.join(''))));
}

/** What takes too long, grows too large or (marked recurses) is nested by the thousand is shown as it is written. */
function orAsWritten(text: string, parse: () => string): string {
  try {
    return parse();
  } catch {
    return `${ownTag('pre', { tabindex: '0' })}${escapeHtml(withoutSeams(text))}</pre>`;
  }
}

function baseExtension(words: MarkupWords): MarkedExtension {
  return {
    gfm: true,
    renderer: rendererWith(words),
    tokenizer: {
      url(src) {
        const end = addressEnd(src);
        return end < src.length ? Tokenizer.prototype.url.call(this, src.slice(0, end)) : false;
      },
    },
  };
}

function rendererWith(words: MarkupWords): RendererObject {
  return {
    text(token) {
      if ('tokens' in token && token.tokens) return this.parser.parseInline(token.tokens);
      return escapeProse(token.text);
    },
    html({ text }) {
      return wholeTags(withoutSeams(text));
    },
    code({ text, lang }) {
      const name = /^[a-z0-9+#_.-]+/i.exec(afterErrata(lang ?? ''))?.[0];
      const code =
        name === undefined ? '<code>' : ownTag('code', { class: `language-${name.toLowerCase()}` });
      const lines = text === '' ? '' : `${withoutSeams(text).replace(/\n$/, '')}\n`;
      return `${ownTag('pre', { tabindex: '0' })}${code}${escapeHtml(lines)}</code></pre>\n`;
    },
    codespan({ text }) {
      return `<code>${escapeHtml(withoutSeams(text))}</code>`;
    },
    blockquote({ tokens }) {
      const alert = alertIn(tokens);
      if (alert === undefined) return `<blockquote>\n${this.parser.parse(tokens)}</blockquote>\n`;
      const box = ownTag('div', { class: 'alert', 'data-alert': alert.kind, role: 'note' });
      const title = `${ownTag('p', { class: 'alert-title' })}${escapeHtml(words[alert.kind])}</p>`;
      return `${box}\n${title}\n${this.parser.parse(alert.tokens)}</div>\n`;
    },
    list({ ordered, start, items }) {
      const body = items.map((item) => this.listitem(item)).join('');
      if (ordered) return `<ol${start === 1 ? '' : ` start="${start}"`}>\n${body}</ol>\n`;
      const hasTasks = items.some(({ task, text }) => task || DROPPED.test(text));
      return `${hasTasks ? ownTag('ul', { class: 'tasks' }) : '<ul>'}\n${body}</ul>\n`;
    },
    listitem({ task, checked, text, tokens }) {
      if (!task && DROPPED.test(text)) {
        const item = ownTag('li', { class: 'task', 'data-done': 'dropped' });
        return `${item}${taskMark('☒', words.dropped)}${this.parser.parse(withoutMark(tokens))}</li>\n`;
      }
      const begin = task ? ownTag('li', { class: 'task', 'data-done': String(checked === true) }) : '<li>';
      return `${begin}${this.parser.parse(tokens)}</li>\n`;
    },
    checkbox({ checked }) {
      return checked ? taskMark('☑', words.done) : taskMark('☐', words.notDone);
    },
    table({ header, rows }) {
      const row = (cells: Tokens.TableCell[]) =>
        `<tr>\n${cells.map((cell) => this.tablecell(cell)).join('')}</tr>\n`;
      const body = rows.length === 0 ? '' : `<tbody>\n${rows.map(row).join('')}</tbody>\n`;
      return `<table>\n<thead>\n${row(header)}</thead>\n${body}</table>\n`;
    },
    tablecell({ header, align, tokens }) {
      const name = header ? 'th' : 'td';
      const attributes = { ...(header && { scope: 'col' }), ...(align && { class: `align-${align}` }) };
      return `${ownTag(name, attributes)}${this.parser.parseInline(tokens)}</${name}>\n`;
    },
    link({ href, title, text, tokens, autolink }) {
      const words = autolink ? escapeHtml(text) : this.parser.parseInline(tokens);
      const address = autolink ? escapeHtml(href) : escapeProse(href);
      return `<a href="${address}"${titleOf(title)}>${words}</a>`;
    },
    image({ href, title, tokens }) {
      return `<img src="${escapeProse(href)}" alt="${alternative(tokens)}"${titleOf(title)}>`;
    },
  };
}

/** Our own third kind of task, `- [-]`: what was promised and will not be done (GitHub has only two). */
const DROPPED = /^\[-\] /;

function withoutMark(tokens: readonly Token[]): Token[] {
  const [first, ...rest] = tokens;
  if (!first) return [];
  const own = { ...first, text: 'text' in first ? String(first.text).replace(DROPPED, '') : '' };
  return 'tokens' in first && first.tokens
    ? [{ ...own, tokens: withoutMark(first.tokens) } as Token, ...rest]
    : [own as Token, ...rest];
}

function taskMark(sign: string, words: string): string {
  const shown = `${ownTag('span', { class: 'task-mark', 'aria-hidden': 'true' })}${sign}</span>`;
  return `${shown} ${ownTag('span', { class: 'visually-hidden' })}${escapeHtml(words)} </span>`;
}

function titleOf(title: string | null | undefined): string {
  return title ? ` title="${escapeProse(withoutSeams(title))}"` : '';
}

/** The words of an image's label, as HTML without elements. */
function alternative(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      if (token.type === 'html' || token.type === 'footnoteRef') return '';
      if (token.type === 'codespan') return escapeHtml(withoutSeams((token as Tokens.Codespan).text));
      if (token.type === 'br') return ' ';
      if ('tokens' in token && token.tokens) return alternative(token.tokens);
      return escapeProse('text' in token ? String(token.text) : '');
    })
    .join('');
}

/** A quote that begins with `[!NOTE]` on a line of its own and says something below it. */
function alertIn(tokens: Token[]): { readonly kind: Alert; readonly tokens: Token[] } | undefined {
  const [first, ...rest] = tokens as [Tokens.Paragraph?, ...Token[]];
  const [opening, kind] = first?.type === 'paragraph' ? (ALERT.exec(first.text) ?? []) : [];
  const [line, ...others] = first?.tokens ?? [];
  if (first === undefined || opening === undefined || line?.type !== 'text') return undefined;
  const words = line.text.slice(opening.trimEnd().length).trimStart();
  const following = words === '' && others[0]?.type === 'br' ? others.slice(1) : others;
  const inline = words === '' ? following : [{ ...line, raw: words, text: words }, ...following];
  const below = inline.length === 0 ? rest : [{ ...first, tokens: inline }, ...rest];
  if (below.every(({ type }) => type === 'space')) return undefined;
  return { kind: ALERTS.find((name) => name === kind?.toLowerCase()) ?? 'note', tokens: below };
}
