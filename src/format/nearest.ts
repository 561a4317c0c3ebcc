/** `nearest`, or one that gives up after a while. */
export type Nearest = typeof nearest;

/** Longer ones are no mistyped words. */
const LONGEST = 500;

/**
 * The candidate that differs from `word` in the fewest letters, if that is at most a third of the shorter one's, so that
 * it is what was meant. Of two letters none is near.
 */
export function nearest(word: string, candidates: Iterable<string>, most = 16): string | undefined {
  if (word.length > LONGEST) return undefined;
  const small = word.toLowerCase();
  let best: string | undefined;
  let fewest = most + 1;
  for (const candidate of candidates) {
    const limit = Math.min(fewest, Math.floor(Math.min(word.length, candidate.length) / 3) + 1);
    if (Math.abs(word.length - candidate.length) >= limit) continue;
    const count = distance(small, candidate.toLowerCase(), limit);
    if (count < limit) {
      fewest = count;
      best = candidate;
    }
  }
  return best;
}

/**
 * `nearest` for one file: looks at so many candidates in all, and then finds nothing more. Whoever mistypes a hundred names
 * gets help with each; a file that is nothing but wrong names keeps nobody waiting.
 */
export function nearestWithin(candidatesInAll: number, find: Nearest = nearest): Nearest {
  let left = candidatesInAll;
  return (word, candidates, most) => {
    if (left < 0) return undefined;
    return find(
      word,
      (function* () {
        for (const candidate of candidates) {
          left -= 1;
          if (left < 0) return;
          yield candidate;
        }
      })(),
      most,
    );
  };
}

/** How many letters must be put in, taken out, changed or swapped with the next (Damerau 1964); gives up at `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: readonly number[] = [];
  let above: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const changed = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const isSwapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const swapped = isSwapped ? (before[column - 2] ?? limit) + 1 : limit;
      current.push(Math.min(changed, swapped, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    if (Math.min(...current) >= limit && Math.min(...above) >= limit) return limit;
    before = above;
    above = current;
  }
  return above[b.length] ?? limit;
}
