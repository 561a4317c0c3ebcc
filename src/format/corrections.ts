import { asCorrected, asPublished, correct, occurrences, type Span } from '../model/errata.ts';
import type { ForRead } from '../model/incident.ts';
import type { Instant, Stamp } from '../model/instant.ts';
import type { Phase } from '../model/phase.ts';
import type { Context } from './context.ts';
import { writeHeading } from './heading.ts';
import type { Placed } from './listed-lines.ts';
import { type Nearest, nearest } from './nearest.ts';
import { problem, type Report } from './problems.ts';
import { lineOf } from './status.ts';
import { FULL_FORM } from './time.ts';
import type { RawUpdate } from './update.ts';
import { phaseWord } from './words.ts';

/** What a correction is read against. */
export interface CorrectionScene {
  readonly phase: Phase;
  readonly stamp: Stamp;
  /** The stamps before it, by rising time. */
  readonly earlier: readonly Stamp[];
  readonly lang: string;
  readonly report: Report;
}

/** How many of the stamps before it a message goes through. */
const LISTED = 20;

/** The stamp that a correction's `corrects:` quotes, of one of the earlier updates. */
export function readCorrects(
  raw: RawUpdate,
  { phase, stamp, earlier, lang, report }: CorrectionScene,
): Instant | undefined {
  const entry = raw.entries.find(({ key }) => key === 'corrects');
  const heading = (other: Phase) => writeHeading(stamp, phaseWord(other, lang));
  if (phase !== 'correction') {
    if (entry) report(problem('corrects-phase', entry.place, lineOf(entry), heading('correction')));
    return undefined;
  }
  const newest = earlier.at(-1);
  if (!entry) {
    report(
      problem(
        'corrects-missing',
        raw.headingPlace,
        raw.heading,
        (earlier.length === 1 && newest?.digits) || FULL_FORM,
      ),
    );
    return undefined;
  }
  const whole = ({ digits, offset }: Stamp) => `${digits} ${offset}`;
  const [meant, other] = earlier.filter((one) => entry.value === one.digits || entry.value === whole(one));
  if (meant && !other) return meant.at;
  if (meant) {
    report(problem('corrects-ambiguous', entry.valuePlace, lineOf(entry), whole(meant)));
    return undefined;
  }
  const digits = earlier.slice(-LISTED).map((one) => one.digits);
  const spelled = entry.value
    .normalize('NFKC')
    .replace(/[/.年月]/g, '-')
    .replace(/日|T/g, ' ')
    .replace(/\s+/g, ' ');
  const near = digits.find((one) => spelled.includes(one)) ?? nearest(spelled, digits, 1);
  const list = `Write the digits of the heading that it corrects: ${digits.join(', ')}.`;
  const write = near ? `corrects: ${near}` : digits.length > 0 ? list : heading('update');
  report(problem('corrects-unknown', entry.valuePlace, lineOf(entry), digits.join(', ') || 'none', write));
  return undefined;
}

/** A page shows how a text read after each of its corrections. */
const MOST_PAIRS = 100;
/** With what was struck, in UTF-8: twice what an update may have. */
const MOST_BYTES = 128 * 1024;

interface Corrected {
  readonly spans: readonly Span[];
  /** How many pairs made it what it is. */
  readonly pairs: number;
}

/** The texts of one language, as the corrections read so far left them. */
export class Errata {
  readonly #texts = new Map<Instant, Corrected>();
  readonly #nearest: Nearest;
  /** To find what was meant, all of a text is looked through; so often it is. */
  #helpsLeft = 50;
  readonly #afford: Context['afford'];

  constructor({ nearest, afford }: Pick<Context, 'nearest' | 'afford'>) {
    this.#nearest = nearest;
    this.#afford = afford;
  }

  /** A text that later corrections may quote. Of a redacted one nothing can be quoted, and nothing is judged. */
  publish(stamp: Instant, text: string, isRedacted: boolean): void {
    if (!isRedacted) this.#texts.set(stamp, { spans: asPublished(text), pairs: 0 });
  }

  /** A correction of it was redacted, so nobody can tell how it reads since: nothing further is judged. */
  forget(stamp: Instant): void {
    this.#texts.delete(stamp);
  }

  /**
   * Each "For" must quote, exactly once, words of the corrected text as it reads after earlier corrections. Of what is more
   * than a page can show, the first pair is reported, and nothing else of its correction is judged.
   */
  apply(corrects: Instant, pairs: readonly Placed<ForRead>[], stamp: Instant, report: Report): void {
    for (const { value, place, line } of pairs) {
      const known = this.#texts.get(corrects);
      if (!known) return;
      const { spans } = known;
      const count = occurrences(spans, value.wrong);
      if (count !== 1) {
        this.#helpsLeft -= 1;
        const text = this.#helpsLeft < 0 ? '' : asCorrected(spans);
        report(
          count === 0
            ? notFound(value, place, line, text, this.#nearest)
            : problem('for-not-unique', place, line, count, longerQuote(value, line, text)),
        );
      } else {
        const next = { spans: correct(spans, value, stamp), pairs: known.pairs + 1 };
        const isLast = pairs.at(-1)?.value === value;
        const excess = this.#excessOf(next, isLast);
        if (excess) {
          report(problem('for-read-excess', place, line, excess));
          return;
        }
        this.#texts.set(corrects, next);
      }
    }
  }

  #excessOf({ spans, pairs }: Corrected, isRead: boolean): 'pairs' | 'size' | 'work' | undefined {
    if (pairs > MOST_PAIRS) return 'pairs';
    const words = spans.map((span) => span.words).join('');
    if (words.length > MOST_BYTES || new TextEncoder().encode(words).length > MOST_BYTES) return 'size';
    return isRead && !this.#afford(words) ? 'work' : undefined;
  }
}

function notFound(
  { wrong }: ForRead,
  place: Placed<ForRead>['place'],
  line: string,
  text: string,
  near: Nearest,
) {
  const plain = wrong.replace(/\s+/g, ' ');
  const rows = text.split('\n').map((row) => row.trim());
  const row =
    wrong === ''
      ? undefined
      : (rows.find((one) => one.replace(/\s+/g, ' ').includes(plain)) ?? nearestWords(wrong, rows, near));
  const write = row
    ? line.replace(wrong, () => row)
    : 'Copy the words from the update, letter by letter, from within one line.';
  return problem(
    'for-not-found',
    place,
    line,
    write,
    row ? ' Quote what stands there, or a part of it.' : '',
  );
}

/** The line of which some part differs least from the words. */
function nearestWords(wrong: string, rows: readonly string[], near: Nearest): string | undefined {
  const parts = new Map<string, string>();
  for (const row of rows) {
    const sentences = row.match(/[^.。!?！？、,;]+[.。!?！？、,;]?/g) ?? [];
    for (const part of [row, ...sentences.map((sentence) => sentence.trim())])
      if (part) parts.set(part, part);
  }
  return near(wrong, parts.keys());
}

const LONGEST_QUOTE = 200;

/** The words with what surrounds their first place, until they stand there once. */
function longerQuote({ wrong }: ForRead, line: string, text: string): string {
  const start = text.indexOf(wrong);
  const from = text.lastIndexOf('\n', start) + 1;
  const end = text.indexOf('\n', start + wrong.length);
  const row = text.slice(from, end === -1 ? undefined : end);
  for (let size = 4; size <= Math.min(row.length, LONGEST_QUOTE); size += 4) {
    const left = Math.max(0, start - from - size);
    const quote = row.slice(left, start - from + wrong.length + size).trim();
    if (text.split(quote).length === 2) return line.replace(wrong, () => quote);
  }
  return 'Quote more of the line, so that it stands there once; or one place at a time, in corrections of its neighbours.';
}
