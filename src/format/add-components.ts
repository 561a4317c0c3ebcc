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
  return added.reduce(addOne, text);
}

function addOne(text: string, component: NewComponent): string {
  const { contents } = parseDocument(text, { logLevel: 'silent' });
  const list = isMap(contents) ? contents.get('components', true) : undefined;
  if (!isSeq(list)) return `${text.replace(/\n*$/, '\n')}components:\n${rows(component, '  ').join('\n')}\n`;
  const group = component.group && mapWith(list, component.group.id);
  const inner = group?.get('components', true);
  const { group: _, ...alone } = component;
  if (isSeq(inner)) return insert(text, inner, alone);
  return insert(text, list, component);
}

function mapWith(list: YAMLSeq, id: string): YAMLMap | undefined {
  return list.items.find((item): item is YAMLMap => isMap(item) && item.get('id') === id);
}

function insert(text: string, list: YAMLSeq, component: NewComponent): string {
  const [start = 0, end = text.length] = list.range ?? [];
  if (list.flow) {
    const close = text.lastIndexOf(']', end - 1);
    const before = text.slice(0, close).trimEnd();
    const comma = list.items.length > 0 && !before.endsWith(',') ? ',' : '';
    return `${before}${comma} ${flow(component)} ${text.slice(close)}`;
  }
  const indent = /^ */.exec(text.slice(text.lastIndexOf('\n', start - 1) + 1))?.[0] ?? '';
  const stop = text.slice(0, end).trimEnd().length;
  const line = text.indexOf('\n', stop);
  const cut = line === -1 ? text.length : line;
  return `${text.slice(0, cut)}\n${rows(component, indent).join('\n')}${text.slice(cut) || '\n'}`;
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
