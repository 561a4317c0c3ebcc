import { legible } from './legible.ts';
import { UNSAID } from './plain.ts';
import { type Element, isBlock, isElement, type Node, read } from './tree.ts';

/** Words that are set alike. */
export interface Run {
  readonly words: string;
  /** Where they lead: an absolute address. */
  readonly href?: string;
  readonly style: Style;
}

export interface Style {
  readonly isStrong?: true;
  readonly isEmphasised?: true;
  readonly isStruck?: true;
  readonly isCode?: true;
}

/** A line of a text, for those that know neither HTML nor Markdown. A line of code may hold line ends; no other does. */
export interface Line {
  readonly kind: 'words' | 'heading' | 'quote' | 'code';
  readonly runs: readonly Run[];
  /** Stands apart from the line above. */
  readonly opensParagraph: boolean;
}

/** Reads our own safe HTML (as `renderProse` prints it) as lines. Lists keep their marks, tables become rows. */
export function readLines(html: string): readonly Line[] {
  const lines: Line[] = [];
  blocks(read(html), { kind: 'words', indent: '', mark: '' }, lines);
  return lines;
}

/** The text of lines, and nothing else of them. */
export function wordsOf(lines: readonly Line[]): string {
  return lines.map(({ runs }) => runs.map(({ words }) => words).join('')).join('\n');
}

/** The runs of a line, those that lead to the same place together. */
export function byTarget(
  runs: readonly Run[],
): readonly { readonly href?: string; readonly runs: readonly Run[] }[] {
  const groups: { readonly href?: string; readonly runs: Run[] }[] = [];
  for (const run of runs) {
    const last = groups.at(-1);
    if (last && last.href === run.href) last.runs.push(run);
    else groups.push(run.href === undefined ? { runs: [run] } : { href: run.href, runs: [run] });
  }
  return groups;
}

interface Frame {
  readonly kind: Line['kind'];
  readonly indent: string;
  /** Stands before the first line. */
  readonly mark: string;
}

const HEADING = /^h[1-6]$/;
const TIGHT: ReadonlySet<string> = new Set(['li', 'dt', 'dd', 'tr', 'td', 'th', 'thead', 'tbody', 'tfoot']);

function blocks(nodes: readonly Node[], frame: Frame, lines: Line[], isTight = false): void {
  let { mark } = frame;
  let run: Node[] = [];
  let opens = !isTight;
  const push = (runs: readonly Run[], kind: Line['kind']) => {
    if (runs.length === 0) return;
    const lead = frame.indent + mark;
    const led = lead === '' ? runs : [{ words: lead, style: {} }, ...runs];
    lines.push({ kind, runs: led, opensParagraph: opens });
    mark = ' '.repeat(mark.length);
    opens = false;
  };
  const endRun = () => {
    for (const runs of inLines(inline(run, {}))) push(runs, frame.kind);
    run = [];
  };
  for (const node of nodes) {
    if (!isBlock(node)) {
      run.push(node);
      continue;
    }
    endRun();
    opens = !isTight;
    if (isUnsaid(node)) continue;
    const inner = { ...frame, mark };
    const before = lines.length;
    if (node.name === 'pre') push(codeOf(node), 'code');
    else if (node.name === 'ul') items(node, inner, lines, () => '- ');
    else if (node.name === 'ol') {
      const first = Number(node.attributes.start ?? 1);
      items(node, inner, lines, (place) => `${first + place}. `);
    } else if (node.name === 'dl') facts(node, inner, lines);
    else if (node.name === 'tr') {
      const cells = node.children.filter((cell) => isElement(cell));
      push(
        joined(
          cells.map((cell) => oneLine(cell.children)),
          ' | ',
        ),
        frame.kind,
      );
    } else if (HEADING.test(node.name)) push(oneLine(node.children), 'heading');
    else {
      const kind = node.name === 'blockquote' ? 'quote' : frame.kind;
      blocks(node.children, { ...inner, kind }, lines, isTight || TIGHT.has(node.name));
    }
    if (lines.length > before) mark = ' '.repeat(mark.length);
  }
  endRun();
}

function items(list: Element, frame: Frame, lines: Line[], markOf: (place: number) => string): void {
  const indent = frame.indent + frame.mark;
  for (const [place, item] of list.children.filter(isBlock).entries()) {
    const before = lines.length;
    blocks(item.children, { kind: frame.kind, indent, mark: markOf(place) }, lines, true);
    apart(lines, before, place === 0);
  }
}

/** `Began: 02:39` in a line. */
function facts(list: Element, frame: Frame, lines: Line[]): void {
  const rows: { readonly name: readonly Run[]; readonly values: (readonly Run[])[] }[] = [];
  for (const child of list.children) {
    if (isElement(child, 'dt')) rows.push({ name: oneLine(child.children, { isStrong: true }), values: [] });
    if (isElement(child, 'dd')) rows.at(-1)?.values.push(oneLine(child.children));
  }
  for (const [place, { name, values }] of rows.entries()) {
    const runs = merged([...name, { words: ': ', style: {} }, ...joined(values, '; ')]);
    lines.push({ kind: frame.kind, runs, opensParagraph: place === 0 });
  }
}

/** The first line of a list stands apart, the others do not. */
function apart(lines: Line[], at: number, isFirst: boolean): void {
  const line = lines[at];
  if (line) lines[at] = { ...line, opensParagraph: isFirst };
}

function joined(parts: readonly (readonly Run[])[], by: string): readonly Run[] {
  return merged(parts.flatMap((runs, place) => (place === 0 ? runs : [{ words: by, style: {} }, ...runs])));
}

function codeOf(pre: Element): readonly Run[] {
  const words = legible(textOf(pre)).replace(/^\n+|\n+$/g, '');
  return words === '' ? [] : [{ words, style: { isCode: true } }];
}

function textOf(node: Node): string {
  return typeof node === 'string' ? node : node.children.map(textOf).join('');
}

function oneLine(nodes: readonly Node[], style: Style = {}): readonly Run[] {
  return joined(inLines(inline(nodes, style)), ' ');
}

const STYLES: Readonly<Record<string, Style>> = {
  strong: { isStrong: true },
  b: { isStrong: true },
  em: { isEmphasised: true },
  i: { isEmphasised: true },
  del: { isStruck: true },
  s: { isStruck: true },
  code: { isCode: true },
  kbd: { isCode: true },
};

function inline(nodes: readonly Node[], style: Style, href?: string): readonly Run[] {
  return nodes.flatMap((node): readonly Run[] => {
    if (typeof node === 'string') return [runOf(legible(node.replace(/[ \t\n\f\r]+/g, ' ')), style, href)];
    if (isUnsaid(node)) return [];
    if (node.name === 'br') return [runOf('\n', style)];
    if (node.name === 'img') return [runOf(legible(node.attributes.alt ?? ''), style, href)];
    const { href: own = '' } = node.attributes;
    const target = node.name === 'a' && /^(?:https?|mailto|tel):/.test(own) ? legible(own) : href;
    return inline(node.children, { ...style, ...STYLES[node.name] }, target);
  });
}

function runOf(words: string, style: Style, href?: string): Run {
  return href === undefined ? { words, style } : { words, href, style };
}

/** Split at line ends; blanks that HTML runs together are one, and none stands at the ends of a line. */
function inLines(runs: readonly Run[]): readonly (readonly Run[])[] {
  const lines: Run[][] = [[]];
  for (const run of runs) {
    for (const [place, words] of run.words.split('\n').entries()) {
      if (place > 0) lines.push([]);
      const line = lines.at(-1);
      const isBlankBefore = line === undefined || line.length === 0 || line.at(-1)?.words.endsWith(' ');
      const rest = isBlankBefore ? words.replace(/^ /, '') : words;
      if (rest !== '') line?.push({ ...run, words: rest });
    }
  }
  return lines.map((line) => merged(withoutTail(line))).filter((line) => line.length > 0);
}

function withoutTail(line: readonly Run[]): readonly Run[] {
  const last = line.at(-1);
  if (!last?.words.endsWith(' ')) return line;
  const words = last.words.slice(0, -1);
  return words === '' ? withoutTail(line.slice(0, -1)) : [...line.slice(0, -1), { ...last, words }];
}

function merged(runs: readonly Run[]): readonly Run[] {
  const out: Run[] = [];
  for (const run of runs) {
    const last = out.at(-1);
    if (last && last.href === run.href && isAlike(last.style, run.style))
      out[out.length - 1] = { ...last, words: last.words + run.words };
    else out.push(run);
  }
  return out;
}

function isAlike(a: Style, b: Style): boolean {
  return (
    a.isStrong === b.isStrong &&
    a.isEmphasised === b.isEmphasised &&
    a.isStruck === b.isStruck &&
    a.isCode === b.isCode
  );
}

function isUnsaid({ attributes }: Element): boolean {
  return UNSAID.has(attributes.class) && attributes.class !== 'task-mark';
}
