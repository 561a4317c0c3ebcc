import { writeYamlLine } from './yaml.ts';

/** What a new site is begun with. */
export interface NewSite {
  /** By language. */
  readonly names: readonly (readonly [lang: string, name: string])[];
  readonly url: string;
  readonly languages: readonly string[];
  readonly zone: string;
  /** Names, or `id=Name`. */
  readonly components: readonly string[];
  /** In which feed ids are minted for the first time (RFC 4151). */
  readonly year: string;
}

/** A `site.yml` for a new site; the check judges what was given. */
export function composeSite({ names, url, languages, zone, components, year }: NewSite): string {
  const host = URL.canParse(url) ? new URL(url).hostname : 'status.example.org';
  const [[, first = ''] = []] = names;
  const isOne = names.every(([, name]) => name === first);
  const named = isOne
    ? writeYamlLine('name', first)
    : `name:\n${names.map(([lang, name]) => `  ${writeYamlLine(lang, name)}`).join('\n')}`;
  const taken = new Set<string>();
  const entries = components.map((component, index) => {
    const [, id, name = component] = /^([a-z][a-z0-9-]*)=(.+)$/.exec(component) ?? [];
    const own = id ?? idFor(name, index + 1, taken);
    taken.add(own);
    return `  - id: ${own}\n    ${writeYamlLine('name', name)}`;
  });
  return `# Every key is explained in docs/FORMAT.md ("site.yml").
# yaml-language-server: $schema=../docs/site.schema.json
${named}
url: ${url}
languages: [${languages.join(', ')}]
timeZone: ${zone}
feedAuthority: ${host},${year}

# An id is for ever; a name may change (see "formerly").
components:
${entries.join('\n')}
`;
}

function idFor(name: string, number: number, taken: ReadonlySet<string>): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');
  const base = plain === '' ? `component-${number}` : plain;
  return taken.has(base) ? `${base}-${number}` : base;
}
