import { isMap, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import { writeYamlLine } from './yaml.ts';

/** A component to be put into `site.yml`. */
export interface NewComponent {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  /** `2006-04-01`. */
  readonly since?: string;
  /** By rising `until`. */
  readonly formerly: readonly { readonly until: string; readonly name: string }[];
  /** The group it stands in: one of the file, else a new one. */
  readonly group?: { readonly id: string; readonly name: string };
}

/**
 * The text of `site.yml` with components behind those it has, each in its group; every other character stays. The text
 * must be YAML of a map; whether the result is a whole `site.yml` is for `parseSiteConfig` to say.
 */
export function addComponents(text: string, added: readonly NewComponent[]): string {
  // Each new group comes with the first component that stands in it; the others follow, all of a group at once, for every
  // look at the file goes through all of it.
  const list = listIn(text);
  const known = new Set<string>();
  const isTop = ({ group }: NewComponent) => {
    if (!group || known.has(group.id)) return !group;
    known.add(group.id);
    return !(list && listOf(list, group.id));
  };
  const top = added.filter(isTop);
  const below = Map.groupBy(
    added.filter((component) => !top.includes(component)),
    ({ group }) => group?.id ?? '',
  );
  return [...below].reduce(
    (whole, [id, components]) => addBelow(whole, id, components),
    top.length === 0 ? text : addTop(text, list, top),
  );
}

function addTop(text: string, list: YAMLSeq | undefined, added: readonly NewComponent[]): string {
  if (list) return insert(text, list, added);
  const lines = added.flatMap((component) => rows(component, '  '));
  return `${text.replace(/\n*$/, '\n')}components:\n${lines.join('\n')}\n`;
}

function addBelow(text: string, id: string, added: readonly NewComponent[]): string {
  const list = listIn(text);
  const inner = list && listOf(list, id);
  if (!inner) return list ? insert(text, list, added) : text;
  return insert(
    text,
    inner,
    added.map(({ group: _, ...alone }) => alone),
  );
}

function listIn(text: string): YAMLSeq | undefined {
  const { contents } = parseDocument(text, { logLevel: 'silent', uniqueKeys: false });
  const list = isMap(contents) ? contents.get('components', true) : undefined;
  return isSeq(list) ? list : undefined;
}

/** The components of a group. */
function listOf(list: YAMLSeq, id: string): YAMLSeq | undefined {
  const inner = mapWith(list, id)?.get('components', true);
  return isSeq(inner) ? inner : undefined;
}

function mapWith(list: YAMLSeq, id: string): YAMLMap | undefined {
  return list.items.find((item): item is YAMLMap => isMap(item) && item.get('id') === id);
}

function insert(text: string, list: YAMLSeq, added: readonly NewComponent[]): string {
  const [start = 0, end = text.length] = list.range ?? [];
  if (list.flow) {
    const close = text.lastIndexOf(']', end - 1);
    const before = text.slice(0, close).trimEnd();
    const comma = list.items.length > 0 && !before.endsWith(',') ? ',' : '';
    return `${before}${comma} ${added.map(flow).join(', ')} ${text.slice(close)}`;
  }
  const indent = /^ */.exec(text.slice(text.lastIndexOf('\n', start - 1) + 1))?.[0] ?? '';
  const stop = text.slice(0, end).trimEnd().length;
  const line = text.indexOf('\n', stop);
  const cut = line === -1 ? text.length : line;
  const lines = added.flatMap((component) => rows(component, indent));
  return `${text.slice(0, cut)}\n${lines.join('\n')}${text.slice(cut) || '\n'}`;
}

/** The component in lines of its own, a new group around it where it has one. */
function rows(component: NewComponent, indent: string): readonly string[] {
  const { id, name, description, since, formerly, group } = component;
  if (group) {
    const { group: _, ...own } = component;
    return [
      `${indent}- ${writeYamlLine('id', group.id)}`,
      `${indent}  ${writeYamlLine('name', group.name)}`,
      `${indent}  components:`,
      ...rows(own, `${indent}    `),
    ];
  }
  const keys = [
    writeYamlLine('id', id),
    writeYamlLine('name', name),
    ...(description === undefined ? [] : [writeYamlLine('description', description)]),
    ...(since === undefined ? [] : [`since: ${since}`]),
    ...(formerly.length === 0 ? [] : ['formerly:']),
    ...formerly.flatMap((former) => [
      `  - until: ${former.until}`,
      `    ${writeYamlLine('name', former.name)}`,
    ]),
  ];
  return keys.map((key, index) => `${indent}${index === 0 ? '- ' : '  '}${key}`);
}

/** JSON is YAML, and stands in one line. */
function flow({ id, name, description, since, formerly, group }: NewComponent): string {
  const own = { id, name, description, since, ...(formerly.length > 0 ? { formerly } : {}) };
  return JSON.stringify(group ? { ...group, components: [own] } : own);
}
