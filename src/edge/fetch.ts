/** How much of an answer is waited for. */
export interface FetchLimits {
  /** For the whole of it: every redirect, and the last byte. */
  readonly timeoutMs: number;
  /** Of the body, after it was unpacked. */
  readonly maxBytes: number;
  /** How many redirects are followed; each within the same origin, or to HTTPS. */
  readonly redirects: number;
}

export interface Fetched {
  readonly bytes: Uint8Array;
  /** As the server says it; empty where it says nothing. */
  readonly contentType: string;
  /** Where the answer came from in the end. */
  readonly url: string;
}

/** Why there is no answer, for the person who asked: the message names the address. */
export interface FetchFailure {
  readonly kind: 'unreachable' | 'status' | 'too-large' | 'redirect' | 'timeout';
  readonly message: string;
  /** With `status` alone. */
  readonly status?: number;
}

/**
 * Asks for one address, past all caches, and reads the answer as far as the limits allow. Never throws: whatever goes
 * wrong outside is a `FetchFailure`. The body is cut off as soon as it is too long, whatever length was announced.
 */
export async function fetchLimited(url: string, limits: FetchLimits): Promise<Fetched | FetchFailure> {
  const signal = AbortSignal.timeout(limits.timeoutMs);
  try {
    return await followed(url, limits, signal);
  } catch (error) {
    if (signal.aborted) {
      const seconds = limits.timeoutMs / 1000;
      return { kind: 'timeout', message: `${url} gave no whole answer within ${seconds} s` };
    }
    return { kind: 'unreachable', message: `${url} cannot be reached: ${reasonOf(error)}` };
  }
}

async function followed(
  first: string,
  { maxBytes, redirects }: FetchLimits,
  signal: AbortSignal,
): Promise<Fetched | FetchFailure> {
  let url = first;
  for (let hops = 0; ; hops++) {
    const answer = await fetch(url, { redirect: 'manual', cache: 'no-store', signal });
    const target = REDIRECTS.has(answer.status) ? answer.headers.get('location') : null;
    if (target === null) return await readBody(answer, url, maxBytes);
    await answer.body?.cancel();
    const next = URL.canParse(target, url) ? new URL(target, url) : undefined;
    if (!next || !mayFollow(new URL(url), next)) {
      return {
        kind: 'redirect',
        message: `${url} redirects to ${target}, which is not followed: it is neither on the same host nor HTTPS`,
      };
    }
    if (hops === redirects) {
      return { kind: 'redirect', message: `${first} redirects more than ${redirects} times` };
    }
    url = next.href;
  }
}

/** Those that keep the method (RFC 9110, section 15.4), and the ones that answer a GET with a GET. */
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

function mayFollow(from: URL, to: URL): boolean {
  return to.origin === from.origin || to.protocol === 'https:';
}

async function readBody(answer: Response, url: string, maxBytes: number): Promise<Fetched | FetchFailure> {
  const { status } = answer;
  if (status !== 200) {
    await answer.body?.cancel();
    return { kind: 'status', status, message: `${url} answers ${`${status} ${answer.statusText}`.trim()}` };
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer.body ?? []) {
    length += chunk.length;
    // Leaving the loop cancels the stream, and with it the connection.
    if (length > maxBytes) {
      return { kind: 'too-large', message: `${url} is larger than ${maxBytes.toLocaleString('en')} bytes` };
    }
    chunks.push(chunk);
  }
  return { bytes: joined(chunks, length), contentType: answer.headers.get('content-type') ?? '', url };
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** `fetch` itself says no more than that it failed; the cause knows whether the name, the port or the certificate is wrong. */
function reasonOf(error: unknown): string {
  const { cause } = error as { readonly cause?: unknown };
  const { code, message } = (cause ?? error) as { readonly code?: unknown; readonly message?: unknown };
  return (
    [message, code].filter((part) => typeof part === 'string' && part !== '').join(', ') || String(error)
  );
}
