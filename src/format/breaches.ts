import type { Incident } from '../model/incident.ts';
import type { Place, Problem } from '../model/problem.ts';
import type { Breach, Judgement } from '../record/law.ts';
import type { Piece } from '../record/pieces.ts';
import type { Standing } from '../record/published.ts';
import { baseIdOf, type ParsedFolder } from './folder.ts';
import { correctionOf, type Desk, retitling } from './mend.ts';
import { problem } from './problems.ts';
import { siteProblem } from './site-breaches.ts';

/** What wording a breach needs to know: the folder as it stands, and the moment. */
export interface Scene extends Desk {
  readonly parsed: ParsedFolder;
  readonly fresh: Judgement['fresh'];
  /** The text of `site.yml`. */
  readonly site: string;
}

/** What the law refuses, as problems: where, what stood, what stands, and what to write instead. */
export function breachProblems(breaches: readonly Breach[], scene: Scene): readonly Problem[] {
  return withoutEchoes(breaches, scene).map((breach) => word(breach, scene));
}

/** Of a file that is gone or cannot be read, or whose front matter says another language, one problem tells all. */
function withoutEchoes(breaches: readonly Breach[], scene: Scene): readonly Breach[] {
  const { parsed } = scene;
  const unreadable = new Set(
    parsed.problems.filter(({ rule }) => UNREADABLE.has(rule)).map(({ place }) => baseIdOf(place.file)),
  );
  const known = new Map(parsed.incidents.map((incident) => [incident.id, incident]));
  const told = new Set<string>();
  return breaches.filter(({ how, standing }) => {
    if (!standing || standing.kind === 'site') return true;
    const { incident: id, lang } = standing;
    if (unreadable.has(id)) return false;
    const incident = known.get(id);
    const isRelabelled = incident !== undefined && hasOtherLanguage(incident, scene);
    const isWhole =
      !incident ||
      isRelabelled ||
      (how === 'gone' && lang !== '' && lang !== incident.lang && !incident.translations.has(lang));
    if (!isWhole) return true;
    const name = incident && !isRelabelled ? `${id} ${lang}` : id;
    if (told.has(name)) return false;
    told.add(name);
    return true;
  });
}

/** The language that the front matter names is none in which the incident was published. */
function hasOtherLanguage({ id, lang }: Incident, { fresh }: Scene): boolean {
  return fresh.some((piece) => piece.kind === 'incident' && piece.incident === id && piece.lang === lang);
}

/** Rules under which nothing of a file is judged: what it published may stand there or not. */
export const UNREADABLE: ReadonlySet<string> = new Set([
  'file-encoding',
  'file-size',
  'file-updates',
  'file-merge-marker',
  'file-name-twice',
  'front-matter-missing',
  'front-matter-open',
  'front-matter-yaml',
]);

function word(breach: Breach, scene: Scene): Problem {
  const { how, standing, piece } = breach;
  if ((standing ?? piece)?.kind === 'site') return siteProblem(breach, scene.site, scene.now);
  if (!standing) throw new Error('A breach of the law names what stood.');
  const found = how === 'changed' && piece ? wordChanged(standing, piece, scene) : wordGone(standing, scene);
  const { text: stood } = standing;
  const stands = piece?.text;
  return { ...found, ...(stood === undefined ? {} : { stood }), ...(stands === undefined ? {} : { stands }) };
}

const UNKNOWN =
  'The record holds its hash alone. "npm run check -- --base REF", with a revision that has it, shows what stood here.';

function wordChanged({ text, kind, lang, update }: Standing, piece: Piece, scene: Scene): Problem {
  const place = { file: piece.path, line: piece.line, column: 1 };
  const read = firstLine(piece.text ?? piece.path);
  const incident = scene.parsed.incidents.find(({ id }) => id === piece.incident);
  if (piece.kind === 'file') return problem('law-file', place, piece.path, fileAdvice(piece.path));
  if (kind === 'incident' || piece.kind === 'incident') {
    const title = incident && newTitle(incident, lang, text);
    const advice = incident && title !== undefined ? retitling(incident, lang, title, scene) : '';
    return problem('law-front-matter', place, read, `${putBack(text)}\n${advice}`.trimEnd());
  }
  if (text === undefined || !incident) return problem('law-changed', place, read, putBack(text));
  const edit = { stood: text, stands: piece.text ?? '', update, lang, incident };
  return problem(
    'law-changed',
    place,
    read,
    `${putBack(text)}\n${correctionOf(edit, scene) ?? ''}`.trimEnd(),
  );
}

/** The title in the front matter, unless the published one bore it as well. */
function newTitle(incident: Incident, lang: string, stood: string | undefined): string | undefined {
  const file = lang === incident.lang ? incident : incident.translations.get(lang);
  if (!file?.title || !('words' in file.title)) return undefined;
  const rows = file.front.split('\n').filter((line) => line.startsWith('title:'));
  const isAsItWas = rows.length > 0 && rows.every((row) => stood?.split('\n').includes(row));
  return isAsItWas ? undefined : file.title.words;
}

function wordGone(standing: Standing, scene: Scene): Problem {
  const { incident: id, lang, update, text, path, kind } = standing;
  const incident = scene.parsed.incidents.find((one) => one.id === id);
  const place = placeOf(standing, scene);
  if (!incident) {
    const restore = text === undefined ? UNKNOWN : '';
    const write = `${path ?? `${id}.md`}, as it was published. ${restore}`.trim();
    return problem('law-incident-gone', place, id, id, write);
  }
  if (update.includes(' ')) return problem('law-file', place, path ?? update, fileAdvice(path ?? update));
  if (hasOtherLanguage(incident, scene)) {
    const top = { file: incident.path, line: 1, column: 1 };
    const was = kind === 'incident' ? text : undefined;
    return problem('law-front-matter', top, firstLine(incident.front), was ? putBack(was) : `lang: ${lang}`);
  }
  if (lang !== incident.lang && !incident.translations.has(lang)) {
    return problem('law-translation-gone', place, id, id, lang, path ?? `${id}.${lang}.md`);
  }
  if (kind === 'incident') return problem('law-front-matter', place, '', putBack(text));
  const moved = text === undefined ? undefined : twinOf(text, id, scene);
  if (moved) {
    const at = { file: moved.path, line: moved.line, column: 1 };
    const was = firstLine(text ?? '');
    return problem('law-redated', at, firstLine(moved.text ?? ''), was, was);
  }
  const what = text === undefined ? `The update of ${digitsOf(update)} UTC` : `“${firstLine(text)}”`;
  return problem('law-gone', place, '', what, putBack(text));
}

/** An unpublished update that says the same below another heading. */
function twinOf(text: string, id: string, { fresh }: Scene): Piece | undefined {
  const body = (canonical: string) => canonical.slice(canonical.indexOf('\n'));
  return fresh.find(
    (piece) => piece.incident === id && piece.text !== undefined && body(piece.text) === body(text),
  );
}

function placeOf({ incident: id, lang, path }: Standing, { parsed }: Scene): Place {
  const incident = parsed.incidents.find((one) => one.id === id);
  const own =
    incident && (lang === incident.lang || lang === '' ? incident : incident.translations.get(lang));
  return { file: own?.path ?? path ?? `${id}.md`, line: 1, column: 1 };
}

function putBack(text: string | undefined): string {
  return text === undefined ? UNKNOWN : `Put back what was published:\n\n${text}\n`;
}

function fileAdvice(path: string): string {
  return `Put back ${path} as it was published; a new version is a file of another name, linked by a new update.`;
}

function firstLine(text: string): string {
  const [first = '', second = ''] = text.split('\n');
  return first === '---' ? second : first;
}

/** `20080904T2010Z` → `2008-09-04 20:10`. */
function digitsOf(update: string): string {
  return update.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})Z$/, '$1-$2-$3 $4:$5');
}
