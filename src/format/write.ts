import type {
  Incident,
  Loss,
  Redactable,
  StateLine,
  Statements,
  TranslatedUpdate,
  Update,
} from '../model/incident.ts';
import type { Instant, Moment, Stamp } from '../model/instant.ts';
import { writeTombstone } from '../record/tombstone.ts';
import { writeHeading } from './heading.ts';
import { writeTime } from './time.ts';
import { phaseWord } from './words.ts';
import { writeYamlLine } from './yaml.ts';

/** How an update is spelled. */
export interface Spelling {
  /** The language of the heading's word. */
  readonly lang: string;
  /** The site's zone: a time shows its offset only where the zone's clocks stood otherwise. Without it, always. */
  readonly zone?: string | undefined;
  /** The stamps of the file's updates, of which a correction quotes one. */
  readonly stamps?: readonly Stamp[] | undefined;
}

/**
 * An incident as its file, or as the file of one of its translations, in the one spelling: updates by rising stamp, keys
 * in a fixed order, every time in full. Parsed again it is the same incident. Times must be whole minutes of the years
 * 0000 to 9999, and `lang` the incident's or that of one of its translations; else the result is no incident file.
 */
export function writeIncident(incident: Incident, lang: string = incident.lang, zone?: string): string {
  const spelling = { lang, zone, stamps: incident.updates.map(({ stamp }) => stamp) };
  if (lang === incident.lang) {
    const { kind, imported } = incident;
    const rows = [
      writeYamlLine('title', redactable(incident.title)),
      ...(kind === 'incident' ? [] : [writeYamlLine('kind', kind)]),
      writeYamlLine('lang', incident.lang),
      ...(imported === undefined ? [] : [writeYamlLine('imported', imported)]),
    ];
    return file(
      rows,
      incident.updates.map((update) => writeUpdate(update, spelling)),
    );
  }
  const translation = incident.translations.get(lang);
  const title = translation?.title;
  const updates = incident.updates.flatMap((update) => {
    const own = translation?.updates.get(update.stamp.at);
    return own ? [writeTranslated(update, own, spelling)] : [];
  });
  return file(title ? [writeYamlLine('title', redactable(title))] : [], updates);
}

function file(frontMatter: readonly string[], updates: readonly string[]): string {
  return [`${['---', ...frontMatter, '---'].join('\n')}\n`, ...updates].join('\n');
}

/** One update from its heading on, with a line end after its last line. */
export function writeUpdate(
  update: Pick<Update, 'stamp' | 'phase' | 'statements' | 'text'>,
  spelling: Spelling,
): string {
  return parts(update, update.text, statementLines(update.statements, update.stamp, spelling), spelling);
}

/** The same update's words in another language; `spelling.lang` is that language. */
export function writeTranslated(
  { stamp, phase }: Pick<Update, 'stamp' | 'phase'>,
  { text, title, lost }: Pick<TranslatedUpdate, 'text' | 'title' | 'lost'>,
  spelling: Spelling,
): string {
  return parts({ stamp, phase }, text, [...titleLines(title), ...lost.map(lossLine)], spelling);
}

function parts(
  { stamp, phase }: Pick<Update, 'stamp' | 'phase'>,
  text: string,
  status: readonly string[],
  { lang }: Spelling,
): string {
  return [
    `${writeHeading(stamp, phaseWord(phase, lang))}\n`,
    ...(status.length > 0 ? [`\`\`\`status\n${status.join('\n')}\n\`\`\`\n`] : []),
    ...(text === '' ? [] : [`${text}\n`]),
  ].join('\n');
}

function statementLines(
  statements: Statements,
  stamp: Stamp,
  { zone, stamps = [] }: Spelling,
): readonly string[] {
  const clock = (at: Instant) => writeTime(at, stamp.offset, zone);
  const moment = ({ at, about }: Moment) => `${about ? '~' : ''}${clock(at)}`;
  const { corrects, late, at, began, detected, ended, window, states, lost, cause, impact, title, next, by } =
    statements;
  const line = (key: string, value: string | undefined) => (value === undefined ? [] : [`${key}: ${value}`]);
  return [
    ...line('corrects', corrects === undefined ? undefined : quoteStamp(corrects, stamp, stamps)),
    ...line('late', late),
    ...line('at', at && moment(at)),
    ...line('began', began && moment(began)),
    ...line('detected', detected && moment(detected)),
    ...line('ended', ended && moment(ended)),
    ...line('window', window && `${clock(window.start)} / ${clock(window.end)}`),
    ...states.map((one) => stateLine(one, moment)),
    ...lost.map(lossLine),
    ...line('cause', cause),
    ...line('impact', impact),
    ...titleLines(title),
    ...line('next', next === undefined ? undefined : clock(next)),
    ...line('by', by),
  ];
}

/** The heading's digits, with the offset only where two headings share them. */
function quoteStamp(at: Instant, own: Stamp, stamps: readonly Stamp[]): string {
  const stamp = stamps.find((one) => one.at === at);
  if (!stamp) return writeTime(at, own.offset);
  const isShared = stamps.some(
    ({ at: other, digits }) => other !== at && other < own.at && digits === stamp.digits,
  );
  return isShared ? `${stamp.digits} ${stamp.offset}` : stamp.digits;
}

function stateLine({ components, steps }: StateLine, moment: (moment: Moment) => string): string {
  const spelled = steps.map(({ state, from }) => (from ? `${state} from ${moment(from)}` : state));
  return `${components.join(', ')}: ${spelled.join(', ')}`;
}

function titleLines(title: Redactable | undefined): readonly string[] {
  return title ? [`title: ${redactable(title)}`] : [];
}

function lossLine(loss: Loss): string {
  return `lost: ${loss === 'nothing' ? loss : redactable(loss)}`;
}

function redactable(words: Redactable): string {
  return 'words' in words ? words.words : writeTombstone(words.redaction);
}
