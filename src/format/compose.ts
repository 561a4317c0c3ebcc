import { clockDigits, parseOffset } from '../calendar/zone.ts';
import { type Instant, instant, MINUTE, type Stamp } from '../model/instant.ts';
import type { Phase } from '../model/phase.ts';
import { writeHeading } from './heading.ts';
import { phaseWord } from './words.ts';
import { writeYamlLine } from './yaml.ts';

/** What somebody wants to say, as they spelled it: the check judges that, not this. */
export interface Saying {
  readonly phase: Phase;
  /** Lines of the status block, in their order. */
  readonly status: readonly (readonly [key: string, value: string])[];
  readonly text: string;
}

/** An update as it is written, with a line end behind it. */
export function composeUpdate({ phase, status, text }: Saying, stamp: Stamp, lang: string): string {
  const block = status.map(([key, value]) => `${key}: ${value}\n`).join('');
  return [
    `${writeHeading(stamp, phaseWord(phase, lang))}\n`,
    ...(block === '' ? [] : [`\`\`\`status\n${block}\`\`\`\n`]),
    ...(text.trim() === '' ? [] : [`${text.trim()}\n`]),
  ].join('\n');
}

/** What a new file says above its first update. */
export interface Front {
  readonly title: string;
  readonly kind?: 'maintenance';
  /** Where it is not the site's first language. */
  readonly lang?: string;
}

/** A new incident file of one update. */
export function composeFile({ title, kind, lang }: Front, update: string): string {
  const rows = [
    writeYamlLine('title', title),
    ...(kind ? [writeYamlLine('kind', kind)] : []),
    ...(lang ? [writeYamlLine('lang', lang)] : []),
  ];
  return `---\n${rows.join('\n')}\n---\n\n${update}`;
}

/** A file with an update behind its last line: what stands there is not touched, save that its last line gets its end. */
export function appendUpdate(file: string, update: string): string {
  const gap = /\r\n/.test(file) ? '\r\n' : '\n';
  const ended = file === '' || file.endsWith('\n') ? file : file + gap;
  const parted = ended.endsWith(gap + gap) ? ended : ended + gap;
  return parted + update.replaceAll('\n', gap);
}

/** The stamp of now; where an update has that minute already, the next free one. */
export function freeStamp(now: Stamp, taken: Iterable<Instant>): Stamp {
  const minutes = new Set(taken);
  let { at } = now;
  while (minutes.has(at)) at = instant(at + MINUTE);
  return { ...now, at, digits: clockDigits(at, parseOffset(now.offset) ?? 0) };
}

/** An id that nobody has: the day and a few words of the title, as far as they have Latin letters. */
export function freeId(
  day: string,
  title: string,
  kind: 'incident' | 'maintenance',
  taken: Iterable<string>,
): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .split(' ')
    .filter((word) => word !== '' && !SMALL.has(word))
    .slice(0, 4);
  const base = [day, ...(words.length > 0 ? words : [kind])].join('-');
  const known = new Set(taken);
  for (let count = 1; ; count++) {
    const id = count === 1 ? base : `${base}-${count}`;
    if (!known.has(id)) return id;
  }
}

const SMALL: ReadonlySet<string> = new Set([
  'a',
  'an',
  'the',
  'of',
  'is',
  'are',
  'in',
  'on',
  'to',
  'be',
  'and',
]);
