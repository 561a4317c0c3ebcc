import type { ForRead, Incident } from '../model/incident.ts';
import { type RedactablePart, redactableParts, type Wording } from './redactable.ts';

/** Words in one place of an incident. */
export interface Repeat {
  readonly part: RedactablePart;
  readonly wording: Wording;
}

/**
 * Where an incident still says what `gone` said: its other updates, titles and losses in every language, as far as they
 * share a long run of words, or a word that looks like a key or an address; and corrections that quote it.
 */
export function repeatsIn(incident: Incident, gone: readonly Wording[]): readonly Repeat[] {
  const repeats = gone.map(({ words }) => repeatsOf(words));
  return redactableParts(incident).flatMap((part) =>
    part.wordings
      .filter(({ redaction }) => redaction === undefined)
      .filter((wording) => {
        const quotes = part.field === 'text' ? pairsIn(incident, part, wording) : [];
        const isQuote = quotes.some(({ wrong }) => gone.some(({ words }) => wrong && words.includes(wrong)));
        return isQuote || repeats.some((isRepeated) => isRepeated(wording.words));
      })
      .map((wording) => ({ part, wording })),
  );
}

function pairsIn(
  { lang: own, translations }: Incident,
  { update }: RedactablePart,
  { lang }: Wording,
): readonly ForRead[] {
  if (!update || lang === own) return update?.forRead ?? [];
  return translations.get(lang)?.updates.get(update.stamp.at)?.forRead ?? [];
}

/** A run of so many columns is no chance; a letter of Chinese or Japanese takes two, and says as much. */
const LONG = 20;
/** Runs are looked for by their first letters. */
const SEED = 6;
/** Of a seed that stands there more often, further places are left out: the text repeats itself. */
const PLACES = 16;

/** Whether a text says what `gone` said: all of it, a telling word of it, or a long run of words. */
function repeatsOf(gone: string): (text: string) => boolean {
  const source = inOneLine(gone);
  const telling = tellingWords(source);
  const seeds = seedsOf(source);
  return (text) => {
    const other = inOneLine(text);
    if (widthOf(source) >= SEED && other.includes(source)) return true;
    return telling.some((word) => other.includes(word)) || hasLongRun(source, other, seeds);
  };
}

function seedsOf(source: string): ReadonlyMap<string, readonly number[]> {
  const seeds = new Map<string, number[]>();
  for (let at = 0; at + SEED <= source.length; at++) {
    const seed = source.slice(at, at + SEED);
    const places = seeds.get(seed);
    if (!places) seeds.set(seed, [at]);
    else if (places.length < PLACES) places.push(at);
  }
  return seeds;
}

function hasLongRun(source: string, other: string, seeds: ReadonlyMap<string, readonly number[]>): boolean {
  for (let at = 0; at + SEED <= other.length; ) {
    let length = 0;
    for (const place of seeds.get(other.slice(at, at + SEED)) ?? []) {
      let end = SEED;
      while (place + end < source.length && other[at + end] === source[place + end]) end++;
      length = Math.max(length, end);
    }
    if (widthOf(other.slice(at, at + length).trim()) >= LONG) return true;
    at += Math.max(1, length - SEED + 1);
  }
  return false;
}

/** Words with a digit and a letter, or an @, in them: most keys, accounts and addresses are among them. */
function tellingWords(text: string): readonly string[] {
  const words = text.match(/[\w.+@:/=%&?#~!$*^-]+/g) ?? [];
  return words
    .map((word) => word.replace(/[.:!?]+$/, ''))
    .filter((word) => word.length >= SEED && /[a-z]/i.test(word) && /[@\d]/.test(word));
}

function inOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter >= '\u2e80' ? 2 : 1), 0);
}
