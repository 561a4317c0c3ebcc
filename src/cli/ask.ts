import {
  autocomplete,
  type CANCEL_SYMBOL,
  confirm,
  isCancel,
  multiselect,
  select,
  text,
} from '@clack/prompts';
import { CallError } from '../edge/call-error.ts';
import { terminal } from '../edge/terminal.ts';

/**
 * Questions for the person at the terminal; a command asks only where `world.isTerminal`, and only for what was not given.
 * Each throws a `CallError` where the person gives up (Ctrl-C, Escape), so a command must not have changed anything yet.
 */
export interface Option {
  /** What the answer is known by. */
  readonly value: string;
  readonly label: string;
  /** Shown behind the label while it is looked at. */
  readonly hint?: string;
}

/** The two answers, in the language of the terminal; without it in English. */
export interface YesNo {
  readonly active: string;
  readonly inactive: string;
}

/** One of a few. */
export async function askWhich(message: string, options: readonly Option[]): Promise<string> {
  return answered(await select({ ...terminal, message, options: [...options], maxItems: 12 }));
}

/** One of many: typing any part of its label or hint narrows the list. */
export async function askAmong(message: string, options: readonly Option[]): Promise<string> {
  return answered(await autocomplete({ ...terminal, message, options: [...options], maxItems: 10 }));
}

/** Any number of a few, also none. */
export async function askSome(message: string, options: readonly Option[]): Promise<readonly string[]> {
  return answered(
    await multiselect({ ...terminal, message, options: [...options], required: false, maxItems: 12 }),
  );
}

/** A line of words; `complain` says why an answer will not do, or nothing. Return alone is `standard`, where there is one. */
export async function askWords(
  message: string,
  placeholder: string,
  complain: (words: string) => string | undefined,
  standard = '',
): Promise<string> {
  const validate = (words = '') => complain(words.trim() || standard);
  return answered(await text({ ...terminal, message, placeholder, defaultValue: standard, validate })).trim();
}

/** A line of words that stands there already and may be changed; `complain` as in `askWords`. */
export async function askAgain(
  message: string,
  initialValue: string,
  complain: (words: string) => string | undefined,
): Promise<string> {
  const validate = (words = '') => complain(words.trim());
  return answered(await text({ ...terminal, message, initialValue, validate })).trim();
}

/** Yes or no; Return alone is no. */
export async function askIf(message: string, yesNo?: YesNo): Promise<boolean> {
  return answered(await confirm({ ...terminal, message, ...yesNo, initialValue: false }));
}

/** Yes or no; Return alone is yes. Gives up where the answer is no. */
export async function askToWrite(message: string, yesNo?: YesNo): Promise<void> {
  if (!answered(await confirm({ ...terminal, message, ...yesNo, initialValue: true }))) giveUp();
}

/** Yes or no, after all is done: giving up is no. */
export async function askAfterwards(message: string, yesNo?: YesNo): Promise<boolean> {
  return (await confirm({ ...terminal, message, ...yesNo, initialValue: false })) === true;
}

/** Yes or no; Return alone is no. Gives up where the answer is no. */
export async function askToGoOn(message: string, yesNo?: YesNo): Promise<void> {
  if (!(await askIf(message, yesNo))) giveUp();
}

function answered<Answer>(answer: Answer): Exclude<Answer, typeof CANCEL_SYMBOL> {
  if (isCancel(answer)) return giveUp();
  return answer as Exclude<Answer, typeof CANCEL_SYMBOL>;
}

function giveUp(): never {
  throw new CallError('Given up: nothing was changed.');
}
