import { createHash, createHmac } from 'node:crypto';
import { formatInstant, type Instant, SECOND } from '../model/instant.ts';
import type { Notice } from './notice.ts';
import { renderText } from './plain.ts';

/** What a program is told of an update (docs/ANNOUNCE.md). Fields are only ever added. */
export function webhookEvent(
  { entry, lang, chain, components, isQuiet, lines }: Notice,
  channel: string,
): object {
  return {
    type: entry.isRedaction ? 'update.redacted' : 'update.published',
    timestamp: formatInstant(entry.at),
    data: {
      id: entry.id,
      channel,
      incident: entry.incident,
      kind: entry.kind,
      phase: entry.phase,
      lang,
      title: entry.title,
      url: entry.link,
      published: formatInstant(entry.at),
      line: entry.seq,
      chain,
      components: components.map(({ term, label }) => ({ id: term, name: label })),
      quiet: isQuiet,
      text: renderText(lines),
      html: entry.html(),
    },
  };
}

/**
 * The key by which a receiver knows a message that it had already: of the feed item's id and the channel, the same at every
 * attempt. It holds no full stop, which parts what is signed.
 */
export function messageKey(item: string, channel: string): string {
  return `msg_${createHash('sha256').update(`${channel} ${item}`).digest('base64url').slice(0, 32)}`;
}

/**
 * The headers of Standard Webhooks (https://www.standardwebhooks.com) for an attempt at a moment. `secret` is as `readKey`
 * gives it.
 */
export function signedHeaders(
  key: string,
  body: string,
  secret: Uint8Array,
  at: Instant,
): Record<string, string> {
  const timestamp = String(Math.floor(at / SECOND));
  const signature = createHmac('sha256', secret).update(`${key}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': key, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

const LEAST_BYTES = 24;

/** A signing key as Standard Webhooks writes it, `whsec_` and base64; undefined where it is none, or shorter than 24 bytes. */
export function readKey(secret: string): Uint8Array | undefined {
  const [, base64 = ''] = /^(?:whsec_)?([A-Za-z0-9+/]+=*)$/.exec(secret) ?? [];
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length >= LEAST_BYTES ? bytes : undefined;
}
