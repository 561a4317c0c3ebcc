import { z } from 'zod';
import { isDay } from '../calendar/day.ts';
import { isZone } from '../calendar/zone.ts';
import { KNOWN_LANGUAGES } from '../i18n/words.ts';
import { channelKeys, channelSchema } from './channel-schema.ts';
import { isReserved } from './keys.ts';

const ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
/** Every page shows the site's words, many of them those of its components. */
const LONGEST_WORDS = 1000;
/** Each page shows the footer, each component's page what it was called; each channel is told one after the other. */
const MOST_LINKS = 50;
const MOST_FORMER = 100;
const MOST_CHANNELS = 100;
const filled = z.string().trim().min(1).max(LONGEST_WORDS);
const words = z.union([filled, z.record(z.string(), filled)]);
const day = z.string().refine(isDay, 'a day that exists, such as 2006-04-01');
const address = z
  .string()
  .refine(
    (text) => isAddress(text) || /^mailto:\S+@\S+$/.test(text),
    'an address that begins with https://, http:// or mailto:',
  );
const link = z.strictObject({ name: words, url: address });

/** Words in every language at once, or by language. */
export type Words = z.infer<typeof words>;
export type LinkShape = z.infer<typeof link>;

/** A component as `site.yml` spells it. */
export interface ComponentShape {
  readonly id: string;
  readonly name: Words;
  readonly description?: Words | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly formerly?:
    | readonly { until: string; name?: Words | undefined; group?: string | undefined }[]
    | undefined;
  readonly components?: readonly ComponentShape[] | undefined;
}

const former = z.strictObject({ until: day, name: words.optional(), group: z.string().optional() });

const component: z.ZodType<ComponentShape> = z.strictObject({
  id: z
    .string()
    .refine(isComponentId, 'an id of a–z, 0–9 and single hyphens that begins with a letter')
    .refine((id) => !isReserved(id), 'an id that is no key of a status block'),
  name: words,
  description: words.optional(),
  since: day.optional(),
  until: day.optional(),
  formerly: z.array(former).max(MOST_FORMER).optional(),
  get components() {
    return z.array(component).min(1).optional();
  },
});

const language = z
  .string()
  .refine(
    (lang) => KNOWN_LANGUAGES.includes(lang),
    `a language with words of its own: ${KNOWN_LANGUAGES.join(', ')}`,
  );

const languages = z
  .array(language)
  .min(1)
  .refine((langs) => new Set(langs).size === langs.length, 'each language once');

/** Parts that can be read by themselves where the whole is at fault. */
export const parts = { words, day, former, languages };

/** The shape of `site.yml`; what one part says of another is judged in site-checks.ts. */
export const siteSchema = z.strictObject({
  name: words,
  url: z.string().refine(isAddress, 'the site’s address, such as https://status.example.com'),
  languages,
  timeZone: z.string().refine(isZone, 'a time zone of the IANA list, such as Asia/Tokyo'),
  components: z.array(component).min(1),
  feedAuthority: z
    .string()
    .regex(
      /^[a-z0-9.-]+,\d{4}(-\d{2}(-\d{2})?)?$/,
      'a host and a year, such as status.example.com,2026 (RFC 4151)',
    )
    .optional(),
  about: words.optional(),
  support: link.optional(),
  footer: z.array(link).max(MOST_LINKS).optional(),
  signUp: link.optional(),
  channels: z.array(channelSchema).max(MOST_CHANNELS).optional(),
});

/** The same as a JSON Schema (2020-12), for editors: they complete keys, and see what is mistyped, while it is typed. */
export function siteJsonSchema(): object {
  const schema = z.toJSONSchema(siteSchema, { io: 'input' });
  return { ...schema, title: 'site.yml', description: 'docs/FORMAT.md explains every key.' };
}

/** The keys that may stand in the map at a path; `value` is what stands there. */
export function keysAt(path: readonly PropertyKey[], value: unknown): readonly string[] {
  const owner = path.findLast((part) => typeof part === 'string');
  if (owner === undefined) return Object.keys(siteSchema.shape);
  if (owner === 'components')
    return ['id', 'name', 'description', 'since', 'until', 'formerly', 'components'];
  if (owner === 'formerly') return ['until', 'name', 'group'];
  if (owner === 'channels') return channelKeys((value as { readonly type?: unknown } | undefined)?.type);
  return ['name', 'url'];
}

/** Whether the text is formed as a component's id. */
export function isComponentId(text: string): boolean {
  return ID.test(text);
}

function isAddress(text: string): boolean {
  if (!/^https?:\/\/[^\s?#]+$/.test(text) || !URL.canParse(text)) return false;
  return new URL(text).username === '';
}
