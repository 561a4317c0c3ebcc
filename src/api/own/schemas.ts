import type { SchemaName } from '../../derive/addresses.ts';
import { CAUSES, IMPACTS } from '../../model/incident.ts';
import { ALL_PHASES, KINDS } from '../../model/phase.ts';
import { STATES } from '../../model/state.ts';

/** A JSON Schema, draft 2020-12. */
type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string' };
const flag: Schema = { type: 'boolean' };
const count: Schema = { type: 'integer', minimum: 0 };
const time: Schema = {
  type: 'string',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}[+-]\\d{2}:\\d{2}$',
  description:
    'RFC 3339, to the second, with the offset of the site’s zone at that moment (or of a heading).',
};
const day: Schema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };
const digest: Schema = { type: 'string', pattern: '^[0-9a-f]{64}$', description: 'A SHA-256.' };
const state = oneOf(STATES);
const phase = oneOf(ALL_PHASES);
const kind = oneOf(KINDS);
const impact = oneOf(IMPACTS);
const moment = record({
  at: time,
  about: { ...flag, description: 'Staff said "about": they knew no better.' },
});
const span = record({ start: time, end: time });
const said: Schema = {
  description:
    'Words and the language they are in, or the tombstone that stands where words were taken away.',
  anyOf: [
    record({ words: text, lang: text }),
    record({ redacted: record({ date: day, reason: text, sha256: digest }) }),
  ],
};

const stated = record(
  {},
  {
    states: list(record({ components: list(text), steps: list(record({ state, from: nullable(moment) })) })),
    began: moment,
    ended: moment,
    detected: moment,
    at: { ...moment, description: 'When what the update tells happened, if not at its stamp.' },
    next: time,
    window: span,
    lost: list({ anyOf: [said, { const: 'nothing' }] }),
    cause: oneOf(CAUSES),
    impact,
    title: said,
    late: text,
    by: text,
  },
);

const update = record({
  id: { ...text, description: 'A tag: URI; the same in every language and feed, for ever.' },
  url: text,
  stamp: { ...time, description: 'When it says that it was posted.' },
  published: { ...time, description: 'When the public record has it.' },
  broughtIn: flag,
  phase,
  text: { ...said, description: 'Markdown, as it was published.' },
  stated,
  corrects: nullable(time),
  correctedBy: list(time),
  line: nullable(count),
});

const promise = {
  id: text,
  words: said,
  standing: oneOf(['open', 'kept', 'dropped']),
  by: nullable(day),
  opened: time,
  settled: nullable(record({ stamp: time, words: said })),
  moves: list(record({ from: nullable(day), to: day, stamp: time })),
};

const incident = record({
  $schema: text,
  id: text,
  url: text,
  source: text,
  kind,
  lang: text,
  imported: nullable(text),
  title: said,
  titleFirst: said,
  phase,
  open: flag,
  began: moment,
  courses: list(
    record({
      began: moment,
      beganFirst: nullable(moment),
      ended: nullable(moment),
      endedFirst: nullable(moment),
    }),
  ),
  seconds: nullable(count),
  detected: nullable(moment),
  window: nullable(span),
  moved: list(record({ window: span, at: time })),
  impact,
  impactFirst: nullable(impact),
  cause: nullable(oneOf(CAUSES)),
  components: list(
    record({
      id: text,
      name: text,
      states: list(record({ state, from: moment, to: nullable(moment) })),
    }),
  ),
  lost: list(record({ what: said, stated: time, struck: nullable(time) })),
  updates: { ...list(update), minItems: 1 },
  errata: list(record({ stamp: time, for: text, read: text, lang: text })),
  promises: list(record(promise)),
  record: list(
    record({
      seq: count,
      kind: text,
      lang: text,
      update: text,
      published: time,
      hash: digest,
      chain: digest,
    }),
  ),
});

const incidents = record({
  $schema: text,
  incidents: list(
    record({
      id: text,
      url: text,
      json: text,
      kind,
      title: said,
      phase,
      open: flag,
      began: moment,
      ended: nullable(moment),
      impact,
      components: list(text),
      updated: time,
    }),
  ),
});

const components = record({
  $schema: text,
  asOf: time,
  timeZone: text,
  status: record({ indicator: impact, description: text }),
  groups: list(record({ id: text, name: text, state, group: nullable(text) })),
  components: list(
    record({
      id: text,
      name: text,
      description: nullable(text),
      url: text,
      group: nullable(text),
      since: nullable(day),
      until: nullable(day),
      exists: flag,
      state,
      uptime: nullable(record({ share: { type: 'number', minimum: 0, maximum: 1 }, days: count })),
      days: list(
        record({
          day,
          state,
          existed: flag,
          amended: flag,
          times: list(record({ state, seconds: count })),
          incidents: list(text),
        }),
      ),
    }),
  ),
});

const promises = record({
  $schema: text,
  promises: list(record({ incident: text, title: said, url: text, ...promise })),
});

/** What is in each of our JSON files. */
export const SCHEMAS: Readonly<Record<SchemaName, Schema>> = {
  incident: document('An incident, with all that was said of it', incident),
  incidents: document('Every incident in short', incidents),
  components: document('What each component is doing, and its last 90 days', components),
  promises: document('Every promise, kept or not', promises),
};

function document(title: string, schema: Schema): Schema {
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', title, ...schema };
}

/** An object with all of these keys, and perhaps some of the others. Fields may be added, so it does not say "no more". */
function record(
  always: Readonly<Record<string, Schema>>,
  perhaps: Readonly<Record<string, Schema>> = {},
): Schema {
  return {
    type: 'object',
    properties: { ...always, ...perhaps },
    required: Object.keys(always),
  };
}

function list(items: Schema): Schema {
  return { type: 'array', items };
}

function oneOf(values: readonly string[]): Schema {
  return { enum: values };
}

function nullable(schema: Schema): Schema {
  return { anyOf: [schema, { type: 'null' }] };
}
