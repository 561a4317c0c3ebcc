import { CallError } from '../edge/call-error.ts';
import { nearest } from '../format/nearest.ts';
import { linkedNames, type RedactablePart, redactableParts, type Wording } from '../format/redactable.ts';
import type { Taking } from '../format/redaction-plan.ts';
import type { ContentFolder } from '../format/source.ts';
import type { Incident, Redaction, Update } from '../model/incident.ts';
import { compactInstant } from '../model/instant.ts';
import { readTombstone } from '../record/tombstone.ts';
import { askAmong, askWhich } from './ask.ts';
import { type RedactCall, spellCall } from './redact-call.ts';

/** The content is at fault, not the call: exit 1. The message stands by itself. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** The incident that is meant; asked for where it was not given and `canAsk`. */
export async function chooseIncident(
  incidents: readonly Incident[],
  call: RedactCall,
  canAsk: boolean,
): Promise<Incident> {
  const ids = incidents.map(({ id }) => id);
  const wanted =
    call.incident ?? (canAsk ? await askIncident(incidents) : missing('Which incident?', [call]));
  const found = incidents.find(({ id }) => id === wanted);
  if (found) return found;
  const near = nearest(wanted, ids);
  throw new CallError(
    `There is no incident "${wanted}". ${near ? `Did you mean ${near}?` : 'An incident is named by its file, without folder and ".md".'} Nothing was changed.`,
  );
}

function askIncident(incidents: readonly Incident[]): Promise<string> {
  const options = incidents.toReversed().map(({ id, title }) => ({
    value: id,
    label: id,
    hint: 'words' in title ? title.words : 'redacted',
  }));
  return askAmong('In which incident does it stand?', options);
}

/** What of the incident is meant, as far as it still stands. Throws `Refused` where it is redacted already. */
export async function chooseTaking(
  incident: Incident,
  folder: ContentFolder,
  call: RedactCall,
  canAsk: boolean,
): Promise<Taking> {
  if (call.file !== undefined) return takeFile(incident, folder, call.file);
  const parts = redactableParts(incident);
  if (call.isTitle) return takePart(parts.slice(0, 1), call, canAsk);
  if (call.update !== undefined) {
    const update = findUpdate(incident, call.update);
    const own = parts.filter((part) => part.update === update);
    return takePart(
      ofKind(own, update, call, canAsk),
      { ...call, update: digitsOf(incident, update) },
      canAsk,
    );
  }
  if (!canAsk) {
    const calls = incident.updates
      .slice(-MOST)
      .map((update) => ({ ...call, update: digitsOf(incident, update) }));
    missing('What is to be taken away? The text of an update, or with --title the title:', [
      ...calls.map((one) => ({ ...one, incident: incident.id })),
      { ...call, incident: incident.id, isTitle: true },
    ]);
  }
  const open = parts.filter((part) => openIn(part, call.lang).length > 0);
  const files =
    call.lang === undefined ? linkedNames(incident).filter((name) => isOpen(incident, folder, name)) : [];
  if (open.length + files.length === 0)
    throw new Refused(`Nothing in ${incident.id} is left to be redacted.`);
  const options = [
    ...open.map((part, index) => ({ value: `part ${index}`, label: labelOf(part), hint: hintOf(part) })),
    ...files.map((name) => ({ value: `file ${name}`, label: `the file ${name}` })),
  ];
  const answer = await askWhich('What is to be taken away?', options);
  if (answer.startsWith('file ')) return takeFile(incident, folder, answer.slice('file '.length));
  const part = open[Number(answer.slice('part '.length))];
  return takePart(part ? [part] : [], call, canAsk);
}

/** So many calls are spelled out, for the newest updates; the others differ in their stamp alone. */
const MOST = 12;

/** The digits of the stamp, with the offset only where two updates share them. */
function digitsOf({ updates }: Incident, { stamp }: Update): string {
  const isShared = updates.filter(({ stamp: { digits } }) => digits === stamp.digits).length > 1;
  return isShared ? `${stamp.digits} ${stamp.offset}` : stamp.digits;
}

function findUpdate(incident: Incident, wanted: string): Update {
  const { updates, id } = incident;
  const compact = wanted.replace(/^u(?=\d)/, '');
  const found = updates.filter(
    ({ stamp }) =>
      wanted === stamp.digits ||
      wanted === `${stamp.digits} ${stamp.offset}` ||
      compact === compactInstant(stamp.at),
  );
  const [update, other] = found;
  if (update && !other) return update;
  const known = (found.length > 0 ? found : updates).map((one) => digitsOf(incident, one));
  const near = nearest(wanted, known, 3);
  throw new CallError(
    `${id} has ${update ? 'two updates that show' : 'no update of'} "${wanted}". ` +
      `${near && !update ? `Did you mean "${near}"?` : `Write one of: ${known.map((one) => `"${one}"`).join(', ')}.`} Nothing was changed.`,
  );
}

/** The parts of the update that may be meant: its text, if nothing else was said and nobody can be asked. */
function ofKind(
  parts: readonly RedactablePart[],
  update: Update,
  { what, lost }: RedactCall,
  canAsk: boolean,
): readonly RedactablePart[] {
  const field = what ?? (canAsk ? undefined : 'text');
  const found = parts.filter(
    (part) =>
      (field === undefined || part.field === field) && (lost === undefined || part.index === lost - 1),
  );
  if (found.length > 0) return found;
  const has = parts.map((part) =>
    part.field === 'lost' ? `--lost ${part.index + 1}` : `--what ${part.field}`,
  );
  const named = lost === undefined ? (field ?? 'text') : `loss ${lost}`;
  throw new CallError(
    `The update of ${update.stamp.digits} has no ${named}. ` +
      `${has.length > 0 ? `It has: ${has.join(', ')}.` : 'A redaction can take away a text, a title or a loss; it has none of them.'} Nothing was changed.`,
  );
}

async function takePart(
  parts: readonly RedactablePart[],
  call: RedactCall,
  canAsk: boolean,
): Promise<Taking> {
  const [only, other] = parts;
  if (!only) throw new CallError('There is nothing of that kind. Nothing was changed.');
  const part = other ? await pickPart(parts, call, canAsk) : only;
  const meant = part.wordings.filter(({ lang }) => call.lang === undefined || lang === call.lang);
  if (meant.length === 0) {
    const langs = part.wordings.map(({ lang }) => lang).join(', ');
    throw new CallError(`It is not there in "${call.lang}", only in ${langs}. Nothing was changed.`);
  }
  const wordings = openIn(part, call.lang);
  if (wordings.length > 0) return { part, wordings };
  throw new Refused(
    meant.map(({ path, redaction }) => `${path}: ${redaction ? alreadyWords(redaction) : ''}`).join('\n'),
  );
}

async function pickPart(
  parts: readonly RedactablePart[],
  call: RedactCall,
  canAsk: boolean,
): Promise<RedactablePart> {
  if (!canAsk) {
    missing(
      'Which loss?',
      parts.map(({ index }) => ({ ...call, what: 'lost' as const, lost: index + 1 })),
    );
  }
  const options = parts.map((part, index) => ({
    value: String(index),
    label: labelOf(part),
    hint: hintOf(part),
  }));
  const part = parts[Number(await askWhich('What of it is to be taken away?', options))];
  return part ?? missing('Which part?', [call]);
}

function takeFile(incident: Incident, folder: ContentFolder, name: string): Taking {
  const names = linkedNames(incident);
  if (!names.includes(name)) {
    const near = nearest(name, names);
    const known = names.length > 0 ? `It links: ${names.join(', ')}.` : 'It links none.';
    throw new CallError(
      `${incident.id} links no file "${name}". ${near ? `Did you mean ${near}?` : known} Nothing was changed.`,
    );
  }
  const path = pathOf(incident, name);
  const tombstone = folder.assets.get(`${path}.redacted`);
  const redaction = tombstone && readTombstone(new TextDecoder().decode(tombstone.bytes).trim());
  if (redaction) throw new Refused(`${path}.redacted: ${alreadyWords(redaction)}`);
  if (folder.assets.has(path)) return { name, path };
  throw new Refused(
    `${path} is linked, but it is not there, so its hash cannot be told. Nothing was changed.`,
  );
}

function alreadyWords({ date, reason }: Redaction): string {
  return `this was redacted already, on ${date}: ${reason}. Nothing was changed.`;
}

function isOpen(incident: Incident, { assets }: ContentFolder, name: string): boolean {
  const path = pathOf(incident, name);
  return assets.has(path) && !assets.has(`${path}.redacted`);
}

function pathOf({ path }: Incident, name: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1) + name;
}

function openIn({ wordings }: RedactablePart, lang: string | undefined): readonly Wording[] {
  return wordings.filter((one) => one.redaction === undefined && (lang === undefined || one.lang === lang));
}

/** `the text of 2008-09-05 22:20`. */
export function labelOf({ field, update, index }: RedactablePart): string {
  if (!update) return 'the title of the incident';
  const what = field === 'lost' ? `loss ${index + 1}` : `the ${field}`;
  return `${what} of ${update.stamp.digits}`;
}

function hintOf({ wordings: [first] }: RedactablePart): string {
  const words = (first?.words ?? '').replace(/\s+/g, ' ');
  return words.length > 60 ? `${words.slice(0, 59)}…` : words;
}

/** Nobody can be asked: what is missing, and the calls to choose from. */
function missing(what: string, calls: readonly RedactCall[]): never {
  throw new CallError(
    `${what}\n\n${calls.map((one) => `  ${spellCall(one)}`).join('\n')}\n\nNothing was changed.`,
  );
}
