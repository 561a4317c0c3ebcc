import sanitizeHtml from 'sanitize-html';
import { withoutIllegibleReferences } from './legible.ts';
import { type Attributes, type Node, read } from './tree.ts';

const ELEMENTS = (
  'a abbr b bdi blockquote br caption cite code dd del details dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i img ' +
  'ins kbd li mark ol p pre q rp rt ruby s samp section small span strong sub summary sup table tbody td ' +
  'tfoot th thead tr u ul var wbr'
).split(' ');

/** Attributes that only this room writes: raw HTML never brings them in. */
const OURS = ['class', 'id', 'role', 'tabindex', 'aria-label', 'aria-hidden', 'aria-describedby'];
const OUR_DATA = ['data-alert', 'data-done'];

const ANY = /^/;
const NUMBER = /^-?\d{1,9}$/;
const SPAN = /^[1-9]\d?$/;

/** Which values an attribute may have. */
interface Values {
  readonly test: (value: string) => boolean;
}

const KNOWN = {
  language: new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }),
  script: new Intl.DisplayNames('en', { type: 'script', fallback: 'none' }),
  region: new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }),
};

/** A language, script and region that are registered (BCP 47): HTML refuses others, and nobody could speak them. */
const LANGUAGE_TAG: Values = {
  test(value) {
    const parts = /^([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?$/i.exec(value);
    if (!parts) return false;
    const [, language = '', script, region] = parts;
    return (
      // `eng` is registered as `en` alone.
      Intl.getCanonicalLocales(value)[0]?.toLowerCase() === value.toLowerCase() &&
      KNOWN.language.of(language) !== undefined &&
      (script === undefined || KNOWN.script.of(script) !== undefined) &&
      (region === undefined || KNOWN.region.of(region) !== undefined)
    );
  },
};

const EVERYWHERE: ReadonlyMap<string, Values> = new Map<string, Values>([
  ['lang', LANGUAGE_TAG],
  ['dir', /^(?:ltr|rtl|auto)$/],
  ['title', ANY],
]);
const CELL = new Map([
  ['colspan', SPAN],
  ['rowspan', SPAN],
  ['align', /^(?:left|center|right)$/],
]);
const BY_ELEMENT: ReadonlyMap<string, ReadonlyMap<string, RegExp>> = new Map([
  ['a', new Map([['href', ANY]])],
  [
    'img',
    new Map([
      ['src', ANY],
      ['alt', ANY],
    ]),
  ],
  [
    'ol',
    new Map([
      ['start', NUMBER],
      ['reversed', ANY],
    ]),
  ],
  ['li', new Map([['value', NUMBER]])],
  ['details', new Map([['open', ANY]])],
  ['td', CELL],
  ['th', new Map([...CELL, ['scope', /^(?:col|row|colgroup|rowgroup)$/]])],
]);
// Deeper elements than these are no prose, and every later step walks the tree by recursion.
const DEEPEST = 100;

/** A start tag of this room's own, which raw HTML cannot spell: see `wholeTags`. Values are words, not HTML. */
export function ownTag(name: string, attributes: Attributes): string {
  const written = Object.entries(attributes).map(([key, value]) => ` @${key}="${quote(value)}"`);
  return `<${name}${written.join('')}>`;
}

/**
 * What is not surely harmless in HTML that this room wrote for a text without a `<`, and so without raw HTML: any but the
 * tags of prose, a link whose address could be more than one, and a character reference of the text's own.
 */
const DOUBTFUL = new RegExp(
  `<(?!/?(?:p|h[1-6]|ul|ol|li|strong|em|del|code|pre|blockquote|br|hr|table|thead|tbody|tr|td|th|a)>|` +
    '(?:ul|li|pre|code|td|th|span|div|p)(?: @[a-z-]+="[^"<>&@]*")+>|' +
    '(?:a href="(?:https?://|/(?!/)|#|(?=\\w))[\\w./?=#%~+,-]*")>)|&(?!(?:amp|lt|gt|quot);)',
);

/**
 * Lets through the elements and attributes of the allow-list (docs/decisions/prose.md), balanced, as a tree. HTML that this
 * room wrote for a text without raw HTML (`isOurs`) is already such, unless there is something doubtful in it.
 */
export function sanitize(html: string, isOurs: boolean): readonly Node[] {
  if (isOurs && !DOUBTFUL.test(html)) {
    const tree = read(html);
    if (!isDeeper(tree, DEEPEST)) return tree;
  }
  return read(
    sanitizeHtml(withoutIllegibleReferences(html), {
      allowedTags: ELEMENTS,
      allowedAttributes: {
        '*': [...OURS, ...OUR_DATA, ...namesOf(EVERYWHERE), ...[...BY_ELEMENT.values()].flatMap(namesOf)],
      },
      allowedSchemes: ['http', 'https', 'mailto', 'tel'],
      allowProtocolRelative: false,
      disallowedTagsMode: 'discard',
      // By default an `<option>` that nothing closes takes the rest of the text with it.
      nonTextTags: ['script', 'style', 'textarea', 'xmp'],
      nestingLimit: DEEPEST,
      transformTags: {
        '*': (name, attributes) => ({ tagName: nameOf(name, attributes), attribs: admit(name, attributes) }),
      },
    }),
  );
}

function isDeeper(nodes: readonly Node[], depth: number): boolean {
  return nodes.some(
    (node) => typeof node !== 'string' && (depth === 0 || isDeeper(node.children, depth - 1)),
  );
}

/** The attributes of one tag of raw HTML, with character references resolved. */
export function attributesOf(tag: string): Attributes {
  let found: Attributes = {};
  sanitizeHtml(tag, { allowedTags: [], onOpenTag: (_, attributes) => (found = attributes) });
  return found;
}

/** Resolves the character references of a text. */
export function resolveReferences(text: string): string {
  return text.includes('&')
    ? (attributesOf(`<a title="${text.replaceAll('"', '&quot;')}">`).title ?? '')
    : text;
}

function admit(name: string, attributes: Attributes): sanitizeHtml.Attributes {
  const admitted: sanitizeHtml.Attributes = {};
  for (const [key, value] of Object.entries(attributes)) {
    const rule = EVERYWHERE.get(key) ?? BY_ELEMENT.get(name)?.get(key);
    if (key.startsWith('@')) admitted[key.slice(1)] = value;
    else if (key === 'align' && rule?.test(value)) admitted.class = `align-${value}`;
    else if (rule?.test(value)) admitted[key] = value;
  }
  return admitted;
}

/** A raw `<section>` becomes a plain division: sections are this room's own. */
function nameOf(name: string, attributes: Attributes): string {
  return name === 'section' && !('@class' in attributes) ? 'div' : name;
}

function namesOf(attributes: ReadonlyMap<string, Values>): readonly string[] {
  return [...attributes.keys()];
}

function quote(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
