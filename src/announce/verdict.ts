import { legible } from '../markdown/legible.ts';
import { type Instant, SECOND } from '../model/instant.ts';

/** What became of an attempt to send. */
export type Verdict =
  /** It arrived. */
  | { readonly how: 'sent'; readonly says: string }
  /** It did not arrive; another attempt may. */
  | { readonly how: 'failed'; readonly says: string; readonly waitMs?: number }
  /** It went out, and no answer came back. */
  | { readonly how: 'unsure'; readonly says: string }
  /** The receiver will never take this message; it may take the next. */
  | { readonly how: 'refused'; readonly says: string }
  /** The receiver takes nothing as the channel is set up now: a person has to look. */
  | { readonly how: 'closed'; readonly says: string };

/** What came of an HTTP request: an answer, or why there is none. */
export type HttpAnswer =
  | {
      readonly status: number;
      /** The header, as it came. */
      readonly retryAfter?: string;
      readonly location?: string;
      /** The beginning of the body, on one line. */
      readonly body: string;
    }
  | { readonly code: string; readonly message: string };

/** Of these the request never reached anybody. */
const UNREACHED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** The receiver says that the message is at fault. */
const AT_FAULT: ReadonlySet<number> = new Set([400, 413, 415, 422]);
/** It is busy, or broken for now. */
const FOR_NOW: ReadonlySet<number> = new Set([408, 425, 429]);

/** Judges the answer to a message that was posted at `at`. What a stranger says in it is made safe for a terminal. */
export function judgeHttp(answer: HttpAnswer, at: Instant): Verdict {
  if ('code' in answer) {
    const { code, message } = answer;
    const isUnreached =
      UNREACHED.has(code) || /^(?:CERT_|ERR_TLS_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED)/.test(code);
    return { how: isUnreached ? 'failed' : 'unsure', says: legible(message) };
  }
  const { status, body, retryAfter, location } = answer;
  const says = legible(`HTTP ${status}${body === '' ? '' : `: ${body}`}`);
  if (status >= 200 && status < 300) return { how: 'sent', says: `HTTP ${status}` };
  if (status >= 300 && status < 400) {
    const target = location === undefined ? '' : ` to ${originOf(location)}`;
    return {
      how: 'closed',
      says: `HTTP ${status}: it redirects${target}, which is not followed. Give the variable the new address`,
    };
  }
  if (AT_FAULT.has(status)) return { how: 'refused', says };
  if (status < 500 && !FOR_NOW.has(status)) return { how: 'closed', says };
  const waitMs = readRetryAfter(retryAfter, at);
  return { how: 'failed', says, ...(waitMs === undefined ? {} : { waitMs }) };
}

/** An address may be a secret, its host is not. */
function originOf(location: string): string {
  return URL.canParse(location) ? new URL(location).origin : 'another address';
}

/** How long `Retry-After` asks to wait: seconds (Discord's have a fraction), or a date (RFC 9110, section 10.2.3). */
export function readRetryAfter(value: string | undefined, at: Instant): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+(?:\.\d+)?$/.test(value.trim())) return Math.ceil(Number(value) * SECOND);
  const until = Date.parse(value);
  return Number.isNaN(until) ? undefined : Math.max(0, until - at);
}

/** What came of handing a mail to a server: its answer, or the error. */
export type MailAnswer =
  | { readonly response: string }
  | {
      readonly message: string;
      readonly code: string;
      /** What we had said last: `CONN`, `AUTH PLAIN`, `MAIL FROM`, `RCPT TO`, `DATA`. */
      readonly command: string;
      /** The server's, where it answered. */
      readonly responseCode?: number;
    };

/** Up to here nobody has the mail. */
const BEFORE_DATA = /^(?:CONN|EHLO|HELO|LHLO|STARTTLS|AUTH|MAIL FROM|RCPT TO|API)/;

export function judgeMail(answer: MailAnswer): Verdict {
  if ('response' in answer) return { how: 'sent', says: legible(answer.response) };
  const { message, code, command, responseCode } = answer;
  const says = legible(message);
  if (code === 'EAUTH' || code === 'ENOAUTH') return { how: 'closed', says };
  const isBefore = BEFORE_DATA.test(command);
  if (responseCode === undefined) return { how: isBefore || code === 'EDNS' ? 'failed' : 'unsure', says };
  if (responseCode < 500) return { how: 'failed', says };
  return { how: isBefore ? 'closed' : 'refused', says };
}
