import type { Problem } from '../model/problem.ts';
import type { Note } from './history.ts';

/** What became of one incident of another system. */
export interface ImportedIncident {
  readonly source: string;
  readonly id: string;
  readonly path: string;
  readonly address: string;
  /** Old addresses that lead to it. */
  readonly addresses: readonly string[];
  /**
   * `new`: its file is to be written; `unchanged`: it is there, letter for letter; `kept`: a file of its name is there that
   * reads otherwise, and stays as it is; `refused`: it would not pass `check`.
   */
  readonly outcome: 'new' | 'unchanged' | 'kept' | 'refused';
  readonly updates: readonly { readonly stamp: string; readonly phase: string; readonly found: string }[];
  readonly notes: readonly Note[];
  /** Why it is refused. */
  readonly problems: readonly Problem[];
}

/** All that an import tells. */
export interface Report {
  readonly system: string;
  readonly incidents: readonly ImportedIncident[];
  /** Components that `site.yml` did not have. */
  readonly components: readonly { readonly id: string; readonly name: string; readonly group?: string }[];
  readonly notes: readonly Note[];
}

const KINDS: readonly Note['kind'][] = ['guessed', 'left out', 'mapped'];

/** The whole report as text: what holds for all of it, then every incident. It says the same however often it is imported. */
export function renderReport({ system, incidents, notes, components }: Report): string {
  const updates = incidents.reduce((sum, one) => sum + one.updates.length, 0);
  return [
    `Imported from ${system}: ${incidents.length} incidents, ${updates} updates, ${components.length} new components.`,
    '',
    ...noteRows(notes, ''),
    ...incidents.flatMap((one) => ['', ...incidentRows(one)]),
    '',
  ].join('\n');
}

function incidentRows({
  source,
  path,
  outcome,
  updates,
  notes,
  problems,
}: ImportedIncident): readonly string[] {
  const fate = outcome === 'refused' ? 'not written: it would not pass check' : path;
  return [
    source,
    `  → ${fate}`,
    ...updates.map(({ stamp, phase, found }) => `    ${stamp} ${phase}${found === '' ? '' : `: ${found}`}`),
    ...noteRows(notes, '    '),
    ...problems.map(
      ({ place, rule, read, message }) => `    error ${rule}, line ${place.line}: ${message} (${read})`,
    ),
  ];
}

function noteRows(notes: readonly Note[], indent: string): readonly string[] {
  const rows = KINDS.flatMap((kind) =>
    notes.filter((note) => note.kind === kind).map(({ words }) => `${indent}${kind}: ${words}`),
  );
  return [...new Set(rows)];
}

/**
 * A few lines for a terminal: how many, and the kinds of what was guessed and left out, each once with its number. `isDry`:
 * nothing is written.
 */
export function renderSummary({ incidents, components, notes }: Report, isDry: boolean): string {
  const count = (outcome: ImportedIncident['outcome']) =>
    incidents.filter((one) => one.outcome === outcome).length;
  const updates = incidents.reduce((sum, one) => sum + one.updates.length, 0);
  const own = incidents.flatMap((one) => one.notes);
  return [
    `${incidents.length} incidents with ${updates} updates: ${count('new')} new, ${count('unchanged')} there already, ${count('kept')} kept as they are there, ${count('refused')} refused.`,
    ...(components.length === 0
      ? []
      : [
          `Components ${isDry ? 'that would be put' : 'put'} into site.yml: ${components.map(({ id }) => id).join(', ')}.`,
        ]),
    ...KINDS.flatMap((kind) => countRows(own.filter((note) => note.kind === kind))),
    ...noteRows(notes, ''),
    ...incidents
      .filter(({ outcome }) => outcome === 'kept')
      .map(({ path }) => `kept: ${path} reads otherwise than what would be imported, and stays as it is`),
    ...firstOf(
      incidents
        .filter(({ outcome }) => outcome === 'refused')
        .flatMap((one) => firstOf(incidentRows(one), TOLD_OF_ONE)),
      TOLD_OF_REFUSED,
    ),
    '',
  ].join('\n');
}

/** How many rows a terminal shows of an incident that could not come along, and of all of them. */
const TOLD_OF_ONE = 40;
const TOLD_OF_REFUSED = 1000;
const LONGEST_WORDS = 500;

function firstOf(rows: readonly string[], most: number): readonly string[] {
  if (rows.length <= most) return rows;
  return [...rows.slice(0, most), `    … and ${rows.length - most} more lines; --json shows all`];
}

/** What is told of many incidents is counted by what it is about; one of each stands for all. */
function countRows(notes: readonly Note[]): readonly string[] {
  const alike = Map.groupBy(notes, ({ code, words }) => code ?? withoutFigures(words));
  return [...alike.values()].map(([first, ...more]) => {
    const rest = more.length > 0 ? ` (and ${more.length} more of this kind)` : '';
    const words = first?.words ?? '';
    const shown = words.length > LONGEST_WORDS ? `${words.slice(0, LONGEST_WORDS)}…` : words;
    return `${first?.kind}: ${shown}${rest}`;
  });
}

function withoutFigures(words: string): string {
  return words.replace(/"[^"]*"|\d[\d:. -]*|\bhttps?:\S+/g, '…');
}
