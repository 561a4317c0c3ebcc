import { CAUSES, IMPACTS } from '../model/incident.ts';
import type { Place } from '../model/problem.ts';
import { STATES } from '../model/state.ts';
import { RESERVED_KEYS } from './keys.ts';
import { problem, type Report } from './problems.ts';
import { BARE_FORM, FULL_FORM, WINDOW_FORM } from './time.ts';

/** One `key: value` line; `place` is the key's, `valuePlace` the value's. */
export interface StatusEntry {
  readonly key: string;
  readonly value: string;
  readonly place: Place;
  readonly valuePlace: Place;
}

/** The place of a line of the update, by its index there, and a column from 0. */
export type PlaceOf = (index: number, column?: number) => Place;

const FENCE = '```status';
const NEAR_FENCE = /^ {0,3}(?:`{3,}|~{3,})[ \t]*status$/i;
const NEAR_END = /^ {0,3}(?:`{3,}|~{3,})$/;

/**
 * Reads the status block that begins at line `from`, if one does; `lines` bear no blanks at their ends. `next` is the
 * index of the line after it. A block that is never closed ends before the first line that must be text.
 */
export function readBlock(
  lines: readonly string[],
  from: number,
  place: PlaceOf,
  report: Report,
): { readonly entries: readonly StatusEntry[]; readonly next: number } {
  const first = lines[from] ?? '';
  if (!NEAR_FENCE.test(first)) return { entries: [], next: from };
  if (first !== FENCE) report(problem('status-fence', place(from), first, FENCE));
  const entries: StatusEntry[] = [];
  for (let index = from + 1; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (NEAR_END.test(line)) {
      if (line !== '```') report(problem('status-fence', place(index), line, '```'));
      return { entries, next: index + 1 };
    }
    if (isText(line, lines[index - 1] ?? '')) {
      report(problem('status-open', place(from), first));
      return { entries, next: index };
    }
    const entry = readEntry(line, (column) => place(index, column), report);
    if (entry) entries.push(entry);
  }
  report(problem('status-open', place(from), first));
  return { entries, next: lines.length };
}

/** After a blank line a block may go on, but only with what looks like its own lines. */
function isText(line: string, above: string): boolean {
  return above === '' && line !== '' && !/^[a-z0-9-]+(?:, *[a-z0-9-]+)* *[:：]/.test(line);
}

/** People write a component's name for its id: the rule on keys tells them which one is meant. */
const NAMED = /^([^\s:：,、`#>*+-][^:：,、]{0,60}\S): (\S.*)$/;
const EXACT = /^([^\s:：,、]+(?:, [^\s:：,、]+)*): (\S.*)$/;
const NEAR = /^[-*+]?\s?([^\s:：,、]+(?:\s?[,、]\s?[^\s:：,、]+)*)\s?[:：]\s?(.*)$/;

function readEntry(line: string, place: (column?: number) => Place, report: Report): StatusEntry | undefined {
  if (line === '') return undefined;
  const [, key, value] = EXACT.exec(line) ?? [];
  if (key && value) return { key, value, place: place(), valuePlace: place(key.length + 2) };
  const [, name, state] = NAMED.exec(line) ?? [];
  const isReserved = RESERVED_KEYS.some((reserved) => line.startsWith(reserved));
  if (name && state && !isReserved && !/[.!?。]/.test(name)) {
    return { key: name, value: state, place: place(), valuePlace: place(name.length + 2) };
  }
  const plain = line.replace(/\s+/g, ' ').trim();
  const bare = RESERVED_KEYS.find((reserved) => plain.startsWith(`${reserved} `));
  const [, keys = '', rest = ''] = bare
    ? ['', bare, plain.slice(bare.length + 1).replace(/^[:：=] ?/, '')]
    : (NEAR.exec(plain) ?? []);
  const nearKey = keys
    .normalize('NFKC')
    .split(/ ?[,、] ?/)
    .join(', ');
  const form = FORMS[nearKey] ?? ONE_OF_STATES;
  report(
    problem(
      'status-line',
      place(),
      line,
      nearKey ? `${nearKey}: ${rest || form}` : 'Move the line below the block, or delete it.',
    ),
  );
  if (!nearKey || !rest) return undefined;
  return { key: nearKey, value: rest, place: place(), valuePlace: place(Math.max(0, line.indexOf(rest))) };
}

const ONE_OF_STATES = STATES.join(' or ');

/** What each key may hold, for a line that holds nothing: never a value that might be taken over unread. */
const FORMS: Readonly<Record<string, string>> = {
  began: BARE_FORM,
  ended: BARE_FORM,
  detected: BARE_FORM,
  at: BARE_FORM,
  next: BARE_FORM,
  lost: 'what is lost for good',
  cause: CAUSES.join(' or '),
  impact: IMPACTS.join(' or '),
  title: 'what happened, in a few words',
  window: WINDOW_FORM,
  corrects: FULL_FORM,
  late: 'why it is posted late',
  by: 'the role that speaks',
};
