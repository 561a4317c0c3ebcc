import { clockDigits, parseOffset } from '../calendar/zone.ts';
import { asCorrected, asPublished, correct, occurrences, type Span } from '../model/errata.ts';
import type { ForRead, Incident, Statements, Update } from '../model/incident.ts';
import { compactInstant, type Instant, instant, MINUTE, type Stamp } from '../model/instant.ts';
import { writeHeading } from './heading.ts';
import { phaseWord } from './words.ts';
import { writeUpdate } from './write.ts';

/** Where and in which words a correction is to be written. */
export interface Desk {
  /** The moment of this run, on the site's clock. */
  readonly now: Stamp;
  readonly zone: string;
}

/** A published text that was edited where it stood. */
export interface Edit {
  /** Canonical, as it was published, and as it stands. */
  readonly stood: string;
  readonly stands: string;
  /** As `20080905T1320Z`. */
  readonly update: string;
  readonly lang: string;
  /** As its files tell it now. */
  readonly incident: Incident;
}

/**
 * Says how to say openly what an edit of a published update wanted to say: an update for each file to append it to. It
 * holds pairs of For and Read where the edit lies within lines of its text, else what was stated and the text anew.
 * Undefined where nothing that may be appended says it.
 */
export function correctionOf(edit: Edit, desk: Desk): string | undefined {
  const { incident, lang } = edit;
  const edited = incident.updates.find(({ stamp }) => compactInstant(stamp.at) === edit.update);
  if (!edited) return undefined;
  const [was, is] = [cut(edit.stood), cut(edit.stands)];
  const stamp = freeStamp(desk.now, incident);
  const text = was.text === is.text ? '' : rewording(edit, edited.stamp.at, was.text, is.text);
  if (lang === incident.lang) {
    const statements = { ...restated(edited, was.status, is.status, stamp.at), corrects: edited.stamp.at };
    return `To correct it, append:\n\n${written({ stamp, statements, text }, lang, desk, incident)}`;
  }
  if (text === '') return undefined;
  const own = incident.translations.get(lang)?.path ?? '';
  const statements = { states: [], lost: [], corrects: edited.stamp.at };
  const base = written({ stamp, statements, text: '' }, incident.lang, desk, incident);
  const translated = `${writeHeading(stamp, phaseWord('correction', lang))}\n\n${text}`;
  return `To correct it, append to ${incident.path}:\n\n${base}\n\nand to ${own}:\n\n${translated}`;
}

/** Says how to give an incident the title that someone wrote into its front matter, or its translation's. */
export function retitling(incident: Incident, lang: string, title: string, desk: Desk): string {
  const stamp = freeStamp(desk.now, incident);
  const block = (words: string, own: string) =>
    `${writeHeading(stamp, phaseWord('update', own))}\n\n\`\`\`status\ntitle: ${words}\n\`\`\``;
  if (lang === incident.lang) return `For a new title, append:\n\n${block(title, lang)}`;
  const titles = [incident.title, ...incident.updates.flatMap(({ statements }) => statements.title ?? [])];
  const latest = titles.findLast((one) => 'words' in one);
  const path = incident.translations.get(lang)?.path ?? '';
  const base = block(latest && 'words' in latest ? latest.words : '', incident.lang);
  return `For a new title, append to ${incident.path}:\n\n${base}\n\nand to ${path}:\n\n${block(title, lang)}`;
}

/** The first minute from now on that no update bears. */
function freeStamp(now: Stamp, { updates }: Incident): Stamp {
  const taken = new Set(updates.map(({ stamp }) => stamp.at));
  let { at } = now;
  while (taken.has(at)) at = instant(at + MINUTE);
  return { ...now, at, digits: clockDigits(at, parseOffset(now.offset) ?? 0) };
}

function written(
  update: Pick<Update, 'stamp' | 'statements' | 'text'>,
  lang: string,
  { zone }: Desk,
  { updates }: Incident,
): string {
  const stamps = updates.map(({ stamp }) => stamp);
  return writeUpdate({ ...update, phase: 'correction' }, { lang, zone, stamps }).trimEnd();
}

/** A canonical text's lines in its status block, and what stands below. */
function cut(canonical: string): { readonly status: readonly string[]; readonly text: string } {
  const [, ...rest] = canonical.split('\n');
  const first = rest.findIndex((line) => line !== '');
  const end = rest[first] === '```status' ? rest.indexOf('```', first) : -1;
  const text = rest
    .slice(end + 1)
    .join('\n')
    .replace(/^\n+/, '');
  return { status: end === -1 ? [] : rest.slice(first + 1, end), text };
}

/** What the edited update states otherwise than the published one, with every time as it was meant there. */
function restated(
  { statements, stamp }: Update,
  was: readonly string[],
  is: readonly string[],
  now: Instant,
): Statements {
  const differing = [
    ...is.filter((line) => !was.includes(line)),
    ...was.filter((line) => line.startsWith('lost:') && !is.includes(line)),
  ];
  const keys = new Set(differing.map((line) => line.slice(0, line.indexOf(':'))));
  const { states, lost, corrects: _corrects, late: _late, next, ...others } = statements;
  const told = Object.fromEntries(Object.entries(others).filter(([key]) => keys.has(key)));
  return {
    ...told,
    ...(keys.has('next') && next !== undefined && next > now ? { next } : {}),
    states: states
      .filter(({ components }) => keys.has(components.join(', ')))
      .map(({ components, steps: [first, ...rest] }) => {
        const { state, from } = first;
        const own = state === 'operational' ? statements.ended : statements.began;
        const since = from ?? own ?? statements.at ?? { at: stamp.at, about: false };
        return { components, steps: [{ state, from: since }, ...rest] };
      }),
    lost: !keys.has('lost') ? [] : lost.length > 0 ? lost : ['nothing'],
  };
}

const PROMISE_LINE = /^- \[[ xX-]\] P\d/;

/** The pairs that make the new text of the old one; where there are none, the new text, but for promises that stand. */
function rewording(edit: Edit, at: Instant, was: string, is: string): string {
  const pairs = pairsOf(was, is, earlierPairs(edit, at));
  if (pairs)
    return pairs.map(({ wrong, right }) => `- For: ${wrong}\n- Read: ${right}`.trimEnd()).join('\n\n');
  const promised = new Set(was.split('\n').filter((line) => PROMISE_LINE.test(line)));
  const lines = is.split('\n').filter((line) => !promised.has(line));
  return lines.join('\n').trim();
}

/** What was corrected in the update before, by rising stamp. */
function earlierPairs({ incident, lang }: Edit, at: Instant): readonly ForRead[] {
  return incident.updates
    .filter(({ statements }) => statements.corrects === at)
    .flatMap((update) =>
      lang === incident.lang
        ? update.forRead
        : (incident.translations.get(lang)?.updates.get(update.stamp.at)?.forRead ?? []),
    );
}

/** Who edited more lines wrote the text anew. */
const MOST_PAIRS = 20;

/**
 * The words to quote and to put in, line by line; undefined where lines came or went, too many changed, or they cannot be
 * quoted.
 */
function pairsOf(was: string, is: string, earlier: readonly ForRead[]): readonly ForRead[] | undefined {
  const [before, after] = [was.split('\n'), is.split('\n')];
  if (before.length !== after.length) return undefined;
  let spans = asPublished(was);
  for (const pair of earlier)
    if (occurrences(spans, pair.wrong) === 1) spans = correct(spans, pair, instant(0));
  const pairs: ForRead[] = [];
  for (const [index, line] of before.entries()) {
    const now = after[index] ?? '';
    if (line === now) continue;
    if (pairs.length === MOST_PAIRS) return undefined;
    const pair = quote(line, now, spans);
    if (!pair) return undefined;
    pairs.push(pair);
    spans = correct(spans, pair, instant(0));
  }
  return earlier.length > 0 || asCorrected(spans) === is ? pairs : undefined;
}

const GAP = /[\s\u3001\u3002]/;

/** As few whole words of the line as stand in the text once. */
function quote(line: string, now: string, spans: readonly Span[]): ForRead | undefined {
  const shorter = Math.min(line.length, now.length);
  let start = 0;
  while (start < shorter && line[start] === now[start]) start++;
  let end = 0;
  while (end < shorter - start && line.at(-1 - end) === now.at(-1 - end)) end++;
  for (let tries = 0; tries < 50; tries++) {
    while (start > 0 && !GAP.test(line[start - 1] ?? '')) start--;
    while (end > 0 && !GAP.test(line.at(-end) ?? '')) end--;
    const wrong = line.slice(start, line.length - end);
    const right = now.slice(start, now.length - end);
    const isWhole = wrong.trim() === wrong && right.trim() === right;
    if (isWhole && occurrences(spans, wrong) === 1) return { wrong, right };
    if (start === 0 && end === 0) return undefined;
    start = Math.max(0, start - 1);
    end = Math.max(0, end - 1);
  }
  return undefined;
}
