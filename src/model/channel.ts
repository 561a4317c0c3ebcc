import type { Kind } from './phase.ts';

/** Where announcements can go. */
export const CHANNEL_TYPES = ['slack', 'discord', 'teams', 'webhook', 'websub', 'mail'] as const;
export type ChannelType = (typeof CHANNEL_TYPES)[number];

/** What a channel does with a correction made of For–Read lines alone. */
export const CORRECTION_CUSTOMS = ['quietly', 'never'] as const;
/** What a channel does with a message that may have arrived already, where the receiver cannot tell a repetition. */
export const UNSURE_CUSTOMS = ['repeat', 'skip'] as const;

/** What of the news a channel is told, and how; for all but the hubs, which are told of changed feeds. */
export interface ChannelTaste {
  readonly lang: string;
  /** Ids of components and groups; without it all. */
  readonly components?: readonly string[];
  /** Without it both. */
  readonly kinds?: readonly Kind[];
  readonly corrections: (typeof CORRECTION_CUSTOMS)[number];
}

interface Named {
  /** For ever: the journal knows the channel by it. */
  readonly id: string;
}

/** A room of a chat. `urlFrom` is the name of the environment variable that holds its address, which is a secret. */
export interface ChatChannel extends Named, ChannelTaste {
  readonly type: 'slack' | 'discord' | 'teams';
  readonly urlFrom: string;
  readonly unsure: (typeof UNSURE_CUSTOMS)[number];
}

/** A program of anybody's. `secretFrom` names the variable with the key that signs (Standard Webhooks). */
export interface WebhookChannel extends Named, ChannelTaste {
  readonly type: 'webhook';
  readonly urlFrom: string;
  readonly secretFrom: string;
}

/** A mailing list. `serverFrom` names the variable with the SMTP server's address, user and password. */
export interface MailChannel extends Named, ChannelTaste {
  readonly type: 'mail';
  readonly serverFrom: string;
  readonly from: string;
  readonly to: string;
  /** Where a reader leaves the list: `https:` or `mailto:`. */
  readonly unsubscribe: string;
  readonly unsure: (typeof UNSURE_CUSTOMS)[number];
}

/** A WebSub hub (https://www.w3.org/TR/websub/), which feeds name and which is told when they change. */
export interface HubChannel extends Named {
  readonly type: 'websub';
  readonly hub: string;
}

/** A channel that is told of updates, one message each. */
export type NewsChannel = ChatChannel | WebhookChannel | MailChannel;
export type ChannelConfig = NewsChannel | HubChannel;

/** The environment variables that a channel needs. */
export function secretsOf(channel: ChannelConfig): readonly string[] {
  if (channel.type === 'websub') return [];
  if (channel.type === 'mail') return [channel.serverFrom];
  return channel.type === 'webhook' ? [channel.urlFrom, channel.secretFrom] : [channel.urlFrom];
}
