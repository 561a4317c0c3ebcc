import type { ParseArgsConfig } from 'node:util';
import type { Instant } from '../model/instant.ts';
import type { Problem } from '../model/problem.ts';

/** 0 done, 1 the input is at fault, 2 the call is, 3 done in part. */
export type ExitCode = 0 | 1 | 2 | 3;

/** What a command may touch of the world outside it. */
export interface World {
  /** The moment of this run; the clock is read once. */
  readonly now: Instant;
  /** The content folder, as given. */
  readonly content: string;
  /** Where the record's own copy lies, and what a build needs for itself. */
  readonly state: string;
  /** Where the site is put. */
  readonly output: string;
  /** What was asked for: standard output. */
  readonly print: (text: string) => void;
  /** Progress and complaints: standard error. */
  readonly tell: (text: string) => void;
  /** Marks the lines on which problems stand, where a host of code shows them; `folder` is the content folder's name. */
  readonly annotate: (problems: readonly Problem[], folder: string) => void;
  /** A person sits at a terminal and can be asked. */
  readonly isTerminal: boolean;
  /** The language in which the person at the terminal is asked: `en`, `ja`. */
  readonly lang: string;
  /** All of standard input. */
  readonly readInput: () => Promise<string>;
  /** Opens a text in the person's editor, and gives it as it was left. */
  readonly edit: (text: string) => Promise<string>;
  /** Milliseconds since the run began. */
  readonly elapsed: () => number;
  /** Settles when the person at the terminal asks to stop. */
  readonly stopped: Promise<void>;
}

export type Values = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** One command: what it is called with, what its help says, and what it does. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** Below the summary; every option in a line. */
  readonly help: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** Under which names the words that stand without an option arrive, in their order; each may be left out. */
  readonly positionals?: readonly string[];
  readonly run: (values: Values, world: World) => Promise<ExitCode>;
}

/** An option's text. */
export function textOf(value: Values[string]): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The texts of an option that may be repeated. */
export function listOf(value: Values[string]): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}
