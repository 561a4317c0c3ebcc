import { dayOf } from '../calendar/day.ts';
import { isZone } from '../calendar/zone.ts';
import { CallError } from '../edge/call-error.ts';
import { clearContent, filesIn } from '../edge/own-content.ts';
import { composeSite, type NewSite } from '../format/compose-site.ts';
import { parseFolder } from '../format/folder.ts';
import { renderProblems } from '../format/report.ts';
import { deskWordsFor } from '../i18n/desk.ts';
import { KNOWN_LANGUAGES } from '../i18n/words.ts';
import { isError } from '../model/problem.ts';
import { askToGoOn, askWords } from './ask.ts';
import { type Command, listOf, textOf, type Values, type World } from './command.ts';
import { readFolder } from './read.ts';

/** The host of the demonstration: only its content may be cleared. */
const DEMONSTRATION = 'status.example.com';

/** Makes this checkout a site of one's own. */
export const init: Command = {
  name: 'init',
  summary: 'Clears the demonstration and begins a site of your own.',
  help: `  npm run init                           asks for everything, at a terminal
  npm run init -- --name "Acme" --url https://status.acme.example --languages en,ja --zone Europe/Berlin --component "Website" --component "api=API" --yes

  --name NAME        what the service is called; with several languages "en=Acme" "ja=アクメ", each with its own --name
  --url URL          where the site will be; it may have a path
  --languages LIST   the first is the default; known are ${KNOWN_LANGUAGES.join(', ')}
  --zone ZONE        an IANA time zone: the days of the site are counted there, for ever
  --component NAME   a part of the service; "id=NAME" names its id, which is for ever (may be repeated)
  --yes              do not ask before the demonstration is deleted

Deleted is the demonstration alone: a content folder that is yours is never touched. Templates (_templates) stay.
Exit 0: done. Exit 1: what was given is at fault. Exit 2: the call is, or given up; nothing was changed.`,
  options: {
    name: { type: 'string', multiple: true },
    url: { type: 'string' },
    languages: { type: 'string' },
    zone: { type: 'string' },
    component: { type: 'string', multiple: true },
    yes: { type: 'boolean', default: false },
  },
  async run(values, world) {
    const folder = await readFolder(world);
    const { config } = parseFolder({ ...folder, incidents: [], assets: new Map() }, world.now);
    const isDemonstration = config !== undefined && new URL(config.url).host === DEMONSTRATION;
    const files = await filesIn(world.content);
    if (!isDemonstration && files.length > 0) {
      throw new CallError(
        `${folder.name}/ holds content of your own (${files.length} files), and nothing of it is deleted here. Edit ${folder.name}/site.yml instead. Nothing was changed.`,
      );
    }
    const site = await siteFor(values, world);
    const text = composeSite(site);
    const judged = parseFolder(
      {
        name: folder.name,
        site: { path: 'site.yml', bytes: new TextEncoder().encode(text) },
        incidents: [],
        assets: new Map(),
      },
      world.now,
    );
    if (judged.problems.some(isError)) {
      world.tell(`${renderProblems(judged.problems, folder.name)}\nNothing was changed.\n`);
      return 1;
    }
    const words = deskWordsFor(world.lang);
    if (values.yes !== true) {
      if (!world.isTerminal)
        throw new CallError('The demonstration would be deleted: say --yes. Nothing was changed.');
      await askToGoOn(words.clear(files.length), words.yesNo);
    }
    await clearContent(world.content, world.state, files, text);
    world.print(words.begun(`${folder.name}/site.yml`));
    return 0;
  },
};

async function siteFor(values: Values, world: World): Promise<NewSite> {
  const words = deskWordsFor(world.lang);
  const needed = (answer: string) => (answer === '' ? words.needed : undefined);
  const ask = async (
    option: string,
    question: string,
    example: string,
    complain = needed,
    standard?: string,
  ) => {
    const given = textOf(values[option]);
    if (given !== undefined) return given;
    if (world.isTerminal) return askWords(question, example, complain, standard);
    throw new CallError(`--${option} is needed: --${option} "${example}". Nothing was changed.`);
  };
  const [likelyLanguages, likelyZone] = world.lang === 'ja' ? ['ja,en', 'Asia/Tokyo'] : ['en', 'UTC'];
  const languages = (
    await ask(
      'languages',
      words.languages,
      likelyLanguages,
      (answer) =>
        answer.split(/[,\s]+/).every((lang) => KNOWN_LANGUAGES.includes(lang))
          ? undefined
          : KNOWN_LANGUAGES.join(', '),
      likelyLanguages,
    )
  ).split(/[,\s]+/);
  const names = await namesFor(values, languages, world);
  const url = await ask('url', words.siteUrl, 'https://status.example.org', (answer) =>
    URL.canParse(answer) && /^https?:/.test(answer) ? undefined : 'https://status.example.org',
  );
  const zone = await ask(
    'zone',
    words.zone,
    likelyZone,
    (answer) => (isZone(answer) ? undefined : 'Asia/Tokyo, Europe/Berlin, America/New_York, UTC'),
    likelyZone,
  );
  const given = listOf(values.component);
  const withIds = async (names: readonly string[]) => {
    const found: string[] = [];
    for (const name of names) {
      const isClear = /=/.test(name) || /^[A-Za-z]/.test(name) || !world.isTerminal;
      found.push(
        isClear ? name : `${await askWords(words.componentId(name), 'website', idComplaint)}=${name}`,
      );
    }
    return found;
  };
  const components =
    given.length > 0
      ? given
      : await withIds(
          (await ask('component', words.componentNames, words.componentNamesExample)).split(/\s*[,、]\s*/),
        );
  const year = dayOf(world.now, 'UTC').slice(0, 4);
  return { names, url, languages, zone, components, year };
}

function idComplaint(id: string): string | undefined {
  return /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id) ? undefined : 'website, api-2';
}

async function namesFor(
  values: Values,
  languages: readonly string[],
  world: World,
): Promise<NewSite['names']> {
  const given = listOf(values.name);
  const words = deskWordsFor(world.lang);
  const names: [string, string][] = [];
  for (const lang of languages) {
    const own =
      given.find((name) => name.startsWith(`${lang}=`))?.slice(lang.length + 1) ??
      given.find((name) => !/^[a-z]{2,3}=/.test(name));
    if (own !== undefined) names.push([lang, own]);
    else if (world.isTerminal)
      names.push([
        lang,
        await askWords(words.siteName(lang), 'Acme', (answer) => (answer === '' ? words.needed : undefined)),
      ]);
    else throw new CallError(`--name is needed for ${lang}: --name "${lang}=Acme". Nothing was changed.`);
  }
  return names;
}
