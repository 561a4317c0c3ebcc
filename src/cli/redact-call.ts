import { CallError } from '../edge/call-error.ts';
import type { RedactableField } from '../record/tombstone.ts';
import type { Values } from './command.ts';

/** What a redaction was called with. */
export interface RedactCall {
  readonly incident?: string;
  readonly update?: string;
  readonly what?: RedactableField;
  /** From 1, as a person counts. */
  readonly lost?: number;
  readonly isTitle: boolean;
  readonly file?: string;
  /** Absent for all. */
  readonly lang?: string;
  readonly reason?: string;
}

const FIELDS: readonly RedactableField[] = ['text', 'title', 'lost'];

/** Reads the call; throws a `CallError` where it contradicts itself. */
export function readRedactCall(values: Values): RedactCall {
  const { incident, update, file, lang, reason } = values;
  const what = readWhat(values);
  const named = [
    ...(update === undefined ? [] : ['--update']),
    ...(values.title === true ? ['--title'] : []),
    ...(file === undefined ? [] : ['--file']),
  ];
  if (named.length > 1) refuse(`${named.join(' and ')} name different things. Take away one at a time.`);
  if (what && update === undefined)
    refuse(
      `--${values.lost === undefined ? 'what' : 'lost'} says what of an update is meant: give --update too.`,
    );
  if (file !== undefined && lang !== undefined) refuse('A file has no language: leave --lang out.');
  const lost = values.lost === undefined ? undefined : Number(values.lost);
  if (lost !== undefined && !(Number.isInteger(lost) && lost > 0))
    refuse(`--lost takes the number of a "lost" line, from 1, not "${values.lost}".`);
  return {
    isTitle: values.title === true,
    ...(typeof incident === 'string' ? { incident } : {}),
    ...(typeof update === 'string' ? { update } : {}),
    ...(what ? { what } : {}),
    ...(lost === undefined ? {} : { lost }),
    ...(typeof file === 'string' ? { file } : {}),
    ...(typeof lang === 'string' && lang !== 'all' ? { lang } : {}),
    ...(typeof reason === 'string' ? { reason } : {}),
  };
}

function readWhat({ what, lost }: Values): RedactableField | undefined {
  const field = FIELDS.find((one) => one === what);
  if (what !== undefined && !field) refuse(`--what takes text, title or lost, not "${what}".`);
  if (lost !== undefined && field !== undefined && field !== 'lost')
    refuse(`--lost names a loss, and --what says ${field}. Give one of the two.`);
  return lost === undefined ? field : 'lost';
}

function refuse(why: string): never {
  throw new CallError(`${why} Nothing was changed.\n"npm run redact -- --help" shows the whole call.`);
}

/** The call as it is typed, with words in capitals for what is still missing. */
export function spellCall({ incident, update, what, lost, isTitle, file, lang, reason }: RedactCall): string {
  const target = isTitle
    ? ['--title']
    : file === undefined
      ? ['--update', quoted(update ?? 'YYYY-MM-DD HH:MM')]
      : ['--file', quoted(file)];
  return [
    'npm run redact --',
    incident ?? 'INCIDENT',
    ...target,
    ...(what && what !== 'text' && lost === undefined ? ['--what', what] : []),
    ...(lost === undefined ? [] : ['--lost', String(lost)]),
    ...(lang === undefined ? [] : ['--lang', lang]),
    '--reason',
    quoted(reason ?? 'REASON'),
  ].join(' ');
}

/** For a POSIX shell. */
function quoted(word: string): string {
  if (/^[\w./:@+-]+$/.test(word)) return word;
  return /["$`\\!]/.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : `"${word}"`;
}
