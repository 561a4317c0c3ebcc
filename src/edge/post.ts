import type { HttpAnswer } from '../announce/verdict.ts';

/** What is posted. */
export interface Posted {
  readonly body: string;
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How much of an answer's body is kept: it may say what was wrong. */
const MOST_CHARACTERS = 200;

/**
 * Posts once, and follows no redirect: what is posted is meant for this address. `mask` takes secrets out of the answer's
 * body before that is cut: half a secret would not be known again. Never throws.
 */
export async function post(
  url: string,
  posted: Posted,
  timeoutMs: number,
  mask: (text: string) => string,
): Promise<HttpAnswer> {
  const { body, contentType, headers = {} } = posted;
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      body,
      headers: { 'content-type': contentType, 'user-agent': 'Tsuiki', ...headers },
      signal,
    });
    const [retryAfter, location] = ['retry-after', 'location'].map((name) => answer.headers.get(name));
    return {
      status: answer.status,
      ...(retryAfter ? { retryAfter } : {}),
      ...(location ? { location } : {}),
      body: await beginningOf(answer, mask),
    };
  } catch (error) {
    if (signal.aborted) return { code: 'TIMEOUT', message: `no answer within ${timeoutMs / 1000} s` };
    const { cause } = error as { readonly cause?: unknown };
    const { code, message } = (cause ?? error) as { readonly code?: unknown; readonly message?: unknown };
    return { code: String(code ?? ''), message: String(message || code || error) };
  }
}

/** On one line. An answer whose body breaks off was an answer. */
async function beginningOf(answer: Response, mask: (text: string) => string): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const chunk of answer.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length >= MOST_CHARACTERS) break;
    }
  } catch {
    // What came is what there is.
  }
  return mask(text).slice(0, MOST_CHARACTERS).replace(/\s+/g, ' ').trim();
}
