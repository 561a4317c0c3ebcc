import { parse as parseToml, TomlDate } from 'smol-toml';
import { unixLines } from '../format/decode.ts';
import { readYaml } from '../format/yaml.ts';
import { type JsonObject, objectOf } from './json.ts';

/** What stands at the head of a cState file, whichever way it is written. */
export interface Front {
  /** Values by key in small letters; texts, lists of texts, and whatever else stood there. Times are texts. */
  readonly fields: JsonObject;
  /** The text below, with LF line ends. */
  readonly body: string;
  /** How it was found, for the report. */
  readonly found: string;
  readonly isGuess: boolean;
}

const FENCE = /^---[ \t]*$/;

/**
 * Reads the head of a Hugo page: YAML between `---`, TOML between `+++`, JSON in braces; also where the first `---` is
 * missing, and the `Key: value` lines with which some sites begin. Undefined where nothing of the kind is there. Never throws.
 */
export function readFront(source: string): Front | undefined {
  const text = unixLines(source.replace(/^\uFEFF/, '')).replace(/^\s*\n/, '');
  const lines = text.split('\n');
  if (FENCE.test(lines[0] ?? '')) {
    const end = lines.findIndex((line, index) => index > 0 && /^(?:---|\.\.\.)[ \t]*$/.test(line));
    if (end > 0) return yamlFront(lines.slice(1, end), lines.slice(end + 1), 'YAML front matter', false);
    return headed(lines.slice(1), 'front matter without its last line');
  }
  if (/^\+\+\+[ \t]*$/.test(lines[0] ?? '')) {
    const end = lines.findIndex((line, index) => index > 0 && /^\+\+\+[ \t]*$/.test(line));
    return end > 0
      ? tomlFront(lines.slice(1, end), lines.slice(end + 1))
      : headed(lines.slice(1), 'front matter without its last line');
  }
  if (text.startsWith('{')) return jsonFront(lines);
  const end = lines.findIndex((line) => FENCE.test(line));
  const above = lines.slice(0, Math.max(end, 0));
  if (end > 0 && above.every((line) => /^(?:\s*|\s*#.*|\s*- .*|[\w-]+\s*:.*)$/.test(line)) && hasKey(above))
    return yamlFront(above, lines.slice(end + 1), 'front matter without its first line', true);
  return headed(lines, 'lines of "Key: value"');
}

function yamlFront(head: readonly string[], body: readonly string[], found: string, isGuess: boolean): Front {
  const { value, faults } = readYaml('front matter', head.join('\n'), 1);
  const fields = faults.length === 0 ? objectOf(value) : undefined;
  const rest = body.join('\n');
  if (fields) return { fields: smallKeys(fields), body: rest, found, isGuess };
  return {
    fields: readLines(head),
    body: rest,
    found: `${found}, which is no plain YAML, line by line`,
    isGuess: true,
  };
}

function tomlFront(head: readonly string[], body: readonly string[]): Front {
  const rest = body.join('\n');
  try {
    return {
      fields: smallKeys(parseToml(head.join('\n'))),
      body: rest,
      found: 'TOML front matter',
      isGuess: false,
    };
  } catch {
    return {
      fields: readLines(head),
      body: rest,
      found: 'TOML front matter, which is no plain TOML, line by line',
      isGuess: true,
    };
  }
}

function jsonFront(lines: readonly string[]): Front | undefined {
  const end = lines.findIndex((line) => /^\}[ \t]*$/.test(line));
  try {
    const fields = objectOf(JSON.parse(lines.slice(0, end + 1).join('\n')));
    return (
      fields && {
        fields: smallKeys(fields),
        body: lines.slice(end + 1).join('\n'),
        found: 'JSON front matter',
        isGuess: false,
      }
    );
  } catch {
    return undefined;
  }
}

/** Lines of keys up to the first empty one. */
function headed(lines: readonly string[], found: string): Front | undefined {
  const empty = lines.findIndex((line) => line.trim() === '');
  const head = empty === -1 ? lines : lines.slice(0, empty);
  if (!hasKey(head) || !head.every((line) => LINE.test(line) || ITEM.test(line))) return undefined;
  return { fields: readLines(head), body: lines.slice(head.length).join('\n'), found, isGuess: true };
}

function hasKey(lines: readonly string[]): boolean {
  return lines.some((line) => /^(?:title|date)\s*[:=]/i.test(line));
}

const LINE = /^\s*([A-Za-z][\w -]*?)\s*[:=]\s*(.*)$/;
const ITEM = /^\s*- +(.*)$/;

/** Keys and values line by line, and lists below a key: what a broken head still says. */
function readLines(lines: readonly string[]): JsonObject {
  const fields = new Map<string, unknown>();
  let last = '';
  for (const line of lines) {
    const item = ITEM.exec(line)?.[1];
    const before = fields.get(last);
    if (item !== undefined) {
      if (last !== '') fields.set(last, [...(Array.isArray(before) ? before : []), unquoted(item)]);
      continue;
    }
    const [, key, value = ''] = LINE.exec(line) ?? [];
    if (key === undefined || line.trim().startsWith('#')) continue;
    last = key.toLowerCase().replace(/[ _-]/g, '');
    const list = /^\[(.*)\]$/.exec(value.trim())?.[1];
    const items = list
      ?.split(',')
      .map((one) => unquoted(one))
      .filter((one) => one !== '');
    fields.set(last, items ?? unquoted(value));
  }
  return Object.fromEntries(fields);
}

function unquoted(value: string): string {
  const plain = value.trim();
  return /^(["']).*\1$/.test(plain) && plain.length > 1 ? plain.slice(1, -1) : plain;
}

function smallKeys(fields: object): JsonObject {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key.toLowerCase(), plain(value)]));
}

/** TOML has a type of its own for times. */
function plain(value: unknown): unknown {
  if (value instanceof TomlDate) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  return value;
}
