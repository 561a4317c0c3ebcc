import { forbiddenIn, withoutForbidden } from '../format/characters.ts';
import { codeIn } from '../format/code-lines.ts';
import { unixLines } from '../format/decode.ts';
import { nearHeading } from '../format/heading.ts';
import { readOpener } from '../model/heading.ts';
import type { Note } from './history.ts';

const ADDRESS = /https?:\/\/[^\s<>"\\^`{|}]*[^\s<>"\\^`{|}.,;:!?'*_~()[\]]/g;

/** LF for every line end there is: CR, CRLF, and what Unicode has besides (The Unicode Standard, 5.8). */
export function allLines(text: string): string {
  return unixLines(text).replace(/[\v\f\u0085\u2028\u2029]/g, '\n');
}

/** Plain text as Markdown that shows it letter for letter: lines stay lines, nothing in it is markup. Never throws. */
export function literal(text: string): string {
  return allLines(text)
    .split(/\n[^\S\n]*\n\s*/)
    .map((paragraph) => paragraph.split('\n').map((line) => line.trim()))
    .map((lines) =>
      lines
        .filter((line) => line !== '')
        .map((line) => escapeWords(line))
        .join('\\\n'),
    )
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}

/** One run of words without any markup of its own; addresses become links to themselves. */
export function escapeWords(words: string): string {
  let done = '';
  let from = 0;
  for (const { 0: address, index } of words.matchAll(ADDRESS)) {
    done += `${escapePlain(words.slice(from, index))}<${address}>`;
    from = index + address.length;
  }
  return escapeStart(done + escapePlain(words.slice(from)));
}

function escapePlain(words: string): string {
  return words
    .replace(/[\\`*[\]<~]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}_])_+|_+(?![\p{L}\p{N}_])/gu, (run) => '\\_'.repeat(run.length))
    .replace(/&(?=#[\dx]|\w+;)/gi, '&amp;');
}

/** What at a line's beginning would make a heading, a list, a quote, a line across. */
function escapeStart(line: string): string {
  return line.replace(/^(\s*)([-+=#>|:])/, '$1\\$2').replace(/^(\s*\d+)([.)])/, '$1\\$2');
}

const REDACTED = /^r(?=edacted (?:\d|sha256:))/i;
const STATUS = /^( {0,3}(?:`{3,}|~{3,})[ \t]*)status$/i;
const PLACEHOLDER = /\\?\[(?=(?:fill in|記入)\s*[:：])/gi;
const MERGE = /^([<>|])(?=\1{6}(?: |$))/;
/** The letter of `- [ ] P1: …`, and of what is nearly that. */
const PROMISE = /(?<=^\s*[-*+]?\s*\[\s*[xX-]?\s*\]\s*)[pPｐＰ](?=\d)/u;

/**
 * Markdown from elsewhere, made so that our format reads none of it as its own: a line that would open an update, a
 * status block, a redaction, a promise, what a template or a merge left over. What is shown stays the same. `zone` is the
 * site's.
 */
export function tame(markdown: string, zone: string): string {
  const lines = withoutForbidden(allLines(markdown))
    .split('\n')
    .map((line) => line.trimEnd());
  const code = codeIn(lines.join('\n'));
  const tamed = lines.map((line, index) => {
    if (STATUS.test(line)) return line.replace(STATUS, '$1text');
    if (code.has(index)) return readOpener(line) || MERGE.test(line) ? ` ${line}` : line;
    const plain = line.replace(PLACEHOLDER, '&#91;').replace(MERGE, '\\$1').replace(PROMISE, reference);
    return readOpener(plain) || nearHeading(plain, zone) ? withoutHeading(plain, zone) : plain;
  });
  return tamed
    .join('\n')
    .replace(/^\n+|\n+$/g, '')
    .replace(REDACTED, (letter) => reference(letter));
}

/** The year's first digit as a reference to it: shown alike, read as no date. */
function withoutHeading(line: string, zone: string): string {
  const spelled = line.replace(/\d(?=\d{3} ?[-‐-―−/.年])/gu, (digit) => reference(digit));
  if (!readOpener(spelled) && !nearHeading(spelled, zone)) return spelled;
  return spelled.replace(/\p{N}/gu, (digit) => reference(digit));
}

function reference(character: string): string {
  return `&#${character.codePointAt(0)};`;
}

/** Tells of the characters that no file may hold, and that are not seen in the text either. */
export function unseenIn(text: string): readonly Note[] {
  const found = forbiddenIn(allLines(text));
  if (!found) return [];
  return [{ kind: 'left out', code: 'character', words: `characters that no file may hold: ${found.names}` }];
}

/** Words for a title: one line, nothing in it that no file may hold. */
export function oneLine(words: string): string {
  return withoutForbidden(allLines(words).replace(/\s+/g, ' ')).trim();
}

/** `Mail: slow delivery` → `mail-slow-delivery`: at most `longest` characters, cut between words. May be empty. */
export function slugOf(words: string, longest = 60): string {
  const whole = words
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (whole.length <= longest) return whole;
  const cut = whole.slice(0, longest + 1);
  return cut.includes('-') ? cut.slice(0, cut.lastIndexOf('-')) : whole.slice(0, longest);
}
