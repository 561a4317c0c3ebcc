import type { IncidentView } from '../derive/incident-view.ts';
import { isTranslated, titleOf } from '../derive/said.ts';
import { CallError } from '../edge/call-error.ts';
import { appendUpdate, composeFile, composeUpdate } from '../format/compose.ts';
import type { Update } from '../model/incident.ts';
import { askWhich } from './ask.ts';
import { type Command, type ExitCode, textOf } from './command.ts';
import { DESK_OPTIONS, type Desk, openDesk, putDown } from './desk.ts';
import { plural } from './read.ts';
import { chooseView } from './saying.ts';

/** Writes the headings that a translation lacks, with the original's words as a hint. */
export const translate: Command = {
  name: 'translate',
  summary:
    'Writes the headings that a translation lacks; without an incident, reports what is not translated.',
  help: `  npm run translate                                  what is not translated, by incident and language
  npm run translate -- 2026-11-11-mail-cannot-be-sent en

  INCIDENT        its id: the name of its file, without folder and ".md"
  LANG            one of the site's languages
  --dry-run, --commit, --yes, --json   as for every command of the desk

Each new heading has a field to fill in, and below it the original's words as a quotation: put the translation there, and
delete both. Until then the check refuses the translation, a release leaves it out, and readers see the original.
Exit 0: written, or nothing is missing. Exit 2: the call is at fault; nothing was written.`,
  positionals: ['incident', 'lang'],
  options: DESK_OPTIONS,
  async run(values, world) {
    const desk = await openDesk(world);
    const id = textOf(values.incident);
    if (id === undefined) return report(desk, values.json === true);
    const view = await chooseView(desk, id, () => true);
    const lang = await chooseLanguage(desk, view, textOf(values.lang));
    const missing = untranslated(view, lang);
    if (missing.length === 0) {
      world.tell(`${view.id} is whole in ${lang}.\n`);
      return 0;
    }
    const path =
      view.incident.translations.get(lang)?.path ?? view.incident.path.replace(/\.md$/, `.${lang}.md`);
    const file = desk.folder.incidents.find((one) => one.path === path);
    const blocks = missing.map((update) => hint(update, lang));
    const [first = '', ...rest] = blocks;
    const start = file
      ? appendUpdate(new TextDecoder().decode(file.bytes), first)
      : composeFile(
          { title: `${FIELD[lang] ?? FIELD.en} ${titleOf(view, view.incident.lang).words}` },
          first,
        );
    const after = rest.reduce(appendUpdate, start);
    const subject = `${view.id}: begin the translation into ${lang}`;
    const expected = new Set(['file-placeholder', 'front-matter-title']);
    return putDown(desk, { id: view.id, writings: [{ path, after }], subject, expected }, values);
  },
};

const FIELD: Readonly<Record<string, string>> = { en: '[fill in: translation]', ja: '[記入: 翻訳]' };

/** The heading, a field that the check refuses until it is filled in, and the original as a quotation. */
function hint({ stamp, phase, statements, text }: Update, lang: string): string {
  const field = FIELD[lang] ?? FIELD.en ?? '';
  const lost = statements.lost.flatMap((loss) =>
    loss !== 'nothing' && 'words' in loss ? [['lost', `${field} ${loss.words}`] as const] : [],
  );
  const title = statements.title;
  const status = [
    ...(title && 'words' in title ? [['title', `${field} ${title.words}`] as const] : []),
    ...lost,
  ];
  const quoted = text
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
  return composeUpdate({ phase, status, text: text === '' ? '' : `${field}\n\n${quoted}` }, stamp, lang);
}

function untranslated({ incident, updates }: IncidentView, lang: string): readonly Update[] {
  const known = incident.translations.get(lang)?.updates;
  return updates.filter((update) => !isTranslated(incident, update, lang) && !known?.has(update.stamp.at));
}

async function chooseLanguage(
  { config, world, words }: Desk,
  view: IncidentView,
  given: string | undefined,
): Promise<string> {
  const others = config.languages.filter((lang) => lang !== view.incident.lang);
  if (given !== undefined && others.includes(given)) return given;
  if (others.length === 0)
    throw new CallError(
      'The site has one language. Add another to "languages" in site.yml. Nothing was written.',
    );
  if (given === undefined && others.length === 1) return others[0] as string;
  if (given === undefined && world.isTerminal)
    return askWhich(
      words.language,
      others.map((lang) => ({ value: lang, label: lang })),
    );
  throw new CallError(
    `LANG is one of ${others.join(', ')}${given === undefined ? '' : `, not "${given}"`}. Nothing was written.`,
  );
}

function report({ views, config, world }: Desk, isJson: boolean): ExitCode {
  const rows = views.flatMap((view) =>
    config.languages
      .filter((lang) => lang !== view.incident.lang)
      .flatMap((lang) => {
        const missing = untranslated(view, lang);
        return missing.length === 0
          ? []
          : [{ id: view.id, lang, updates: missing.map(({ stamp }) => stamp.digits) }];
      }),
  );
  if (isJson) world.print(`${JSON.stringify(rows, undefined, 2)}\n`);
  else if (rows.length === 0) world.print('Everything is translated.\n');
  else {
    for (const { id, lang, updates } of rows)
      world.print(`${id}  ${lang}  ${plural(updates.length, 'update')}: ${updates.join(', ')}\n`);
  }
  return 0;
}
