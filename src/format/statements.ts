import type { Update } from '../model/incident.ts';
import { problem, type Report } from './problems.ts';
import type { RawUpdate } from './update.ts';

/** What pages, feeds and the API work out anew for each moment of an incident grows with this and with its updates. */
const MOST_STATEMENTS = 5000;

/** What of an update is counted, and where it stands. */
export interface Stating {
  readonly statements: Pick<Update['statements'], 'states' | 'lost'>;
  readonly forRead: Update['forRead'];
  readonly promises: Update['promises'];
  readonly raw: Pick<RawUpdate, 'headingPlace' | 'heading'>;
}

/** Reports each update that states more than its file may with those above it; what states nothing can always be added. */
export function checkStatements(updates: readonly Stating[], report: Report): void {
  let count = 0;
  for (const { statements, forRead, promises, raw } of updates) {
    const states = statements.states.map(({ components, steps }) => components.length * steps.length);
    const own = states.reduce(
      (sum, one) => sum + one,
      statements.lost.length + forRead.length + promises.length,
    );
    if (own > 0 && count + own > MOST_STATEMENTS)
      report(problem('file-statements', raw.headingPlace, raw.heading));
    else count += own;
  }
}
