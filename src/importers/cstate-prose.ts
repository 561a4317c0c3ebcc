import { codeIn } from '../format/code-lines.ts';
import { commentsIn } from '../markdown/outline.ts';
import { type Lead, readLead } from './cstate-leads.ts';
import type { Note } from './history.ts';

/** A part of a cState file's text that is one update, as far as the text alone tells. */
export interface Part {
  readonly text: string;
  /** The same before links were settled. */
  readonly raw?: string;
  readonly lead?: Lead;
  /** What `{{< track "…" >}}` holds. */
  readonly track?: string;
  /** How it was found, for the report. */
  readonly found: string;
}

const TRACK = /\s{0,99}\{\{[<%]\s*track\s+["'`“]?([^"'`”>%}]+?)["'`”]?\s*\/?[>%]\}\}/g;
/** At the beginning of a line it dates what follows it; elsewhere what stands before it. */
const OPENING = /^\s*\{\{[<%]\s*track\s+["'`“]?([^"'`”>%}]+?)["'`”]?\s*\/?[>%]\}\}\s*(?=\S)/;
const SHORTCODE = /\{\{[<%]\s*([\w-]+)/g;
const RULE = /^ {0,3}-{2,}[ \t]*$|^ {0,3}(?:- ){2,}-?[ \t]*$/;
const UPDATES = /^(?:#{1,6}\s+)?[*_]{0,3}updates[*_]{0,3}\s*[:：]?[*_]{0,3}$/i;
const ITEM = /^[-*+]\s+/;

interface Draft {
  readonly lines: string[];
  lead?: Lead;
  track?: string;
  found: string;
}

/** Parts of the text in its own order, and what of it stays behind. Each word of the text is in one part or in a note. */
export function readParts(body: string): {
  readonly parts: readonly Part[];
  readonly notes: readonly Note[];
} {
  const notes: Note[] = [];
  const text = withoutComments(body, notes);
  const lines = text.split('\n');
  const code = codeIn(text);
  const drafts: Draft[] = [];
  let current: Draft = { lines: [], found: 'the text' };
  const open = (found: string, lead?: Lead) => {
    drafts.push(current);
    current = {
      lines: lead === undefined || lead.rest === '' ? [] : [lead.rest],
      found,
      ...(lead ? { lead } : {}),
    };
  };
  let isTracked = false;
  lines.forEach((line, index) => {
    if (code.has(index)) {
      current.lines.push(line);
      return;
    }
    const above = (lines[index - 1] ?? '').trim();
    const isStart = above === '' || RULE.test(above) || UPDATES.test(above);
    if (isStart && RULE.test(line)) {
      open('a line of hyphens before it');
      return;
    }
    if (
      isStart &&
      UPDATES.test(line) &&
      readItem(lines.slice(index + 1).find((one) => one.trim() !== '') ?? '')
    ) {
      notes.push({ kind: 'left out', words: `the line "${line.trim()}": what it announces are updates` });
      return;
    }
    if (isTracked && line.trim() === '' && (current.lead || current.lines.join('').trim() !== '')) {
      isTracked = false;
      open('the text');
      return;
    }
    const [head = '', time] = OPENING.exec(line) ?? [];
    if (time !== undefined) {
      const rest = line.slice(head.length);
      const own = readLead(rest);
      open(`{{< track "${time}" >}}`);
      current.track = time;
      if (own) current.lead = own;
      current.lines.push(own ? own.rest : rest);
      isTracked = false;
      return;
    }
    const shown = line.replace(TRACK, (_whole, moment: string) => {
      // Two times in one paragraph: the first is the update's own, the other stays in sight.
      if (current.track !== undefined && isTracked) return ` (${moment})`;
      current.track = moment;
      current.found = `{{< track "${moment}" >}}`;
      isTracked = true;
      return '';
    });
    const lead = isStart ? (readItem(line) ?? readLead(shown)) : readItem(line);
    if (lead && !isTracked) open(`"${lead.words}"`, lead);
    else if (lead && isTracked && current.lines.every((one) => one.trim() === '')) {
      current.lead = lead;
      current.lines.push(lead.rest);
    } else if (lead && isTracked) {
      const { track, found } = current;
      current = { lines: current.lines, found: 'the text', ...(current.lead ? { lead: current.lead } : {}) };
      open(found, lead);
      if (track !== undefined) current.track = track;
    } else current.lines.push(shown);
  });
  drafts.push(current);
  const parts = drafts.flatMap(({ lines: own, lead, track, found }): readonly Part[] => {
    const words = withoutShortcodes(outdented(own, lead).join('\n').replace(/^\n+/, '').trimEnd(), notes);
    if (words === '' && lead === undefined && track === undefined) return [];
    return [
      {
        text: words,
        found: lead && track !== undefined ? `${found} and "${lead.words}"` : found,
        ...(lead ? { lead } : {}),
        ...(track === undefined ? {} : { track }),
      },
    ];
  });
  return { parts, notes };
}

/** An item of a list that begins with a time is an update; without a time it may be anything. */
function readItem(line: string): Lead | undefined {
  const mark = ITEM.exec(line)?.[0];
  const lead = mark === undefined ? undefined : readLead(line.slice(mark.length));
  return lead?.time === undefined ? undefined : { ...lead, words: `${mark ?? ''}${lead.words}` };
}

/** What stood below an item of a list stands by itself. */
function outdented(lines: readonly string[], lead: Lead | undefined): readonly string[] {
  if (!lead || !ITEM.test(lead.words)) return lines;
  return lines.map((line, index) => (index === 0 ? line : line.replace(/^ {1,4}/, '')));
}

/** Takes HTML comments out; in code what looks like one is none. One that never ends is shown as it is written. */
function withoutComments(text: string, notes: Note[]): string {
  let left = text;
  for (let round = 0; left.includes('<!--') && round < 1000; round++) {
    const [place] = placesOfComments(left);
    if (!place) break;
    const start =
      left.split('\n').slice(0, place.line).join('\n').length + (place.line > 0 ? 1 : 0) + place.column;
    const end = left.indexOf('-->', start + 4);
    if (end === -1 || !left.startsWith('<!--', start)) break;
    const comment = left.slice(start, end + 3);
    notes.push({ kind: 'left out', words: `an HTML comment: ${comment.replace(/\s+/g, ' ')}` });
    left = left.slice(0, start) + left.slice(end + 3);
  }
  return left;
}

function placesOfComments(text: string): readonly { readonly line: number; readonly column: number }[] {
  try {
    return commentsIn(text);
  } catch {
    return [];
  }
}

function withoutShortcodes(text: string, notes: Note[]): string {
  for (const { 1: name } of text.matchAll(SHORTCODE))
    notes.push({
      kind: 'left out',
      words: `what the shortcode ${name} would show: it stands as it is written`,
    });
  return text.replace(/\{\{<(?=\s*[\w-]+)/g, '{{\\<');
}
