/** An element as a parser gives it to a reader of feeds; `text` is all character data inside it. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
}

const ILLEGAL = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
const NAME = '[A-Za-z_][A-Za-z0-9_.:-]*';
const PIECE = new RegExp(
  `<!\\[CDATA\\[(?<cdata>[\\s\\S]*?)\\]\\]>|<\\/(?<end>${NAME})\\s*>|<(?<start>${NAME})(?<attributes>(?:\\s+${NAME}="[^"<]*")*)\\s*(?<empty>\\/?)>|(?<text>[^<]+)`,
  'gy',
);
const REFERENCES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads the part of XML 1.0 and its namespaces that feeds are written in, and throws at the first thing that is not well-formed. The
 * tests read every feed with it: a feed reader shows nothing of a file that breaks one rule.
 */
export function readXml(xml: string): XmlElement {
  const illegal = ILLEGAL.exec(xml);
  if (illegal) throw new Error(`U+${illegal[0].codePointAt(0)?.toString(16)} is no character of XML.`);
  const declaration = '<?xml version="1.0" encoding="utf-8"?>\n';
  if (!xml.startsWith(declaration)) throw new Error('There is no declaration.');
  const body = xml.slice(declaration.length).trim();
  const document: XmlElement = { name: '', attributes: new Map(), children: [], text: '' };
  const open = [document];
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < body.length) {
    const at = PIECE.lastIndex;
    const found = PIECE.exec(body)?.groups;
    const parent = open.at(-1);
    if (!found || !parent) throw new Error(`Not well-formed: ${body.slice(at, at + 80)}`);
    const { cdata, end, start, attributes = '', empty, text } = found;
    if (end !== undefined && open.pop()?.name !== end) throw new Error(`</${end}> closes nothing.`);
    if (text?.includes(']]>')) throw new Error('Text holds the end of a CDATA section.');
    parent.text += cdata ?? resolve(text ?? '');
    if (start === undefined) continue;
    const element = { name: start, attributes: readAttributes(attributes), children: [], text: '' };
    parent.children.push(element);
    if (!empty) open.push(element);
  }
  const [root, second] = document.children;
  if (open.length !== 1 || !root || second || document.text !== '') throw new Error('There is not one root.');
  checkPrefixes(root, new Set(['xml']));
  return root;
}

function readAttributes(text: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(/\s+([^\s=]+)="([^"]*)"/g)) {
    if (attributes.has(name)) throw new Error(`${name} stands twice.`);
    attributes.set(name, resolve(value));
  }
  return attributes;
}

function resolve(text: string): string {
  return text.replace(/&([^;\s]*;?)/g, (reference, name: string) => {
    const [, decimal, hex] = /^#(?:(\d{1,7})|x([0-9a-fA-F]{1,6}));$/.exec(name) ?? [];
    const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : undefined;
    const known = code === undefined ? REFERENCES[name.slice(0, -1)] : String.fromCodePoint(code);
    if (!name.endsWith(';') || known === undefined || ILLEGAL.test(known))
      throw new Error(`${reference} refers to nothing.`);
    return known;
  });
}

function checkPrefixes({ name, attributes, children }: XmlElement, outer: ReadonlySet<string>): void {
  const declared = [...attributes.keys()]
    .filter((key) => key.startsWith('xmlns:'))
    .map((key) => key.slice(6));
  const known = new Set([...outer, ...declared]);
  for (const used of [name, ...attributes.keys()]) {
    const prefix =
      used.includes(':') && !used.startsWith('xmlns:') ? used.slice(0, used.indexOf(':')) : 'xml';
    if (!known.has(prefix)) throw new Error(`The prefix of ${used} is not declared.`);
  }
  for (const child of children) checkPrefixes(child, known);
}

/** The child elements of a name. */
export function children(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** The text of the first child of a name. */
export function textOfChild(element: XmlElement, name: string): string | undefined {
  return children(element, name)[0]?.text;
}
