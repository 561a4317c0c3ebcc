import type { Place, Problem } from '../model/problem.ts';
import { nearest } from './nearest.ts';
import { problem, type RuleId, type RuleValues } from './problems.ts';
import { isComponentId, parts, type Words } from './site-schema.ts';
import type { YamlText } from './yaml.ts';

type Path = readonly PropertyKey[];

/** Each has a page, four feeds and a badge in every language. */
export const MOST_COMPONENTS = 500;
/** So many faults are told; whoever has mended them has mended the others. */
const TOLD = 200;
type Fields = Readonly<Record<string, unknown>>;

/** Judges what one part of `site.yml` says of another, wherever the parts by themselves are well-formed. Never throws. */
export function crossProblems(yaml: YamlText): readonly Problem[] {
  const checks = new Checks(yaml);
  checks.run();
  return checks.problems;
}

class Checks {
  readonly problems: Problem[] = [];
  readonly #yaml: YamlText;
  readonly #root: Fields;
  /** Empty where they are at fault themselves. */
  readonly #languages: readonly string[];
  readonly #groups: readonly string[];
  readonly #places = new Map<string, Place>();
  #count = 0;

  constructor(yaml: YamlText) {
    this.#yaml = yaml;
    this.#root = fieldsOf(yaml.value);
    const languages = parts.languages.safeParse(this.#root.languages);
    this.#languages = languages.success ? languages.data : [];
    this.#groups = groupsOf(this.#root.components);
  }

  run(): void {
    const { name, about, support, signUp, footer, components, channels } = this.#root;
    this.#words(name, ['name']);
    this.#words(about, ['about']);
    this.#words(fieldsOf(support).name, ['support', 'name']);
    this.#words(fieldsOf(signUp).name, ['signUp', 'name']);
    for (const [index, link] of listOf(footer).entries()) {
      if (!this.#isFull) this.#words(fieldsOf(link).name, ['footer', index, 'name']);
    }
    this.#components(components, ['components']);
    this.#channels(channels);
  }

  get #isFull(): boolean {
    return this.problems.length >= TOLD;
  }

  #words(value: unknown, at: Path): void {
    const parsed = parts.words.safeParse(value);
    if (!parsed.success || typeof parsed.data === 'string' || this.#languages.length === 0) return;
    const words = parsed.data;
    const others = Object.keys(words).filter((lang) => !this.#languages.includes(lang));
    const missing = this.#languages.filter((lang) => !words[lang]);
    for (const lang of others.slice(0, TOLD)) {
      const line = missing.length === 1 ? `${missing[0]}: ${words[lang]}` : 'Delete it.';
      this.#report(
        'site-key',
        this.#yaml.placeOf([...at, lang], 'key'),
        lang,
        this.#languages.join(', '),
        line,
      );
    }
    if (missing.length > 0 && others.length === 0) this.#reportMissing(words, missing, at);
  }

  #reportMissing(words: Exclude<Words, string>, missing: readonly string[], at: Path): void {
    const key = String(at.at(-1));
    const why = `"${key}" has no words in: ${missing.join(', ')}. Every page is made in every language.`;
    const rows = this.#languages.map((lang) => `${lang}: ${words[lang] ?? '…'}`);
    this.#report('site-value', this.#yaml.placeOf(at), '', why, `${key}: { ${rows.join(', ')} }`);
  }

  #components(value: unknown, at: Path): void {
    for (const [index, component] of listOf(value).entries()) {
      if (this.#count > MOST_COMPONENTS || this.#isFull) return;
      this.#component(fieldsOf(component), [...at, index]);
    }
  }

  #component({ id, name, description, since, until, formerly, components }: Fields, at: Path): void {
    this.#count += 1;
    if (this.#count === MOST_COMPONENTS + 1) this.#report('site-components', this.#yaml.placeOf(at), '');
    if (typeof id === 'string' && isComponentId(id)) this.#once(id, this.#yaml.placeOf([...at, 'id']));
    this.#words(name, [...at, 'name']);
    this.#words(description, [...at, 'description']);
    const [first, last] = [parts.day.safeParse(since), parts.day.safeParse(until)];
    if (first.success && last.success && last.data < first.data) {
      const why = `The last day, ${last.data}, lies before the first, ${first.data}.`;
      const place = this.#yaml.placeOf([...at, 'until']);
      this.#report('site-value', place, `until: ${last.data}`, why, 'Correct one of the two days.');
    }
    for (const [row, former] of listOf(formerly).entries()) {
      if (this.#isFull) return;
      this.#former(former, [...at, 'formerly', row]);
    }
    this.#components(components, [...at, 'components']);
  }

  #channels(value: unknown): void {
    const places = new Map<string, Place>();
    for (const [index, channel] of listOf(value).entries()) {
      if (this.#isFull) return;
      const { id, lang, components } = fieldsOf(channel);
      const at = ['channels', index];
      const place = this.#yaml.placeOf([...at, 'id']);
      const twin = typeof id === 'string' ? places.get(id) : undefined;
      const why = `The channel in line ${twin?.line} has the same id. The journal knows each channel by its own.`;
      if (twin) this.#report('site-value', place, `id: ${id}`, why, 'Give one of the two another id.');
      else if (typeof id === 'string') places.set(id, place);
      this.#known(lang, this.#languages, 'a language of this site', [...at, 'lang']);
      const ids = idsOf(this.#root.components);
      for (const [row, component] of listOf(components).entries()) {
        if (this.#isFull) return;
        this.#known(component, ids, 'the id of a component or group of this file', [
          ...at,
          'components',
          row,
        ]);
      }
    }
  }

  #known(value: unknown, known: readonly string[], what: string, at: Path): void {
    if (typeof value !== 'string' || known.length === 0 || known.includes(value)) return;
    const why = `"${value}" is not ${what}. Known are: ${known.join(', ')}.`;
    this.#report('site-value', this.#yaml.placeOf(at), value, why, nearest(value, known) ?? known[0] ?? '');
  }

  #once(id: string, place: Place): void {
    const twin = this.#places.get(id);
    if (twin) this.#report('component-twice', place, `id: ${id}`, twin.line);
    else this.#places.set(id, place);
  }

  #former(value: unknown, at: Path): void {
    const { name, group } = fieldsOf(value);
    this.#words(name, [...at, 'name']);
    if (typeof group === 'string' && !this.#groups.includes(group)) {
      const near = nearest(group, this.#groups);
      const line = near ? `group: ${near}` : 'Keep a group that was given up in the file, with "until".';
      const place = this.#yaml.placeOf([...at, 'group']);
      this.#report('site-group', place, `group: ${group}`, this.#groups.join(', ') || 'none', line);
    }
    const former = parts.former.safeParse(value);
    if (!former.success || name !== undefined || group !== undefined) return;
    const { until } = former.data;
    const why = 'An entry of "formerly" says what was otherwise: the name, the group, or both.';
    this.#report(
      'site-value',
      this.#yaml.placeOf(at),
      `until: ${until}`,
      why,
      `{ until: ${until}, name: … }`,
    );
  }

  #report<Id extends RuleId>(id: Id, place: Place, read: string, ...values: RuleValues<Id>): void {
    this.problems.push(problem(id, place, read, ...values));
  }
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function idsOf(value: unknown): readonly string[] {
  return listOf(value).flatMap((component) => {
    const { id, components } = fieldsOf(component);
    return [...(typeof id === 'string' ? [id] : []), ...idsOf(components)];
  });
}

function groupsOf(value: unknown): readonly string[] {
  return listOf(value).flatMap((component) => {
    const { id, components } = fieldsOf(component);
    return typeof id === 'string' && components !== undefined ? [id, ...groupsOf(components)] : [];
  });
}
