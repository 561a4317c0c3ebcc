import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  stringify,
  visit,
  type YAMLMap,
} from 'yaml';
import type { Place } from '../model/problem.ts';
import { forbiddenIn, withoutForbidden } from './characters.ts';

/** Something that plain YAML does not hold. */
export interface YamlFault {
  readonly place: Place;
  readonly reason: string;
  readonly read: string;
  /** What mends it, where that can be told: mostly the line with its value in quotes. */
  readonly write: string | undefined;
}

/** An escape such as "\\x1b" that puts in a character which no file may hold. */
export interface ForbiddenEscape {
  readonly place: Place;
  /** Its line, as it is written. */
  readonly read: string;
  readonly names: string;
  /** The line without it. */
  readonly write: string;
}

/** A YAML text as plain values, with a way from a value's path to its place in the file. */
export interface YamlText {
  readonly value: unknown;
  /**
   * The place of the value at a path of keys and indexes; of its key where `key` is asked for. What is not there has
   * the place of what should hold it.
   */
  readonly placeOf: (path: readonly PropertyKey[], which?: 'key' | 'value') => Place;
  readonly faults: readonly YamlFault[];
  /** Of the keys and values, where there are no faults. */
  readonly escapes: readonly ForbiddenEscape[];
}

/**
 * Reads YAML 1.2 (core schema) without aliases, anchors, tags, merge keys or further documents. `firstLine` is the
 * text's line in its file. Never throws.
 */
export function readYaml(file: string, text: string, firstLine: number): YamlText {
  const counter = new LineCounter();
  const place = (offset: number): Place => {
    const { line, col } = counter.linePos(offset);
    return { file, line: firstLine + Math.max(line, 1) - 1, column: Math.max(col, 1) };
  };
  const lines = text.split('\n');
  const faultAt = (offset: number, reason: string): YamlFault => {
    const read = lines[Math.max(counter.linePos(offset).line, 1) - 1] ?? '';
    const write = reason === TWICE ? 'Keep one of the two lines.' : quotedLine(read);
    return { place: place(offset), reason, read, write };
  };
  if (DEEP.test(text))
    return { value: undefined, placeOf: () => place(0), faults: [faultAt(0, TOO_DEEP)], escapes: [] };
  try {
    const document = parseDocument(text, {
      version: '1.2',
      schema: 'core',
      merge: false,
      // The parser compares each key with every other one; `refused` looks each up.
      uniqueKeys: false,
      stringKeys: true,
      lineCounter: counter,
      prettyErrors: false,
      // A silent parser would leave a second document out without a word.
      logLevel: 'error',
    });
    const [first] = [...document.errors, ...document.warnings];
    const faults = first ? [faultAt(first.pos[0], reasonOf(first.message))] : refused(document, faultAt);
    return {
      value: faults.length === 0 ? document.toJS({ maxAliasCount: 0 }) : undefined,
      placeOf: (path, which = 'value') => place(offsetOf(document.contents, path, which)),
      faults,
      escapes: faults.length === 0 ? forbiddenEscapes(document, text, place, lines, firstLine) : [],
    };
  } catch {
    // The parser recurses, so whatever else is nested by the thousand ends its stack.
    return { value: undefined, placeOf: () => place(0), faults: [faultAt(0, TOO_DEEP)], escapes: [] };
  }
}

/** One line of YAML, `title: Mail storage failure`, quoted where it must be. */
export function writeYamlLine(key: string, value: string): string {
  return stringify({ [key]: value }, { lineWidth: 0, version: '1.2' }).trimEnd();
}

const TOO_DEEP = 'it is nested too deeply.';
/** More levels in one run than any site has; the parser would take minutes to refuse them. */
const DEEP = /(?:[-?:]\s+){64}|(?:[[{]\s*){64}/;
const TWICE = 'the key of this line stands there twice.';

/** A mistake in YAML drags others behind it, so the parser's first one stands for all. */
function reasonOf(message: string): string {
  if (/Nested mappings|Implicit keys|compact mappings/.test(message))
    return 'a value that holds ": " needs quotes around it.';
  if (/call stack/.test(message)) return TOO_DEEP;
  return `${message.replace(/\.?\s*$/, '').replace(/^./, (letter) => letter.toLowerCase())}.`;
}

function refused(
  document: Document.Parsed,
  faultAt: (offset: number, reason: string) => YamlFault,
): YamlFault[] {
  const faults: YamlFault[] = [];
  visit(document, (_key, node) => {
    if (!isNode(node)) return;
    const start = node.range?.[0] ?? 0;
    if (isMap(node)) for (const offset of twins(node)) faults.push(faultAt(offset, TWICE));
    if (isAlias(node))
      faults.push(
        faultAt(start, 'a value that begins with "*" needs quotes around it (aliases are not read).'),
      );
    else if (node.anchor)
      faults.push(
        faultAt(start, 'a value that begins with "&" needs quotes around it (anchors are not read).'),
      );
    else if (node.tag && !node.tag.startsWith('tag:yaml.org,2002:'))
      faults.push(faultAt(start, 'a value that begins with "!" needs quotes around it (tags are not read).'));
    else if (isScalar(node) && node.source === '<<') faults.push(faultAt(start, 'merge keys are not read.'));
  });
  return faults;
}

/** Where the keys of a map stand that it has already. */
function twins(map: YAMLMap): readonly number[] {
  const seen = new Set<string>();
  return map.items.flatMap((pair) => {
    const key = keyOf(pair);
    if (!seen.has(key)) seen.add(key);
    else if (isNode(pair.key)) return pair.key.range?.[0] ?? [];
    return [];
  });
}

/** What stands in the file as it is was judged there; only what an escape brings in is new. */
function forbiddenEscapes(
  document: Document.Parsed,
  text: string,
  place: (offset: number) => Place,
  lines: readonly string[],
  firstLine: number,
): readonly ForbiddenEscape[] {
  if (!text.includes('\\')) return [];
  const escapes: ForbiddenEscape[] = [];
  visit(document, {
    Scalar(_key, { value, range }) {
      if (typeof value !== 'string' || !range) return;
      const found = forbiddenIn(value);
      if (!found || forbiddenIn(text.slice(range[0], range[1]))) return;
      const at = place(range[0]);
      const read = lines[at.line - firstLine] ?? '';
      escapes.push({ place: at, read, names: found.names, write: withoutEscapes(read) });
    },
  });
  return escapes;
}

const ESCAPE = /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))/gi;
/** YAML's escapes by one letter that stand for a control or a separator (YAML 1.2.2, 5.7). */
const LETTERS = '0abvfreNLP';

function withoutEscapes(line: string): string {
  return line.replace(ESCAPE, (written, two?: string, four?: string, eight?: string, letter?: string) => {
    if (letter !== undefined) return LETTERS.includes(letter) ? '' : written;
    const code = Number.parseInt(two ?? four ?? eight ?? '', 16);
    return code <= 0x10ffff && withoutForbidden(String.fromCodePoint(code)) === '' ? '' : written;
  });
}

function quotedLine(line: string): string | undefined {
  const [, lead = '', key = '', value = ''] =
    /^(\s*(?:- )?)([A-Za-z][\w-]*):\s+([^"'[{|>\s].*)$/.exec(line) ?? [];
  return key === '' ? undefined : `${lead}${key}: ${JSON.stringify(value.trim())}`;
}

/** The offset of the deepest part of the path that exists. */
function offsetOf(root: Node | null, path: readonly PropertyKey[], which: 'key' | 'value'): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const [index, part] of path.entries()) {
    const isLast = index === path.length - 1;
    const pair = isMap(node) ? pairsOf(node).get(String(part)) : undefined;
    const next: unknown = pair ? pair.value : isSeq(node) ? node.items[Number(part)] : undefined;
    const chosen = pair && ((isLast && which === 'key') || !isFilled(next)) ? pair.key : next;
    if (!isNode(chosen)) return offset;
    offset = chosen.range?.[0] ?? offset;
    node = next;
  }
  return offset;
}

const known = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

/** The pairs of a map by their keys; of two with one key the last is not asked for, for that is a fault. */
function pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
  const found = known.get(map) ?? new Map(map.items.map((pair) => [keyOf(pair), pair]));
  known.set(map, found);
  return found;
}

/** An empty value has no place of its own worth pointing at. */
function isFilled(node: unknown): boolean {
  return isNode(node) && !(isScalar(node) && node.value === null && node.source === '');
}

function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : '';
}
