import type { Custom } from '../announce/deliver.ts';
import { discordMessage } from '../announce/discord.ts';
import { type Mail, mailOf } from '../announce/mail.ts';
import { maskOf } from '../announce/mask.ts';
import { type Notice, noticesAfter } from '../announce/notice.ts';
import { type Start, startOf, type Tellable } from '../announce/plan.ts';
import { slackMessage } from '../announce/slack.ts';
import { teamsMessage } from '../announce/teams.ts';
import { pingBody, topicsAfter } from '../announce/topics.ts';
import { judgeHttp, judgeMail, type Verdict } from '../announce/verdict.ts';
import { messageKey, readKey, signedHeaders, webhookEvent } from '../announce/webhook.ts';
import type { Site } from '../derive/site.ts';
import { type Posted, post } from '../edge/post.ts';
import { readSecret } from '../edge/secrets.ts';
import { sendMail } from '../edge/smtp.ts';
import { tick } from '../edge/timer.ts';
import type { ProseWorld } from '../feeds/telling.ts';
import {
  type ChannelConfig,
  type ChatChannel,
  type MailChannel,
  secretsOf,
  type WebhookChannel,
} from '../model/channel.ts';
import { SECOND } from '../model/instant.ts';

/** A message as it is shown, and what an attempt to send it needs. */
export interface Message extends Tellable {
  readonly link: string;
  /** What is sent, in the channel's own form. */
  readonly payload: (isRepeat: boolean) => object | string;
  /** By which a receiver of webhooks knows it again. */
  readonly key: string;
}

/** All that a channel may be told after `startOf(start)`. */
export function messagesFor(
  channel: ChannelConfig,
  start: Start,
  site: Site,
  prose: ProseWorld,
): readonly Message[] {
  const after = startOf(start);
  if (channel.type === 'websub') {
    return topicsAfter(after, site, prose).map((topic) => ({
      item: `${topic.url}#${topic.seq}`,
      seq: topic.seq,
      published: topic.at,
      title: topic.url,
      link: topic.url,
      key: '',
      payload: () => pingBody(topic),
    }));
  }
  return noticesAfter(after, channel, site, prose).map((notice) => {
    const { id, seq, at, title, link } = notice.entry;
    return {
      item: id,
      seq,
      published: at,
      title,
      link,
      key: messageKey(id, channel.id),
      payload: payloadOf(channel, notice, site.config.feedAuthority),
    };
  });
}

function payloadOf(
  channel: ChatChannel | WebhookChannel | MailChannel,
  notice: Notice,
  authority: string,
): Message['payload'] {
  switch (channel.type) {
    case 'slack':
      return (isRepeat) => slackMessage(notice, isRepeat);
    case 'discord':
      return (isRepeat) => discordMessage(notice, isRepeat);
    case 'teams':
      return (isRepeat) => teamsMessage(notice, isRepeat);
    case 'webhook':
      return () => webhookEvent(notice, channel.id);
    case 'mail':
      return () => mailOf(notice, channel, authority);
  }
}

/** Makes an attempt. What it says holds no secret. Never throws. */
type Send = (message: Message, isRepeat: boolean) => Promise<Verdict>;

/** A channel that can be sent to. */
export interface OpenChannel {
  readonly custom: Custom;
  readonly send: Send;
}

/** So long one attempt may take (Standard Webhooks asks for 15 to 30 s). */
const TIMEOUT = 20 * SECOND;

/** Reads the channel's secrets. One that is missing, or is none, closes this channel and no other. */
export function openChannel(channel: ChannelConfig, patience: number): OpenChannel {
  const secrets = new Map(secretsOf(channel).map((name) => [name, readSecret(name)]));
  const mask = maskOf([...secrets.values()].flatMap((secret) => secret ?? []));
  const missing = [...secrets].find(([, secret]) => secret === undefined)?.[0];
  const timeout = Math.max(SECOND, Math.min(TIMEOUT, patience));
  const send =
    missing === undefined
      ? sender(channel, (name) => secrets.get(name) ?? '', { timeout, mask })
      : closed(`the environment variable ${missing} is not set`);
  return {
    custom: {
      channel: channel.id,
      knowsRepeats: channel.type === 'webhook' || channel.type === 'websub',
      repeats: !('unsure' in channel) || channel.unsure === 'repeat',
    },
    send: async (message, isRepeat) => {
      const verdict = await send(message, isRepeat);
      return { ...verdict, says: mask(verdict.says) };
    },
  };
}

function closed(says: string): Send {
  return async () => ({ how: 'closed', says });
}

/** How any attempt is made. */
interface Means {
  readonly timeout: number;
  readonly mask: (text: string) => string;
}

function sender(channel: ChannelConfig, secretOf: (name: string) => string, means: Means): Send {
  switch (channel.type) {
    case 'mail':
      return mailSender(channel, secretOf(channel.serverFrom), means.timeout);
    case 'webhook': {
      const key = readKey(secretOf(channel.secretFrom));
      if (!key)
        return closed(`${channel.secretFrom} is no signing key: whsec_ and at least 24 bytes in base64`);
      return httpSender(channel.urlFrom, secretOf(channel.urlFrom), means, ({ key: id }, body) =>
        signedHeaders(id, body, key, tick()),
      );
    }
    case 'websub':
      return httpSender('hub', channel.hub, means);
    case 'discord':
      // Without it Discord answers before it knows whether there will be a message.
      return httpSender(channel.urlFrom, secretOf(channel.urlFrom), means, undefined, { wait: 'true' });
    default:
      return httpSender(channel.urlFrom, secretOf(channel.urlFrom), means);
  }
}

function mailSender({ serverFrom }: MailChannel, address: string, timeout: number): Send {
  if (!/^smtps?:\/\/[^/]/.test(address) || !URL.canParse(address)) {
    return closed(`${serverFrom} is no mail server, such as smtps://user:password@mail.example.com`);
  }
  const server = new URL(address);
  return async ({ payload }, isRepeat) =>
    judgeMail(await sendMail(server, payload(isRepeat) as Mail, timeout));
}

/** `name` is where the address stands. */
function httpSender(
  name: string,
  address: string,
  { timeout, mask }: Means,
  headersFor: (message: Message, body: string) => Record<string, string> = () => ({}),
  query: Readonly<Record<string, string>> = {},
): Send {
  const url = addressOf(address);
  if (!url) return closed(`${name} is no address that begins with https:// (or, on this machine, http://)`);
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
  return async (message, isRepeat) => {
    const posted = postedOf(message.payload(isRepeat));
    const headers = headersFor(message, posted.body);
    return judgeHttp(await post(url.href, { ...posted, headers }, timeout, mask), tick());
  };
}

function postedOf(payload: object | string): Posted {
  return typeof payload === 'string'
    ? { body: payload, contentType: 'application/x-www-form-urlencoded' }
    : { body: JSON.stringify(payload), contentType: 'application/json' };
}

const OWN_HOSTS: readonly string[] = ['127.0.0.1', '[::1]', 'localhost'];

function addressOf(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && OWN_HOSTS.includes(url.hostname));
  return isSafe && url.username === '' ? url : undefined;
}
