import type { Redactable } from '../model/incident.ts';
import { KINDS, type Kind } from '../model/phase.ts';
import type { Place } from '../model/problem.ts';
import { canonicalFront } from '../record/canonical.ts';
import { looksRedacted } from '../record/tombstone.ts';
import type { Context } from './context.ts';
import { nearest } from './nearest.ts';
import { problem, type Report } from './problems.ts';
import { readTitle } from './redaction.ts';
import type { Block } from './split.ts';
import { readYaml, writeYamlLine } from './yaml.ts';

/** What stands between the two lines of hyphens. */
export interface FrontMatter {
  readonly title?: Redactable;
  /** As written, or as most probably meant; undefined where the front matter says nothing of it. */
  readonly kind?: Kind;
  readonly lang?: string;
  readonly imported?: string;
  /** Whether it could be read at all. */
  readonly isRead: boolean;
}

/** Front matter as it is published, beside what it says. */
export interface CanonicalFrontMatter extends FrontMatter {
  readonly canonical: string;
}

/** Four lines never have more. */
const MOST = 16 * 1024;

/** The keys of an incident's front matter. */
export const FRONT_MATTER_KEYS = ['title', 'kind', 'lang', 'imported'] as const;

/** Reads the block above the first update; reports what is wrong, and text that stands there. */
export function readFrontMatter(
  file: string,
  head: Block,
  keys: readonly string[],
  context: Context,
  report: Report,
): CanonicalFrontMatter {
  return { ...readHead(file, head, keys, context, report), canonical: canonicalFront(head.lines) };
}

function readHead(
  file: string,
  head: Block,
  keys: readonly string[],
  context: Context,
  report: Report,
): FrontMatter {
  const lines = head.lines.map((line) => line.trimEnd());
  const at = (index: number) => ({ file, line: index + 1, column: 1 });
  if (lines[0] !== '---') {
    reportMissing(lines, at, report);
    return { isRead: false };
  }
  const end = lines.indexOf('---', 1);
  if (end === -1) {
    report(problem('front-matter-open', at(0), '---'));
    return { isRead: false };
  }
  reportStrayText(lines.slice(end + 1), (index) => at(index + end + 1), report);
  const length = lines.slice(1, end).reduce((sum, line) => sum + line.length + 1, 0);
  if (length > MOST) {
    report(problem('front-matter-size', at(0), `${length} characters`));
    return { isRead: false };
  }
  return readFields(file, lines.slice(1, end).join('\n'), keys, context, report);
}

/** Of what stands there, a title and the keys are taken for front matter that lost its hyphens. */
function reportMissing(lines: readonly string[], at: (index: number) => Place, report: Report): void {
  const isField = (line: string) =>
    new RegExp(`^(?:${FRONT_MATTER_KEYS.join('|')}):`).test(line) || /^-{3,}$/.test(line);
  const fields = lines.filter((line) => isField(line) && !line.startsWith('-'));
  const named = lines.findIndex((line) => /^#\s+\S/.test(line));
  const isTitled = fields.some((line) => line.startsWith('title:'));
  const title =
    (named === -1 ? '' : (lines[named] ?? '')).replace(/^#\s+/, '') || 'What happened, in a few words';
  const rows = isTitled ? fields : [writeYamlLine('title', title), ...fields];
  report(problem('front-matter-missing', at(0), lines[0] ?? '', ['---', ...rows, '---'].join('\n')));
  reportStrayText(
    lines.map((line, index) => (isField(line) || (index === named && !isTitled) ? '' : line)),
    at,
    report,
  );
}

function reportStrayText(lines: readonly string[], at: (index: number) => Place, report: Report): void {
  const index = lines.findIndex((line) => line !== '');
  if (index !== -1) report(problem('file-text-before-update', at(index), lines[index] ?? ''));
}

type Draft = { -readonly [K in keyof FrontMatter]: FrontMatter[K] };

function readFields(
  file: string,
  text: string,
  keys: readonly string[],
  context: Context,
  report: Report,
): FrontMatter {
  const yaml = readYaml(file, text, 2);
  const [fault] = yaml.faults;
  if (fault) {
    const line = fault.write ?? 'Write one "key: value" a line.';
    report(problem('front-matter-yaml', fault.place, fault.read, fault.reason, line));
    return { isRead: false };
  }
  for (const { place, read, names, write } of yaml.escapes)
    report(problem('file-character', place, read, names, write));
  if (yaml.escapes.length > 0) return { isRead: false };
  const value = yaml.value ?? {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    const place = yaml.placeOf([]);
    report(
      problem('front-matter-yaml', place, text, 'it holds no keys.', 'title: What happened, in a few words'),
    );
    return { isRead: false };
  }
  const fields = new Map<string, unknown>(Object.entries(value));
  for (const key of fields.keys())
    reportUnknownKey(key, keys, fields.get(key), yaml.placeOf([key], 'key'), report);
  const draft: Draft = { isRead: true };
  for (const key of keys) {
    if (!fields.has(key)) continue;
    const place = yaml.placeOf([key]);
    readField(key, fields.get(key), place, draft, context, report);
  }
  const isWanted = keys.includes('kind') && !fields.has('title');
  const isNear = (key: string) => !keys.includes(key) && nearest(key, ['title']) !== undefined;
  if (isWanted && ![...fields.keys()].some(isNear)) {
    report(
      problem('front-matter-title', { file, line: 1, column: 1 }, '', 'title: What happened, in a few words'),
    );
  }
  return draft;
}

function reportUnknownKey(
  key: string,
  keys: readonly string[],
  value: unknown,
  place: Place,
  report: Report,
): void {
  if (keys.includes(key)) return;
  const shown = `${key}: ${spell(value)}`;
  if ((FRONT_MATTER_KEYS as readonly string[]).includes(key)) {
    report(problem('translation-key', place, shown, keys.join(', ')));
    return;
  }
  const near = nearest(key, keys);
  report(
    problem(
      'front-matter-key',
      place,
      shown,
      keys.join(', '),
      near ? `${near}: ${spell(value)}` : 'Delete the line.',
    ),
  );
}

function readField(
  key: string,
  value: unknown,
  place: Place,
  draft: Draft,
  context: Context,
  report: Report,
): void {
  const shown = `${key}: ${spell(value)}`;
  if (key === 'title') {
    const title = oneLine(value);
    if (title === undefined) {
      const words = value === null || typeof value === 'object' ? '' : String(value).trim().split('\n')[0];
      const line = words ? `title: ${JSON.stringify(words)}` : 'title: What happened, in a few words';
      report(problem('front-matter-title', place, shown, line));
    } else {
      const words = readTitle(title, place, report);
      if (words) draft.title = words;
    }
  } else if (key === 'kind') {
    const kind = KINDS.find((candidate) => candidate === value);
    const near = nearest(String(value), KINDS) as Kind | undefined;
    if (!kind) report(problem('front-matter-kind', place, shown, near ?? KINDS.join(', or kind: ')));
    const meant = kind ?? near;
    if (meant) draft.kind = meant;
  } else if (key === 'lang') {
    const lang = context.config.languages.find((candidate) => candidate === value);
    if (lang) draft.lang = lang;
    else report(problem('front-matter-lang', place, shown, context.config.languages.join(', ')));
  } else {
    const imported = oneLine(value);
    if (imported === undefined || looksRedacted(imported))
      report(problem('front-matter-imported', place, shown));
    else draft.imported = imported;
  }
}

function oneLine(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const line = value.trim();
  return line === '' || line.includes('\n') ? undefined : line;
}

function spell(value: unknown): string {
  return typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
}
