import { type Line, type Run, wordsOf } from '../markdown/runs.ts';

const CUT = '…';

/** One line, cut where it is longer than a receiver takes. */
export function cut(words: string, most: number): string {
  if (words.length <= most) return words;
  return `${wholeCharacters(words.slice(0, most - CUT.length)).trimEnd()}${CUT}`;
}

/**
 * What `render` makes of as much of the lines as stays within `most`, as `sizeOf` measures it. The last line, which says
 * which line of the record it is, is never left out.
 */
export function fitted<Rendered>(
  lines: readonly Line[],
  render: (lines: readonly Line[]) => Rendered,
  sizeOf: (rendered: Rendered) => number,
  most: number,
): Rendered {
  let room = wordsOf(lines).length;
  for (let shown = lines; ; shown = shortened(lines, room)) {
    const rendered = render(shown);
    if (sizeOf(rendered) <= most || room === 0) return rendered;
    room = Math.floor(room * 0.8);
  }
}

function shortened(lines: readonly Line[], room: number): readonly Line[] {
  const shown: Line[] = [];
  let left = room;
  for (const line of lines.slice(0, -1)) {
    const length = wordsOf([line]).length;
    if (length > left) {
      shown.push({ ...line, runs: shortenedRuns(line.runs, left) });
      break;
    }
    shown.push(line);
    left -= length;
  }
  return [...shown, ...lines.slice(-1)];
}

function shortenedRuns(runs: readonly Run[], room: number): readonly Run[] {
  const shown: Run[] = [];
  let left = room;
  for (const run of runs) {
    const words = wholeCharacters(run.words.slice(0, left));
    left -= run.words.length;
    if (words !== '') shown.push({ ...run, words });
    if (left <= 0) break;
  }
  return [...shown, { words: CUT, style: {} }];
}

/** Half a character at the end is none. */
function wholeCharacters(words: string): string {
  return words.replace(/[\uD800-\uDBFF]$/, '');
}
