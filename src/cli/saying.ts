import type { IncidentView } from '../derive/incident-view.ts';
import { titleOf } from '../derive/said.ts';
import { CallError } from '../edge/call-error.ts';
import type { Saying } from '../format/compose.ts';
import { nearest } from '../format/nearest.ts';
import { meantWord } from '../format/words.ts';
import { wordsFor } from '../i18n/words.ts';
import { CAUSES } from '../model/incident.ts';
import { leavesWithGroups } from '../model/site-config.ts';
import { STATES, type State } from '../model/state.ts';
import { askAmong, askIf, askSome, askWhich, askWords } from './ask.ts';
import { listOf, textOf, type Values } from './command.ts';
import type { Desk } from './desk.ts';

/** Options for what a status block states, as it is spelled there. */
export const STATUS_OPTIONS = {
  component: { type: 'string', multiple: true },
  began: { type: 'string' },
  detected: { type: 'string' },
  ended: { type: 'string' },
  at: { type: 'string' },
  next: { type: 'string' },
  lost: { type: 'string', multiple: true },
  cause: { type: 'string' },
  impact: { type: 'string' },
  by: { type: 'string' },
  late: { type: 'string' },
} as const;

export const STATUS_HELP = `  --component "ID: STATE"   a state, as a line of the status block: "pc-mail: major outage" (may be repeated)
  --began, --detected, --ended, --at TIME   event times: 02:39, ~02:39, "2008-09-05 02:39"
  --next TIME     when the next update will come
  --lost WHAT     what is lost for good (may be repeated)
  --cause, --impact, --by, --late           as in the status block; docs/FORMAT.md tells each`;

const BEFORE = ['late', 'at', 'began', 'detected', 'ended'] as const;
const AFTER = ['cause', 'impact', 'next', 'by'] as const;

/** The lines of a status block that were given, in the order in which they are usually written. */
export function statusGiven(values: Values): Saying['status'] {
  const single = (key: string): Saying['status'] => {
    const value = textOf(values[key]);
    return value === undefined ? [] : [[key, value]];
  };
  const states = listOf(values.component).map((line): readonly [string, string] => {
    const [, ids, state] = /^([^:]+):\s*(.+)$/.exec(line) ?? [];
    if (ids && state) return [ids.trim(), state.trim()];
    throw new CallError(
      `--component takes "ID: STATE", such as --component "pc-mail: major outage", not "${line}". Nothing was written.`,
    );
  });
  return [
    ...BEFORE.flatMap(single),
    ...states,
    ...listOf(values.lost).map((words) => ['lost', words] as const),
    ...AFTER.flatMap(single),
  ];
}

/** The incident that is meant; asked for where it was not given and a person can be asked. */
export async function chooseView(
  desk: Desk,
  given: string | undefined,
  fits: (view: IncidentView) => boolean,
): Promise<IncidentView> {
  const { views, world } = desk;
  const wanted = given ?? (world.isTerminal ? await askView(desk, fits) : undefined);
  if (wanted === undefined) {
    throw new CallError(
      `Which incident? Give its id, the name of its file without folder and ".md". Open now: ${
        views
          .filter(({ isOpen }) => isOpen)
          .map(({ id }) => id)
          .join(', ') || 'none'
      }. Nothing was written.`,
    );
  }
  const found = views.find(({ id }) => id === wanted);
  if (found) return found;
  const near = nearest(
    wanted,
    views.map(({ id }) => id),
  );
  throw new CallError(
    `There is no incident "${wanted}". ${near ? `Did you mean ${near}?` : 'An incident is named by its file, without folder and ".md".'} Nothing was written.`,
  );
}

async function askView({ views, words }: Desk, fits: (view: IncidentView) => boolean): Promise<string> {
  const open = views.filter(fits);
  const some = open.length > 0 ? open : views.slice(0, 12);
  const options = some.map((view) => ({
    value: view.id,
    label: titleOf(view, view.incident.lang).words || view.id,
    hint: view.id,
  }));
  return askAmong(
    open.length > 0 ? words.whichIncident : `${words.noneOpen} ${words.whichIncident}`,
    options,
  );
}

/** States of components, by name; nothing where none was marked. */
export async function askStates(desk: Desk, message: string): Promise<Saying['status']> {
  const { config, words, world } = desk;
  const lang = config.languages.find((own) => own === world.lang) ?? config.languages[0];
  const leaves = leavesWithGroups(config).filter(({ component }) => component.until === undefined);
  const options = leaves.map(({ component }) => ({
    value: component.id,
    label: component.name[lang] ?? component.id,
    hint: component.id,
  }));
  const marked = await askSome(message, options);
  if (marked.length === 0) return [];
  const nameOf = (id: string) => options.find(({ value }) => value === id)?.label ?? id;
  const stateOf = async (ids: readonly string[]): Promise<State> => {
    const shown = wordsFor(lang).states;
    const states = STATES.toReversed().map((state) => ({ value: state, label: shown[state] }));
    const worstFirst = states.filter(({ value }) => value !== 'under maintenance');
    return (await askWhich(words.stateOf(ids.map(nameOf).join(', ')), worstFirst)) as State;
  };
  if (marked.length === 1 || (await askIf(words.sameForAll, words.yesNo)))
    return [[marked.join(', '), await stateOf(marked)]];
  const lines: (readonly [string, string])[] = [];
  for (const id of marked) lines.push([id, await stateOf([id])]);
  return lines;
}

const TIME = /^~?(?:\d{4}-\d{2}-\d{2} )?\d{2}:\d{2}(?: [+-]\d{2}:\d{2})?$/;

/** A time as the status block spells it; nothing where Return alone was pressed and that is allowed. */
export async function askTime(
  desk: Desk,
  message: string,
  example: string,
  isNeeded: boolean,
): Promise<string> {
  const { words } = desk;
  return askWords(message, isNeeded ? example : `${example} (${words.skip})`, (answer) => {
    if (answer === '') return isNeeded ? words.needed : undefined;
    return TIME.test(answer) ? undefined : '02:39, ~02:39, 2008-09-05 02:39';
  });
}

/** One cause of the list, by its word in the person's language. */
export async function askCause({ words, world }: Desk): Promise<Saying['status']> {
  const shown = wordsFor(world.lang === 'ja' ? 'ja' : 'en').causes;
  const options = [
    { value: '', label: '–', hint: words.skip },
    ...CAUSES.map((cause) => ({ value: cause, label: shown[cause] })),
  ];
  const cause = await askWhich(words.cause, options);
  return cause === '' ? [] : [['cause', meantWord(cause, 'causes') ?? cause]];
}

/** The text for readers: given, read from standard input, written in an editor, or asked for. */
export async function textFor(desk: Desk, values: Values, lang: string, begin = ''): Promise<string> {
  const { world, words, templates } = desk;
  const message = textOf(values.message);
  if (message === '-') return world.readInput();
  if (message !== undefined) return message;
  const named = textOf(values.template);
  const template = named === undefined ? undefined : templateNamed(named, lang, desk);
  if (values.edit === true) return world.edit(template ?? begin);
  if (template !== undefined) return world.isTerminal ? world.edit(template) : template;
  if (!world.isTerminal) return '';
  const own = templates.filter((one) => one.lang === lang && !one.name.startsWith('postmortem'));
  const how = await askWhich(words.text, [
    { value: 'line', label: words.textLine },
    { value: 'editor', label: words.textEditor },
    ...own.map(({ name }) => ({ value: `template ${name}`, label: words.textTemplate(name) })),
    { value: 'none', label: words.textNone },
  ]);
  if (how === 'none') return '';
  if (how === 'line')
    return askWords(words.words, '', (answer) => (answer === '' ? words.needed : undefined));
  if (how === 'editor') return world.edit(begin);
  return world.edit(templateNamed(how.slice('template '.length), lang, desk));
}

/** The text of a template in a language. Throws a `CallError` that names those that there are. */
export function templateNamed(name: string, lang: string, { templates, folder }: Desk): string {
  const found = templates.find((one) => one.name === name && one.lang === lang);
  if (found) return found.text;
  const names = [...new Set(templates.filter((one) => one.lang === lang).map((one) => one.name))];
  throw new CallError(
    `There is no template ${folder.name}/_templates/${name}.${lang}.md. There are: ${names.join(', ') || 'none'}. Nothing was written.`,
  );
}
