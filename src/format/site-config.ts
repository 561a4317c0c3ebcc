import type { z } from 'zod';
import { CHANNEL_TYPES, type ChannelConfig } from '../model/channel.ts';
import { compareProblems, type Problem } from '../model/problem.ts';
import type { ComponentConfig, Link, Localized, SiteConfig } from '../model/site-config.ts';
import { type ChannelShape, namesSecret } from './channel-schema.ts';
import { nearest } from './nearest.ts';
import { problem } from './problems.ts';
import { crossProblems } from './site-checks.ts';
import { type ComponentShape, keysAt, type LinkShape, siteSchema, type Words } from './site-schema.ts';
import { readYaml, type YamlText } from './yaml.ts';

/** The year in which ids of feeds are minted where `site.yml` pins none (RFC 4151 asks for a date at which the name was ours). */
const AUTHORITY_YEAR = '2026';

/** What `site.yml` says; `config` is absent where there is any problem. */
export interface ParsedSite {
  readonly config: SiteConfig | undefined;
  readonly problems: readonly Problem[];
}

/** In bytes; and in what an entry of a list or a map begins or ends with. Five hundred components in four languages are a quarter of it. */
const MOST_BYTES = 512 * 1024;
const MOST_ENTRIES = 50_000;
const ENTRY = /[\n,[{]/g;
/** So many faults are explained; whoever has mended them has mended the others. */
const TOLD = 200;

/** Reads `site.yml` (docs/FORMAT.md). Never throws. */
export function parseSiteConfig(path: string, text: string): ParsedSite {
  const bytes = new TextEncoder().encode(text).length;
  const entries = text.match(ENTRY)?.length ?? 0;
  if (bytes > MOST_BYTES || entries > MOST_ENTRIES) {
    const top = { file: path, line: 1, column: 1 };
    return { config: undefined, problems: [problem('site-size', top, `${bytes} bytes, ${entries} entries`)] };
  }
  const yaml = readYaml(path, text, 1);
  const faults = yaml.faults
    .slice(0, TOLD)
    .map(({ place, read, reason, write }) =>
      problem(
        'site-yaml',
        place,
        read,
        reason,
        write ?? 'Correct the line; docs/FORMAT.md shows a whole file.',
      ),
    );
  if (faults.length > 0) return { config: undefined, problems: faults };
  const escapes = yaml.escapes
    .slice(0, TOLD)
    .map(({ place, read, names, write }) => problem('file-character', place, read, names, write));
  const parsed = siteSchema.safeParse(yaml.value ?? {});
  const lines = text.split('\n');
  const issues = withoutEchoes((parsed.error?.issues ?? []).slice(0, TOLD), yaml.value);
  const found = issues.flatMap((issue) => explain(issue, yaml, lines));
  const problems = [...escapes, ...found, ...crossProblems(yaml)].toSorted(compareProblems);
  const config = parsed.success && problems.length === 0 ? configOf(parsed.data) : undefined;
  return { config, problems };
}

type Path = readonly PropertyKey[];

function configOf(raw: z.infer<typeof siteSchema>): SiteConfig {
  const [first = '', ...others] = raw.languages;
  const localize = (words: Words): Localized =>
    typeof words === 'string' ? Object.fromEntries(raw.languages.map((lang) => [lang, words])) : words;
  const link = ({ name, url }: LinkShape): Link => ({ name: localize(name), url });
  const component = (shape: ComponentShape): ComponentConfig => ({
    id: shape.id,
    name: localize(shape.name),
    ...(shape.description ? { description: localize(shape.description) } : {}),
    ...(shape.since ? { since: shape.since } : {}),
    ...(shape.until ? { until: shape.until } : {}),
    formerly: (shape.formerly ?? [])
      .map(({ until, name, group }) => ({
        until,
        ...(name ? { name: localize(name) } : {}),
        ...(group ? { group } : {}),
      }))
      .toSorted((a, b) => (a.until < b.until ? -1 : 1)),
    components: (shape.components ?? []).map(component),
  });
  return {
    name: localize(raw.name),
    url: raw.url.replace(/\/+$/, ''),
    languages: [first, ...others],
    timeZone: raw.timeZone,
    components: raw.components.map(component),
    feedAuthority: raw.feedAuthority ?? `${new URL(raw.url).hostname},${AUTHORITY_YEAR}`,
    ...(raw.about ? { about: localize(raw.about) } : {}),
    ...(raw.support ? { support: link(raw.support) } : {}),
    footer: (raw.footer ?? []).map(link),
    ...(raw.signUp ? { signUp: link(raw.signUp) } : {}),
    channels: (raw.channels ?? []).map((shape) => channelOf(shape, first)),
  };
}

/** A channel with what it leaves out filled in; `lang` is the site's first language. */
function channelOf(shape: ChannelShape, lang: string): ChannelConfig {
  if (shape.type === 'websub') return shape;
  const { components, kinds, ...own } = shape;
  const taste = {
    lang: own.lang ?? lang,
    corrections: own.corrections ?? 'quietly',
    ...(components ? { components } : {}),
    ...(kinds ? { kinds } : {}),
  } as const;
  return own.type === 'webhook' ? { ...own, ...taste } : { ...own, ...taste, unsure: own.unsure ?? 'repeat' };
}

const EXAMPLES: Readonly<Record<string, string>> = {
  name: 'name: { ja: たよりメール, en: Tayori Mail }',
  url: 'url: https://status.example.com',
  languages: 'languages: [ja, en]',
  timeZone: 'timeZone: Asia/Tokyo',
  components: 'components:\n  - { id: mail, name: Mail }',
  feedAuthority: 'feedAuthority: status.example.com,2026',
  id: 'id: pc-mail',
  since: 'since: 2006-04-01',
  until: 'until: 2015-03-31',
  formerly: 'formerly:\n  - { until: 2018-09-30, name: Browser mail }',
  channels: 'channels:\n  - { id: team, type: slack, urlFrom: SLACK_URL }',
  type: 'type: slack',
  urlFrom: 'urlFrom: SLACK_URL',
  secretFrom: 'secretFrom: WEBHOOK_SECRET',
  serverFrom: 'serverFrom: SMTP_URL',
  from: 'from: Tayori Mail <status@example.com>',
  to: 'to: status-list@example.com',
  unsubscribe: 'unsubscribe: https://example.com/lists/status',
  hub: 'hub: https://hub.example.com/',
  kinds: 'kinds: [incident]',
  corrections: 'corrections: never',
  unsure: 'unsure: skip',
};

/** Leaves out that a key is missing where a misspelled one stands for it. */
function withoutEchoes(issues: readonly z.core.$ZodIssue[], value: unknown): readonly z.core.$ZodIssue[] {
  const meant = new Set(
    issues.flatMap((issue) => {
      if (issue.code !== 'unrecognized_keys') return [];
      return issue.keys
        .slice(0, TOLD)
        .map((key) =>
          [...issue.path, nearest(key, keysAt(issue.path, valueAt(value, issue.path)))].join('/'),
        );
    }),
  );
  return issues.filter(({ path }) => !meant.has(path.join('/')) || !isMissing(value, path));
}

function explain(issue: z.core.$ZodIssue, yaml: YamlText, lines: readonly string[]): readonly Problem[] {
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(issue.path, valueAt(yaml.value, issue.path));
    return issue.keys.slice(0, TOLD).map((key) => {
      const place = yaml.placeOf([...issue.path, key], 'key');
      const near = nearest(key, known);
      const rest = lines[place.line - 1]?.slice(place.column - 1 + key.length) ?? '';
      const value = isChannel(issue.path) ? ': …' : rest;
      return problem(
        'site-key',
        place,
        `${key}${value}`,
        known.join(', '),
        near ? `${near}${value}` : 'Delete the line.',
      );
    });
  }
  // Words by language that are at fault have an issue of their own below the union's.
  const [inner] = issue.code === 'invalid_union' ? (issue.errors.at(-1) ?? []) : [];
  const path = [...issue.path, ...(inner?.path ?? [])];
  const last = String(path.findLast((part) => typeof part === 'string') ?? '');
  const place = yaml.placeOf(path);
  const example = EXAMPLES[last] ?? `${last}: …`;
  if (isMissing(yaml.value, path))
    return [problem('site-value', place, '', `"${last}" is missing.`, example)];
  const why = `"${last}" must be ${wanted(issue)}.`;
  const read = isChannel(path)
    ? withoutSecret(last, valueAt(yaml.value, path))
    : (lines[place.line - 1] ?? '');
  return [problem('site-value', place, read, why, example)];
}

/** What is wrong with a channel may be that a secret stands there: it is not told on. */
function isChannel([top]: Path): boolean {
  return top === 'channels';
}

function withoutSecret(key: string, value: unknown): string {
  return typeof value === 'string' && !namesSecret(key) ? `${key}: ${value}` : `${key}: …`;
}

function wanted(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom' || issue.code === 'invalid_format') return issue.message;
  if (issue.code === 'too_small') return 'filled in';
  if (issue.code === 'invalid_value') return `one of: ${issue.values.join(', ')}`;
  if (issue.code === 'invalid_union' && 'discriminator' in issue)
    return `one of: ${CHANNEL_TYPES.join(', ')}`;
  if (issue.code === 'too_big' && issue.origin === 'array') return `a list of at most ${issue.maximum}`;
  if (issue.code === 'too_big') return `of at most ${issue.maximum} characters`;
  if (issue.code === 'invalid_union') return 'text, or text by language';
  if (issue.code !== 'invalid_type') return 'something else';
  if (issue.expected === 'array') return 'a list';
  return issue.expected === 'object'
    ? 'a list of keys and values'
    : 'text; in quotes, if it looks like a number';
}

function isMissing(value: unknown, path: Path): boolean {
  const found = valueAt(value, path);
  return found === undefined || found === null;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (owner, part) => (owner as Record<PropertyKey, unknown> | null | undefined)?.[part],
    value,
  );
}
