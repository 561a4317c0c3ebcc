import type { Place, Problem } from '../model/problem.ts';
import { withoutForbidden } from './characters.ts';
import { fileRules } from './rules/file.ts';
import { frontMatterRules } from './rules/front-matter.ts';
import { headingRules } from './rules/heading.ts';
import { lawRules } from './rules/law.ts';
import type { Rule } from './rules/rule.ts';
import { siteRules } from './rules/site.ts';
import { statusRules } from './rules/status.ts';
import { textRules } from './rules/text.ts';
import { timeRules } from './rules/times.ts';
import { translationRules } from './rules/translation.ts';

/** Every rule of the format. The ids are permanent, and `docs/FORMAT.md` explains each. */
const rules = {
  ...fileRules,
  ...frontMatterRules,
  ...headingRules,
  ...statusRules,
  ...timeRules,
  ...textRules,
  ...translationRules,
  ...siteRules,
  ...lawRules,
};

export type RuleId = keyof typeof rules;

/** The ids of every rule, in the order in which `docs/FORMAT.md` lists them. */
export const RULE_IDS = Object.keys(rules) as readonly RuleId[];

/** Where a problem goes. */
export type Report = (problem: Problem) => void;

/** What a rule's own sentences need. */
export type RuleValues<Id extends RuleId> = Parameters<(typeof rules)[Id]>;

/** A problem of the rule `id`; `values` are what the rule's own sentences need. */
export function problem<Id extends RuleId>(
  id: Id,
  place: Place,
  read: string,
  ...values: RuleValues<Id>
): Problem {
  const build = rules[id] as (...args: unknown[]) => Rule;
  const { severity = 'error', message, write } = build(...values);
  return {
    rule: id,
    severity,
    place,
    read: shorten(read),
    message: visible(message),
    write: visible(curb(id, write)),
  };
}

/** A line to paste is no longer, save those that give back what was published. */
const LONGEST_WRITE = 4000;

/** Thousands of problems in one long line would each repeat the line. */
function curb(id: string, write: string): string {
  return write.length > LONGEST_WRITE && !id.startsWith('law-') ? `${write.slice(0, LONGEST_WRITE)}…` : write;
}

/** A message quotes the file, and a terminal obeys what it is shown. */
function visible(text: string): string {
  return withoutForbidden(text, '\uFFFD');
}

/** What was read, for a terminal: on one line, without what nobody sees, cut where it is long. */
export function shorten(text: string): string {
  // A thousand problems in a line of a megabyte would each go through all of it.
  const line = visible(text.slice(0, 1000)).replace(/\s+/g, ' ').trim();
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}
