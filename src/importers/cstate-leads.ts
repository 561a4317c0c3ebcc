import { phaseOf } from '../i18n/words.ts';
import { belongsTo, type Phase } from '../model/phase.ts';

/** How a paragraph or a list's item says that it is an update: a word, a number, a time, each if it is there. */
export interface Lead {
  readonly phase?: Phase;
  readonly number?: number;
  /** As it is written: a date, a clock, both. */
  readonly time?: string;
  /** The line without it. */
  readonly rest: string;
  /** As it is written, for the report. */
  readonly words: string;
}

const MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const LABELS =
  'investigating|identified|monitoring|resolved|resolution|solved|fixed|updated|update|edit|final message|initial message|completed|postmortem|post-mortem|scheduled|in progress|verifying|withdrawn';
const ZONE = '(?:\\s?(?:UTC|GMT|Z|CET|CEST|BST|EST|EDT|CST|CDT|MST|MDT|PST|PDT|JST|[+-]\\d{2}:?\\d{2}))?';
const CLOCK = `\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?:\\s?[ap]\\.?m\\.?)?${ZONE}`;
const DATE = `(?:\\d{4}-\\d{2}-\\d{2}|(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\\s+)?(?:(?:${MONTHS})[a-z]*\\.?\\s+\\d{1,2}(?:st|nd|rd|th)?|\\d{1,2}(?:st|nd|rd|th)?\\s+(?:${MONTHS})[a-z]*\\.?)(?:,?\\s+\\d{4}(?!:))?)`;
const TIME = `(?:${DATE}(?:\\s*[T,@]?\\s*(?:at\\s+)?${CLOCK})?(?:\\s+\\d{4}(?![:\\d]))?|${CLOCK})`;
const INNER = new RegExp(
  `^\\[?(?:(?<label>${LABELS})\\b)?\\s*(?:#?(?<number>\\d{1,3})(?![\\d:.-]))?\\s*[-–—,(\\[@|]?\\s*(?:(?:at|on)\\s+)?(?<time>${TIME})?\\s*[)\\]]?$`,
  'i',
);
const EMPHASIS = /^(\*{1,3}|_{1,3}|`)(.{1,80}?)\1(\s*[:：\]]|\s+[-–—](?=\s|$))?\s*/;
const PLAIN = new RegExp(
  `^(?<inner>\\[?(?:(?:${LABELS})\\b\\s*(?:#?\\d{1,3}(?![\\d:.-]))?(?:\\s*[(\\[,@]?\\s*(?:(?:at|on)\\s+)?${TIME})?|${TIME})\\s*[)\\]]?)(?:\\s*[:：]|\\s+[-–—](?=\\s|$))\\s*`,
  'i',
);

/** Reads `*Resolved* - text`, `**Update 12:30 UTC**`, `edit: text`, `### Update - 4th July`, `12:30 UTC: text`. */
export function readLead(line: string): Lead | undefined {
  const hashes = /^#{1,6}\s+/.exec(line)?.[0] ?? '';
  const own = line.slice(hashes.length);
  const emphasis = EMPHASIS.exec(own);
  if (emphasis) {
    const [whole, , inner = '', end = ''] = emphasis;
    const lead = leadOf(inner.replace(/\s*[:：]$/, ''), own.slice(whole.length), whole.trim());
    const isSaid =
      end !== '' || whole.length === own.length || /[:：]$/.test(inner) || lead?.time !== undefined;
    return lead && isSaid ? lead : undefined;
  }
  if (hashes !== '') return leadOf(own.trim().replace(/\s*[:：]$/, ''), '', line.trim());
  if (/^\[[^\]]{1,80}\]$/.test(own.trim())) return leadOf(own.trim(), '', own.trim());
  const plain = PLAIN.exec(own);
  return plain
    ? leadOf((plain.groups?.inner ?? '').trim(), own.slice(plain[0].length), plain[0].trim())
    : undefined;
}

function leadOf(inner: string, rest: string, words: string): Lead | undefined {
  const { label, number, time } = INNER.exec(inner.trim())?.groups ?? {};
  if (label === undefined && time === undefined) return undefined;
  return {
    ...(label === undefined ? {} : { phase: phaseMeant(label) }),
    ...(number === undefined ? {} : { number: Number(number) }),
    ...(time === undefined ? {} : { time }),
    rest,
    words,
  };
}

function phaseMeant(label: string): Phase {
  const small = label.toLowerCase();
  if (small === 'initial message') return 'investigating';
  if (/^(?:resolution|solved|fixed|completed)$/.test(small)) return 'resolved';
  const phase = phaseOf(small.replace('-', ''));
  return phase && belongsTo('incident', phase) && phase !== 'correction' ? phase : 'update';
}
