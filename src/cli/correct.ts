import type { IncidentView } from '../derive/incident-view.ts';
import { excerpt } from '../derive/links.ts';
import { textOf as saidOf } from '../derive/said.ts';
import { CallError } from '../edge/call-error.ts';
import { wordsFor } from '../i18n/words.ts';
import { asCorrected, occurrences } from '../model/errata.ts';
import type { Update } from '../model/incident.ts';
import { askIf, askWhich, askWords } from './ask.ts';
import { type Command, listOf, textOf, type Values } from './command.ts';
import { addUpdate, DESK_HELP, DESK_OPTIONS, type Desk, openDesk } from './desk.ts';
import { chooseView, STATUS_HELP, STATUS_OPTIONS, statusGiven } from './saying.ts';

/** Corrects words of an update, in sight of all: For these words, Read those. */
export const correct: Command = {
  name: 'correct',
  summary:
    'Corrects words that were published: they are struck where they stand, with the right ones beside them.',
  help: `  npm run correct                        asks for everything, at a terminal
  npm run correct -- 2026-11-11-mail-cannot-be-sent --update "2026-11-11 14:00" --for "1,200 messages" --read "12,000 messages"

  INCIDENT        its id: the name of its file, without folder and ".md"
  --update STAMP  the digits of the heading of the update that is wrong
  --for WORDS     the wrong words, as they stand there, once (may be repeated, each with its --read)
  --read WORDS    the right words
${STATUS_HELP}
${DESK_HELP}`,
  positionals: ['incident'],
  options: {
    ...DESK_OPTIONS,
    ...STATUS_OPTIONS,
    update: { type: 'string' },
    for: { type: 'string', multiple: true },
    read: { type: 'string', multiple: true },
  },
  async run(values, world) {
    const desk = await openDesk(world);
    const view = await chooseView(desk, textOf(values.incident), () => true);
    const wrong = await chooseUpdate(desk, view, textOf(values.update));
    const pairs = pairsGiven(values) ?? (await askPairs(desk, view, wrong, values));
    const { lang } = view.incident;
    const { wrongMark, rightMark } = lang === 'ja' ? { wrongMark: '誤', rightMark: '正' } : MARKS;
    const slip = pairs.map(([from, to]) => `- ${wrongMark}: ${from}\n- ${rightMark}: ${to}`).join('\n');
    const text = [slip, textOf(values.message) ?? ''].filter((part) => part !== '').join('\n\n');
    const { digits, offset } = wrong.stamp;
    const isShared = view.updates.filter((one) => one.stamp.digits === digits).length > 1;
    const corrects = isShared ? `${digits} ${offset}` : digits;
    const status = [['corrects', corrects] as const, ...statusGiven(values)];
    return addUpdate(desk, view, { phase: 'correction', status, text }, values);
  },
};

const MARKS = { wrongMark: 'For', rightMark: 'Read' };

type Pair = readonly [wrong: string, right: string];

function pairsGiven(values: Values): readonly Pair[] | undefined {
  const [wrong, right] = [listOf(values.for), listOf(values.read)];
  if (wrong.length === 0 && right.length === 0 && values.message === undefined) return undefined;
  if (wrong.length !== right.length)
    throw new CallError(
      `--for stands ${wrong.length} times and --read ${right.length} times: each needs its other. Nothing was written.`,
    );
  return wrong.map((words, index) => [words, right[index] ?? '']);
}

async function chooseUpdate(desk: Desk, view: IncidentView, given: string | undefined): Promise<Update> {
  const { world, words } = desk;
  const { updates, incident } = view;
  const named = (update: Update) => `${update.stamp.digits} ${update.stamp.offset}`;
  const digits =
    given ??
    (world.isTerminal
      ? await askWhich(
          words.whichUpdate,
          updates.toReversed().map((update) => ({
            value: named(update),
            label: `${update.stamp.digits} ${wordsFor(incident.lang).phases[update.phase][0]}`,
            hint: excerpt(update.text, 60),
          })),
        )
      : undefined);
  const found = updates.find((update) => digits === update.stamp.digits || digits === named(update));
  if (found) return found;
  const known = updates.map((update) => update.stamp.digits).join(', ');
  throw new CallError(
    `${digits === undefined ? 'Which update? Give --update' : `No update of ${incident.id} bears the stamp "${digits}". There are`}: ${known}. Nothing was written.`,
  );
}

async function askPairs(
  desk: Desk,
  view: IncidentView,
  update: Update,
  { message }: Values,
): Promise<readonly Pair[]> {
  const { world, words } = desk;
  if (!world.isTerminal) {
    if (message !== undefined) return [];
    throw new CallError(
      'What is to be read instead? Give --for "WRONG" --read "RIGHT". Nothing was written.',
    );
  }
  const { spans } = saidOf(view, update, view.incident.lang);
  world.tell(`\n${asCorrected(spans)}\n\n`);
  const pairs: Pair[] = [];
  do {
    const wrong = await askWords(words.wrong, '', (answer) => {
      if (answer === '') return words.needed;
      const count = occurrences(spans, answer);
      return count === 1 ? undefined : words.onceOnly(count);
    });
    const right = await askWords(words.right, '', (answer) => (answer === '' ? words.needed : undefined));
    pairs.push([wrong, right]);
  } while (await askIf(words.morePairs, words.yesNo));
  return pairs;
}
