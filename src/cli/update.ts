import { CallError } from '../edge/call-error.ts';
import { wordsFor } from '../i18n/words.ts';
import { PHASES, type Phase } from '../model/phase.ts';
import { askWhich } from './ask.ts';
import { type Command, textOf, type Values } from './command.ts';
import { addUpdate, DESK_HELP, DESK_OPTIONS, type Desk, openDesk } from './desk.ts';
import {
  askStates,
  askTime,
  chooseView,
  STATUS_HELP,
  STATUS_OPTIONS,
  statusGiven,
  textFor,
} from './saying.ts';

/** Adds a dated update to an incident that goes on, or to one that is over. */
export const update: Command = {
  name: 'update',
  summary: 'Adds a dated update to an incident.',
  help: `  npm run update                         asks for everything, at a terminal
  npm run update -- 2026-11-11-mail-cannot-be-sent --phase identified --next 15:00 --message "A setting was wrong."

  INCIDENT        its id: the name of its file, without folder and ".md"
  --phase PHASE   investigating, identified, monitoring or update (the default); see resolve, correct, postmortem
  --title TITLE   a new title from now on; the first one stays in sight
  --template NAME a text to begin with, of _templates/ in the content folder
${STATUS_HELP}
${DESK_HELP}`,
  positionals: ['incident'],
  options: {
    ...DESK_OPTIONS,
    ...STATUS_OPTIONS,
    phase: { type: 'string' },
    title: { type: 'string' },
    template: { type: 'string' },
  },
  async run(values, world) {
    const desk = await openDesk(world);
    const view = await chooseView(desk, textOf(values.incident), ({ isOpen }) => isOpen);
    const phase =
      phaseGiven(values, PHASES[view.kind]) ?? (await askPhase(desk, view.incident.lang, view.kind));
    const asks = world.isTerminal;
    const given = statusGiven(values);
    const states =
      asks && view.isOpen && values.component === undefined
        ? await askStates(desk, desk.words.componentsChanged)
        : [];
    const next =
      asks && view.isOpen && values.next === undefined
        ? await askTime(desk, desk.words.next, '14:00', false)
        : '';
    const title = textOf(values.title);
    const status = [
      ...given.filter(([key]) => key !== 'next'),
      ...states,
      ...(title === undefined ? [] : [['title', title] as const]),
      ...given.filter(([key]) => key === 'next'),
      ...(next === '' ? [] : [['next', next] as const]),
    ];
    const text = await textFor(desk, values, view.incident.lang);
    return addUpdate(desk, view, { phase, status, text }, values);
  },
};

const OWN: ReadonlySet<Phase> = new Set<Phase>([
  'investigating',
  'identified',
  'monitoring',
  'verifying',
  'update',
]);

function phaseGiven({ phase }: Values, phases: readonly Phase[]): Phase | undefined {
  if (phase === undefined) return undefined;
  const found = phases.find((one) => one === phase && OWN.has(one));
  if (found) return found;
  const known = phases.filter((one) => OWN.has(one)).join(', ');
  throw new CallError(`--phase takes ${known} here, not "${phase}". Nothing was written.`);
}

async function askPhase({ world, words }: Desk, lang: string, kind: keyof typeof PHASES): Promise<Phase> {
  if (!world.isTerminal) return 'update';
  const shown = wordsFor(lang).phases;
  const phases = (PHASES[kind] as readonly Phase[]).filter((one) => OWN.has(one));
  return (await askWhich(
    words.phase,
    phases.map((phase) => ({ value: phase, label: shown[phase][0] })),
  )) as Phase;
}
