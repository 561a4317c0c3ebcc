import type { Standing } from '../derive/promise-list.ts';
import type { Words } from '../i18n/words.ts';

/** What each standing of a promise is called. */
export function standingWords({ incident }: Words): Readonly<Record<Standing, string>> {
  return {
    open: incident.promiseOpen,
    overdue: incident.promiseOverdue,
    kept: incident.promiseKept,
    dropped: incident.promiseDropped,
  };
}
