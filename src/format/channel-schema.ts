import { z } from 'zod';
import { CHANNEL_TYPES, CORRECTION_CUSTOMS, UNSURE_CUSTOMS } from '../model/channel.ts';
import { KINDS } from '../model/phase.ts';

const id = z
  .string()
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'an id of a–z, 0–9 and single hyphens that begins with a letter');
const variable = z
  .string()
  .regex(
    /^[A-Z][A-Z0-9_]*$/,
    'the name of an environment variable, such as SLACK_URL; never the secret itself',
  );
const MAILBOX = /^(?:[^<>"\r\n]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/;
const mailbox = z.string().regex(MAILBOX, 'a mail address, such as Tayori Mail <status@example.com>');
const web = (text: string) => /^https?:\/\/[^\s?#]+$/.test(text) && URL.canParse(text);

const taste = {
  lang: z.string().optional(),
  components: z.array(z.string()).min(1).optional(),
  kinds: z.array(z.enum(KINDS)).min(1).optional(),
  corrections: z.enum(CORRECTION_CUSTOMS).optional(),
};
const unsure = z.enum(UNSURE_CUSTOMS).optional();

const shapes = {
  slack: z.strictObject({ id, type: z.literal('slack'), urlFrom: variable, ...taste, unsure }),
  discord: z.strictObject({ id, type: z.literal('discord'), urlFrom: variable, ...taste, unsure }),
  teams: z.strictObject({ id, type: z.literal('teams'), urlFrom: variable, ...taste, unsure }),
  webhook: z.strictObject({
    id,
    type: z.literal('webhook'),
    urlFrom: variable,
    secretFrom: variable,
    ...taste,
  }),
  websub: z.strictObject({
    id,
    type: z.literal('websub'),
    hub: z.string().refine(web, 'the hub’s address, such as https://hub.example.com/'),
  }),
  mail: z.strictObject({
    id,
    type: z.literal('mail'),
    serverFrom: variable,
    from: mailbox,
    to: mailbox,
    unsubscribe: z
      .string()
      .refine(
        (text) => web(text) || /^mailto:[^\s<>@]+@[^\s<>@]+$/.test(text),
        'where a reader leaves the list: an address that begins with https://, http:// or mailto:',
      ),
    ...taste,
    unsure,
  }),
} as const;

/** A channel of `site.yml`; what it says of languages and components is judged in site-checks.ts. */
export const channelSchema = z.discriminatedUnion('type', [
  shapes.slack,
  shapes.discord,
  shapes.teams,
  shapes.webhook,
  shapes.websub,
  shapes.mail,
]);

export type ChannelShape = z.infer<typeof channelSchema>;

/** The keys of a channel of this type; of all types where it has none that is known. */
export function channelKeys(type: unknown): readonly string[] {
  const known = CHANNEL_TYPES.find((one) => one === type);
  if (known) return Object.keys(shapes[known].shape);
  return [...new Set(CHANNEL_TYPES.flatMap((one) => Object.keys(shapes[one].shape)))];
}

/** Whether a key of `site.yml` names an environment variable. What stands there by mistake may be the secret itself. */
export function namesSecret(key: string): boolean {
  return ['urlFrom', 'secretFrom', 'serverFrom'].includes(key);
}
