import type { Incident, Redactable, Redaction, TranslatedUpdate, Update } from '../model/incident.ts';
import type { Target } from './redact.ts';

/** What a part says in one language, and where. */
export interface Wording {
  readonly lang: string;
  /** Of the file in the content folder. */
  readonly path: string;
  /** Empty where it was redacted. */
  readonly words: string;
  readonly redaction?: Redaction;
}

/** Something that a redaction can take away, in every language that has it. */
export interface RedactablePart extends Target {
  /** Absent for the title of the front matter. */
  readonly update?: Update;
  /** The incident's own language first. */
  readonly wordings: readonly Wording[];
}

/** All that a redaction can take away of an incident's words: the title, then update by update. */
export function redactableParts(incident: Incident): readonly RedactablePart[] {
  const { lang, path, updates, translations } = incident;
  const files = [
    { lang, path, title: incident.title, updates: new Map(updates.map((one) => [one.stamp.at, told(one)])) },
    ...translations.values(),
  ];
  const part = (target: Target, update: Update | undefined, find: (file: File) => Redactable | undefined) => {
    const wordings = files.flatMap((file) => wording(file, find(file)) ?? []);
    return wordings.length > 0 ? [{ ...target, ...(update ? { update } : {}), wordings }] : [];
  };
  return [
    ...part({ field: 'title', index: 0 }, undefined, ({ title }) => title),
    ...updates.flatMap((update) => {
      const stamp = update.stamp.at;
      const losses = update.statements.lost.flatMap((_, index) =>
        part({ field: 'lost', stamp, index }, update, (file) => lossIn(file.updates.get(stamp), index)),
      );
      return [
        ...part({ field: 'text', stamp, index: 0 }, update, (file) => textIn(file.updates.get(stamp))),
        ...part({ field: 'title', stamp, index: 0 }, update, (file) => file.updates.get(stamp)?.title),
        ...losses,
      ];
    }),
  ];
}

type Told = Pick<TranslatedUpdate, 'text' | 'redaction' | 'title' | 'lost'>;

/** An incident's file, or that of a translation. */
interface File {
  readonly lang: string;
  readonly path: string;
  readonly title?: Redactable;
  readonly updates: ReadonlyMap<number, Told>;
}

function told({ text, redaction, statements: { title, lost } }: Update): Told {
  return { text, lost, ...(title ? { title } : {}), ...(redaction ? { redaction } : {}) };
}

function textIn(update: Told | undefined): Redactable | undefined {
  if (update?.redaction) return { redaction: update.redaction };
  return update?.text ? { words: update.text } : undefined;
}

function lossIn(update: Told | undefined, index: number): Redactable | undefined {
  const loss = update?.lost[index];
  return loss === 'nothing' ? undefined : loss;
}

function wording({ lang, path }: File, said: Redactable | undefined): Wording | undefined {
  if (!said) return undefined;
  return 'words' in said ? { lang, path, words: said.words } : { lang, path, words: '', ...said };
}

/** Names of the files that the incident's texts link, in any language; each once. */
export function linkedNames({ updates, translations }: Incident): readonly string[] {
  const translated = [...translations.values()].flatMap((one) => [...one.updates.values()]);
  return [...new Set([...updates, ...translated].flatMap(({ files }) => files))];
}
