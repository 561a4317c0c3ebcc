import { anchor } from '../derive/addresses.ts';
import { firstTitleOf, textOf } from '../derive/said.ts';
import { zoneWords } from '../i18n/moments.ts';
import { wordsFor } from '../i18n/words.ts';
import { escapeHtml } from '../markdown/legible.ts';
import { renderProse, type Target } from '../markdown/prose.ts';
import { asCorrected } from '../model/errata.ts';
import { type Fact, factsOf } from './facts.ts';
import { around, redactionHtml, timeHtml } from './html.ts';
import { addressOf, type Telling } from './telling.ts';

/** A feed reader gives the entry's title a heading of its own; the text's come below it. */
const HEADING_LEVEL = 3;

/** An update as HTML that stands alone: when things happened, then what was said. `link` is where it stands on the site. */
export function bodyOf(telling: Telling, link: string): string {
  const { update, lang } = telling;
  const facts = factsOf(telling);
  const pointer = pointerOf(telling);
  const hasTimes =
    pointer !== '' || facts.some(({ values }) => values.some((value) => value.includes('<time ')));
  return [
    firstTitleHtml(telling),
    pointer,
    facts.length > 0 ? `<dl>\n${facts.map(factHtml).join('\n')}\n</dl>` : '',
    hasTimes ? zoneHtml(telling) : '',
    textHtml(telling, link),
    update.statements.by ? `<p>${escapeHtml(wordsFor(lang).incident.by(update.statements.by))}</p>` : '',
    lineHtml(telling),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** A redaction as news: what was there is not repeated, only where it stood. */
export function redactionBodyOf(telling: Telling, link: string): string {
  const { feed } = wordsFor(telling.lang);
  return [`<p><a href="${escapeHtml(link)}">${escapeHtml(feed.redactionHelp)}</a></p>`, lineHtml(telling)]
    .filter((part) => part !== '')
    .join('\n');
}

/** The number and chain value of the line that published it: every subscriber holds a witness of the record. */
function lineHtml({ line, lang, site }: Telling): string {
  if (!line) return '';
  const words = escapeHtml(wordsFor(lang).feed.line(line.seq));
  return `<p><small>${words} <code>${site.ledger.chainOf(line)}</code></small></p>`;
}

function zoneHtml({ update, lang, site }: Telling): string {
  const zone = zoneWords(update.stamp.at, { lang, zone: site.config.timeZone });
  return `<p><small>${escapeHtml(wordsFor(lang).site.zone(zone))}</small></p>`;
}

function factHtml({ name, values }: Fact): string {
  return [`<dt>${escapeHtml(name)}</dt>`, ...values.map((value) => `<dd>${value}</dd>`)].join('\n');
}

/** Names the update that this one corrects. */
function pointerOf(telling: Telling): string {
  const { view, update, lang } = telling;
  const { corrects } = update.statements;
  const corrected = view.incident.updates.find(({ stamp }) => stamp.at === corrects);
  if (!corrected) return '';
  const moment = timeHtml({ at: corrected.stamp.at, about: false }, telling);
  const words = around(wordsFor(lang).incident.corrects, moment);
  return `<p><a href="${escapeHtml(addressOf(corrected, telling))}">${words}</a></p>`;
}

/** A new title keeps the first one in sight. */
function firstTitleHtml({ view, update, lang }: Telling): string {
  const first = firstTitleOf(view, lang);
  if (!update.statements.title || first.redaction) return '';
  return `<p>${escapeHtml(wordsFor(lang).incident.titleFirst(first.words))}</p>`;
}

function textHtml(telling: Telling, link: string): string {
  const { view, update, lang, site, prose } = telling;
  const words = wordsFor(lang);
  const text = textOf(view, update, lang);
  if (text.redaction) return `<p>${redactionHtml(text.redaction, lang)}</p>`;
  const markdown = asCorrected(text.spans);
  if (markdown.trim() === '') return `<p>${escapeHtml(words.incident.nothingSaid[update.phase] ?? '')}</p>`;
  const html = renderProse(markdown, {
    headingLevel: HEADING_LEVEL,
    prefix: anchor(update.stamp),
    words: words.prose,
    resolve: (href) => absolute(prose.resolve(view, lang, href), site.config.url),
  });
  const rooted = withRootedFragments(html, link);
  if (text.lang === lang) return rooted;
  return `<p>${escapeHtml(words.site.untranslated)}</p>\n<div lang="${escapeHtml(text.lang)}">\n${rooted}\n</div>`;
}

/** A feed has no address against which a link could be relative. */
export function absolute(target: Target | undefined, base: string): Target | undefined {
  if (!target || target.gone !== undefined) return target;
  return { ...target, href: new URL(target.href, base).href };
}

/** A bare `#note` means nothing in a feed reader: it leads to the page, where the same text has the same ids. */
function withRootedFragments(html: string, link: string): string {
  const page = escapeHtml(link.replace(/#.*$/, ''));
  return html.replace(/(<a [^<>]*href=")#/g, (_, start: string) => `${start}${page}#`);
}
