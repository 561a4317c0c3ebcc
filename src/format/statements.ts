import type { Update } from '../model/incident.ts';
import { problem, type Report } from './problems.ts';
import type { RawUpdate } from './update.ts';

/** What pages, feeds and the API work out anew for each moment of an incident grows with this and with its updates. */
const MOST_STATEMENTS = 3000;

/** What of an update is counted, and where it stands. */
export interface Stating {
  readonly statements: Pick<Update['statements'], 'states' | 'lost'>;
  readonly forRead: Update['forRead'];
  readonly promises: Update['promises'];
  readonly raw: Pick<RawUpdate, 'headingPlace' | 'heading' | 'text'>;
}

/** Reports each update that states more than its file may with those above it; what states nothing can always be added. */
export function checkStatements(updates: readonly Stating[], report: Report): void {
  let count = 0;
  for (const { statements, forRead, promises, raw } of updates) {
    const states = statements.states.map(({ components, steps }) => components.length * steps.length);
    const own = states.reduce(
      (sum, one) => sum + one,
      statements.lost.length + forRead.length + promises.length + countHeadings(raw.text),
    );
    if (own > 0 && count + own > MOST_STATEMENTS)
      report(problem('file-statements', raw.headingPlace, raw.heading));
    else count += own;
  }
}

const FENCE = /^ {0,3}(?:`{3}|~{3})/;
const HEADING = /^ {0,3}#{1,6}(?:[ \t]|$)/;
const UNDERLINE = /^ {0,3}(?:=+|-+)[ \t]*$/;

/** Counted by lines, for to read such a text can take long. */
function countHeadings(text: string): number {
  let isCode = false;
  let above = '';
  let count = 0;
  for (const line of text.split('\n')) {
    if (FENCE.test(line)) isCode = !isCode;
    else if (!isCode && (HEADING.test(line) || (above !== '' && UNDERLINE.test(line)))) count += 1;
    above = line;
  }
  return count;
}
