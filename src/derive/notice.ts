import { type SectionName, sectionKey, sectionNamed } from '../i18n/words.ts';
import { inserted, struck } from '../markdown/marks.ts';
import { type Outline, plainText, splitSections } from '../markdown/outline.ts';
import { isErrataLine, type Span } from '../model/errata.ts';
import type { Redaction, Update } from '../model/incident.ts';
import type { Instant } from '../model/instant.ts';
import type { IncidentView } from './incident-view.ts';
import { isErrataSlip } from './nexts.ts';
import { textOf } from './said.ts';

/** What one update contributed to one place of the notice. */
export interface Part {
  readonly update: Update;
  /** Markdown, with the marks of errata in it. */
  readonly text: string;
  readonly lang: string;
  /** Came after the first update: shown with its stamp. */
  readonly isAddition: boolean;
  /** The stamp of the correction that took it back. */
  readonly struck?: Instant;
  readonly redaction?: Redaction;
}

/** A section with its parts in order of time and the sections below it in order of first appearance. */
export interface NoticeSection {
  readonly key: string;
  /** Inline Markdown, as its first update spells it. */
  readonly heading: string;
  readonly lang: string;
  /** Unique in the notice; for anchors. */
  readonly anchor: string;
  readonly parts: readonly Part[];
  readonly sections: readonly NoticeSection[];
}

/** The text as it stands: what the updates said, gathered under its headings. */
export interface Notice {
  readonly lead: readonly Part[];
  readonly sections: readonly NoticeSection[];
}

interface Draft {
  readonly key: string;
  readonly heading: string;
  readonly lang: string;
  readonly anchor: string;
  readonly parts: Mutable<Part>[];
  readonly sections: Draft[];
  /** The same by key. */
  readonly byKey: Map<string, Draft>;
}
type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The incident's notice, or undefined where no update has sections: then facts and timeline say it all. */
export function noticeOf(view: IncidentView, lang: string): Notice | undefined {
  const second = new Set(view.postmortem);
  const updates = view.updates.filter((update) => !second.has(update));
  const notice = consolidate(view, updates, lang);
  return notice.sections.length > 0 ? { ...notice, lead: newest(notice.lead) } : undefined;
}

/** The postmortem with its dated additions; undefined where there is none. */
export function postmortemOf(view: IncidentView, lang: string): Notice | undefined {
  return view.postmortem.length > 0 ? consolidate(view, view.postmortem, lang) : undefined;
}

/** The part whose words are read first; undefined where none stands. */
export function openingOf({ lead, sections }: Notice): Part | undefined {
  const isRead = ({ text, struck }: Part) => text !== '' && struck === undefined;
  return [...lead, ...sections.flatMap(partsIn)].find(isRead);
}

function partsIn({ parts, sections }: NoticeSection): readonly Part[] {
  return [...parts, ...sections.flatMap(partsIn)];
}

/** Of text without a heading only the newest part stands. */
function newest(lead: readonly Part[]): readonly Part[] {
  const part = lead.findLast((candidate) => candidate.struck === undefined);
  return part ? [part] : [];
}

/** Markdown in which what was corrected is marked as struck and as put in. */
export function markSpans(spans: readonly Span[]): string {
  return spans
    .map(({ words, added, struck: by }) => {
      if (by !== undefined) return struck(words);
      return added === undefined ? words : inserted(words);
    })
    .join('');
}

function consolidate(view: IncidentView, updates: readonly Update[], lang: string): Notice {
  const root: Draft = { key: '', heading: '', lang, anchor: 's', parts: [], sections: [], byKey: new Map() };
  updates.forEach((update, index) => {
    if (isErrataSlip(update)) return;
    const { spans, lang: own, redaction } = textOf(view, update, lang);
    const outline = splitSections(withoutErrataLines(update, markSpans(spans)));
    strike(root, update, outline);
    place(root, outline, (text) => ({
      update,
      text,
      lang: own,
      isAddition: index > 0,
      ...(redaction ? { redaction } : {}),
    }));
  });
  return { lead: root.parts, sections: root.sections.map(withoutKeys) };
}

function withoutKeys({ byKey: _byKey, sections, ...section }: Draft): NoticeSection {
  return { ...section, sections: sections.map(withoutKeys) };
}

/** Puts an update's text where it belongs: a section's place is its path, counted from the update's shallowest heading. */
function place(root: Draft, { lead, sections }: Outline, partOf: (text: string) => Part): void {
  const whole = partOf(lead);
  if (lead !== '' || whole.redaction) root.parts.push(whole);
  const shallowest = Math.min(...sections.map(({ level }) => level));
  const path: Draft[] = [];
  for (const { name, level, heading, text } of sections) {
    path.length = Math.min(level - shallowest, path.length);
    const draft = findOrAdd(path.at(-1) ?? root, sectionKey(name), heading, whole.lang);
    if (text !== '') add(draft.parts, partOf(text));
    path.push(draft);
  }
}

/** An update that names a section twice contributes one part to it. */
function add(parts: Mutable<Part>[], part: Part): void {
  const own = parts.at(-1);
  if (own?.update === part.update) own.text = `${own.text}\n\n${part.text}`;
  else parts.push(part);
}

function findOrAdd(parent: Draft, key: string, heading: string, lang: string): Draft {
  const found = parent.byKey.get(key);
  if (found) return found;
  const anchor = `${parent.anchor}-${parent.sections.length + 1}`;
  const added: Draft = { key, heading, lang, anchor, parts: [], sections: [], byKey: new Map() };
  parent.sections.push(added);
  parent.byKey.set(key, added);
  return added;
}

/**
 * A correction without For–Read lines takes back the like-named sections of what it corrects, or its unnamed text. A
 * heading of the correction that only leads to sections below it takes nothing back.
 */
function strike(root: Draft, update: Update, { lead, sections }: Outline): void {
  const { corrects } = update.statements;
  if (corrects === undefined || update.forRead.length > 0) return;
  const takeBack = (parts: Mutable<Part>[]) => {
    for (const part of parts) if (part.update.stamp.at === corrects) part.struck ??= update.stamp.at;
  };
  if (sections.length === 0 && lead !== '') takeBack(root.parts);
  const saying = sections.filter(
    ({ text, level }, index) => text !== '' || (sections[index + 1]?.level ?? 0) <= level,
  );
  const keys = new Set(saying.map(({ name }) => sectionKey(name)));
  const visit = (drafts: readonly Draft[]) => {
    for (const draft of drafts) {
      if (keys.has(draft.key)) takeBack(draft.parts);
      visit(draft.sections);
    }
  };
  visit(root.sections);
}

function withoutErrataLines(update: Update, text: string): string {
  if (update.forRead.length === 0) return text;
  return text
    .split('\n')
    .filter((line) => !isErrataLine(line))
    .join('\n');
}

const ADVICE: readonly SectionName[] = ['toDo', 'workaround'];

/** Advice, and the heading under which it was given. */
export interface Advised {
  readonly heading: string;
  readonly part: Part;
}

/** What readers should do: the newest sections that say so, as they stand. */
export function adviceIn(notice: Notice | undefined): readonly Advised[] {
  const found: Advised[] = [];
  const visit = (sections: readonly NoticeSection[]) => {
    for (const section of sections) {
      const name = sectionNamed(plainText(section.heading));
      const part = section.parts.findLast((candidate) => candidate.struck === undefined);
      if (name && ADVICE.includes(name) && part) found.push({ heading: section.heading, part });
      visit(section.sections);
    }
  };
  visit(notice?.sections ?? []);
  return found;
}
