import type { LogCopy } from '../record/choose.ts';
import { fetchLimited } from './fetch.ts';

/** What the live site has of the record: a copy, or why there is none to be had. */
export type LiveLog = LogCopy | { readonly missing: string };

const LIMITS = { timeoutMs: 20_000, maxBytes: 256 * 1024 * 1024, redirects: 3 } as const;

/**
 * Asks the site at `url` for its record. What is no log (a page of HTML, a 404) is none; what begins as one is given as it
 * is, to be judged. Never throws.
 */
export async function fetchLog(url: string): Promise<LiveLog> {
  const name = `${url}/log.jsonl`;
  const answer = await fetchLimited(name, LIMITS);
  if ('kind' in answer) return { missing: answer.message };
  const text = new TextDecoder().decode(answer.bytes);
  if (text.startsWith('{"hash":')) return { name, text };
  return { missing: `${name} is no log: it begins with ${JSON.stringify(text.slice(0, 40))}` };
}
