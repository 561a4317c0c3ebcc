import type { Problem } from '../../model/problem.ts';

/** What a rule says of a breach: why it matters and what to write instead. An error unless it says `warning`. */
export type Rule = Pick<Problem, 'message' | 'write'> & { readonly severity?: Problem['severity'] };

/** Rules by their permanent ids. A function takes what its sentences need, ready worded. */
export type Rules = Record<string, (...values: never[]) => Rule>;
